import Model
import Reading
import Text

/// An item's own page, read in the order that sites are dependable in: what the recipe names, JSON-LD, meta elements,
/// `<time>`, and then what a reader sees.
struct Article {
    var post: RawPost
    /// The page's own word for its address, canonical; only when it is believable.
    var canonical: String?
    /// False for a page on which neither the recipe nor the page itself names a text.
    var hasText: Bool

    init(_ page: Page, item: ListedItem, url: String, _ recipe: ListRecipe, now: Instant) throws(XPathFailure) {
        let linked = LinkedArticle(try page.select(Paths.linkedData).map(\.text))
        let meta = try MetaWords(page)
        for path in recipe.drop + [Paths.noText].compactMap({ $0 }) {
            for node in try page.select(path) { page.remove(node) }
        }
        let headings = try page.select(Paths.heading)
        let heading = headings.first { $0.words != nil }?.words
        let title = item.title ?? linked.headline.map(HTMLText.plainText) ?? meta["og:title"] ?? heading
        // The headline is the post's title; its text begins behind it.
        for node in headings where node.words == title { page.remove(node) }
        let html = try Article.body(page, recipe)
        let seen = HTMLText.plainText(html)
        let text = seen.isEmpty ? linked.text.map(HTMLText.plainText) ?? "" : seen
        hasText = !text.isEmpty || linked.isArticle
        canonical = try page.select(Paths.canonical).first.flatMap { node in
            Article.believable(URLText.resolve(node.text, against: url), list: recipe)
        }
        let spoken = try page.select(Paths.language).first?.text
        let link = item.link ?? url
        let about = item.text.isEmpty ? meta["og:description"] ?? meta["description"] ?? "" : item.text
        post = RawPost(
            nativeID: URLText.canonical(link), url: canonical ?? link, title: title, text: text.isEmpty ? about : text,
            html: html.isEmpty ? nil : html,
            author: (linked.author ?? meta["author"]).map { RawAuthor(name: HTMLText.plainText($0)) },
            languageClaimed: linked.language ?? spoken ?? item.language)
        if let date = try Article.published(page, linked, meta, recipe, now) {
            (post.published, post.publishedRaw) = (date.reading.instant, date.raw)
            post.zoneAssumed = date.reading.zoneAssumed
        } else {
            (post.published, post.publishedRaw) = (item.published?.instant, item.dateText)
            post.zoneAssumed = item.published?.zoneAssumed ?? false
        }
        post.updated =
            [linked.modified, meta["article:modified_time"], meta["og:updated_time"]].lazy
            .compactMap { $0.flatMap { FeedDate.read($0, defaultZone: recipe.zone) } }.first?.instant
        post.media = Article.media(meta["og:image"], html, base: url)
        post.links = HTMLText.links(html).compactMap { URLText.resolve($0, against: url) }.filter(URLText.isWeb)
        post.tags = try page.select(Paths.tags).compactMap(\.words)
    }

    /// The markup of the text: what the recipe names, else the longest of the elements that hold articles.
    private static func body(_ page: Page, _ recipe: ListRecipe) throws(XPathFailure) -> String {
        if let path = recipe.body { return try page.select(path).map(\.markup).joined(separator: "\n") }
        for path in Paths.bodies {
            let found = try page.select(path).map { ($0, $0.text.utf8.count) }
            if let longest = found.max(by: { $0.1 < $1.1 }), longest.0.words != nil { return longest.0.markup }
        }
        return ""
    }

    private static func published(
        _ page: Page, _ linked: LinkedArticle, _ meta: MetaWords, _ recipe: ListRecipe, _ now: Instant
    ) throws(XPathFailure) -> (reading: FeedDate.Reading, raw: String)? {
        if let named = try page.select(recipe.pageDate).first,
            let date = PageMoment.read(named, now: now, zone: recipe.zone)
        {
            return date
        }
        for raw in [linked.published] + MetaWords.dates.map({ meta[$0] }) {
            if let raw, let reading = FeedDate.read(raw, defaultZone: recipe.zone) { return (reading, raw) }
        }
        for path in Paths.dates {
            for node in try page.select(path) {
                if let date = PageMoment.read(node, now: now, zone: recipe.zone) { return date }
            }
        }
        return nil
    }

    private static func media(_ image: String?, _ html: String, base: String) -> [Media] {
        var media = image.flatMap { URLText.resolve($0, against: base) }.map { [Media(kind: .image, url: $0)] } ?? []
        for medium in HTMLText.media(html) {
            guard let url = URLText.resolve(medium.url, against: base), !media.contains(where: { $0.url == url }) else {
                continue
            }
            media.append(Media(medium, url: url))
        }
        return media
    }

    /// A canonical address on the site itself that is not its home page or the list.
    private static func believable(_ url: String?, list recipe: ListRecipe) -> String? {
        guard let url, URLText.isWeb(url), recipe.isOwn(url) else { return nil }
        let canonical = URLText.canonical(url)
        let path = canonical.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst(2)
        guard let last = path.first, !last.isEmpty, canonical != URLText.canonical(recipe.url) else { return nil }
        return canonical
    }

    enum Paths {
        static let linkedData = XPath.known("//script[@type='application/ld+json']")
        static let noText = XPath.known("//script | //style | //nav | //aside | //form | //noscript | //template")
        /// Where the text of a page stands, the most dependable first.
        static let bodies = ["//*[@itemprop='articleBody']", "//article", "//main"].map(XPath.known)
        /// Where a page shows its date, likewise.
        static let dates = ["//*[@itemprop='datePublished']", "//article//time", "//time"].map(XPath.known)
        static let heading = XPath.known("//h1")
        static let canonical = XPath.known(
            "//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href")
        static let language = XPath.known("/html/@lang | /html/@xml-lang")
        static let tags = XPath.known("//meta[@property='article:tag']/@content | //a[@rel='tag']")
        static let meta = XPath.known("//meta[@content]")
    }
}

/// The meta elements of a page, by property, name or itemprop in lower case; of two with one name the first counts.
struct MetaWords {
    private var words: [String: String] = [:]

    /// Names under which sites write when they published.
    static let dates = [
        "article:published_time", "datepublished", "og:published_time", "date", "pubdate", "dc.date",
        "dcterms.created", "dc.date.issued", "sailthru.date", "article:published",
    ]

    init(_ page: Page) throws(XPathFailure) {
        for node in try page.select(Article.Paths.meta).prefix(500) {
            let name = node.attribute("property") ?? node.attribute("name") ?? node.attribute("itemprop")
            guard let key = name?.lowercased(), let value = node.attribute("content"), !value.isEmpty else { continue }
            if words[key] == nil { words[key] = value }
        }
    }

    subscript(_ name: String) -> String? { words[name] }
}
