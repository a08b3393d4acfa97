import Reading

/// What a page says of itself to programs.
struct PageHints {
    /// Feeds that it names, comment feeds last, on whatever host.
    private(set) var feeds: [String] = []
    /// Where feeds of such a site usually stand, the likeliest first.
    private(set) var usualFeeds: [String] = []
    /// The site, when WordPress made it.
    private(set) var wordPress: String?
    /// Pages whose link says that they hold news.
    private(set) var newsPages: [String] = []
    /// XPath of the link to older items, when there is one.
    private(set) var next: String?

    private static let feedTypes = [
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    ]
    private static let feedEnds = [
        ".rss", ".atom", "/feed", "/feed/", "/rss", "/rss/", "rss.xml", "atom.xml", "feed.xml",
    ]
    private static let newsWords = [
        "жаңалық", "новост", "пресс", "news", "press", "habari", "taarifa", "amakuru", "itangazo", "actualité",
        "communiqué",
    ]

    init(_ page: Page, url: String) {
        func find(_ path: String) -> [PageNode] {
            guard let path = try? XPath(path) else { return [] }
            return (try? page.select(path)) ?? []
        }
        let base = find("//base/@href").first.flatMap { URLText.resolve($0.text, against: url) } ?? url
        func resolved(_ node: PageNode) -> String? {
            node.attribute("href").flatMap { URLText.resolve($0, against: base) }.flatMap {
                URLText.isWeb($0) ? $0 : nil
            }
        }
        for link in find("//link[@href]") {
            let relations = (link.attribute("rel") ?? "").lowercased().split(whereSeparator: \.isWhitespace)
            let type = (link.attribute("type") ?? "").lowercased().filter { !$0.isWhitespace }.prefix { $0 != ";" }
            guard let address = resolved(link) else { continue }
            if relations.contains("alternate"), Self.feedTypes.contains(String(type)) { add(address) }
            if relations.contains("https://api.w.org/") { wordPress = Self.site(of: address) }
        }
        let generator = (find("//meta[@name='generator']/@content").first?.text ?? "").lowercased()
        if wordPress == nil, generator.contains("wordpress") { wordPress = Self.site(of: url) }
        for link in find("//a[@href]").prefix(3_000) {
            guard let address = resolved(link) else { continue }
            let path = String(address.lowercased().prefix { $0 != "?" && $0 != "#" })
            if Self.feedEnds.contains(where: { path.hasSuffix($0) }) { add(address) }
            let words = ((link.words ?? "") + " " + path).lowercased()
            if URLText.host(of: address) == URLText.host(of: url), address != url, !newsPages.contains(address),
                Self.newsWords.contains(where: { words.contains($0) }), newsPages.count < 20
            {
                newsPages.append(address)
            }
        }
        feeds = feeds.filter { !Self.isOfComments($0) } + feeds.filter(Self.isOfComments)
        // The shortest path is the list itself rather than one of its items.
        newsPages.sort { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        usualFeeds = Self.usual(generator).compactMap { URLText.resolve($0, against: url) }.filter {
            !feeds.contains($0)
        }
        if !find("//a[@rel='next']/@href").isEmpty {
            next = "//a[@rel='next']/@href"
        } else if !find("//link[@rel='next']/@href").isEmpty {
            next = "//link[@rel='next']/@href"
        }
    }

    private mutating func add(_ address: String) {
        if !feeds.contains(address) { feeds.append(address) }
    }

    private static func isOfComments(_ address: String) -> Bool { address.lowercased().contains("comments") }

    private static func site(of address: String) -> String? {
        guard let end = address.range(of: "/wp-json") else {
            return URLText.resolve("/", against: address).map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        }
        return String(address[..<end.lowerBound])
    }

    /// What the program behind the site is known for first, then what many have (sources.md section 1).
    private static func usual(_ generator: String) -> [String] {
        let all = ["/feed/", "/rss.xml", "/rss", "/feed.xml", "/atom.xml", "/index.xml", "/?feed=rss2"]
        let own: [(String, [String])] = [
            ("wordpress", ["/feed/", "/?feed=rss2"]), ("drupal", ["/rss.xml"]),
            ("joomla", ["?format=feed&type=rss"]), ("spip", ["/spip.php?page=backend"]),
            ("bitrix", ["/rss/", "/news/rss/"]), ("typo3", ["?type=9818"]), ("blogger", ["/feeds/posts/default"]),
            ("discourse", ["/latest.rss"]), ("xenforo", ["/forums/-/index.rss"]), ("hugo", ["/index.xml"]),
        ]
        let named = own.filter { generator.contains($0.0) }.flatMap(\.1)
        return named + all.filter { !named.contains($0) }
    }
}
