import Intake
import Model
import Reading
import Settings

extension PageListSource {
    private static let url = Key(
        "url", Shape<String>.line(minimum: 8, maximum: 2000, example: "https://qala.example/news"),
        help: "Address of the list page; of a sitemap when there is no item.")
    private static let item = Key<XPath>.optional(
        "item", .xpath("//div[@class='news-item']"), help: "XPath of one item of the list. Leave it out for a sitemap.")
    private static let link = Key<XPath>.optional(
        "link", .xpath(".//a/@href"), help: "XPath of the address of its page, from the item. Absent: its first link.")
    private static let title = Key<XPath>.optional(
        "title", .xpath(".//h3"), help: "XPath of its title, from the item. Absent: a heading in it, else its link.")
    private static let date = Key<XPath>.optional(
        "date", .xpath(".//time"), help: "XPath of its date, from the item. Absent: <time> in it.")
    private static let text = Key<XPath>.optional(
        "text", .xpath(".//p"), help: "XPath of its text, from the item.")
    private static let next = Key<XPath>.optional(
        "next", .xpath("//a[@rel='next']/@href"), help: "XPath of the address of the page with older items.")
    private static let empty = Key<XPath>.optional(
        "empty", .xpath("//p[@class='no-news']"),
        help: "XPath that finds something only when the site says that there are no items.")
    private static let body = Key<XPath>.optional(
        "body", .xpath("//div[@class='article-text']"), help: "XPath of the text on an item's own page.")
    private static let pageDate = Key<XPath>.optional(
        "page_date", .xpath("//span[@class='date']"), help: "XPath of the date on an item's own page.")
    private static let drop = Key(
        "drop", Shape<[XPath]>.list(of: .xpath("//div[@class='share']"), maximum: 50),
        help: "XPaths of what is no text on an item's own page.", default: [])
    private static let pages = Key(
        "pages", Shape<Int>.integer(1...50), help: "Pages of the list that one fetch reads to catch up.", default: 3)
    private static let follow = Key(
        "follow", Shape<Int>.integer(0...200), help: "Pages of items that one fetch reads; 0 takes the list alone.",
        default: 10)
    private static let recheck = Key(
        "recheck", Shape<Int>.integer(0...20),
        help: "Newest known items whose pages are read again for edits when the list has changed.", default: 2)
    private static let zone = Key<Int>.zone

    static let settings = Shape<ListRecipe>.object(
        "page-list", help: "One list of news, or one sitemap.",
        keys: [
            url, item, link, title, date, text, next, empty, body, pageDate, drop, pages, follow, recheck, zone,
        ], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let address = fields[url], let zone = fields[zone], let drop = fields[drop], let pages = fields[pages],
            let follow = fields[follow], let recheck = fields[recheck]
        else { return nil }
        guard URLText.isWeb(address) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: url), "the url \"\(address)\" is no web address",
                    help: "Write the whole address, for example https://qala.example/news."))
            return nil
        }
        let ofItem: [(Key<XPath>, XPath?)] = [link, title, date, text, next, empty].map { ($0, fields[$0]) }
        if fields[item] == nil, let (key, _) = ofItem.first(where: { $0.1 != nil }) {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: key), "\"\(key.name)\" is there, but no \"item\"",
                    help: "Write the XPath of one item of the list under \"item\"; a sitemap needs neither."))
            return nil
        }
        return ListRecipe(
            url: address, item: fields[item], link: fields[link], title: fields[title], date: fields[date],
            text: fields[text], next: fields[next], empty: fields[empty], body: fields[body],
            pageDate: fields[pageDate], drop: drop, pages: pages, follow: follow, recheck: recheck, zone: zone)
    }
}

extension Shape where Value == XPath {
    /// An XPath 1.0 expression. One that does not parse is `bad-xpath` at the character where it stops making sense.
    static func xpath(_ example: String) -> Shape<XPath> {
        let plain = Shape<String>.line(maximum: XPath.longest, example: example)
        return Shape(schema: plain.schema, expected: "an XPath such as \(example)") { node, findings in
            guard let text = plain.read(node, &findings) else { return nil }
            do throws(XPathFailure) {
                return try XPath(text)
            } catch {
                var place = node.place
                if case .syntax(_, let at) = error, case .scalar(let written, let quoted) = node.content,
                    // An escape makes places inside a quoted text uncertain.
                    !quoted || !written.contains(where: { "\\\"'".contains($0) })
                {
                    place.column += at + (quoted ? 1 : 0)
                }
                findings.append(
                    Finding(
                        "bad-xpath", .error, at: place, "\"\(text)\" is no XPath: \(error)",
                        help: "Names are in lower case and without prefixes, for example \(example)."))
                return nil
            }
        }
    }
}
