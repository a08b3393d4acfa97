import Model
import Testing

@testable import Alerting

@Suite("Quiet hours and cadence")
struct ScheduleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var zone: String
        var windows: [QuietHours]
        var now: String
        /// Nil: it may go at once.
        var until: String?

        init(_ name: String, _ zone: String, _ windows: [QuietHours], at now: String, until: String?) {
            (self.name, self.zone, self.windows, self.now, self.until) = (name, zone, windows, now, until)
        }
        var testDescription: String { "\(name), \(zone) at \(now)" }
    }

    static let everyDay = Set(1...7)
    static let night = [QuietHours(days: everyDay, from: 22 * 60, until: 7 * 60)]
    static let fridayNight = [QuietHours(days: [5], from: 22 * 60, until: 7 * 60)]
    static let toHalfPastTwo = [QuietHours(days: everyDay, from: 22 * 60, until: 150)]
    static let fromHalfPastTwo = [QuietHours(days: everyDay, from: 150, until: 5 * 60)]

    static let cases = [
        Case("night", "Asia/Almaty", night, at: "2026-11-20T18:00:00Z", until: "2026-11-21T02:00:00Z"),
        Case("the first second", "Asia/Almaty", night, at: "2026-11-20T17:00:00Z", until: "2026-11-21T02:00:00Z"),
        Case("a second before", "Asia/Almaty", night, at: "2026-11-20T16:59:59Z", until: nil),
        Case("the last second", "Asia/Almaty", night, at: "2026-11-21T01:59:59Z", until: "2026-11-21T02:00:00Z"),
        Case("a second after", "Asia/Almaty", night, at: "2026-11-21T02:00:00Z", until: nil),
        Case(
            "before Kazakhstan became one zone", "Asia/Almaty", night, at: "2024-02-10T16:30:00Z",
            until: "2024-02-11T01:00:00Z"),
        Case("Kigali", "Africa/Kigali", night, at: "2026-11-20T21:00:00Z", until: "2026-11-21T05:00:00Z"),
        Case("Dar es Salaam", "Africa/Dar_es_Salaam", night, at: "2026-11-20T19:00:00Z", until: "2026-11-21T04:00:00Z"),
        Case("New York", "America/New_York", night, at: "2026-11-21T03:00:00Z", until: "2026-11-21T12:00:00Z"),
        Case("Kathmandu", "Asia/Kathmandu", night, at: "2026-11-20T17:00:00Z", until: "2026-11-21T01:15:00Z"),
        Case(
            "Friday's window reaches into Saturday", "UTC", fridayNight, at: "2026-11-21T03:00:00Z",
            until: "2026-11-21T07:00:00Z"),
        Case("but Saturday has none", "UTC", fridayNight, at: "2026-11-21T23:00:00Z", until: nil),
        Case(
            "ends in the gap of spring", "Europe/Paris", toHalfPastTwo, at: "2026-03-28T23:00:00Z",
            until: "2026-03-29T01:00:00Z"),
        Case("the gap is over", "Europe/Paris", toHalfPastTwo, at: "2026-03-29T01:00:00Z", until: nil),
        Case(
            "starts in the gap of spring", "Europe/Paris", fromHalfPastTwo, at: "2026-03-29T01:00:00Z",
            until: "2026-03-29T03:00:00Z"),
        Case(
            "ends in the hour of autumn shown twice", "Europe/Paris", toHalfPastTwo, at: "2026-10-25T00:00:00Z",
            until: "2026-10-25T00:30:00Z"),
        Case("the second showing is free", "Europe/Paris", toHalfPastTwo, at: "2026-10-25T01:00:00Z", until: nil),
        Case(
            "night of spring is an hour shorter", "Europe/Paris", night, at: "2026-03-28T22:00:00Z",
            until: "2026-03-29T05:00:00Z"),
        Case(
            "night of autumn is an hour longer", "Europe/Paris", night, at: "2026-10-24T21:00:00Z",
            until: "2026-10-25T06:00:00Z"),
        Case(
            "a jump of half an hour", "Australia/Lord_Howe", [QuietHours(days: everyDay, from: 60, until: 105)],
            at: "2026-04-04T14:15:00Z", until: "2026-04-04T14:45:00Z"),
        Case("a day that never was", "Pacific/Apia", night, at: "2011-12-30T09:00:00Z", until: "2011-12-30T17:00:00Z"),
        Case(
            "windows that touch", "UTC",
            [
                QuietHours(days: everyDay, from: 20 * 60, until: 22 * 60),
                QuietHours(days: everyDay, from: 22 * 60, until: 60),
            ],
            at: "2026-11-20T20:30:00Z", until: "2026-11-21T01:00:00Z"),
        Case(
            "from and until alike is a whole day", "UTC", [QuietHours(days: [5], from: 0, until: 0)],
            at: "2026-11-20T10:00:00Z", until: "2026-11-21T00:00:00Z"),
        Case(
            "never to be told is no window", "UTC", [QuietHours(days: everyDay, from: 0, until: 0)],
            at: "2026-11-20T10:00:00Z", until: nil),
        Case(
            "an unknown zone is the office's", "Mars/Olympus", night, at: "2026-11-20T18:00:00Z",
            until: "2026-11-21T02:00:00Z"),
    ]

    @Test("a notice waits for the end of its recipient's quiet hours", arguments: cases)
    func quiet(_ expected: Case) {
        let person = Sample.person("x", zone: expected.zone, quiet: expected.windows)
        let now = Sample.instant(expected.now)
        let slot = Schedule(person, officeZone: "Asia/Almaty").next(.high, now: now)
        #expect(slot.notBefore == expected.until.map(Sample.instant) ?? now)
        #expect((slot.held == nil) == (expected.until == nil))
        #expect(
            Schedule(person, officeZone: "Asia/Almaty").held(.high, now: now)?.notBefore
                == expected.until.map(Sample.instant))
    }

    @Test("severities named to break quiet hours do")
    func breaking() {
        let schedule = Schedule(
            Sample.person("x", quiet: Self.night, breakQuietFor: [.critical]), officeZone: "UTC")
        let now = Sample.instant("2026-11-20T18:00:00Z")
        #expect(schedule.next(.critical, now: now).notBefore == now)
        #expect(schedule.next(.high, now: now).held == "quiet hours until 2026-11-21 07:00 Asia/Almaty")
    }

    @Test(
        "cadence gives the next digest",
        arguments: [
            (Recipient.Cadence.instant, "UTC", 480, "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
            (.hourly, "UTC", 480, "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z"),
            (.hourly, "UTC", 480, "2026-11-20T10:00:01Z", "2026-11-20T11:00:00Z"),
            (.hourly, "Asia/Kathmandu", 480, "2026-11-20T06:10:00Z", "2026-11-20T06:15:00Z"),
            (.daily, "Asia/Almaty", 480, "2026-11-20T02:59:59Z", "2026-11-20T03:00:00Z"),
            (.daily, "Asia/Almaty", 480, "2026-11-20T03:00:00Z", "2026-11-20T03:00:00Z"),
            (.daily, "Asia/Almaty", 480, "2026-11-20T03:00:00.001Z", "2026-11-21T03:00:00Z"),
            (.daily, "Europe/Paris", 150, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"),
            (.daily, "Europe/Paris", 150, "2026-10-25T00:30:01Z", "2026-10-26T01:30:00Z"),
            (.daily, "Australia/Lord_Howe", 105, "2026-04-04T14:00:00Z", "2026-04-04T14:45:00Z"),
            (.weekly, "Asia/Almaty", 480, "2026-11-20T10:00:00Z", "2026-11-23T03:00:00Z"),
            (.weekly, "Asia/Almaty", 480, "2026-11-23T03:00:00.001Z", "2026-11-30T03:00:00Z"),
        ])
    func cadence(cadence: Recipient.Cadence, zone: String, at: Int, now: String, expected: String) {
        let person = Sample.person("x", zone: zone, cadence: cadence, digestAt: at)
        #expect(
            Schedule(person, officeZone: "UTC").next(.high, now: Sample.instant(now)).notBefore
                == Sample.instant(expected))
    }

    @Test("a digest that falls into quiet hours waits for their end")
    func both() {
        let person = Sample.person("x", zone: "UTC", quiet: Self.night, cadence: .daily, digestAt: 6 * 60)
        let slot = Schedule(person, officeZone: "UTC").next(.high, now: Sample.instant("2026-11-20T10:00:00Z"))
        #expect(slot.notBefore == Sample.instant("2026-11-21T07:00:00Z"))
    }

    private static let nauryz = Holidays([
        Holidays.Event(
            day: Sample.day("2024-03-21"), length: .days(3), recurrence: Holidays.Recurrence(unit: .year),
            except: [Sample.day("2027-03-21")]),
        Holidays.Event(day: Sample.day("2026-11-20"), minutes: 13 * 60, length: .minutes(180), zone: "UTC"),
    ])

    @Test(
        "on a holiday nothing is sent until it is over, unless it is grave enough",
        arguments: [
            ("2026-03-20T18:59:59Z", nil), ("2026-03-20T19:00:00Z", "2026-03-23T19:00:00Z"),
            ("2026-03-23T18:59:59Z", "2026-03-23T19:00:00Z"), ("2026-03-23T19:00:00Z", nil),
            ("2027-03-22T06:00:00Z", nil), ("2026-11-20T13:00:00Z", "2026-11-20T16:00:00Z"),
            ("2026-11-20T12:59:00Z", nil),
        ] as [(String, String?)])
    func holidays(now: String, until: String?) throws {
        let person = Sample.person("aigul", holidays: Self.nauryz, breakQuietFor: [.critical])
        let schedule = Schedule(person, officeZone: "UTC")
        let slot = schedule.held(.high, now: Sample.instant(now))
        #expect(slot?.notBefore == until.map(Sample.instant))
        if let slot { #expect(slot.held?.hasPrefix("holidays until") == true) }
        #expect(schedule.held(.critical, now: Sample.instant(now)) == nil)
    }

    @Test("a holiday that ends in the night goes on as quiet hours")
    func holidayThenNight() {
        let schedule = Schedule(
            Sample.person("aigul", quiet: Self.night, holidays: Self.nauryz), officeZone: "UTC")
        let slot = schedule.held(.high, now: Sample.instant("2026-03-22T06:00:00Z"))
        #expect(slot?.notBefore == Sample.instant("2026-03-24T02:00:00Z"))
    }
}
