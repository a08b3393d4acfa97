import CPCRE2
import Foundation
import Testing
import Text

@testable import Watchlists

/// What holds for the patterns of every term.
struct TermPatternTests {
    /// The 48 examples and some terms for the templates that they do not reach.
    static let all: [(language: String, term: String)] =
        TermExamplesTests.all.map { ($0.language, $0.term) }
        + [
            ("kk", "алдау/v"), ("kk", "өлтіру/v"), ("kk", "жасыру/v"), ("kk", "қауіпті/a"), ("kk", "мектеп/n"),
            ("kk", "ауру .. {жұқтыру/v|тарату/v}"), ("ru", "травить/v"), ("ru", "скрывать/v"), ("ru", "обмануть/v"),
            ("ru", "писать/v"), ("ru", "болеть/v"), ("ru", "статья/n"), ("ru", "прививка/n"), ("ru", "свадьба/n"),
            ("ru", "время/n"), ("ru", "море/n"), ("ru", "училище/n"), ("ru", "деньги/n"), ("ru", "санаторий/n"),
            ("ru", "гражданин/n"), ("ru", "жигули/n"), ("ru", "котёнок/n"), ("ru", "мышонок/n"),
            ("ru", "вакцинация/n"), ("ru", "заражение/n"), ("ru", "боль/n"), ("ru", "письмо/n"), ("ru", "солнце/n"),
            ("sw", "haribu/v"), ("sw", "ku-danganya/v"), ("sw", "baya/a"), ("sw", "ki-fo/n"), ("sw", "*danganya"),
            ("rw", "gufasha/v"), ("rw", "kwangiza/v"), ("rw", "gutegeka/v"), ("rw", "ukuri/n"),
            ("rw", "bi/a .. inkuru/n"), ("rw", "guhamba/v & gukora"),
            ("fr", "manger/v"), ("fr", "lancer/v"), ("fr", "dangereux/a"), ("fr", "actif/a"), ("fr", "public/a"),
            ("fr", "bateau/n"), ("fr", "chien/n"), ("fr", "maison/n"), ("en", "stop/v"), ("en", "deny/v"),
            ("en", "poison/v"), ("en", "wealthy/a"), ("en", "safe/a"), ("en", "toxic/a"), ("en", "church/n"),
            ("en", "o'neil ..20 {a|{b|c d}} *gate*"),
        ]

    static func compiled(_ language: String, _ term: String) throws -> Term {
        try TermCompiler.compile(
            term, language: language, options: TermOptions(scripts: Set(TermScript.allCases)))
    }

    static let pcre2test = ["/usr/bin/pcre2test", "/usr/local/bin/pcre2test"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test("stock pcre2test accepts every pattern", .enabled(if: pcre2test != nil))
    func accepted() throws {
        let path = try #require(Self.pcre2test)
        var lines: [String] = []
        for (language, term) in Self.all {
            for (leaf, _) in try Self.compiled(language, term).expression.leaves {
                let delimiter = try #require("/!\"%~".first { !leaf.pattern.contains($0) })
                lines += ["\(delimiter)\(leaf.pattern)\(delimiter)utf,ucp,caseless", "    ~", ""]
            }
        }
        let input = FileManager.default.temporaryDirectory.appending(path: "jibu-terms-\(UUID().uuidString).txt")
        defer { try? FileManager.default.removeItem(at: input) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = ["-q", input.path]
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let failed = said.split(separator: "\n").filter { $0.hasPrefix("Failed:") || $0.hasPrefix("**") }
        #expect(failed.isEmpty, "\(failed)")
        #expect(said.split(separator: "\n").count { $0 == "No match" } == lines.count / 3)
    }

    @Test("no crafted text makes a term reach the limit of steps", arguments: all.indices)
    func tame(index: Int) throws {
        let (language, source) = Self.all[index]
        let term = try Self.compiled(language, source)
        var matcher = try TermTesting.matcher(term)
        let roots = term.forms.prefix(3) + ["chanj", "dangany", "beshy", "вакцина", "алда"]
        let pumps = [
            "ian", "ik", "el", "iw", "ir", "ur", "agur", "ni", "wa", "na", "ana", "ка", "лы", "лар", "ы", "нын", "та",
            "а",
            " a", "-a", "'a", " ", "- ", "' ", "e\u{301}", "ya", "tata", "vac",
        ]
        for root in roots {
            for pump in pumps {
                for times in [40, 400] {
                    let tail = String(repeating: pump, count: times)
                    for text in [root + tail, tail + root + tail + "!"] {
                        #expect(matcher.matches(in: text).undecided.isEmpty, "\(root) + \(pump) × \(times)")
                    }
                }
            }
        }
    }

    @Test("the matcher gives what PCRE2 alone gives on canon", arguments: all.indices)
    func equalToPCRE2(index: Int) throws {
        let (language, source) = Self.all[index]
        let term = try Self.compiled(language, source)
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let leaves = term.expression.leaves.map(\.leaf)
        let rules = leaves.enumerated().map { number, leaf in
            PatternSet.Rule(
                claim: "\(number)",
                expression: .pattern(PatternText(id: "\(number)", pattern: leaf.pattern, views: [.canon])))
        }
        var matcher = PatternSet(rules, failures: &failures).matcher()
        #expect(failures.isEmpty)
        let naive = try leaves.map { try #require(NaivePCRE2($0.pattern)) }
        let texts = OrdinaryTexts.all + TermExamplesTests.all.flatMap { $0.match + $0.no_match } + term.forms
        for text in texts {
            var views = Views(text)
            let canon = views.view(.canon)
            let found = Dictionary(grouping: matcher.matches(in: text).matches, by: \.pattern)
            for (number, pattern) in naive.enumerated() {
                let expected = try #require(pattern.hits(in: canon.bytes)).map { canon.original($0) }
                #expect(found["\(number)"]?.map(\.range) ?? [] == expected, "\(text)")
            }
        }
    }
}
