import Model
import Reading
import Text

/// Pictures and files of an item, each once.
enum FeedMedia {
    static func kind(type: String?, medium: String?) -> Media.Kind {
        let word = (medium ?? type ?? "").lowercased()
        if word.hasPrefix("image") { return .image }
        if word.hasPrefix("video") { return .video }
        if word.hasPrefix("audio") { return .audio }
        if word.hasPrefix("application") || word.hasPrefix("text") || word == "document" { return .document }
        return .other
    }

    /// What the item's markup shows.
    static func shown(in html: String?, base: String?) -> [Media] {
        guard let html else { return [] }
        return HTMLText.media(html).map { Media($0, url: FeedLink.absolute($0.url, base)) }
    }

    /// First of each URL; `data:` URIs are dropped, since they are no address.
    static func unique(_ media: [Media]) -> [Media] {
        var seen: Set<String> = []
        return media.filter { !$0.url.lowercased().hasPrefix("data:") && seen.insert($0.url).inserted }
    }

    /// Without the pictures that stand on every item: a logo says nothing about a post.
    static func withoutLogos(_ posts: [RawPost]) -> [RawPost] {
        guard posts.count >= 3 else { return posts }
        var common = Set(posts[0].media.filter { $0.kind == .image }.map(\.url))
        for post in posts where !common.isEmpty { common.formIntersection(post.media.map(\.url)) }
        guard !common.isEmpty else { return posts }
        return posts.map { post in
            var post = post
            post.media.removeAll { common.contains($0.url) }
            return post
        }
    }
}
