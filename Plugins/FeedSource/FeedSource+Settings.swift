import Intake
import Model
import Settings

extension FeedSource {
    private static let url = Key(
        "url", Shape<String>.text(minimum: 5, maximum: 2000),
        help: "Address of the feed: http, https, or file: relative to jibu.yaml.")
    private static let zone = Key(
        "zone", Shape<String>.text(minimum: 6, maximum: 6, example: "+05:00"),
        help: "Zone of dates that name none, as +05:00.", default: "+00:00")

    private static let why = Key<String>.why(
        help: "For a feed of comments or of search results: why the office needs it.")

    static let settings = Shape<Settings>.object(
        "feed", help: "One feed.", keys: [url, zone, why], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let address = fields[url], let written = fields[zone] else { return nil }
        guard ["http://", "https://", "file:"].contains(where: address.lowercased().hasPrefix) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: url),
                    "the url \"\(address)\" is neither http, https nor file:",
                    help: "Write the whole address, for example https://example.org/feed.xml."))
            return nil
        }
        guard let minutes = minutes(of: written) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: zone), "the zone \"\(written)\" is not one like +05:00",
                    help: "Write sign, hours and minutes: +05:00 for Almaty, +02:00 for Kigali, +03:00 for Dodoma."))
            return nil
        }
        let words = PublicWords.of(address)
        if let words, fields[why] == nil {
            findings.append(
                Finding(
                    "needs-why", .warning, at: fields.place(of: url),
                    words == .comments
                        ? "this is a feed of comments, which are the words of citizens"
                        : "this is a search: without a reason, what it finds feeds counters only",
                    help: "Write why: \"…\", a sentence that the office would give to those who write there."))
        }
        // A comment stays a person's word, whatever the reason.
        return Settings(
            url: address, zone: minutes, isOfPersons: words == .comments || words == .search && fields[why] == nil)
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
