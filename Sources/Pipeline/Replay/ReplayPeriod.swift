import Model

/// Which time a replay was asked for, and which time the archive has posts of.
package struct ReplayPeriod: Sendable, Hashable {
    /// Nil: from the archive's beginning.
    package let from: Instant?
    /// Not in it any more; nil: to the archive's end.
    package let until: Instant?
    /// When the first and the last post of the whole archive were seen, as far as indexes and posts read say; nil while
    /// no post is known.
    package private(set) var held: ClosedRange<Instant>?

    init(from: Instant?, until: Instant?) {
        (self.from, self.until) = (from, until)
    }

    /// Takes in what a segment's index says.
    mutating func note(_ seen: ClosedRange<Instant>) {
        held = held.map { min($0.lowerBound, seen.lowerBound)...max($0.upperBound, seen.upperBound) } ?? seen
    }

    /// Takes in a post that was read, in the period or not.
    mutating func note(_ seen: Instant) { note(seen...seen) }

    /// Whole days that were asked for and lie before or behind everything that the archive holds, in words.
    var outside: [String] {
        guard let held else { return [] }
        var lines: [String] = []
        if let from, from.date < held.lowerBound.date {
            lines.append("the archive begins \(held.lowerBound): it holds nothing of the time before, from \(from) on")
        }
        if let until, held.upperBound.date.advanced(by: 1).start < until {
            lines.append("the archive ends \(held.upperBound): it holds nothing of the time after, until \(until)")
        }
        return lines
    }

    /// Why there is nothing to replay.
    var whyNothing: String {
        guard let held else { return "The archive holds no post, so there is nothing to replay." }
        let asked = [from.map { "from \($0)" }, until.map { "until \($0)" }].compactMap { $0 }.joined(separator: " ")
        return "The archive holds no post of that period (\(asked)), so there is nothing to replay. "
            + "It holds posts seen from \(held.lowerBound) to \(held.upperBound)."
    }
}
