import Model

/// Reads one VEVENT.
enum CalendarEvent {
    /// Why an event cannot be followed.
    struct Problem: Error {
        var line: Int
        var what: String
        var help: String
    }

    static func read(_ properties: [ContentLine], line: Int) throws(Problem) -> Holidays.Event {
        guard let start = properties.first(where: { $0.name == "DTSTART" }) else {
            throw Problem(line: line, what: "the event has no DTSTART", help: "Remove the event, or give it a day.")
        }
        let time = try Stamp(start)
        var event = Holidays.Event(day: time.day, minutes: time.minutes ?? 0, zone: time.zone)
        event.length = try length(from: time, properties)
        for exception in properties where exception.name == "EXDATE" {
            for value in exception.value.split(separator: ",") {
                var one = exception
                one.value = String(value)
                event.except.insert(try Stamp(one).day)
            }
        }
        if let rule = properties.first(where: { $0.name == "RRULE" }) {
            event.recurrence = try CalendarRule(rule).recurrence(of: event)
        }
        return event
    }

    private static func length(from start: Stamp, _ properties: [ContentLine]) throws(Problem) -> Holidays.Length {
        let most = Holidays.Length.longest * 1440
        var minutes: Int?
        if let line = properties.first(where: { $0.name == "DTEND" }) {
            let end = try Stamp(line)
            let days = end.day.daysSinceEpoch - start.day.daysSinceEpoch
            minutes = days * 1440 + (end.minutes ?? 0) - (start.minutes ?? 0)
        } else if let line = properties.first(where: { $0.name == "DURATION" }) {
            minutes = duration(line.value)
        }
        guard let minutes else { return start.minutes == nil ? .days(1) : .minutes(0) }
        let bounded = min(max(minutes, 0), most)
        return start.minutes == nil ? .days(max(bounded / 1440, 1)) : .minutes(bounded)
    }

    /// `P1D`, `PT2H30M`, `P1W` in minutes (RFC 5545, 3.3.6); nil when it is none.
    private static func duration(_ text: String) -> Int? {
        guard text.uppercased().hasPrefix("P") else { return nil }
        let units: [Character: Int] = ["W": 10_080, "D": 1440, "H": 60, "M": 1, "S": 0]
        var (total, number) = (0, "")
        for letter in text.uppercased().dropFirst() where letter != "T" {
            if letter.isNumber, number.count < 6 { number.append(letter); continue }
            guard let unit = units[letter], let count = Int(number) else { return nil }
            total += count * unit
            number = ""
        }
        return number.isEmpty ? total : nil
    }
}

/// A DATE or a DATE-TIME: `20260101`, `20260101T090000`, `20260101T090000Z`.
struct Stamp {
    var day: CivilDate
    /// Nil for a whole day.
    var minutes: Int?
    /// Nil: the clock of the person.
    var zone: String?

    init(_ line: ContentLine) throws(CalendarEvent.Problem) {
        let text = line.value
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        let digits = parts.first.map(Array.init) ?? []
        guard digits.count == 8, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let year = Int(String(digits[0..<4])), let month = Int(String(digits[4..<6])),
            let day = Int(String(digits[6..<8])), let date = CivilDate(year: year, month: month, day: day)
        else { throw Self.problem(line) }
        self.day = date
        guard parts.count == 2 else {
            if parts.count > 2 { throw Self.problem(line) }
            return
        }
        let clock = parts[1].prefix(6)
        guard clock.count == 6, let number = Int(clock), number / 10_000 < 24, number / 100 % 100 < 60 else {
            throw Self.problem(line)
        }
        minutes = number / 10_000 * 60 + number / 100 % 100
        zone = parts[1].hasSuffix("Z") ? "UTC" : line.parameters["TZID"]
    }

    private static func problem(_ line: ContentLine) -> CalendarEvent.Problem {
        CalendarEvent.Problem(
            line: line.number, what: "\(line.name) is no day and no time",
            help: "Write 20260101, or 20260101T090000 with a TZID.")
    }
}
