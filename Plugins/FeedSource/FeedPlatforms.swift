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
