import Text

@testable import Watchlists

/// What came out of comparing the engine with PCRE2 alone: every pattern on every text and view, hit for hit.
struct DifferentialComparison {
    /// One line for each pattern, text and view with another answer.
    var differences: [String] = []
    /// `pattern on text` that one of the two could not decide, so nothing was compared.
    var undecided: [String] = []
    /// Where PCRE2's interpreter and its machine code give two answers, and ours is one of them.
    var split: [String] = []
    var patterns = 0
    var texts = 0
    /// Pairs of pattern and text, over all views, that were compared.
    var compared = 0
    /// Patterns that hold a construct, and those of them that hit some text.
    var counts: [Construct: (patterns: Int, hitting: Int)] = [:]
    /// Every search is counted.
    var countsAll = false

    /// Makes the engine's patterns; the test of the comparison makes them wrongly.
    typealias Compiling = (
        [PatternSet.Rule], inout [(pattern: PatternText, failure: PatternFailure)]
    ) -> PatternSet

    /// Steps after which PCRE2 alone gives up: ten times our limit.
    private static let steps: UInt32 = 1_000_000

    /// Compares one batch of patterns on its texts, on every view.
    mutating func compare(
        _ parts: [DifferentialPart], _ texts: [String], compile: Compiling = { PatternSet($0, failures: &$1) }
    ) {
        patterns += parts.count
        self.texts += texts.count
        var hitting = Set<Int>()
        for view in View.allCases { compare(parts.map(\.pattern), texts, view, compile, &hitting) }
        for (number, part) in parts.enumerated() {
            for construct in part.constructs {
                let (patterns, hits) = counts[construct] ?? (0, 0)
                counts[construct] = (patterns + 1, hits + (hitting.contains(number) ? 1 : 0))
            }
        }
    }

    private mutating func compare(
        _ patterns: [String], _ texts: [String], _ view: View, _ compile: Compiling, _ hitting: inout Set<Int>
    ) {
        let rules = patterns.enumerated().map { number, pattern in
            PatternSet.Rule(
                claim: "\(number)",
                expression: .pattern(PatternText(id: "\(number)", pattern: pattern, views: [view])))
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = compile(rules, &failures)
        differences += failures.map { "refused: \($0.pattern.pattern): \($0.failure.message)" }
        // In the folded views the letters of a pattern are folded, too; where that does not compile, they stay.
        let naive = patterns.map { Self.naive($0, view) }
        var matcher = Matcher(set, LimitLedger(), countsAll: countsAll)
        for text in texts {
            var views = Views(text)
            let textView = views.view(view)
            let found = matcher.matches(in: text)
            let open = Set(found.undecided)
            let ours = Dictionary(grouping: found.matches, by: \.pattern)
            for (number, pattern) in patterns.enumerated() {
                guard !open.contains("\(number)"), let hits = naive[number]?.hits(in: textView.bytes) else {
                    undecided.append("\(pattern) on \(text.prefix(40))")
                    continue
                }
                compared += 1
                if !hits.isEmpty { hitting.insert(number) }
                let theirs = hits.map { Self.original($0, textView) }.sorted(by: Self.before)
                let mine = (ours["\(number)"] ?? []).map(\.range)
                guard mine != theirs else { continue }
                let line = "\(pattern) on \(String(reflecting: text)), \(view): \(mine) instead of \(theirs)"
                if Self.machineHits(pattern, textView, view) == mine {
                    split.append(line)
                } else {
                    differences.append(line)
                }
            }
        }
    }

    private static func naive(_ pattern: String, _ view: View, machineCode: Bool = false) -> NaivePCRE2? {
        let folded = view == .raw ? pattern : PatternLetters.normalised(pattern)
        return NaivePCRE2(folded, steps: steps, machineCode: machineCode)
            ?? NaivePCRE2(pattern, steps: steps, machineCode: machineCode)
    }

    /// The same by PCRE2's machine code, in the original text.
    private static func machineHits(_ pattern: String, _ text: TextView, _ view: View) -> [Range<Int>]? {
        naive(pattern, view, machineCode: true)?.hits(in: text.bytes)?.map { original($0, text) }.sorted(by: before)
    }

    private static func before(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
    }

    /// The range in the original text; an empty hit stands before the character that follows it.
    private static func original(_ hit: Range<Int>, _ view: TextView) -> Range<Int> {
        if !hit.isEmpty { return view.original(hit) }
        if hit.lowerBound < view.bytes.count {
            let start = view.original(hit.lowerBound..<hit.lowerBound + 1).lowerBound
            return start..<start
        }
        let end = hit.lowerBound == 0 ? 0 : view.original(hit.lowerBound - 1..<hit.lowerBound).upperBound
        return end..<end
    }

    /// The table of constructs, for the note of a large run.
    var report: String {
        let rows = Construct.allCases.map { construct in
            let (patterns, hitting) = counts[construct] ?? (0, 0)
            return "\(construct.rawValue): \(patterns) patterns, \(100 * hitting / max(1, patterns)) % hit"
        }
        let head = [
            "\(patterns) patterns, \(texts) texts, \(compared) comparisons over the views, "
                + "\(differences.count) differences, \(undecided.count) undecided, "
                + "\(split.count) where PCRE2's two engines differ",
        ]
        return (head + rows + ["undecided:"] + undecided + ["two engines:"] + split + ["differences:"]
            + differences.prefix(200))
            .map { "\($0)\n" }.joined()
    }
}
