import Model
import Settings

extension Key where Value == Int {
    /// The key `zone` of a source whose dates may name none, as minutes east of UTC.
    public static var zone: Key<Int> {
        let written = Shape<String>.text(minimum: 6, maximum: 6, example: "+05:00")
        let shape = written.checked { text, place, findings -> Int? in
            if let minutes = minutes(of: text) { return minutes }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "the zone \"\(text)\" is not one like +05:00",
                    help: "Write sign, hours and minutes: +05:00 for Almaty, +02:00 for Kigali, +03:00 for Dodoma."))
            return nil
        }
        return Key("zone", shape, help: "Zone of dates that name none, as +05:00.", default: 0)
    }

    /// `+05:00` as minutes east of UTC; nil for anything else and for more than 14 hours.
    static func minutes(of zone: String) -> Int? {
        let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard let sign = zone.first, sign == "+" || sign == "-", parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours <= 14, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (sign == "-" ? -1 : 1)
    }
}
