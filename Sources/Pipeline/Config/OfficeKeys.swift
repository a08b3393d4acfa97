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

    static let shape = Shape<OfficeFacts>.object(
        "office", help: "Who runs Jibu.", keys: [id, name, contact, timeZone, languages]
    ) { fields, _ in
        guard let id = fields[id], let name = fields[name], let contact = fields[contact],
            let timeZone = fields[timeZone], let languages = fields[languages]
        else { return nil }
        return OfficeFacts(id: id, name: name, contact: contact, timeZone: timeZone, languages: languages)
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
