import Model
import Reading
import Text

/// Atom 0.3 and 1.0 (RFC 4287), with the media module as YouTube, Flickr and Mastodon use it.
enum AtomReader {
    static func read(_ root: XMLNode, baseURL: String?, zone: Int) -> Feed {
        var feed = Feed(zone: zone)
        let isEntry = root.isAtom("entry")
        let entries = isEntry ? [root] : nested(root)
        feed.title = isEntry ? nil : root.atom("title").map { plain($0) }
        feed.language = root.lang
        let author = isEntry ? nil : root.atom("author").flatMap { person($0) }
        let base = root.base(within: baseURL ?? link(root.atoms("link"), relations: ["self"]))
        feed.posts = entries.map { entry in
            post(entry, feed: feed, author: author, base: isEntry ? base : entry.base(within: base))
        }
        return feed
    }

    /// Entries of the feed; an entry inside an entry is a missing end tag.
    private static func nested(_ node: XMLNode, depth: Int = 0) -> [XMLNode] {
        guard depth < 8 else { return [] }
        return node.children.flatMap { $0.isAtom("entry") ? [$0] + nested($0, depth: depth + 1) : [] }
    }

    private static func post(_ entry: XMLNode, feed: Feed, author: RawAuthor?, base: String?) -> RawPost {
        let language = entry.lang ?? feed.language
        let body = content(entry)
        let html = body.flatMap { MediaRSS.isPlain($0) ? nil : markup($0) }
        let date = FeedStamp.read(
            ["published", "issued", "created", "updated", "modified"].flatMap { entry.atoms($0) }
                + entry.all("date", "dc"), language: language, zone: feed.zone)
        let title = entry.atom("title").map { plain($0) }
        let links =
            (html.map(HTMLText.links) ?? [])
            + entry.atoms("link")
            .filter { $0.attribute("rel") == "related" || $0.attribute("rel") == "via" }
            .compactMap { $0.attribute("href") }
        let url =
            entry.first("origLink", "feedburner")?.trimmed ?? link(entry.atoms("link"), language: language)
            ?? entry.atom("content")?.attribute("src")
        return RawPost(
            nativeID: entry.atom("id")?.trimmed, url: url.map { absolute($0, base) },
            title: title.flatMap { $0.isEmpty ? nil : $0 },
            text: Boilerplate.removed(from: body.map { plain($0) } ?? ""),
            html: html, author: entry.atom("author").flatMap { person($0) } ?? author,
            published: date?.read?.instant, publishedRaw: date?.raw, zoneAssumed: date?.read?.zoneAssumed ?? false,
            updated: FeedStamp.read(
                entry.atoms("updated") + entry.atoms("modified"), language: language, zone: feed.zone)?.read?.instant,
            languageClaimed: language, counts: FeedCounts.read(entry),
            media: FeedMedia.unique(
                enclosures(entry, base: base) + MediaRSS.media(entry, base: base)
                    + FeedMedia.shown(in: html, base: base)),
            links: links.map { absolute($0, base) },
            tags: entry.atoms("category").compactMap { $0.attribute("label") ?? $0.attribute("term") },
            replyTo: entry.first("in-reply-to", "thr")?.attribute("ref"))
    }

    /// The content, else the summary, else the media module's description. Content that is no text
    /// (a picture in base64, a file elsewhere) is passed over.
    private static func content(_ entry: XMLNode) -> XMLNode? {
        let candidates = [entry.atom("content"), entry.atom("summary"), MediaRSS.description(entry)]
        return candidates.compactMap { $0 }.first { node in
            let type = node.attribute("type")?.lowercased() ?? "text"
            let isText =
                !type.contains("/") || type.hasPrefix("text/") || type.hasSuffix("xml") || type.hasSuffix("html")
            return isText && node.trimmed != nil
        }
    }

    /// The alternate link, in the entry's language when several are offered; else the first link with no relation.
    static func link(_ links: [XMLNode], relations: Set<String> = ["alternate", ""], language: String? = nil) -> String?
    {
        let fitting = links.filter {
            relations.contains($0.attribute("rel")?.lowercased() ?? "") && $0.attribute("href") != nil
        }
        let wanted = language.map { primary($0) }
        let ranked =
            fitting.first { wanted != nil && $0.attribute("hreflang").map { primary($0) } == wanted }
            ?? fitting.first { ($0.attribute("type") ?? "text/html").contains("html") } ?? fitting.first
        return ranked?.attribute("href")
    }

    /// `kk` of `kk-KZ`.
    private static func primary(_ language: String) -> String {
        language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map(String.init) ?? ""
    }

    static func person(_ node: XMLNode) -> RawAuthor? {
        let name = node.atom("name")?.trimmed ?? (node.children.isEmpty ? node.trimmed : nil)
        let handle = ["uri", "url", "email"].lazy.compactMap { node.atom($0)?.trimmed }.first ?? name
        return handle == nil ? nil : RawAuthor(name: name, handle: handle)
    }

    /// A text construct as plain text. Writers often forget the type, so markup in "text" is read as markup;
    /// text without any stays as it is.
    private static func plain(_ node: XMLNode) -> String {
        MediaRSS.isPlain(node) ? MediaRSS.lines(node) : HTMLText.plainText(markup(node) ?? "")
    }

    /// `type` text, html or xhtml; `mode` escaped, xml or base64 in Atom 0.3.
    private static func markup(_ node: XMLNode) -> String? {
        node.attribute("mode")?.lowercased() == "base64" ? Base64.text(node.text) : node.html
    }

    private static func enclosures(_ entry: XMLNode, base: String?) -> [Media] {
        entry.atoms("link").filter { $0.attribute("rel")?.lowercased() == "enclosure" }.compactMap { link in
            link.attribute("href").map {
                Media(
                    kind: FeedMedia.kind(type: link.attribute("type"), medium: nil), url: absolute($0, base),
                    alt: link.attribute("title"))
            }
        }
    }

    private static func absolute(_ url: String, _ base: String?) -> String { FeedLink.absolute(url, base) }
}
