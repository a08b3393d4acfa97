import Model
import Testing

@testable import Alerting

/// 20 November 2026 is a Friday; Almaty is five hours ahead of UTC.
@Suite("Working time")
struct BusinessHoursTests {
    private func after(
        _ span: TimeSpan, from start: String, _ person: Recipient = Sample.person("aigul"), week: WorkingWeek = WorkingWeek()
    ) -> String {
        BusinessHours(person, week: week, officeZone: "UTC").after(span, from: Sample.instant(start)).description
    }

    @Test("counts weekdays from nine to six in the person's own zone", arguments: [
        ("2026-11-20T05:00:00Z", "2026-11-20T09:00:00Z"), ("2026-11-20T10:30:00Z", "2026-11-23T05:30:00Z"),
        ("2026-11-20T22:00:00Z", "2026-11-23T08:00:00Z"), ("2026-11-21T05:00:00Z", "2026-11-23T08:00:00Z"),
        ("2026-11-20T04:00:00Z", "2026-11-20T08:00:00Z"), ("2026-11-20T09:00:00Z", "2026-11-20T13:00:00Z"),
    ])
    func fourHours(start: String, end: String) { #expect(after(.hours(4), from: start) == end) }

    @Test("quiet hours and holidays do not count")
    func closed() {
        let lunch = QuietHours(days: Set(1...7), from: 12 * 60, until: 14 * 60)
        let person = Sample.person(
            "aigul", quiet: [lunch], holidays: Holidays([Holidays.Event(day: Sample.day("2026-11-23"))]))
        #expect(after(.hours(4), from: "2026-11-20T04:00:00Z", person) == "2026-11-20T10:00:00Z")
        #expect(after(.hours(8), from: "2026-11-20T04:00:00Z", person) == "2026-11-24T05:00:00Z")
    }

    @Test("the office may say when its week is")
    func configured() {
        let week = WorkingWeek(days: Set(1...7), from: 0, until: 24 * 60)
        #expect(after(.hours(4), from: "2026-11-21T22:00:00Z", week: week) == "2026-11-22T02:00:00Z")
        let nights = WorkingWeek(days: Set(1...7), from: 22 * 60, until: 6 * 60)
        #expect(after(.hours(4), from: "2026-11-20T17:00:00Z", week: nights) == "2026-11-20T21:00:00Z")
    }

    @Test("somebody who never works is waited for by the wall clock")
    func never() {
        let person = Sample.person("aigul", quiet: [QuietHours(days: Set(1...7), from: 0, until: 0)])
        #expect(after(.hours(4), from: "2026-11-20T05:00:00Z", person) == "2026-11-20T09:00:00Z")
    }
}
