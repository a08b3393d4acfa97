import Text
import Watchlists

/// What each pattern costs when it runs alone over some texts.
struct TuningCosts {
    static let sampleSize = 200
    private(set) var microseconds: [String: Double] = [:]

    /// - Parameter measure: microseconds for all texts; nil when the pattern does not compile alone.
    init(
        of rules: [PatternSet.Rule], on sample: [String],
        measure: (PatternText, [String]) -> Double? = TuningCosts.measure
    ) {
        guard !sample.isEmpty else { return }
        // Making the views costs the same whatever the pattern, and they are made once for all patterns of a run: a
        // pattern with the same views that nothing needs shows how much.
        var bases: [[View]: Double] = [:]
        for text in rules.flatMap({ $0.expression.leaves.map(\.leaf) }) where microseconds[text.id] == nil {
            guard let time = measure(text, sample) else { continue }
            let base = bases[text.views] ?? measure(
                PatternText(id: "base", pattern: "\u{10FFFD}\u{10FFFC}", views: text.views), sample) ?? 0
            bases[text.views] = base
            microseconds[text.id] = max(0, time - base) / Double(sample.count)
        }
    }

    private static func measure(_ text: PatternText, _ sample: [String]) -> Double? {
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet([.init(claim: "cost", expression: .pattern(text))], failures: &failures)
        guard failures.isEmpty else { return nil }
        var matcher = set.matcher()
        // Once to warm up: machine code is made on the first search.
        if let first = sample.first { _ = matcher.matches(in: first) }
        let clock = ContinuousClock()
        // The fastest of some rounds: whatever else the machine does only makes it slower.
        let times = (0..<rounds).map { _ in clock.measure { for text in sample { _ = matcher.matches(in: text) } } }
        return times.min().map { Double($0.components.seconds) * 1e6 + Double($0.components.attoseconds) / 1e12 }
    }

    private static let rounds = 3
}
