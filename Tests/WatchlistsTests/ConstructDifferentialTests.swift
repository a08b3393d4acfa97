import Foundation
import Model
import Testing
import Text

@testable import Watchlists

/// The engine against PCRE2 alone on the bytes of the same view, hit for hit, over patterns of every construct.
struct ConstructDifferentialTests {
    /// `DIFFERENTIAL_PATTERNS=N` compares N patterns instead, and `DIFFERENTIAL_REPORT=FILE` writes the table.
    private static let environment = ProcessInfo.processInfo.environment
    private static let patterns = environment["DIFFERENTIAL_PATTERNS"].flatMap(Int.init) ?? 3000
    private static let seed = environment["DIFFERENTIAL_SEED"].flatMap(UInt64.init) ?? 1
    private static let batch = 250
    private static let textsOfBatch = 40

    @Test("generated patterns of every construct give the hits of PCRE2 alone, on every view")
    func generated() throws {
        var generator = DifferentialGenerator(seed: Self.seed)
        var comparison = DifferentialComparison()
        var made = 0
        while made < Self.patterns {
            let parts = (0..<min(Self.batch, Self.patterns - made)).map { number in
                generator.pattern(with: Construct.allCases[(made + number) % Construct.allCases.count])
            }
            made += parts.count
            let texts = DifferentialTexts.of(parts, count: Self.textsOfBatch, &generator.numbers)
            comparison.compare(parts, texts)
        }
        if let file = Self.environment["DIFFERENTIAL_REPORT"] {
            try Data(comparison.report.utf8).write(to: URL(filePath: file))
        }
        #expect(comparison.patterns == Self.patterns)
        #expect(comparison.texts >= Self.patterns / Self.batch * Self.textsOfBatch)
        #expect(comparison.differences.prefix(20) == [])
        #expect(comparison.split.count * 10_000 <= comparison.compared, "\(comparison.split.prefix(20))")
        // Almost every comparison is made.
        #expect(comparison.undecided.count * 200 < comparison.compared, "\(comparison.undecided.prefix(20))")
        for construct in Construct.allCases {
            let (patterns, hitting) = comparison.counts[construct] ?? (0, 0)
            #expect(patterns >= Self.patterns / Construct.allCases.count / 2, "\(construct)")
            #expect(hitting * 20 >= patterns, "\(construct): \(hitting) of \(patterns) patterns hit")
        }
    }

    @Test("a letter that is asked for by mistake is found out by the comparison")
    func mutation() {
        var generator = DifferentialGenerator(seed: Self.seed)
        let parts = Construct.allCases.map { generator.pattern(with: $0) }
        let texts = DifferentialTexts.of(parts, count: Self.textsOfBatch, &generator.numbers)
        var comparison = DifferentialComparison()
        comparison.compare(parts, texts) { rules, failures in
            PatternSet(
                rules,
                changingNeeds: { needs in
                    PatternNeeds(
                        clauses: needs.clauses + [PatternNeeds.Clause([Array("жоқсөз".utf8)])], counts: needs.counts)
                }, failures: &failures)
        }
        #expect(comparison.differences.count > 200)
    }
}
