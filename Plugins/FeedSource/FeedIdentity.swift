import Model
import Reading
import Text

/// Repairs what feeds call identity (feeds.md cases 21, 22 and 24): one guid or one
/// link on all items names no item, `http` or `https` before a guid does not
/// make another one, and a session token in a link does not either.
enum FeedIdentity {
    static func settled(_ posts: [RawPost]) -> [RawPost] {
        var posts = posts
        let plain = posts.map { $0.nativeID.map(plainID) }
        let written = shared(posts.map(\.nativeID), posts)
        let shortened = shared(plain, posts)
        for index in posts.indices {
            guard let id = posts[index].nativeID else { continue }
            // `page#1` and `page#2` are two items; `page#0` alone is the same as tomorrow's `page#3`.
            let isPlain = plain[index].map { !shortened.contains($0) } ?? false
            posts[index].nativeID = written.contains(id) ? nil : isPlain ? plain[index] : id
        }
        let links = FeedTokens.removed(from: posts.map { $0.nativeID == nil ? $0.url.map(URLText.canonical) : nil })
        let sharedLinks = shared(links.map(\.link), posts)
        for index in posts.indices where posts[index].nativeID == nil {
            let link = links[index]
            if let url = link.link, !sharedLinks.contains(url) {
                if link.isShorter { posts[index].nativeID = "link:" + withoutScheme(url) }
            } else {
                posts[index].nativeID = content(posts[index], whole: false)
            }
        }
        // Two items of one title and day: their texts tell them apart.
        let twins = shared(posts.map(\.nativeID), posts)
        for index in posts.indices where posts[index].nativeID.map({ twins.contains($0) }) ?? false {
            posts[index].nativeID = content(posts[index], whole: true)
        }
        return posts
    }

    /// Values that stand on several items with different texts.
    private static func shared(_ values: [String?], _ posts: [RawPost]) -> Set<String> {
        var first: [String: RawPost] = [:]
        var shared: Set<String> = []
        for (value, post) in zip(values, posts) {
            guard let value else { continue }
            if let other = first[value] {
                if other.title != post.title || other.text != post.text { shared.insert(value) }
            } else {
                first[value] = post
            }
        }
        return shared
    }

    /// A guid that is a URL, without scheme and fragment; any other guid as it is. WordPress tells comments apart by
    /// the fragment alone, so there it stays, in a form that is no URL any more.
    private static func plainID(_ id: String) -> String {
        guard URLText.isWeb(id) else { return id }
        let comment = id.firstRange(of: "#comment-").map { String(id[$0.lowerBound...]) } ?? ""
        return withoutScheme(URLText.canonical(id)) + comment
    }

    private static func withoutScheme(_ url: String) -> String {
        url.firstRange(of: "://").map { String(url[$0.upperBound...]) } ?? url
    }

    /// Title and day, or text and day when there is no title: a text that is edited stays the same post.
    private static func content(_ post: RawPost, whole: Bool) -> String {
        let day = post.published.map { $0.date.description } ?? ""
        let words = whole ? "\(post.title ?? "")\u{0}\(post.text)" : post.title ?? post.text
        return "content:" + StableHash.hex(StableHash.hash64("\(day)\u{0}\(words)".utf8))
    }
}
