import Reading

/// Feeds that hold not what a place publishes, but what the public writes there, or what a search finds. They are read
/// only when the configuration says why (docs/decisions/0017-citizens-words.md).
public enum PublicWords: Sendable, Hashable {
    /// What people write below posts.
    case comments
    /// What a search for words finds.
    case search
    /// What anybody on a platform posts under a tag, or in public.
    case hashtag

    /// What such a feed is, without a full stop.
    var sentence: String {
        switch self {
        case .comments: "this is a feed of comments, which are the words of citizens"
        case .search: "this is a feed of what a search finds, whoever wrote it"
        case .hashtag: "this is a feed of what anybody posts under a tag, and not of one place"
        }
    }

    /// True for what people write themselves, whatever the reason to read it. A search may find outlets as well.
    var isOfPersons: Bool { self != .search }

    /// What an address gives away; nil for a feed of a place's own posts.
    static func of(_ url: String) -> PublicWords? {
        let address = FeedAddress(url)
        if address.isOfComments { return .comments }
        if address.isOfSearch { return .search }
        return address.isOfHashtag ? .hashtag : nil
    }
}

/// The address of a feed in parts, in lower case.
private struct FeedAddress {
    let host: String
    let path: ArraySlice<Substring>
    let query: [(name: String, value: String)]

    init(_ url: String) {
        let lower = url.lowercased()
        let sides = lower.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
        host = URLText.host(of: lower) ?? ""
        path = (sides.first ?? "").split(separator: "/").dropFirst(2)
        query = (sides.dropFirst().first ?? "").split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return (name: String(parts.first ?? ""), value: String(parts.dropFirst().first ?? ""))
        }
    }

    private var last: Substring { path.last ?? "" }

    /// True when a parameter with one of these names has a value.
    private func asks(_ names: Set<String>) -> Bool {
        query.contains { names.contains($0.name) && !$0.value.isEmpty }
    }

    private func isAt(_ site: String) -> Bool { FeedPlatforms.isHost(host, site) }

    private var isFeed: Bool {
        let formats: Set<String> = ["rss", "rss2", "atom"]
        return query.contains { $0.name == "feed" || $0.name == "format" && formats.contains($0.value) }
            || path.contains { $0 == "feed" || $0 == "feeds" } || formats.contains(String(last))
            || last.hasSuffix(".rss") || last.hasSuffix(".atom")
    }

    // MARK: comments

    var isOfComments: Bool {
        // PeerTube /feeds/video-comments.xml.
        if last.hasPrefix("video-comments.") { return true }
        // WordPress /comments/feed/ and ?feed=comments-rss2, Blogger /feeds/comments/default, Reddit /comments/ID/.rss.
        let named = path.contains("comments") || last == "comments.rss"
            || query.contains { $0.name == "feed" && $0.value.hasPrefix("comments") || $0.name == "withcomments" }
        return isFeed && (named || isOfOnePost)
    }

    /// The feed of one WordPress post holds its comments: ?p=12&feed=rss2, /2026/11/20/name/feed/.
    private var isOfOnePost: Bool {
        if query.contains(where: { $0.name == "p" && Int($0.value) != nil }) { return true }
        let words = path.filter { $0 != "feed" && $0 != "atom" && $0 != "rss2" }
        guard let year = words.firstIndex(where: { $0.count == 4 && Int($0) != nil }), year + 2 < words.endIndex,
            words[year + 1].count == 2, Int(words[year + 1]) != nil, let last = words.last
        else { return false }
        return Int(last) == nil && path.contains("feed")
    }

    // MARK: searches

    var isOfSearch: Bool {
        if isAt("news.google.com"), path.contains("search") { return true }
        // Google Alerts: each feed is a search for words.
        if isAt("google.com"), path.starts(with: ["alerts", "feeds"]) { return true }
        if isBridge { return asks(["q", "query", "keyword", "search"]) }
        // RSSHub /twitter/keyword/WORD, /bsky/keyword/WORD.
        if path.dropLast().contains("keyword") { return true }
        // WordPress /?s=WORD&feed=rss2 and /search/WORD/feed/, Blogger ?q=WORD, Reddit /search.rss, Nitter /search/rss.
        let named = path.firstIndex(of: "search").map { path[($0 + 1)...].first { $0 != "feed" && $0 != "rss" } } ?? nil
        return isFeed && (asks(["s", "q"]) || named != nil || last == "search.rss")
    }

    // MARK: hashtags

    var isOfHashtag: Bool {
        // Mastodon and its kin: /tags/TAG.rss. A blog's own tag is /tag/TAG/feed/.
        if path.count == 2, path.first == "tags", last.hasSuffix(".rss") || last.hasSuffix(".atom") { return true }
        // Flickr: everybody's pictures, unless an account is named.
        if isAt("flickr.com"), last == "photos_public.gne" { return !asks(["id", "ids"]) }
        if isAt("medium.com"), path.starts(with: ["feed", "tag"]) { return true }
        if isBridge { return asks(["hashtag", "h", "tag"]) }
        // RSSHub /mastodon/tag/HOST/TAG, /instagram/hashtag/TAG.
        return path.dropLast().contains("hashtag") || path.starts(with: ["mastodon", "tag"])
    }

    /// RSS-Bridge: ?action=display&bridge=NAME&….
    private var isBridge: Bool { asks(["bridge"]) && query.contains { $0.name == "action" && $0.value == "display" } }
}
