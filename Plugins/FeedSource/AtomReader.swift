import Model
import Reading
import Text

/// Atom 0.3 and 1.0 (RFC 4287), with the media module as YouTube, Flickr and Mastodon use it.
enum AtomReader {
    static func read(_ root: XMLNode, baseURL: String?) -> Feed {
        var feed = Feed()
        let entries: [XMLNode]
        if root.isElement("entry") {
            entries = [root]
        } else {
            entries = nested(root)
            feed.title = root.first("title").map { plain($0) }
        }
        feed.language = root.lang
        let own = link(root.all("link"), relations: ["self"])
        let base = root.base(within: baseURL ?? own)
        feed.posts = entries.map { post($0, feed: feed, base: $0.base(within: base)) }
        return feed
    }

    /// Entries of the feed; an entry inside an entry is a missing end tag.
    private static func nested(_ node: XMLNode, depth: Int = 0) -> [XMLNode] {
        guard depth < 8 else { return [] }
        return node.children.flatMap { $0.isElement("entry") ? [$0] + nested($0, depth: depth + 1) : [] }
    }

    private static func post(_ entry: XMLNode, feed: Feed, base: String?) -> RawPost {
        let language = entry.lang ?? feed.language
        let content = entry.first("content") ?? entry.first("summary") ?? MediaRSS.description(entry)
        let html = content.flatMap { markup($0) }
        let text = content.map { plain($0) } ?? ""
        let stamp = ["published", "issued", "created", "updated", "modified"].lazy
            .compactMap { name in entry.first(name)?.trimmed }.first
        let date = stamp.flatMap { FeedDate.read($0, language: language) }
        let updated = (entry.first("updated") ?? entry.first("modified"))?.trimmed
        let title = entry.first("title").map { plain($0) }
        let links = (html.map(HTMLText.links) ?? []) + entry.all("link")
            .filter { $0.attribute("rel") == "related" || $0.attribute("rel") == "via" }
            .compactMap { $0.attribute("href") }
        return RawPost(
            nativeID: entry.first("id")?.trimmed,
            url: (entry.first("origLink", "feedburner")?.trimmed ?? link(entry.all("link"), language: language)
                ?? content?.attribute("src")).map { absolute($0, base) },
            title: title.flatMap { $0.isEmpty ? nil : $0 }, text: text, html: html,
            author: entry.first("author").flatMap { person($0) }, published: date?.instant, publishedRaw: stamp,
            zoneAssumed: date?.zoneAssumed ?? false,
            updated: updated.flatMap { FeedDate.read($0, language: language)?.instant }, languageClaimed: language,
            counts: FeedCounts.read(entry),
            media: FeedMedia.unique(
                enclosures(entry, base: base) + MediaRSS.media(entry, base: base)
                    + FeedMedia.shown(in: html, base: base)),
            links: links.map { absolute($0, base) },
            tags: entry.all("category").compactMap { $0.attribute("label") ?? $0.attribute("term") },
            replyTo: entry.first("in-reply-to", "thr")?.attribute("ref"))
    }

    /// The alternate link, in the entry's language when several are offered; else the first link with no relation.
    static func link(_ links: [XMLNode], relations: Set<String> = ["alternate", ""], language: String? = nil) -> String? {
        let fitting = links.filter { relations.contains($0.attribute("rel")?.lowercased() ?? "") }
        let ranked = fitting.first { language != nil && $0.attribute("hreflang") == language }
            ?? fitting.first { ($0.attribute("type") ?? "text/html").contains("html") } ?? fitting.first
        return ranked?.attribute("href")?.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }

    static func person(_ node: XMLNode) -> RawAuthor? {
        let name = node.first("name")?.trimmed ?? (node.children.isEmpty ? node.trimmed : nil)
        let handle = node.first("uri")?.trimmed ?? node.first("url")?.trimmed ?? node.first("email")?.trimmed ?? name
        return handle == nil ? nil : RawAuthor(name: name, handle: handle)
    }

    /// A text construct as plain text: `type` text, html or xhtml; `mode` escaped or base64 in Atom 0.3.
    private static func plain(_ node: XMLNode) -> String {
        let type = node.attribute("type")?.lowercased() ?? "text"
        let mode = node.attribute("mode")?.lowercased()
        // Writers often forget the type: markup in "text" is read as markup, and text without any stays as it is.
        if type == "text" || type == "text/plain", mode == nil, node.children.isEmpty {
            return HTMLText.plainText(node.text)
        }
        return HTMLText.plainText(markup(node) ?? "")
    }

    private static func markup(_ node: XMLNode) -> String? {
        if node.attribute("mode")?.lowercased() == "base64" { return Base64.text(node.text) }
        return node.children.isEmpty ? node.text : node.markup
    }

    private static func enclosures(_ entry: XMLNode, base: String?) -> [Media] {
        entry.all("link").filter { $0.attribute("rel")?.lowercased() == "enclosure" }.compactMap { link in
            link.attribute("href").map {
                Media(
                    kind: FeedMedia.kind(type: link.attribute("type"), medium: nil), url: absolute($0, base),
                    alt: link.attribute("title"))
            }
        }
    }

    private static func absolute(_ url: String, _ base: String?) -> String {
        base.flatMap { URLText.resolve(url, against: $0) } ?? url
    }
}

/// The media module: `media:group`, `media:content`, `media:thumbnail`, and RSS enclosures.
enum MediaRSS {
    static func description(_ item: XMLNode) -> XMLNode? {
        item.first("group", "media")?.first("description", "media") ?? item.first("description", "media")
    }

    static func media(_ item: XMLNode, base: String?) -> [Media] {
        let groups = [item] + item.all("group", "media")
        var media: [Media] = item.all("enclosure").compactMap { enclosure in
            enclosure.attribute("url").map {
                Media(kind: FeedMedia.kind(type: enclosure.attribute("type"), medium: nil), url: $0)
            }
        }
        for content in groups.flatMap({ $0.all("content", "media") }) {
            guard let url = content.attribute("url") else { continue }
            media.append(
                Media(
                    kind: FeedMedia.kind(type: content.attribute("type"), medium: content.attribute("medium")), url: url,
                    alt: content.first("description", "media")?.trimmed))
        }
        // One picture often comes in six sizes: the first is enough to know that there is one.
        if media.isEmpty, let thumbnail = groups.lazy.flatMap({ $0.all("thumbnail", "media") }).first,
            let url = thumbnail.attribute("url")
        {
            media.append(Media(kind: .image, url: url))
        }
        return media.map { medium in
            var medium = medium
            medium.url = base.flatMap { URLText.resolve(medium.url, against: $0) } ?? medium.url
            return medium
        }
    }
}
