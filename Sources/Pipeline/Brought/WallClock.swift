import Foundation
import Model

/// A time zone as files without zones need it: what a clock on the wall showed, as an instant.
struct WallClock: Sendable {
    private let zone: TimeZone

    /// - Parameter name: `Asia/Almaty`, `UTC`; nil when there is no such zone.
    init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }

    /// The instant at which the clock showed this.
    ///
    /// A time that the clock skipped counts as if it had not been put forward. Of a time that it showed twice the first
    /// showing counts, unless that lies before `earlier`: in a chat one message follows the other.
    ///
    /// - Parameter local: seconds since 1970 as the clock counts them.
    func instant(_ local: Int64, after earlier: Instant? = nil) -> Instant {
        // Offsets lie within a day of UTC, so both sides of any change nearby are seen from here.
        let offsets = Set([offset(at: local - 93_600), offset(at: local + 93_600)])
        let showings = offsets.map { local - $0 }.filter { $0 + offset(at: $0) == local }.sorted()
        guard let first = showings.first else { return Instant(seconds: local - offset(at: local - 93_600)) }
        // A minute of a chat may stand before the second of the message before it.
        let later = earlier.flatMap { earlier in showings.first { Instant(seconds: $0 + 60) > earlier } }
        return Instant(seconds: later ?? first)
    }
}
