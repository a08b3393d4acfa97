import Model
import Reading

/// The media module: `media:group`, `media:content`, `media:thumbnail`, and RSS enclosures.
enum MediaRSS {
    static func description(_ item: XMLNode) -> XMLNode? {
        item.first("group", "media")?.first("description", "media") ?? item.first("description", "media")
    }

    /// `media:description` is plain text unless it says otherwise.
    static func isPlain(_ node: XMLNode) -> Bool {
        node.isElement("description", "media") && node.attribute("type")?.lowercased() != "html"
    }

    /// Plain text, line by line; empty lines are left out.
    static func lines(_ node: XMLNode) -> String {
        node.text.split(whereSeparator: \.isNewline).map { line in
            line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    static func media(_ item: XMLNode, base: String?) -> [Media] {
        let groups = [item] + item.all("group", "media")
        var media: [Media] = item.all("enclosure").compactMap { enclosure in
            enclosure.attribute("url").map {
                Media(kind: FeedMedia.kind(type: enclosure.attribute("type"), medium: nil), url: $0)
            }
        }
        for group in groups {
            // What stands in one group is one thing in several sizes.
            var kinds: Set<Media.Kind> = []
            for content in group.all("content", "media") {
                guard let url = content.attribute("url") else { continue }
                let kind = FeedMedia.kind(type: content.attribute("type"), medium: content.attribute("medium"))
                if group.isElement("group", "media"), !kinds.insert(kind).inserted { continue }
                media.append(Media(kind: kind, url: url, alt: content.first("description", "media")?.trimmed))
            }
        }
        // One picture often comes in six sizes: the first is enough to know that there is one.
        if media.isEmpty, let thumbnail = groups.lazy.flatMap({ $0.all("thumbnail", "media") }).first,
            let url = thumbnail.attribute("url")
        {
            media.append(Media(kind: .image, url: url))
        }
        return media.map { medium in
            var medium = medium
            medium.url = FeedLink.absolute(medium.url, base)
            return medium
        }
    }
}
