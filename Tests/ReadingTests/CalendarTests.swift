import Model
import Testing

@testable import Reading

@Suite("Calendars of holidays")
struct CalendarTests {
    private func read(_ lines: String...) -> (Holidays, [Finding]) {
        var findings: [Finding] = []
        let text = (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR", ""]).joined(separator: "\r\n")
        let holidays = CalendarFile.holidays(bytes: Array(text.utf8), file: "holidays.ics", into: &findings)
        return (holidays, findings)
    }

    private func event(_ lines: String...) -> (Holidays.Event?, [Finding]) {
        let (holidays, findings) = read((["BEGIN:VEVENT"] + lines + ["END:VEVENT"]).joined(separator: "\r\n"))
        return (holidays.events.first, findings)
    }

    private func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(daysSinceEpoch: 0) }

    @Test("whole days, with and without an end, folded lines and parameters in quotes")
    func wholeDays() {
        let (one, none) = event("UID:1", "DTSTART;VALUE=DATE:20261216", "SUMMARY:Тәуелсіздік\r\n  күні: \"16\"")
        #expect(none.isEmpty)
        #expect(one == Holidays.Event(day: day("2026-12-16")))
        let (three, _) = event("DTSTART;X-NOTE=\"a;b:c\";VALUE=DATE:20260321", "DTEND;VALUE=DATE:20260324")
        #expect(three == Holidays.Event(day: day("2026-03-21"), length: .days(3)))
        let (week, _) = event("DTSTART;VALUE=DATE:20260321", "DURATION:P1W")
        #expect(week?.length == .days(7))
    }

    @Test("hours of a day, in a zone, in UTC and on the person's own clock")
    func hours() {
        let (zoned, _) = event("DTSTART;TZID=Africa/Kigali:20260407T090000", "DTEND;TZID=Africa/Kigali:20260407T120000")
        let same = Holidays.Event(day: day("2026-04-07"), minutes: 540, length: .minutes(180), zone: "Africa/Kigali")
        #expect(zoned == same)
        let (utc, _) = event("DTSTART:20260407T090000Z", "DURATION:PT2H30M")
        #expect(utc?.zone == "UTC" && utc?.length == .minutes(150))
        let (floating, _) = event("DTSTART:20260407T223000", "DTEND:20260408T060000")
        #expect(floating?.zone == nil && floating?.minutes == 1350 && floating?.length == .minutes(450))
    }

    @Test(
        "days that come again are known as RFC 5545 counts them",
        arguments: [
            ("FREQ=YEARLY", "2026-01-01", ["2027-01-01", "2031-01-01"], ["2027-01-02", "2025-01-01"]),
            ("FREQ=YEARLY;INTERVAL=4", "2024-02-29", ["2028-02-29"], ["2026-03-01", "2025-02-28"]),
            ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "2026-07-01", ["2030-07-01"], ["2030-07-02"]),
            ("FREQ=WEEKLY;BYDAY=SA,SU", "2026-11-21", ["2026-11-22", "2027-01-02"], ["2026-11-23"]),
            ("FREQ=WEEKLY;INTERVAL=2", "2026-11-20", ["2026-12-04"], ["2026-11-27", "2026-12-03"]),
            ("FREQ=DAILY;INTERVAL=3;UNTIL=20261130", "2026-11-20", ["2026-11-29"], ["2026-11-21", "2026-12-02"]),
            ("FREQ=DAILY;COUNT=3", "2026-11-20", ["2026-11-22"], ["2026-11-23"]),
            ("FREQ=WEEKLY;BYDAY=FR,MO;COUNT=4", "2026-11-20", ["2026-11-23", "2026-11-30"], ["2026-12-04"]),
            ("FREQ=YEARLY;UNTIL=20280101T000000Z", "2026-01-01", ["2028-01-01"], ["2029-01-01"]),
        ])
    func recurrences(rule: String, start: String, on: [String], off: [String]) throws {
        let (event, findings) = event("DTSTART;VALUE=DATE:\(start.filter(\.isNumber))", "RRULE:\(rule)")
        #expect(findings.isEmpty)
        let found = try #require(event)
        for text in [start] + on { #expect(found.starts(on: day(text)), "\(text)") }
        for text in off { #expect(!found.starts(on: day(text)), "\(text)") }
    }

    @Test("exceptions and cancelled events are no holidays")
    func exceptions() throws {
        let (event, _) = event(
            "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270101,20280101")
        let found = try #require(event)
        #expect(!found.starts(on: day("2027-01-01")) && found.starts(on: day("2029-01-01")))
        let (holidays, findings) = read("BEGIN:VEVENT\r\nDTSTART:20260101\r\nSTATUS:CANCELLED\r\nEND:VEVENT")
        #expect(holidays.events.isEmpty && findings.isEmpty)
    }

    @Test("alarms inside an event and other components are passed over")
    func components() {
        let (holidays, findings) = read(
            "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE",
            "BEGIN:VEVENT\r\nDTSTART:20260101\r\nBEGIN:VALARM\r\nDTSTART:20200101\r\nEND:VALARM\r\nEND:VEVENT")
        #expect(holidays.events == [Holidays.Event(day: day("2026-01-01"))])
        #expect(findings.isEmpty)
    }

    @Test(
        "what cannot be followed is told with its line, and the other events stay",
        arguments: [
            ("RRULE:FREQ=MONTHLY", 7), ("RRULE:FREQ=YEARLY;BYDAY=1MO", 7), ("RRULE:FREQ=WEEKLY;BYDAY=1MO", 7),
            ("RRULE:FREQ=YEARLY;BYMONTH=3", 7), ("RRULE:FREQ=DAILY;INTERVAL=0", 7), ("RRULE:FREQ=DAILY;COUNT=x", 7),
            ("RRULE:FREQ=DAILY;BYSETPOS=1", 7), ("RRULE:FREQ=DAILY;UNTIL=soon", 7), ("EXDATE:20261301", 7),
            ("DTEND:2026-01-02", 7),
        ])
    func broken(line: String, number: Int) {
        let good = "BEGIN:VEVENT\r\nDTSTART:20260102\r\nEND:VEVENT"
        let (holidays, findings) = read(good, "BEGIN:VEVENT\r\nDTSTART:20260101\r\n\(line)\r\nEND:VEVENT")
        #expect(findings.map(\.code) == ["bad-calendar"])
        #expect(findings.map { $0.place.line } == [number + 1])
        #expect(holidays.events.count == 1)
    }

    @Test("a file that is something else, is cut, or has no day in an event, says so")
    func noCalendar() {
        func codes(_ text: String) -> [String] {
            var findings: [Finding] = []
            _ = CalendarFile.holidays(bytes: Array(text.utf8), file: "h.ics", into: &findings)
            return findings.map(\.what)
        }
        #expect(codes("") == ["this is no iCalendar file: it does not begin with BEGIN:VCALENDAR"])
        #expect(codes("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101").first?.contains("no end") == true)
        #expect(codes("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR") == ["the event has no DTSTART"])
        #expect(codes(String(repeating: "x", count: CalendarFile.largest + 1)) == ["the calendar is larger than 4 MiB"])
    }
}
