import Model

/// Reads an RRULE (RFC 5545, 3.3.10): DAILY, WEEKLY with BYDAY, YEARLY on the day of the start.
struct CalendarRule {
    private let line: ContentLine
    private var parts: [String: String] = [:]
    private static let weekdays = ["MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7]
    private static let understood: Set<String> = [
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY", "WKST",
    ]

    init(_ line: ContentLine) {
        self.line = line
        for part in line.value.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { parts[String(pair[0])] = String(pair[1]) }
        }
    }

    func recurrence(of event: Holidays.Event) throws(CalendarEvent.Problem) -> Holidays.Recurrence {
        if let other = parts.keys.sorted().first(where: { !Self.understood.contains($0) }) {
            throw problem("its \(other) cannot be followed")
        }
        guard let interval = Int(parts["INTERVAL"] ?? "1"), (1...1000).contains(interval) else {
            throw problem("its INTERVAL is no number from 1 to 1000")
        }
        var rule = Holidays.Recurrence(unit: try unit(of: event), interval: interval)
        if let text = parts["UNTIL"] {
            rule.until = try Stamp(ContentLine(number: line.number, name: "UNTIL", parameters: [:], value: text)).day
        }
        if let text = parts["COUNT"] {
            guard let count = Int(text), (1...10_000).contains(count) else {
                throw problem("its COUNT is no number from 1 to 10000")
            }
            rule.until = last(of: event, rule, count: count)
        }
        return rule
    }

    private func unit(of event: Holidays.Event) throws(CalendarEvent.Problem) -> Holidays.Recurrence.Unit {
        let isOwnMonth = parts["BYMONTH"].map { $0 == String(event.day.month) } ?? true
        let isOwnDay = parts["BYMONTHDAY"].map { $0 == String(event.day.day) } ?? true
        guard isOwnMonth, isOwnDay else { throw problem("it comes again on other days than its own") }
        switch parts["FREQ"] {
        case "DAILY" where parts["BYDAY"] == nil: return .day
        case "YEARLY" where parts["BYDAY"] == nil: return .year
        case "WEEKLY":
            guard let days = parts["BYDAY"] else { return .week([event.day.weekday]) }
            var weekdays: Set<Int> = []
            for day in days.split(separator: ",") {
                guard let weekday = Self.weekdays[String(day)] else { throw problem("its BYDAY cannot be followed") }
                weekdays.insert(weekday)
            }
            return .week(weekdays)
        default: throw problem("it comes again in a way that is neither DAILY, WEEKLY nor YEARLY")
        }
    }

    /// The day of the last of `count` starts; RFC 5545 counts the first one too. Ends after thirty years of days.
    private func last(of event: Holidays.Event, _ rule: Holidays.Recurrence, count: Int) -> CivilDate {
        var probe = event
        (probe.recurrence, probe.except) = (rule, [])
        var (last, found) = (event.day, 1)
        for ahead in 1...11_000 where found < count {
            let day = event.day.advanced(by: ahead)
            if probe.starts(on: day) { (last, found) = (day, found + 1) }
        }
        return last
    }

    private func problem(_ what: String) -> CalendarEvent.Problem {
        CalendarEvent.Problem(
            line: line.number, what: "this recurrence is not understood: \(what)",
            help: "Use FREQ=DAILY, WEEKLY (with BYDAY) or YEARLY, or write each day as an event of its own.")
    }
}
