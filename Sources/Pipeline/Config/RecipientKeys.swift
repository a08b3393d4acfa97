import Model
import Settings

/// `recipients:` the roster, with the places of what refers to other sections.
struct RecipientEntry: Sendable {
    /// Its time zone is empty where the file has none: the office's counts then.
    var recipient: Recipient
    let place: FilePlace
    let areas: [Located<String>]
    let channels: [Located<Recipient.Address>]
    let deputyFor: [Located<String>]
    let quietHours: FilePlace
    let holidays: Located<String>?
    let mandate: FilePlace
}

enum RecipientKeys {
    static let id = Key<String>("id", .identifier, help: "Id of the person; never reuse it for somebody else.")
    static let name = Key<String>("name", .line(maximum: 120), help: "The person's name, as the greeting has it.")
    static let role = Key<Recipient.Role>("role", .choice(), help: "What the person does; routes may name a role.")
    static let areas = Key<[Located<String>]>(
        "areas", .list(of: Shape<String>.identifier.located, maximum: 500),
        help: "Places they answer for, with everything below; absent means everywhere.", default: [])
    static let topics = Key<[String]>(
        "topics", .list(of: .line(maximum: 64), maximum: 100), help: "Topics they want; absent means all.", default: [])
    static let languages = Key<[String]>(
        "languages", .list(of: .language, minimum: 1, maximum: 20), help: "Languages they read, the best one first.")
    static let channels = Key<[Located<Recipient.Address>]>(
        "channels", .list(of: address.located, maximum: 10),
        help: "Ways to reach them, the best one first: {channel: address}.", default: [])
    static let timeZone = Key<String>.optional(
        "time_zone", .timeZone, help: "Their time zone; absent means the office's.")
    static let quietHours = Key<[QuietHours]>(
        "quiet_hours", .list(of: QuietKeys.shape, maximum: 50), help: "When nothing is sent to them.", default: [])
    static let holidays = Key<Located<String>>.optional(
        "holidays", Shape<String>.path.located,
        help: "Calendar (.ics) of days on which nothing is sent to them; absent means the one of all.")
    static let breakQuietFor = Key<[Severity]>(
        "break_quiet_for", .list(of: .choice(), maximum: 4),
        help: "Severities that are told in quiet hours and on holidays too.", default: [])
    static let cadence = Key<Recipient.Cadence>(
        "cadence", .choice(), help: "How often they are written to.", default: .instant)
    static let digestAt = Key<Int>(
        "digest_at", .timeOfDay, help: "Local time of daily and weekly digests.", default: 8 * 60)
    static let length = Key<Recipient.Length>(
        "length", .choice(), help: "How much each entry of a digest says: short or full.", default: .full)
    static let mandate = Key<Mandate>.optional(
        "mandate", Mandate.shape, help: "Their time in office; nothing is sent outside it.")

    static let dailyCap = Key<Int>.optional(
        "daily_cap", .integer(1...1000),
        help: "Most messages on one local day; what is over it goes with the next one. Absent means no limit.")
    static let capHoldsCritical = Key<Bool>(
        "cap_holds_critical", .bool, help: "True: critical news waits too once the cap is used up.", default: false)
    static let deputyFor = Key<[Located<String>]>(
        "deputy_for", .list(of: Shape<String>.identifier.located, maximum: 500),
        help: "People whom this one is told for while they are out of office, on holiday or cannot be reached.",
        default: [])
    static let consent = Key<CivilDate>.optional(
        "consent", .day, help: "The day on which they agreed to be written to.")

    private static let address = Shape<(String, String)>.pair(
        .identifier, .line(maximum: 254), example: "{mail: aigul@qala.example}"
    ).map { Recipient.Address(channel: $0.0, address: $0.1) }

    private static let keys: [any AnyKey] = [
        id, name, role, areas, topics, languages, channels, timeZone, quietHours, holidays, breakQuietFor, cadence,
        digestAt, length, mandate, dailyCap, capHoldsCritical, deputyFor, consent,
    ]
    /// The names of all keys.
    static let names = keys.map(\.name)

    static let shape = Shape<RecipientEntry>.object(
        "recipient", help: "One person who is written to.", keys: keys
    ) { fields, _ in
        guard let id = fields[id], let name = fields[name], let role = fields[role], let areas = fields[areas],
            let topics = fields[topics], let languages = fields[languages], let channels = fields[channels],
            let quiet = fields[quietHours], let breaking = fields[breakQuietFor], let cadence = fields[cadence],
            let digestAt = fields[digestAt], let holdsCritical = fields[capHoldsCritical],
            let absent = fields[deputyFor]
        else { return nil }
        let mandate = fields[mandate]
        var entry = RecipientEntry(
            recipient: Recipient(
                id: id, name: name, role: role, areas: areas.map(\.value), topics: topics, languages: languages,
                channels: channels.map(\.value), timeZone: fields[timeZone] ?? "", quietHours: quiet,
                breakQuietFor: Set(breaking), cadence: cadence, digestAt: digestAt, mandateFrom: mandate?.from,
                mandateUntil: mandate?.until, dailyCap: fields[dailyCap], capHoldsCritical: holdsCritical,
                deputyFor: absent.map(\.value), consent: fields[consent]),
            place: fields.node.place, areas: areas, channels: channels, deputyFor: absent,
            quietHours: fields.place(of: quietHours), holidays: fields[holidays],
            mandate: fields.place(of: RecipientKeys.mandate))
        entry.recipient.length = fields[length] ?? .full
        return entry
    }
}

/// One window of quiet hours.
enum QuietKeys {
    enum Day: String, CaseIterable { case mon, tue, wed, thu, fri, sat, sun }
    static let weekdays = Day.allCases.enumerated().map { (word: $1.rawValue, value: $0 + 1) }

    static let days = Key<[Int]>(
        "days", .list(of: .choice(among: weekdays), minimum: 1, maximum: 7), help: "Days on which the window begins.",
        default: Array(1...7))
    static let from = Key<Int>("from", .timeOfDay, help: "Local time at which it begins.")
    static let to = Key<Int>(
        "to", .timeOfDay, help: "Local time at which it ends; not after `from` means on the next day.")

    static let shape = Shape<QuietHours>.object(
        "window of quiet hours", help: "A weekly window in which nothing is sent.", keys: [days, from, to]
    ) { fields, _ in
        guard let days = fields[days], let from = fields[from], let to = fields[to] else { return nil }
        return QuietHours(days: Set(days), from: from, until: to)
    }
}

/// A time in office.
struct Mandate: Sendable {
    var from: CivilDate?
    var until: CivilDate?

    static let fromKey = Key<CivilDate>.optional("from", .day, help: "First day.")
    static let untilKey = Key<CivilDate>.optional("until", .day, help: "Last day.")
    static let shape = Shape<Mandate>.object("mandate", help: "A time in office.", keys: [fromKey, untilKey]) {
        fields, findings in
        let mandate = Mandate(from: fields[fromKey], until: fields[untilKey])
        if let from = mandate.from, let until = mandate.until, until < from {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: untilKey),
                    "the mandate ends on \(until), before it begins",
                    help: "Swap the two days."))
            return nil
        }
        return mandate
    }
}
