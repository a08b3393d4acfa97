import Model
import Testing

@testable import Pipeline

/// When a source is asked again.
struct ScheduleTests {
    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private static let schedule = Schedule(minimum: .minutes(60), runEvery: .minutes(15))

    struct Row: Sendable, CustomTestStringConvertible {
        var what: String
        var every = TimeSpan.hours(1)
        var health = SourceHealth.healthy
        var failures = 0
        var notBefore: TimeSpan?
        /// Shortest and longest wait that are right: a tenth of jitter, and never below the minimum.
        var wait: ClosedRange<TimeSpan>
        var testDescription: String { what }
    }

    static let rows = [
        Row(what: "an hourly source", wait: .minutes(60) ... .minutes(66)),
        Row(what: "a daily source", every: .hours(24), wait: .minutes(1280) ... .minutes(1584)),
        Row(what: "more often than the minimum", every: .minutes(5), wait: .minutes(60) ... .minutes(66)),
        Row(what: "nothing new", health: .unchanged, wait: .minutes(60) ... .minutes(66)),
        Row(what: "one failure", health: .failed(""), failures: 1, wait: .minutes(60) ... .minutes(66)),
        Row(what: "three failures", health: .failed(""), failures: 3, wait: .minutes(210) ... .minutes(264)),
        Row(what: "a soft failure", health: .softFailed(""), failures: 2, wait: .minutes(104) ... .minutes(132)),
        Row(what: "many failures", health: .failed(""), failures: 1000, wait: .hours(150) ... .hours(185)),
        Row(what: "asked for two hours", notBefore: .hours(2), wait: .hours(2) ... .hours(2)),
        Row(what: "asked for less than its turn", notBefore: .minutes(5), wait: .minutes(60) ... .minutes(66)),
        Row(what: "asked for a month", notBefore: .days(30), wait: .days(7) ... .days(7)),
        Row(what: "a failure that asks for less", health: .throttled(until: nil), failures: 4, notBefore: .hours(1),
            wait: .hours(7) ... .hours(9)),
    ]

    @Test("the next turn follows the source's own pace, its failures and what it asked for", arguments: rows)
    func turns(row: Row) {
        for number in 0..<200 {
            let next = Self.schedule.nextDue(
                source: "source-\(number)", every: row.every, health: row.health, failures: row.failures,
                notBefore: row.notBefore.map { Self.now.advanced(by: $0) }, now: Self.now)
            #expect(row.wait.contains(next.since(Self.now)), "\(next.since(Self.now))")
        }
    }

    @Test("the same source at the same instant gets the same turn; many sources do not share one minute")
    func jitter() {
        let turns = (0..<100).map { number in
            (0..<2).map { _ in
                Self.schedule.nextDue(
                    source: "source-\(number)", every: .hours(6), health: .healthy, failures: 0, notBefore: nil,
                    now: Self.now)
            }
        }
        #expect(turns.allSatisfy { $0[0] == $0[1] })
        #expect(Set(turns.map { $0[0].seconds / 60 }).count > 30)
    }

    @Test("a run that starts a little early still finds a slow source due")
    func slack() {
        for number in 0..<50 {
            let next = Self.schedule.nextDue(
                source: "source-\(number)", every: .hours(24), health: .healthy, failures: 0, notBefore: nil,
                now: Self.now)
            #expect(next.since(Self.now) <= .minutes(1440 + 144 - 3))
        }
    }
}
