/// A share of labelled posts, with how far it can be trusted: 95 % intervals.
///
/// Counted plainly, it is the Wilson score interval (Wilson 1927): right for few labels and for shares near 0 and 1,
/// where the usual plus-minus is not. Only the four operations and the square root, so every machine gives the same.
/// Where a label stands for more posts than one, see `Share.stratified` and `Share.found`.
package struct Share: Sendable, Hashable {
    /// Labels, whatever each stands for.
    package let hits: Int
    package let of: Int
    /// Nil when nothing was labelled.
    package let value: Double?
    /// Where the true share lies in 95 of 100 such samples; 0 and 1 when the labels do not tell.
    package let low: Double
    package let high: Double
    package let hasInterval: Bool
    /// Some labels stand for more posts than others, so `value` is not `hits` by `of`.
    package let isWeighted: Bool

    package init(_ hits: Int, of: Int) {
        let bounded = (hits: max(0, min(hits, of)), of: max(0, of))
        let value = bounded.of == 0 ? nil : Double(bounded.hits) / Double(bounded.of)
        let interval = Self.wilson(bounded.hits, of: bounded.of)
        self.init(
            bounded.hits, of: bounded.of, value: value, interval: value == nil ? nil : interval, isWeighted: false)
    }

    init(_ hits: Int, of: Int, value: Double?, interval: (low: Double, high: Double)?, isWeighted: Bool) {
        self.hits = hits
        self.of = of
        self.value = value
        low = interval.map { max(0, min($0.low, value ?? 0)) } ?? 0
        high = interval.map { min(1, max($0.high, value ?? 1)) } ?? 1
        hasInterval = interval != nil
        self.isWeighted = isWeighted
    }

    /// The same without an interval: of labels that nobody drew by chance.
    var withoutInterval: Share { Share(hits, of: of, value: value, interval: nil, isWeighted: isWeighted) }

    static func wilson(_ hits: Int, of: Int) -> (low: Double, high: Double) {
        guard of > 0 else { return (0, 1) }
        let z = 1.959964, n = Double(of), share = Double(hits) / n
        let middle = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return (max(0, (middle - spread) / scale), min(1, (middle + spread) / scale))
    }

    /// `78 % (45-94)`, or `-` without labels.
    package var text: String {
        guard let value else { return "-" }
        return "\(Self.percent(value)) %" + (hasInterval ? " (\(Self.percent(low))-\(Self.percent(high)))" : "")
    }

    /// `78 % (45 to 94, 7 of 9)`, or `none` without labels.
    package var words: String {
        guard let value else { return "none" }
        let range = hasInterval ? "\(Self.percent(low)) to \(Self.percent(high)), " : ""
        return "\(Self.percent(value)) % (\(range)\(hits) of \(of)\(isWeighted ? " labels, weighted" : ""))"
    }

    /// `14 (3 to 47)`: of a hundred.
    package var ofHundred: String {
        value.map { "\(Self.percent($0)) (\(Self.percent(low)) to \(Self.percent(high)))" } ?? "-"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
