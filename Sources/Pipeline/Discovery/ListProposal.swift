import Model
import Reading

/// A list of news on a page, found by what lists have in common: links of one form, side by side, most of them with a
/// date.
package struct ListProposal: Sendable, Hashable {
    /// XPath of one item.
    var item: String
    /// From the item; nil where the recipe's own rules find it.
    var date: String?
    /// Items that the XPath finds, and how many of them have a date.
    var count: Int
    var dated: Int

    /// Items below which a group of links is no list.
    private static let fewest = 3
    /// Links that are looked at, and how far around each.
    private static let mostLinks = 2_000
    private static let furthest = 7
    private static let mostGroups = 80

    /// The best list of a page; nil when there is none.
    static func of(_ page: Page, url: String, now: Instant) -> ListProposal? {
        let groups = ListGroup.all(on: page, url: url, mostLinks: mostLinks, furthest: furthest)
            .filter { $0.nodes.count >= fewest }
            .sorted { ($1.nodes.count, $0.order) < ($0.nodes.count, $1.order) }.prefix(mostGroups)
        let judged = groups.compactMap { judge($0, page, now) }
        return judged.max { $0.score < $1.score }?.proposal
    }

    private static func judge(
        _ group: ListGroup, _ page: Page, _ now: Instant
    ) -> (score: Double, proposal: ListProposal)? {
        let nodes = group.nodes
        let dates = nodes.map { DatePlace.of($0, page, now) }
        let dated = dates.count { $0 != nil }
        let lengths = nodes.map { $0.words?.count ?? 0 }
        let average = lengths.reduce(0, +) / max(1, lengths.count)
        // Without dates only headlines look like news; a menu has short words.
        guard dated * 2 >= nodes.count || average >= 35 else { return nil }
        guard let item = ElementPath.of(nodes, page) else { return nil }
        let places = dates.compactMap { $0 }
        let date = DatePlace.common(places)
        // One item with many links is a section, not an item.
        let crowding = Double(group.links) / Double(nodes.count)
        let score =
            Double(dated) * 3 + Double(nodes.count) - crowding * 2 + (date == nil && dated > 0 ? -1 : 0)
            - Double(average) / 400
        return (
            score,
            ListProposal(
                item: item, date: date == "time" ? nil : date.map { ".//\($0)" }, count: nodes.count,
                dated: dated)
        )
    }
}

/// Elements of one form below one element, each with a link of the site inside.
struct ListGroup {
    var nodes: [PageNode] = []
    /// Links inside of all of them.
    var links = 0
    /// When the first one was met.
    var order: Int

    private struct Key: Hashable {
        var parent: Int
        var form: String
    }

    static func all(on page: Page, url: String, mostLinks: Int, furthest: Int) -> [ListGroup] {
        // Menus and footers are lists of links, too.
        let path = "//a[@href][not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::form)]"
        guard let path = try? XPath(path), let anchors = try? page.select(path) else { return [] }
        let own = URLText.host(of: url)
        var groups: [Key: ListGroup] = [:]
        var seen: [Key: Set<Int>] = [:]
        for anchor in anchors.prefix(mostLinks) {
            guard let address = anchor.attribute("href").flatMap({ URLText.resolve($0, against: url) }),
                URLText.host(of: address) == own, URLText.canonical(address) != URLText.canonical(url)
            else { continue }
            var node = anchor
            for _ in 0..<furthest {
                guard node.name != "body", let parent = node.parent else { break }
                let key = Key(parent: parent.identity, form: ElementPath.form(of: node))
                var group = groups[key] ?? ListGroup(order: groups.count)
                group.links += 1
                if seen[key, default: []].insert(node.identity).inserted { group.nodes.append(node) }
                groups[key] = group
                node = parent
            }
        }
        return groups.values.sorted { $0.order < $1.order }
    }
}

/// Where the date of an item stands inside of it.
enum DatePlace {
    private static let longest = 60
    /// Elements of an item whose words are read. A page may nest thousands around one date.
    private static let most = 120

    /// The form of the innermost element whose own words are the first date; nil when there is none.
    static func of(_ item: PageNode, _ page: Page, _ now: Instant) -> String? {
        var budget = most
        var found: PageNode?
        var place = item
        while let inner = first(in: place, page, now, &budget) {
            found = inner
            place = inner
        }
        return found.map(ElementPath.form)
    }

    private static func first(
        in node: PageNode, _ page: Page, _ now: Instant, _ budget: inout Int
    ) -> PageNode? {
        guard let path = try? XPath(".//*"), let inside = try? page.select(path, from: node) else { return nil }
        for element in inside.prefix(budget) {
            budget -= 1
            let raw = element.name == "time" ? element.attribute("datetime") ?? element.words : element.words
            guard let raw, raw.count <= longest, raw.contains(where: \.isNumber) else { continue }
            if PageDate.read(raw, now: now) != nil { return element }
        }
        return nil
    }

    /// The form that most items share, as a step of an XPath.
    static func common(_ forms: [String]) -> String? {
        let counts = Dictionary(forms.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
}

/// XPaths for elements that were found.
enum ElementPath {
    /// `li`, `div[@class='item']`, or `div[contains(concat(' ', normalize-space(@class), ' '), ' item ')]` for an
    /// element with more classes: the name with its first class.
    static func form(of node: PageNode) -> String {
        let classes = (node.attribute("class") ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = classes.first(where: isPlain) else { return node.name }
        if node.attribute("class") == first { return "\(node.name)[@class='\(first)']" }
        return "\(node.name)[contains(concat(' ', normalize-space(@class), ' '), ' \(first) ')]"
    }

    /// The shortest expression that finds these elements and not many more; nil when there is none.
    static func of(_ nodes: [PageNode], _ page: Page) -> String? {
        guard let first = nodes.first else { return nil }
        // The head of a table, a notice without a link: what is no item is passed over when the list is read.
        let most = max(1, nodes.count / 3)
        var path = form(of: first)
        var above = first.parent
        for _ in 0..<5 {
            if let count = count("//\(path)", page), count >= nodes.count, count <= nodes.count + most {
                return "//\(path)"
            }
            guard let node = above else { break }
            path = "\(anchor(node) ?? form(of: node))/\(path)"
            above = node.parent
        }
        return count("//\(path)", page) == nodes.count ? "//\(path)" : nil
    }

    private static func count(_ path: String, _ page: Page) -> Int? {
        guard let path = try? XPath(path) else { return nil }
        return try? page.select(path).count
    }

    private static func anchor(_ node: PageNode) -> String? {
        node.attribute("id").flatMap { isPlain($0) ? "\(node.name)[@id='\($0)']" : nil }
    }

    /// Names that a designer gives, not numbers that a program counts.
    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 60
            && name.utf8.allSatisfy {
                ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F || ($0 >= 0x30 && $0 <= 0x39)
            }
            && name.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.count <= 3
    }
}
