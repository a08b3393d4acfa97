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
        let path = (sides.first ?? "").split(separator: "/").dropFirst(2)
        let query = (sides.dropFirst().first ?? "").prefix { $0 != "#" }.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (name: String(parts.first ?? ""), value: String(parts.dropFirst().first ?? ""))
        }
        let isFeed = query.contains { $0.name == "feed" } || path.contains { $0 == "feed" || $0 == "feeds" }
            || path.last.map { $0.hasSuffix(".rss") || $0.hasSuffix(".atom") } ?? false
        if isOfComments(path, query), isFeed { return .comments }
        if FeedPlatforms.isHost(host, "news.google.com"), path.contains("search") { return .search }
        // WordPress /?s=WORD&feed=rss2 and /search/WORD/feed/, Blogger ?q=WORD, Reddit /search.rss.
        let asks = query.contains { ($0.name == "s" || $0.name == "q") && !$0.value.isEmpty }
        let named = path.firstIndex(of: "search").map { path[($0 + 1)...].first { $0 != "feed" } } ?? nil
        return isFeed && (asks || named != nil || path.last == "search.rss") ? .search : nil
    }

    private static func isOfComments(_ path: ArraySlice<Substring>, _ query: [(name: String, value: String)]) -> Bool {
        // WordPress /comments/feed/ and ?feed=comments-rss2, Blogger /feeds/comments/default, Reddit /comments/ID/.rss.
        if path.contains("comments") || path.last == "comments.rss" { return true }
        if query.contains(where: { $0.name == "feed" && $0.value.hasPrefix("comments") || $0.name == "withcomments" }) {
            return true
        }
        // The feed of one WordPress post holds its comments: ?p=12&feed=rss2, /2026/11/20/name/feed/.
        if query.contains(where: { $0.name == "p" && Int($0.value) != nil }) { return true }
        let words = path.filter { $0 != "feed" && $0 != "atom" && $0 != "rss2" }
        guard let year = words.firstIndex(where: { $0.count == 4 && Int($0) != nil }), year + 2 < words.endIndex,
            words[year + 1].count == 2, Int(words[year + 1]) != nil, let last = words.last
        else { return false }
        return Int(last) == nil && path.contains("feed")
    }
}
