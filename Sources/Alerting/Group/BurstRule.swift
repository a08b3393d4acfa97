/// When an hour is loud: more tellings of a claim than chance explains (languages.md 7).
///
/// The count of an hour is compared with the same hour, the one before and the one after on each of the last 28 days:
/// people sleep, so a flat mean would alarm every evening. The alarm's threshold is the tail of a negative binomial
/// distribution, which allows for days that differ.
package enum BurstRule {
    package static let days = 28
    static let leastTellings = 5
    static let leastAuthors = 3
    static let mostLikely = 1e-4
    /// A larger shape would trust the baseline more than days differ from each other.
    static let shapeCap = 6.0
    /// An alarm comes again when the count doubles, or after this many hours that were not loud.
    static let quietHours: Int64 = 6

    /// - Parameters:
    ///   - tellings: in the hour, with the copies of one story by one author counted once.
    ///   - earlier: tellings in the hours that it is compared with, together.
    ///   - hours: how many hours that is, 0 to 84.
    package static func isLoud(tellings: Int, authors: Int, earlier: Int, hours: Int) -> Bool {
        tellings >= leastTellings && authors >= leastAuthors
            && chance(of: tellings, earlier: earlier, hours: hours) < mostLikely
    }

    /// The hours that an hour is compared with, as hours since 1970.
    ///
    /// - Parameter since: the first hour that was watched; nothing is known of those before.
    static func compared(with hour: Int64, since: Int64) -> [Int64] {
        (1...Int64(days)).flatMap { day in (-1...1).map { hour - day * 24 + $0 } }.filter { $0 >= since }
    }

    /// The probability of `count` tellings or more in an hour like those before.
    ///
    /// Negative binomial with shape min(earlier + ½, 6) and mean (earlier + ½) / (hours + ½). Only the four operations
    /// and the square root are used, so that every machine gives the same number.
    package static func chance(of count: Int, earlier: Int, hours: Int) -> Double {
        guard count > 0 else { return 1 }
        let seen = Double(max(0, earlier)) + 0.5
        let shape = min(seen, shapeCap)
        let mean = seen / (Double(max(0, hours)) + 0.5)
        let stop = shape / (shape + mean)
        let go = mean / (shape + mean)
        // stop ^ shape: shape is a whole number or a half more.
        var term = shape.truncatingRemainder(dividingBy: 1) == 0 ? 1 : stop.squareRoot()
        for _ in 0..<Int(shape) { term *= stop }
        var below = 0.0
        for number in 0..<min(count, 1_000_000) {
            below += term
            term *= (Double(number) + shape) / Double(number + 1) * go
        }
        return max(0, 1 - below)
    }
}
