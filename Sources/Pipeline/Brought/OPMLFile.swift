import Model
import Reading
import Settings
import Text

/// Lists of feeds as feed readers exchange them (OPML 2.0): in, as lines for jibu.yaml; out, from jibu.yaml.
package enum OPMLFile {
    /// One feed of a list.
    package struct Feed: Sendable, Hashable {
        package var title: String
        package var url: String
        /// Folders that it lies in, outermost first, and its own categories.
        package var categories: [String]

        package init(title: String, url: String, categories: [String]) {
            self.title = title
            self.url = url
            self.categories = categories
        }
    }

    private static let mostFeeds = 5000
    private static let longestWord = 200

    /// Reads a list; the feeds in their order, each address once.
    ///
    /// - Returns: nil when this is no OPML. `left`: outlines whose address is no web address.
    package static func read(_ bytes: [UInt8]) -> (feeds: [Feed], left: [String])? {
        guard let tree = XMLTree.parse(bytes), tree.root.isNamed("opml"), let body = tree.root.child("body") else {
            return nil
        }
        var feeds: [Feed] = []
        var left: [String] = []
        var known: Set<String> = []
        // The tree is no deeper than `XMLLimits.depth`; outlines wait here, with what they lie in.
        var waiting = body.children("outline").reversed().map { (outline: $0, folders: [String]()) }
        while let (outline, folders) = waiting.popLast(), feeds.count < mostFeeds {
            let title = word(outline.attribute("title")) ?? word(outline.attribute("text"))
            guard let url = outline.attribute("xmlUrl") else {
                let inside = folders + (title.map { [$0] } ?? [])
                waiting += outline.children("outline").reversed().map { (outline: $0, folders: inside) }
                continue
            }
            guard URLText.isWeb(url), url.utf8.count <= 2000 else {
                left.append(word(url) ?? "")
                continue
            }
            guard known.insert(URLText.canonical(url)).inserted else { continue }
            let own = (outline.attribute("category") ?? "").split(whereSeparator: { $0 == "," || $0 == "/" }).compactMap
            { word(String($0)) }
            var categories = folders
            for category in own where !categories.contains(category) { categories.append(category) }
            feeds.append(Feed(title: title ?? URLText.host(of: url) ?? url, url: url, categories: categories))
        }
        return (feeds, left)
    }

    private static func word(_ text: String?) -> String? {
        guard let text else { return nil }
        let line = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
        return line.isEmpty ? nil : String(line.prefix(longestWord))
    }

    /// Lines for `sources:` of jibu.yaml: a comment with the title and the categories, then the source.
    ///
    /// - Parameter taken: ids and addresses that jibu.yaml has already; feeds of it are left out.
    package static func configuration(_ feeds: [Feed], taken: (ids: Set<String>, urls: Set<String>)) -> (
        lines: [String], known: Int
    ) {
        var ids = taken.ids
        var lines: [String] = []
        var known = 0
        for feed in feeds {
            guard !taken.urls.contains(URLText.canonical(feed.url)) else {
                known += 1
                continue
            }
            let id = freeID(for: feed, &ids)
            let folders = feed.categories.isEmpty ? "" : " (\(feed.categories.joined(separator: " / ")))"
            lines.append("  # \(TerminalText.escaped(feed.title + folders, keepNewlines: false))")
            lines.append("  - {id: \(id), kind: feed, url: \(quoted(feed.url)), author_kind: outlet}")
        }
        return (lines, known)
    }

    /// An id out of the host's name: `news.qala.example` gives `news-qala-example`.
    private static func freeID(for feed: Feed, _ ids: inout Set<String>) -> String {
        var host = (URLText.host(of: feed.url) ?? "feed").lowercased()[...]
        if host.hasPrefix("www.") { host = host.dropFirst(4) }
        let letters = host.map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        var base = String(letters.prefix(58)).split(separator: "-").joined(separator: "-")
        if base.isEmpty { base = "feed" }
        var id = base
        var turn = 1
        while !ids.insert(id).inserted {
            turn += 1
            id = "\(base)-\(turn)"
        }
        return id
    }

    /// A text in double quotes, as YAML and JSON have them.
    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).encoded(), as: UTF8.self)
    }

    /// A list for feed readers.
    package static func written(_ feeds: [Feed], title: String) -> String {
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<opml version=\"2.0\">",
            "  <head><title>\(escaped(title))</title></head>", "  <body>",
        ]
        for feed in feeds {
            let category =
                feed.categories.isEmpty ? "" : " category=\"\(escaped(feed.categories.joined(separator: ",")))\""
            let name = escaped(feed.title)
            let names = "text=\"\(name)\" title=\"\(name)\""
            lines.append(
                "    <outline type=\"rss\" \(names) xmlUrl=\"\(escaped(feed.url))\"\(category)/>"
            )
        }
        return (lines + ["  </body>", "</opml>"]).joined(separator: "\n") + "\n"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            // Control characters have no place in XML.
            case _ where scalar.value < 0x20: escaped += " "
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension OPMLFile {
    /// The feeds of a jibu.yaml, by their ids, with their places as categories; and every id that is taken.
    ///
    /// - Throws: `.configuration` when the file cannot be read as YAML.
    package static func configured(_ path: String) throws(PipelineError) -> (
        feeds: [Feed], ids: Set<String>, office: String?
    ) {
        var findings: [Finding] = []
        guard let bytes = SettingsFile.bytes(of: path, into: &findings),
            let text = YAMLInput.text(of: bytes, file: path, into: &findings),
            let root = YAMLText.parse(text, file: path, into: &findings)
        else { throw .configuration(findings) }
        var feeds: [Feed] = []
        var ids: Set<String> = []
        for source in root["sources"]?.elements ?? [] {
            guard let id = source["id"]?.text else { continue }
            ids.insert(id)
            guard source["kind"]?.text == "feed", let url = source["url"]?.text, URLText.isWeb(url) else { continue }
            feeds.append(Feed(title: id, url: url, categories: (source["places"]?.elements ?? []).compactMap(\.text)))
        }
        return (feeds, ids, root["office"]?["name"]?.text)
    }
}
