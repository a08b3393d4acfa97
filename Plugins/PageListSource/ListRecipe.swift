import Reading

/// How a site's list is read: what the settings say, with every expression known to parse.
struct ListRecipe: Sendable, Hashable {
    /// The list page, or the sitemap.
    var url: String
    /// One item of the list; nil for a sitemap.
    var item: XPath?
    // From the item:
    var link: XPath?
    var title: XPath?
    var date: XPath?
    var text: XPath?
    // From the list page:
    /// The address of the page with older items.
    var next: XPath?
    /// Matches only when the site itself says that there is nothing.
    var empty: XPath?
    // From the item's own page:
    var body: XPath?
    var pageDate: XPath?
    var drop: [XPath] = []
    /// Pages of the list that one fetch reads, or sitemaps of an index.
    var pages = 3
    /// Pages of items that one fetch reads.
    var follow = 10
    /// Known items whose pages are read again when the list has changed.
    var recheck = 2
    /// Minutes east of UTC for dates without a zone.
    var zone = 0

    /// True for addresses on the site itself: only those are followed, so that a page cannot send Jibu around.
    func isOwn(_ address: String) -> Bool {
        guard let host = URLText.host(of: address), let own = URLText.host(of: url) else { return false }
        let home = Self.bare(own)
        return Self.bare(host) == home || host.hasSuffix(".\(home)")
    }

    private static func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }
}
