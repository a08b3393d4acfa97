import Alerting
import Foundation
import Model
import Settings

/// `office:` who runs Jibu.
enum OfficeKeys {
    static let id = Key<String>("id", .identifier, help: "Short id of the office; it goes into mail headers.")
    static let name = Key<String>("name", .line(maximum: 120), help: "Name of the office, as readers know it.")
    static let contact = Key<String>(
        "contact", .line(maximum: 200, example: "press@qala.example"),
        help: "Address of the office for readers and for the owners of websites.")
    static let timeZone = Key<String>("time_zone", .timeZone, help: "Time zone of the office, an IANA name.")
    static let languages = Key<[String]>(
        "languages", .list(of: .language, minimum: 1, maximum: 20),
        help: "Languages of the office, the first one first.")

    static let site = Key<String>.optional(
        "site", webAddress, help: "The office's own site: answers stand there before they are given out.")
    static let catchAll = Key<String>.optional(
        "catch_all", .identifier, help: "Place of alerts that nothing else gives a place; absent means none.")
    static let electionSilence = Key<[ElectionSilence]>(
        "election_silence", .list(of: ElectionSilenceKeys.shape, maximum: 100),
        help: "Days on which answers are held back, and deputies are told nothing.", default: [])
    static let heartbeat = Key<Heartbeat>(
        "heartbeat", .choice(), help: "Whether people who heard nothing for a week are told that Jibu is at work.",
        default: Heartbeat.none)

    enum Heartbeat: String, Sendable, CaseIterable { case none, weekly }

    static let shape = Shape<OfficeFacts>.object(
        "office", help: "Who runs Jibu.",
        keys: [id, name, contact, timeZone, languages, site, catchAll, electionSilence, heartbeat]
    ) { fields, _ in
        guard let id = fields[id], let name = fields[name], let contact = fields[contact],
            let timeZone = fields[timeZone], let languages = fields[languages],
            let electionSilence = fields[electionSilence], let heartbeat = fields[heartbeat]
        else { return nil }
        return OfficeFacts(
            id: id, name: name, contact: contact, timeZone: timeZone, languages: languages, site: fields[site],
            catchAll: fields[catchAll], electionSilence: electionSilence, hasHeartbeat: heartbeat == .weekly)
    }

    private static let webAddress = Shape<String>.line(maximum: 2000, example: "https://press.example").checked {
        text, place, findings -> String? in
        if text.hasPrefix("https://") || text.hasPrefix("http://") { return text }
        findings.append(
            Finding(
                "bad-value", .error, at: place, "\(Quoting.quoted(text)) is not the address of a site",
                help: "Write the whole address, with https:// in front."))
        return nil
    }
}

/// `office.election_silence:` a day, or some days and places.
enum ElectionSilenceKeys {
    static let from = Key<CivilDate>("from", .day, help: "First day, in the time zone of the office.")
    static let until = Key<CivilDate>.optional("until", .day, help: "Last day; absent means the first one.")
    static let places = Key<[String]>(
        "places", .list(of: .identifier, minimum: 1, maximum: 500),
        help: "Where, with everything below; absent means everywhere.", default: [])

    private static let days = Shape<ElectionSilence>.object(
        "election silence", help: "Days of election silence.", keys: [from, until, places]
    ) { fields, findings in
        guard let from = fields[from], let places = fields[places] else { return nil }
        let until = fields[until] ?? from
        guard from <= until else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: ElectionSilenceKeys.until),
                    "the silence ends on \(until), before it begins", help: "Swap the two days."))
            return nil
        }
        return ElectionSilence(from: from, until: until, places: places)
    }

    static let shape = Shape<ElectionSilence>.either(
        days, or: Shape<CivilDate>.day.map { ElectionSilence(from: $0, until: $0) }
    ) { node in
        if case .mapping = node.content { true } else { false }
    }
}

extension Shape where Value == String {
    /// An IANA time zone that this machine's tzdata knows: `Asia/Almaty`, `UTC`.
    static var timeZone: Shape<String> {
        Shape<String>.line(maximum: 60, example: "Asia/Almaty").checked { name, place, findings in
            // "EST" or "GMT+5" are no places: they have no summer time, and their sign is easily taken wrong.
            if name == "UTC" || (name.contains("/") && TimeZone(identifier: name) != nil) { return name }
            let near = DidYouMean.nearest(name, among: TimeZone.knownTimeZoneIdentifiers)
            findings.append(
                Finding(
                    "unknown-time-zone", .error, at: place, "there is no time zone \(Quoting.quoted(name))",
                    help: near.map { "Did you mean \"\($0)\"?" } ?? "Write Region/City, for example Asia/Almaty."))
            return nil
        }
    }

    /// A path of a file or folder; relative ones count from the folder of jibu.yaml.
    static var path: Shape<String> { .line(maximum: 4096) }
}
