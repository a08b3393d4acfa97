import Model

/// Reads the holidays out of an iCalendar file (RFC 5545): VEVENT with DATE or DATE-TIME, RRULE DAILY, WEEKLY or
/// YEARLY, EXDATE. What else a calendar holds is passed over; a recurrence that cannot be followed is an error, since a
/// holiday that is not known is a message on a holiday.
package enum CalendarFile {
    /// Bytes of a file and events in it that are read.
    package static let largest = 4 << 20
    package static let mostEvents = 5000

    /// - Parameter file: as findings show it.
    package static func holidays(bytes: [UInt8], file: String, into findings: inout [Finding]) -> Holidays {
        var reader = CalendarReader(file: file)
        guard bytes.count <= largest else {
            reader.add(line: 1, "the calendar is larger than \(largest >> 20) MiB")
            findings += reader.findings
            return Holidays()
        }
        for line in ContentLines.unfolded(String(decoding: bytes, as: UTF8.self)) { reader.take(line) }
        reader.finish()
        findings += reader.findings
        return Holidays(reader.events)
    }
}

/// Walks the lines and keeps the events.
private struct CalendarReader {
    let file: String
    private(set) var events: [Holidays.Event] = []
    private(set) var findings: [Finding] = []
    private var hasCalendar = false
    private var isFull = false
    /// The event that is being read, with the line on which it begins; components inside it are not looked at.
    private var open: (line: Int, properties: [ContentLine])?
    private var inside = 0

    init(file: String) { self.file = file }

    mutating func add(line: Int, _ what: String, help: String? = nil) {
        findings.append(
            Finding(
                "bad-calendar", .error, at: FilePlace(file: file, line: line, column: 1), what,
                help: help ?? "Export the holidays anew as an iCalendar file (.ics)."))
    }

    mutating func take(_ line: ContentLine) {
        switch (line.name, line.value.uppercased()) {
        case ("BEGIN", "VCALENDAR"): hasCalendar = true
        case ("BEGIN", "VEVENT") where open == nil: open = (line.number, [])
        case ("BEGIN", _) where open != nil: inside += 1
        case ("END", _) where inside > 0: inside -= 1
        case ("END", "VEVENT"): close()
        default: if inside == 0 { open?.properties.append(line) }
        }
    }

    mutating func finish() {
        if !hasCalendar { add(line: 1, "this is no iCalendar file: it does not begin with BEGIN:VCALENDAR") }
        if let open { add(line: open.line, "the event that begins here has no end: the file is cut") }
    }

    private mutating func close() {
        guard let (line, properties) = open else { return }
        open = nil
        let isCancelled = properties.contains { $0.name == "STATUS" && $0.value.uppercased() == "CANCELLED" }
        guard !isCancelled, !isFull else { return }
        guard events.count < CalendarFile.mostEvents else {
            isFull = true
            return add(line: line, "there are more than \(CalendarFile.mostEvents) events")
        }
        do {
            events.append(try CalendarEvent.read(properties, line: line))
        } catch {
            add(line: error.line, error.what, help: error.help)
        }
    }
}
