import Foundation
import Model

/// One time zone: instants to local days and minutes, and back over every transition.
///
/// Foundation is asked for one thing only, the offset at an instant; the calendar is ours (`CivilDate`).
struct LocalTime: Sendable {
    let name: String
    private let zone: TimeZone?

    /// The zone called `name`, else the one called `orElse`, else UTC.
    init(_ name: String, orElse: String) {
        for candidate in [name, orElse] {
            if let zone = TimeZone(identifier: candidate) {
                (self.name, self.zone) = (candidate, zone)
                return
            }
        }
        (self.name, self.zone) = ("UTC", nil)
    }

    /// Seconds east of UTC at an instant.
    private func offset(at seconds: Int64) -> Int64 {
        zone.map { Int64($0.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))) } ?? 0
    }

    /// The local calendar day of an instant.
    func day(of instant: Instant) -> CivilDate { civil(instant).date }

    /// The local wall clock at an instant.
    func civil(_ instant: Instant) -> CivilTime {
        CivilTime(Instant(seconds: instant.seconds.addingReportingOverflow(offset(at: instant.seconds)).partialValue))
    }

    /// The instant at which the local clock shows `minutes` after midnight of `day`.
    ///
    /// A time that the clock skips counts as the first instant after the gap; a time that it shows twice counts once,
    /// at its first showing.
    func instant(_ day: CivilDate, minutes: Int) -> Instant {
        let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(min(max(minutes, 0), 48 * 60)) * 60
        // Offsets lie within a day of UTC, so both sides of any transition nearby are seen from here.
        let (early, late) = (local - 93_600, local + 93_600)
        let candidates = Set([offset(at: early), offset(at: late)]).map { local - $0 }.sorted()
        for candidate in candidates where candidate + offset(at: candidate) == local {
            return Instant(seconds: candidate)
        }
        return Instant(seconds: firstShowing(from: early, to: late, atLeast: local))
    }

    /// The first second in a stretch with one forward jump at which the local clock shows `local` or later.
    private func firstShowing(from: Int64, to: Int64, atLeast local: Int64) -> Int64 {
        var (low, high) = (from, to)
        while low < high {
            let middle = low + (high - low) / 2
            if middle + offset(at: middle) >= local { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
