import Foundation
import Testing
import Text

@testable import Watchlists

/// Disguised words in real texts are found (languages.md 1).
///
/// `EVASION_CASES=FILE` takes other cases than those of the fixtures, writes the table and the misses to
/// FILE.txt, and compares nothing.
struct EvasionTests {
    static let folder = FixtureTests.folder.appending(path: "evasion")
    static let other = ProcessInfo.processInfo.environment["EVASION_CASES"]

    @Test("words disguised in two dozen ways are found in posts of six languages")
    func recall() throws {
        let file = Self.other.map { URL(filePath: $0) } ?? Self.folder.appending(path: "cases.ndjson")
        let cases: [EvasionCase] = try JSONLinesFile.read(file)
        let texts = Dictionary(RealText.all.map { ($0.id, $0.text) }) { first, _ in first }
        var table = EvasionTable()
        var misses: [String] = []
        var outside: [String] = []
        for (_, group) in Dictionary(grouping: cases, by: { "\($0.language) \($0.term) \($0.scripts ?? "")" }) {
            guard let first = group.first else { continue }
            var open = try Searching.views.matcher(first.term, first.language, first.options)
            // Forms that the endings of the term leave out are another test's matter, and a post that says the word
            // openly too is found for that.
            let (group, left) = Self.parted(group) { each in
                !open.matches(in: each.form).claims.isEmpty
                    && open.matches(in: texts[each.text] ?? "").claims.isEmpty
            }
            outside += left.map { "\($0.language) \($0.term): \($0.form)" }
            for searching in Searching.allCases {
                var matcher = try searching.matcher(first.term, first.language, first.options)
                for each in group {
                    let (post, range) = try #require(each.post(in: texts))
                    let found = matcher.matches(in: post).matches.contains { $0.range.overlaps(range) }
                    table.count(each, searching, found: found)
                    if searching == .views, !found {
                        misses.append("\(each.language) \(each.transform): \(each.term) \(each.form) -> \(each.put)")
                    }
                }
            }
        }
        let report = "\(table)\n"
            + Self.list("Not found", misses)
            + Self.list("Left out: the term lacks the form, or the post has another one openly", outside)
        if let other = Self.other {
            try Data(report.utf8).write(to: URL(filePath: other + ".txt"))
            return
        }
        let overall = table.overall(.views)
        #expect(overall >= 0.99, "\(overall)")
        try expectSnapshot(report, Self.folder.appending(path: "recall.txt"))
    }

    private static func parted(
        _ cases: [EvasionCase], _ isIn: (EvasionCase) -> Bool
    ) -> (in: [EvasionCase], out: [EvasionCase]) {
        var parts: (in: [EvasionCase], out: [EvasionCase]) = ([], [])
        for each in cases {
            if isIn(each) { parts.in.append(each) } else { parts.out.append(each) }
        }
        return parts
    }

    private static func list(_ title: String, _ lines: [String]) -> String {
        "\(title) (\(lines.count)):\n" + Set(lines).sorted().map { "\($0)\n" }.joined()
    }

    @Test("the two stronger views add next to nothing to ordinary texts")
    func quiet() throws {
        let cases: [EvasionCase] = try JSONLinesFile.read(Self.folder.appending(path: "cases.ndjson"))
        let drawn = Set(cases.map { "\($0.language) \($0.term)" }).map { $0.split(separator: " ", maxSplits: 1) }
        let terms = drawn.map { (language: String($0[0]), term: String($0[1])) }
            + TermExamplesTests.all.map { (language: $0.language, term: $0.term) }
        var rules: [PatternSet.Rule] = []
        for (number, term) in terms.sorted(by: { $0 < $1 }).enumerated() {
            let compiled = try TermCompiler.compile(
                term.term, language: term.language, options: TermOptions(scripts: Set(TermScript.allCases)))
            rules.append(compiled.rule(claim: "\(number) \(term.language) \(term.term)"))
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        var matcher = PatternSet(rules, failures: &failures).matcher()
        #expect(failures.isEmpty)
        var added: [String] = []
        for text in RealText.all {
            for match in matcher.matches(in: text.text).matches where match.view > .canon {
                let found = String(decoding: Array(text.text.utf8)[match.range], as: UTF8.self)
                added.append("\(text.id) \(match.view) \(match.claim): \(found)\n")
            }
        }
        #expect(added.count <= 1)
        try expectSnapshot(added.joined(), Self.folder.appending(path: "added.txt"))
    }
}
