import Model
import Reading
import Text

/// RSS 0.90 to 2.0 and RDF, with the modules that real feeds use: dc, content, media, atom, itunes, slash, sy,
/// feedburner, yandex, turbo, xml:base.
enum RSSReader {
    static func read(_ root: XMLNode, baseURL: String?, zone: Int) -> Feed {
        var feed = Feed(zone: zone)
        let channel = root.name.lowercased() == "channel" ? root : root.first("channel") ?? root
        feed.title = channel.first("title").map { HTMLText.plainText($0.text) }
        feed.language = channel.first("language", "dc")?.trimmed ?? channel.first("language")?.trimmed
        feed.schedule = FeedSchedule(channel)
        let base = [root, channel].reduce(baseURL) { $1.base(within: $0) } ?? channel.first("link")?.trimmed
        let owner = owner(channel, title: feed.title)
        // Items stand in the channel (2.0) or beside it (RDF); damage may nest one item in another.
        for item in items(under: root) {
            feed.posts.append(post(item, feed: feed, owner: owner, base: item.base(within: base)))
        }
        return feed
    }

    /// Every item element, outermost first. An item inside an item is a missing end tag, and an item of its own.
    private static func items(under node: XMLNode, depth: Int = 0) -> [XMLNode] {
        guard depth < 8 else { return [] }
        return node.children.flatMap { child -> [XMLNode] in
            if child.isElement("item") { return [child] + items(under: child, depth: depth + 1) }
            return child.isElement("channel") || child.isElement("items") || child.isElement("rss")
                ? items(under: child, depth: depth + 1) : []
        }
    }

    private static func post(_ item: XMLNode, feed: Feed, owner: RawAuthor?, base: String?) -> RawPost {
        let language = item.first("language", "dc")?.trimmed ?? item.lang ?? feed.language
        let html = body(item)
        let guid = item.first("guid")
        let link = link(item, guid: guid, language: language)
        let date = date(item, language: language, zone: feed.zone)
        let title = [nil, "dc", "itunes", "media"].lazy.compactMap { item.first("title", $0)?.trimmed }.first
            .map(HTMLText.plainText)
        return RawPost(
            nativeID: guid?.trimmed ?? item.attribute("about").flatMap { $0.isEmpty ? nil : $0 },
            url: link.map { absolute($0, base) }, title: title.flatMap { $0.isEmpty ? nil : $0 },
            text: Boilerplate.removed(from: html.map(HTMLText.plainText) ?? ""), html: html,
            author: author(item) ?? owner, published: date?.read?.instant,
            publishedRaw: date?.raw, zoneAssumed: date?.read?.zoneAssumed ?? false,
            updated: FeedStamp.read(item.all("updated", "atom"), language: language, zone: feed.zone)?.read?.instant,
            languageClaimed: language, counts: FeedCounts.read(item),
            media: FeedMedia.unique(MediaRSS.media(item, base: base) + FeedMedia.shown(in: html, base: base)),
            links: html.map(HTMLText.links)?.map { absolute($0, base) } ?? [],
            tags: item.all("category").compactMap(\.trimmed) + item.all("subject", "dc").compactMap(\.trimmed))
    }

    /// The longest of the texts that an item carries: some feeds put a teaser into one and the article into another.
    private static func body(_ item: XMLNode) -> String? {
        let candidates = [
            item.first("encoded", "content"), item.first("full-text", "yandex"), item.first("content", "turbo"),
            item.first("description"), item.first("description", "dc"), item.first("content", "atom"),
            item.first("summary", "atom"), item.first("summary", "itunes"), item.first("description", "googleplay"),
            MediaRSS.description(item),
        ]
        var best: String?
        for candidate in candidates.compactMap({ $0?.html }) where candidate.utf8.count > (best?.utf8.count ?? 0) {
            best = candidate
        }
        return best
    }

    private static func link(_ item: XMLNode, guid: XMLNode?, language: String?) -> String? {
        if let original = item.first("origLink", "feedburner")?.trimmed { return original }
        if let link = item.all("link").lazy.compactMap(\.trimmed).first { return link }
        // Some writers put the address into an attribute, as Atom does.
        if let link = AtomReader.link(item.all("link", "atom") + item.all("link"), language: language) { return link }
        if let id = guid?.trimmed, guid?.attribute("isPermaLink")?.lowercased() != "false", URLText.isWeb(id) {
            return id
        }
        return item.first("enclosure")?.attribute("url")
    }

    private static func date(
        _ item: XMLNode, language: String?, zone: Int
    ) -> (raw: String, read: FeedDate.Reading?)? {
        FeedStamp.read(
            item.all("pubDate") + item.all("date", "dc") + item.all("published", "atom")
                + item.all("updated", "atom") + item.all("created", "dcterms") + item.all("issued", "dcterms"),
            language: language, zone: zone)
    }

    /// Mastodon names nobody in its items: the whole feed is one account, and the channel's link is its page.
    private static func owner(_ channel: XMLNode, title: String?) -> RawAuthor? {
        guard let link = channel.first("link")?.trimmed, link.contains("/@") else { return nil }
        return RawAuthor(name: title, handle: link)
    }

    /// `dc:creator`, else `author`, which is a mail address with the name in brackets.
    private static func author(_ item: XMLNode) -> RawAuthor? {
        if let name = item.first("creator", "dc")?.trimmed { return RawAuthor(name: name, handle: name) }
        if let name = item.first("author", "itunes")?.trimmed { return RawAuthor(name: name, handle: name) }
        if let author = item.first("author", "atom") { return AtomReader.person(author) }
        // Google News and other collections name the place that an item comes from (RSS 2.0, `source`).
        if item.first("author") == nil, let source = item.first("source"), let name = source.trimmed {
            return RawAuthor(name: name, handle: source.attribute("url") ?? name)
        }
        guard let author = item.first("author") else { return nil }
        if author.first("name") != nil { return AtomReader.person(author) }
        guard let text = author.trimmed else { return nil }
        if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
            let name = String(text[text.index(after: open)..<close])
            return RawAuthor(name: name, handle: name)
        }
        return RawAuthor(name: text, handle: text)
    }

    private static func absolute(_ url: String, _ base: String?) -> String { FeedLink.absolute(url, base) }
}
