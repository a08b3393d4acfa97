import Foundation
import Testing

/// The pages name what there is: whoever follows a link, or looks up a code, a key or a decision, finds it.
struct DocumentTests {
    /// The pages that people read, as paths below the repository.
    static let pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Benchmarks/README.md"]
        + ["docs", "examples", "Plugins", "watchlists"].flatMap { files(in: $0, ending: ".md") }

    private static func files(in folder: String, ending suffix: String) -> [String] {
        let found = try? FileManager.default.subpathsOfDirectory(atPath: Repository.url(folder).path)
        return (found ?? []).filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
    }

    private static func text(of path: String) throws -> String {
        try String(contentsOf: Repository.url(path), encoding: .utf8)
    }

    @Test("there are many pages to read")
    func enough() {
        #expect(Self.pages.count >= 60)
    }

    @Test("every link leads to a file, and to a heading in it", arguments: pages)
    func links(page: String) throws {
        for link in Self.links(in: try Self.text(of: page)) where !link.contains(":") {
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let target = parts[0].isEmpty ? page : Self.resolve(parts[0], from: page)
            let exists = FileManager.default.fileExists(atPath: Repository.url(target).path)
            #expect(exists, "\(page): \(link) leads to nothing")
            if exists, parts.count == 2, target.hasSuffix(".md") {
                let headings = Self.headings(of: try Self.text(of: target))
                #expect(headings.contains(parts[1]), "\(page): no heading is called \(link)")
            }
        }
    }

    private static func links(in text: String) -> [String] {
        prose(of: text).matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
    }

    /// A page without its blocks of code.
    private static func prose(of text: String) -> String {
        var isCode = false
        var lines: [Substring] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if !isCode {
                lines.append(line)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func resolve(_ link: String, from page: String) -> String {
        var parts = page.split(separator: "/").dropLast().map { String($0) }
        for part in link.split(separator: "/") where part != "." {
            if part == ".." {
                _ = parts.popLast()
            } else {
                parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }

    /// The names by which headings are linked: small letters, hyphens for blanks, other signs left out.
    private static func headings(of text: String) -> Set<String> {
        var names: Set<String> = []
        for line in prose(of: text).split(separator: "\n") where line.hasPrefix("#") {
            let words = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
            let kept = words.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == " " }
            names.insert(kept.replacing(" ", with: "-"))
        }
        return names
    }

    @Test("docs/findings.md has a row for each code, and no row for a code that there is not")
    func codes() throws {
        var source = ""
        for folder in ["Sources", "Plugins"] {
            for file in Self.files(in: folder, ending: ".swift") {
                let text = try Self.text(of: file)
                if text.contains("inding") { source += text + "\n" }
            }
        }
        var codes = Set(
            source.matches(of: /"([a-z]+(?:-[a-z]+)*)",\s+\.(?:error|warning|note)\b/).map { String($0.output.1) })
        codes.formUnion(source.matches(of: /[fF]inding\(\s*"([a-z]+(?:-[a-z]+)*)"/).map { String($0.output.1) })
        for file in Self.files(in: "Tests/WatchlistsTests/Fixtures", ending: ".findings") {
            let recorded = try Self.text(of: file)
            codes.formUnion(recorded.matches(of: /: (?:error|warning|note)\[([a-z-]+)\]/).map { String($0.output.1) })
        }
        #expect(codes.count >= 95)

        let lines = try Self.text(of: "docs/findings.md").split(separator: "\n")
        let rows = Set(lines.compactMap { $0.prefixMatch(of: /\| `([a-z-]+)` \|/) }.map { String($0.output.1) })
        #expect(codes.subtracting(rows).sorted() == [])
        let literals = Set(source.matches(of: /"([a-z]+(?:-[a-z]+)*)"/).map { String($0.output.1) })
        #expect(rows.subtracting(literals).sorted() == [])
    }

    @Test("every key of jibu.yaml and its files is explained on a page", arguments: ["jibu", "places", "silences"])
    func keys(file: String) throws {
        let schema = try JSONSerialization.jsonObject(
            with: Data(contentsOf: Repository.url("docs/schema/\(file).schema.json")))
        let pages = ["docs/configuration.md", "docs/routing.md", "docs/exec-protocol.md"]
            + Self.pages.filter { $0.hasPrefix("Plugins/") }
        let text = try pages.map { try Self.text(of: $0) }.joined(separator: "\n")
        let words = Set(text.matches(of: /[a-z_]+/).map { String($0.output) })
        let keys = Self.keys(of: schema)
        #expect(keys.count >= 4)
        #expect(keys.subtracting(words).sorted() == [])
    }

    private static func keys(of schema: Any) -> Set<String> {
        var keys: Set<String> = []
        if let object = schema as? [String: Any] {
            for (name, value) in object {
                keys.formUnion(name == "properties" ? Self.names(in: value) : Self.keys(of: value))
            }
        } else if let list = schema as? [Any] {
            for value in list { keys.formUnion(Self.keys(of: value)) }
        }
        return keys
    }

    /// The names of properties, and of those below them.
    private static func names(in properties: Any) -> Set<String> {
        guard let properties = properties as? [String: Any] else { return [] }
        return properties.values.reduce(into: Set(properties.keys)) { $0.formUnion(Self.keys(of: $1)) }
    }

    @Test("the list of decisions names each page")
    func decisions() throws {
        let list = try Self.text(of: "docs/decisions/README.md")
        let folder = "docs/decisions/"
        let pages = Self.files(in: "docs/decisions", ending: ".md").map { String($0.dropFirst(folder.count)) }
        #expect(pages.count >= 25)
        for page in pages where page != "README.md" {
            #expect(list.contains("(\(page))"), "\(page) is not in the list")
        }
    }
}
