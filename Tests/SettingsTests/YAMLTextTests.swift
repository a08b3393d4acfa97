import Model
import Testing

@testable import Settings

/// The findings of one text as `line:column code`, for tables.
func places(_ findings: [Finding]) -> [String] {
    findings.sorted(by: Finding.inFileOrder).map { "\($0.place.line):\($0.place.column) \($0.code)" }
}

func parsed(_ text: String) -> (node: Node?, findings: [Finding]) {
    var findings: [Finding] = []
    let node = YAMLText.parse(text, file: "a.yaml", into: &findings)
    return (node, findings)
}

struct YAMLTextTests {
    struct Broken: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var place: String
        var words: String
        var testDescription: String { name }
    }

    @Test(
        "each syntax error is told at its exact place, in words of ours",
        arguments: [
            Broken(name: "tab as indentation", text: "a:\n\tb: 1\n", place: "2:1", words: "a tab is used"),
            Broken(name: "quote never closed", text: "a: 1\nb: \"text\nc: 2\n", place: "2:4", words: "never closed"),
            Broken(name: "single quote never closed", text: "b: 'it's\nc: 1\n", place: "1:8", words: "does not fit"),
            Broken(name: "colon in a value", text: "name: Water: clean\n", place: "1:12", words: "\":\" stands"),
            Broken(name: "pattern in double quotes", text: "p: \"\\wabc\"\n", place: "1:5", words: "backslash"),
            Broken(name: "at sign", text: "owner: @press\n", place: "1:8", words: "begin with \"@\""),
            Broken(name: "per cent sign", text: "a: %x\n", place: "1:4", words: "begin with \"%\""),
            Broken(name: "list not closed", text: "a: [kk, ru\nb: 1\n", place: "1:4", words: "\"[\""),
            Broken(name: "mapping not closed", text: "a: {kk: 1, ru: 2\n", place: "1:4", words: "\"{\""),
            Broken(name: "key without colon", text: "a: 1\nword\nb: 2\n", place: "2:1", words: "no \": \""),
            Broken(name: "list item out of line", text: "a:\n  - 1\n - 2\n", place: "3:2", words: "does not fit"),
            Broken(name: "key out of line", text: "a:\n    b: 1\n  c: 2\n", place: "3:3", words: "does not fit"),
            Broken(name: "text after a quote", text: "a: \"b\" c\n", place: "1:8", words: "does not fit"),
            Broken(name: "second document", text: "a: 1\n---\nb: 2\n", place: "2:1", words: "second document"),
            Broken(name: "tag", text: "a: !!python/object x\n", place: "1:4", words: "tag"),
            Broken(name: "mapping as key", text: "? {a: 1}\n: 2\n", place: "1:3", words: "cannot be a key"),
            Broken(name: "after Kazakh letters", text: "ä: \"қазақша\" сөз\n", place: "1:14", words: "does not fit"),
            Broken(name: "after Windows line ends", text: "a: 1\r\nb: @x\r\n", place: "2:4", words: "begin with"),
        ])
    func syntaxErrors(broken: Broken) throws {
        let (node, findings) = parsed(broken.text)
        let finding = try #require(findings.first)
        #expect(node == nil)
        #expect(findings.count == 1)
        #expect(finding.code == "yaml-syntax")
        #expect("\(finding.place.line):\(finding.place.column)" == broken.place, "\(finding)")
        #expect(finding.what.contains(broken.words), "\(finding)")
        #expect(finding.help != nil)
    }

    @Test(
        "every key that is written twice is told at its second place, with the line of the first",
        arguments: [
            ("a: 1\nb: 2\na: 3\n", ["3:1 duplicate-key"]),
            ("a: 1\na: 2\na: 3\n", ["2:1 duplicate-key", "3:1 duplicate-key"]),
            ("x:\n  - {k: 1, k: 2}\n  - {m: 1, n: 2, m: 3}\n", ["2:12 duplicate-key", "3:18 duplicate-key"]),
            ("\"a\": 1\na: 2\n", ["2:1 duplicate-key"]),
            ("қала: 1\nқала: 2\n", ["2:1 duplicate-key"]),
            ("\"\": 1\n\"\": 2\n", ["1:1 duplicate-key"]),
        ])
    func duplicateKeys(text: String, expected: [String]) {
        let (node, findings) = parsed(text)
        #expect(places(findings) == expected)
        #expect(findings.allSatisfy { !$0.what.unicodeScalars.contains { (0xE000..<0xF900).contains($0.value) } })
        if !text.hasPrefix("\"\"") { #expect(node != nil, "the rest of the file is still read") }
    }

    @Test("a duplicate key keeps its first value and its name")
    func duplicateKeepsFirst() {
        let (node, findings) = parsed("name: one\nname: two\n")
        #expect(node?["name"]?.text == "one")
        #expect(findings.first?.what == "the key \"name\" is written twice in one mapping; the first is in line 1")
    }

    @Test("more duplicate keys than we look for still end in a finding")
    func manyDuplicates() {
        let (node, findings) = parsed((0..<200).map { "k\($0): 1\nk\($0): 2\n" }.joined())
        #expect(node == nil)
        #expect(findings.map(\.code) == ["duplicate-key"])
    }

    @Test(
        "anchors and aliases are refused before anything is unfolded",
        arguments: [
            ("a: &x [1]\nb: *x\n", "1:4"),
            ("a: &x 1\n", "1:4"),
            ("b: *x\n", "1:4"),
            ("a: &x {k: 1}\n? [*x, *x]\n: 1\n", "1:4"),
            ("base: &b\n  k: 1\nmore:\n  <<: *b\n", "1:7"),
        ])
    func aliases(text: String, place: String) {
        let (node, findings) = parsed(text)
        #expect(node == nil)
        #expect(findings.map { "\($0.place.line):\($0.place.column) \($0.code)" }.first?.hasPrefix(place) == true)
        #expect(findings.allSatisfy { $0.code == "yaml-alias-refused" || $0.what.contains("alias") })
    }

    @Test("a billion laughs cost one finding")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol]\n"
        for level in 1...40 {
            text += "a\(level): &a\(level) [\(repeatElement("*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        text += "? *a40\n: 1\n"
        #expect(parsed(text).findings.map(\.code) == ["yaml-alias-refused"])
    }

    @Test("ampersands and stars inside texts are no anchors")
    func innocentSigns() {
        let (node, findings) = parsed("url: https://a.example/?a=1&b=2\nterms: [қала*, R&D]\nx: 'a & b'\n")
        #expect(findings.isEmpty)
        #expect(node?["url"]?.text == "https://a.example/?a=1&b=2")
    }

    @Test("lists deeper than the cap are refused, and ten thousand levels too")
    func depth() {
        for levels in [YAMLText.maximumDepth + 2, 900, 10_000] {
            let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            let (node, findings) = parsed(text)
            #expect(node == nil)
            #expect(findings.count == 1)
            #expect(["yaml-too-large", "yaml-syntax"].contains(findings.first?.code))
        }
        let fits = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(parsed(fits).findings.isEmpty)
    }

    @Test("more values than the cap are refused")
    func manyValues() {
        let text = "[" + String(repeating: "1,", count: YAMLText.maximumNodes) + "1]"
        #expect(parsed(text).findings.map(\.code) == ["yaml-too-large"])
    }

    @Test("words that YAML 1.1 would change stay as they are written")
    func asWritten() {
        let words = ["no", "on", "Yes", "08:00", "1:30", "2026-01-10", "0o17", "017", "1e3", ".5", "1_000", "=", "<<"]
        for word in words {
            #expect(parsed("k: \(word)\n").node?["k"]?.text == word)
        }
        for empty in ["", "~", "null"] {
            guard case .null? = parsed("k: \(empty)\n").node?["k"]?.content else {
                Issue.record("\(empty) is not nothing")
                continue
            }
        }
        #expect(parsed("k: \"null\"\n").node?["k"]?.text == "null")
    }

    @Test("an empty file and a file of comments are a null node, not an error")
    func emptyFile() {
        for text in ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}"] {
            let (node, findings) = parsed(text)
            #expect(node != nil || !findings.isEmpty)
        }
        guard case .null? = parsed("# nothing\n").node?.content else {
            Issue.record("comments are something")
            return
        }
    }

    @Test("a file that is cut at any character gives a node or a finding, never a trap")
    func cutAnywhere() {
        let text = "a: {b: [1, \"x\\ty\", 'z']}\r\nc: |\n  literal &a\nd: >-\n  folded\n- e\n? f\n: *g\n%TAG ! x\n\u{0}"
        for length in 0...text.unicodeScalars.count {
            let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(length)))
            let (node, findings) = parsed(cut)
            #expect(node != nil || findings.hasErrors)
        }
    }
}
