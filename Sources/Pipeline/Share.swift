/// A share of labelled posts, with how far it can be trusted: the Wilson score interval at 95 %.
///
/// Wilson (1927): right for few labels and for shares near 0 and 1, where the usual plus-minus is not. Only the four
/// operations and the square root, so every machine gives the same.
package struct Share: Sendable, Hashable {
    package let hits: Int
    package let of: Int

    package init(_ hits: Int, of: Int) {
        self.hits = max(0, min(hits, of))
        self.of = max(0, of)
    }

    /// Nil when nothing was labelled.
    package var value: Double? { of == 0 ? nil : Double(hits) / Double(of) }
    package var low: Double { bounds.low }
    package var high: Double { bounds.high }

    private var bounds: (low: Double, high: Double) {
        guard let share = value else { return (0, 1) }
        let z = 1.959964, n = Double(of)
        let middle = share + z * z / (2 * n)
        let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let scale = 1 + z * z / n
        return (max(0, (middle - spread) / scale), min(1, (middle + spread) / scale))
    }

    /// `78 % (45-94)`, or `-` without labels.
    package var text: String {
        value.map { "\(Self.percent($0)) % (\(Self.percent(low))-\(Self.percent(high)))" } ?? "-"
    }

    /// `78 % (45 to 94, 7 of 9)`, or `none` without labels.
    package var words: String {
        value.map { "\(Self.percent($0)) % (\(Self.percent(low)) to \(Self.percent(high)), \(hits) of \(of))" } ?? "none"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
