import Intake
import Model
import Reading
import Text

/// What a list page or a sitemap lists, newest first as a rule.
struct Listing {
    var items: [ListedItem] = []
    /// The page with older items.
    var next: String?
    /// Addresses of list pages that were read.
    var pages: [String] = []
    /// A limit cut the page, or an older page could not be read: the next fetch must look again.
    var isCut = false
    /// More was new than one fetch may read.
    private(set) var hasLeftOut = false
    /// Why nothing of it could be read, where what was learned on the way must be kept.
    var failure: SourceFailure?
    var notes: [String] = []

    /// Something is not looked at, and no later fetch comes back for it.
    mutating func leaveOut(_ what: String) {
        hasLeftOut = true
        notes.append(what)
    }
}

/// One item of a list: what the list itself says of it.
struct ListedItem {
    var link: String?
    var title: String?
    var text: String
    var html: String?
    var published: FeedDate.Reading?
    var dateText: String?
    var language: String?
    /// What a sitemap says of changes; part of the mark.
    var changed: String?

    /// Which item it is, for the memory.
    var key: UInt64 {
        let name = link.map(URLText.canonical) ?? "\(title ?? "")\n\(text)"
        return StableHash.hash64(name.utf8)
    }

    /// Changes when the item was edited. Dates stay out: "2 hours ago" changes by itself.
    var mark: UInt64 { StableHash.hash64("\(title ?? "")\n\(text)\n\(changed ?? "")".utf8) }

    /// False for an address alone, as in a plain sitemap.
    var saysSomething: Bool { title != nil || !text.isEmpty }

    var post: RawPost {
        RawPost(
            nativeID: link.map(URLText.canonical), url: link, title: title, text: text, html: html,
            published: published?.instant, publishedRaw: dateText, zoneAssumed: published?.zoneAssumed ?? false,
            languageClaimed: language)
    }
}

/// Reads the items of one list page by a recipe.
enum ListPage {
    /// Items, or why there are none.
    ///
    /// - Throws: `notAnAnswer` when nothing was found and the page does not say, by `empty`, that there is nothing: the
    ///   recipe is wrong, the site has changed, or this is another page.
    static func read(
        _ response: HTTPResponse, _ recipe: ListRecipe, context: SourceContext, memory: PageMemory
    ) throws(SourceFailure) -> Listing {
        let url = response.finalURL
        guard let page = PageVisits.page(response), let path = recipe.item else {
            throw .notAnAnswer(url: recipe.url, what: "there is no page of HTML at this address")
        }
        var listing = Listing(pages: [url])
        do {
            let base = try base(of: page, url)
            for node in try page.select(path) {
                if let item = try item(node, page, recipe, base: base, context) { listing.items.append(item) }
            }
            if let next = recipe.next, let found = try page.select(next).first {
                listing.next = URLText.resolve(found.attribute("href") ?? found.text, against: base)
            }
            if listing.items.isEmpty, let empty = recipe.empty, try !page.select(empty).isEmpty { return listing }
        } catch {
            throw .notAnAnswer(url: recipe.url, what: error.description)
        }
        guard !listing.items.isEmpty else {
            throw .notAnAnswer(
                url: recipe.url,
                what: memory.hadItems
                    ? "the recipe finds no item where it found some before: the site has changed, or this is "
                        + "another page"
                    : "the recipe finds no item on this page: look at \"item\"")
        }
        if let truncated = page.truncated {
            listing.isCut = true
            listing.notes.append("the list was read in part: \(truncated)")
        }
        return listing
    }

    /// Where relative addresses start: `<base href>`, on the site itself, or the page.
    private static func base(of page: Page, _ url: String) throws(XPathFailure) -> String {
        guard let written = try page.select(Paths.base).first?.text,
            let base = URLText.resolve(written, against: url), URLText.isWeb(base)
        else { return url }
        return base
    }

    private static func item(
        _ node: PageNode, _ page: Page, _ recipe: ListRecipe, base: String, _ context: SourceContext
    ) throws(XPathFailure) -> ListedItem? {
        let anchors = node.name == "a" ? [node] : try page.select(Paths.anchor, from: node)
        // Before the headline there often is a picture with the same link.
        let anchor = anchors.first { $0.words != nil } ?? anchors.first
        let target: PageNode?
        if let link = recipe.link { target = try page.select(link, from: node).first } else { target = anchor }
        let written = target.map { $0.attribute("href") ?? $0.text }
        let link = written.flatMap { URLText.resolve($0, against: base) }.flatMap { URLText.isWeb($0) ? $0 : nil }
        let heading: PageNode?
        if let title = recipe.title {
            heading = try page.select(title, from: node).first
        } else {
            let headings = try page.select(Paths.heading, from: node)
            heading = headings.first { $0.words != nil } ?? anchor
        }
        let texts = recipe.text == nil ? [] : try page.select(recipe.text, from: node)
        let html = texts.map(\.markup).joined(separator: "\n")
        let title = heading?.words ?? anchor?.attribute("title")
        let text = HTMLText.plainText(html)
        guard title != nil || !text.isEmpty else { return nil }
        let moment = try page.select(recipe.date ?? Paths.time, from: node).first
        let date = moment.flatMap { PageMoment.read($0, now: context.now, zone: recipe.zone) }
        return ListedItem(
            link: link, title: title, text: text, html: html.isEmpty ? nil : html, published: date?.reading,
            dateText: date?.raw ?? moment?.words)
    }

    /// Expressions that every list can be asked.
    enum Paths {
        static let base = XPath.known("//base/@href")
        static let anchor = XPath.known(".//a[@href]")
        static let heading = XPath.known(".//h1 | .//h2 | .//h3 | .//h4 | .//h5")
        static let time = XPath.known(".//time")
    }
}

extension XPath {
    /// An expression of ours; `PageListPathTests` tries every one. Never a user's: it finds nothing when it does not
    /// parse.
    static func known(_ text: String) -> XPath? { try? XPath(text) }
}

extension Page {
    /// Nothing, for an expression that is not there.
    func select(_ path: XPath?, from start: PageNode? = nil) throws(XPathFailure) -> [PageNode] {
        guard let path else { return [] }
        return try select(path, from: start)
    }
}

/// The date of an element: its `datetime`, `content` or words, in that order.
enum PageMoment {
    static func read(_ node: PageNode, now: Instant, zone: Int) -> (reading: FeedDate.Reading, raw: String)? {
        for raw in [node.attribute("datetime"), node.attribute("content"), node.words] {
            guard let raw, let reading = PageDate.read(raw, now: now, zone: zone) else { continue }
            return (reading, raw)
        }
        return nil
    }
}
