import Model
import Reading

/// `slash:comments`, `media:statistics` and their like. What is not said stays nil.
enum FeedCounts {
    static func read(_ item: XMLNode) -> Counts {
        var counts = Counts()
        // WordPress and forums; Blogger (RFC 4685).
        counts.comments = (item.first("comments", "slash") ?? item.first("total", "thr"))?.trimmed.flatMap { Int64($0) }
        let community = item.first("group", "media")?.first("community", "media") ?? item.first("community", "media")
        counts.views = community?.first("statistics", "media")?.attribute("views").flatMap { Int64($0) }
        counts.likes = community?.first("starRating", "media")?.attribute("count").flatMap { Int64($0) }
        return counts
    }
}
