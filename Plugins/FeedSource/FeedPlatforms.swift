import Model
import Reading

/// What single platforms mean by the fields of their feeds.
enum FeedPlatforms {
    /// The posts of a feed as the platform means them.
    ///
    /// - Parameter url: where the feed is.
    static func settled(_ posts: [RawPost], url: String) -> [RawPost] {
        let host = URLText.host(of: url) ?? ""
        if isHost(host, "reddit.com") { return posts.map(citizen) }
        if isHost(host, "news.google.com") { return posts.map(discovered) }
        // The date of change moves with the counters: nobody edited anything.
        if isHost(host, "youtube.com") { return posts.map { unedited($0) } }
        return posts
    }

    /// A host, or one below it.
    static func isHost(_ host: String, _ name: String) -> Bool { host == name || host.hasSuffix(".\(name)") }

    /// Whoever writes in a forum is a person, whatever the forum is.
    private static func citizen(_ post: RawPost) -> RawPost {
        var post = post
        post.authorKind = .person
        return post
    }

    private static func unedited(_ post: RawPost) -> RawPost {
        var post = post
        post.updated = nil
        return post
    }

    /// Google News gives headlines: the title ends in " - Publisher", the text is the same headline as a link, and
    /// every link leads through Google by an id that nobody can read.
    private static func discovered(_ post: RawPost) -> RawPost {
        var post = post
        if let publisher = post.author?.name, let title = post.title, title.hasSuffix(" - \(publisher)") {
            post.title = String(title.dropLast(publisher.count + 3))
        }
        if let title = post.title, post.text.hasPrefix(title) {
            let rest = post.text.dropFirst(title.count).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if rest.isEmpty || rest == post.author?.name { post.text = "" }
        }
        post.links.removeAll { URLText.host(of: $0).map { isHost($0, "news.google.com") } ?? false }
        return post
    }

    /// A note when a question about one edition was answered by another one.
    static func note(on asked: String, answeredBy final: String) -> String? {
        guard let host = URLText.host(of: asked), isHost(host, "news.google.com"), edition(asked) != edition(final)
        else {
            return nil
        }
        return "Google answered with another edition: \(final)"
    }

    private static func edition(_ url: String) -> Set<Substring> {
        let query = url.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        return Set(
            query.split(separator: "&").filter { pair in ["hl=", "gl=", "ceid="].contains(where: pair.hasPrefix) })
    }
}

/// Feeds that hold not what a place publishes, but what the public writes there, or what a search finds.
enum PublicWords: Sendable, Hashable {
    case comments, search

    /// What an address gives away; nil for a feed of a place's own posts.
    static func of(_ url: String) -> PublicWords? {
        let lower = url.lowercased()
        let host = URLText.host(of: lower) ?? ""
        let sides = lower.split(separator: "?", maxSplits: 1)
        let path = sides.first ?? ""
        let names = (sides.dropFirst().first ?? "").split(separator: "&").compactMap { $0.split(separator: "=").first }
        // WordPress /comments/feed/, Blogger /feeds/comments/default, Reddit /comments/ID/.rss.
        if path.contains("/comments/") && (path.contains("feed") || path.hasSuffix(".rss")) { return .comments }
        if FeedPlatforms.isHost(host, "news.google.com"), path.contains("/search") { return .search }
        // WordPress /?s=WORD&feed=rss2, Reddit /search.rss.
        if path.hasSuffix("/search.rss") || names.contains("s") && names.contains("feed") { return .search }
        return nil
    }
}
