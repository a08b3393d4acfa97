import Model
import Reading
import Text

/// Repairs what feeds call identity (feeds.md cases 21 to 24): one guid or one
/// link on all items names no item, and `http` or `https` before a guid does
/// not make another one.
enum FeedIdentity {
    static func settled(_ posts: [RawPost]) -> [RawPost] {
        let sharedIDs = shared(posts, by: \.nativeID)
        let sharedURLs = shared(posts, by: \.url)
        return posts.map { post in
            var post = post
            if let id = post.nativeID {
                post.nativeID = sharedIDs.contains(id) ? nil : withoutScheme(id)
            }
            if post.nativeID == nil, post.url.map({ sharedURLs.contains($0) }) ?? true {
                post.nativeID = fromContent(post)
            }
            return post
        }
    }

    /// Values that stand on several items with different texts.
    private static func shared(_ posts: [RawPost], by key: KeyPath<RawPost, String?>) -> Set<String> {
        var first: [String: RawPost] = [:]
        var shared: Set<String> = []
        for post in posts {
            guard let value = post[keyPath: key] else { continue }
            if let other = first[value] {
                if other.title != post.title || other.text != post.text { shared.insert(value) }
            } else {
                first[value] = post
            }
        }
        return shared
    }

    /// A guid that is a URL, without scheme and fragment; any other guid as it is.
    private static func withoutScheme(_ id: String) -> String {
        guard URLText.isWeb(id) else { return id }
        let canonical = URLText.canonical(id)
        guard let colon = canonical.firstRange(of: "://") else { return canonical }
        return String(canonical[colon.upperBound...])
    }

    /// Title and day, or text and day when there is no title: a link with a
    /// new session token on every fetch must not make a new post.
    private static func fromContent(_ post: RawPost) -> String {
        let day = post.published.map { $0.date.description } ?? ""
        let words = post.title ?? post.text
        return "content:" + StableHash.hex(StableHash.hash64("\(day)\u{0}\(words)".utf8))
    }
}

