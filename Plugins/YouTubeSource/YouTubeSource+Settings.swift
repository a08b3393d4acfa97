import Intake
import Model
import Settings

extension YouTubeSource {
    private static let channel = Key<String>.optional(
        "channel", .line(minimum: 24, maximum: 24, example: "UCdemo000000000000000000"),
        help: "Id of a channel, which begins with UC; the channel page's address or its source has it.")
    private static let videos = Key(
        "videos", Shape<[String]>.list(of: .line(minimum: 11, maximum: 11), maximum: 50),
        help: "Ids of single videos, instead of a channel.", default: [])
    private static let key = Key(
        "key", Shape<SecretReference>.secret, help: "An API key of the office's Google project.")
    private static let comments = Key<Comments>.comments(
        help: "off and counters: their number, which comes with each video; {why: …} to read them.")
    private static let newest = Key(
        "newest", Shape<Int>.integer(1...50), help: "How many of the channel's newest videos are looked at.",
        default: 15)
    private static let dailyUnits = Key(
        "daily_units", Shape<Int>.integer(2...10_000),
        help: "Quota units that this source may spend in a day (UTC); a project has 10,000 for all of its sources.",
        default: 500)
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50), help: "Pages of 100 comments that one fetch reads.", default: 5)

    static let settings = Shape<Settings>.object(
        "youtube", help: "One channel, or some videos.",
        keys: [channel, videos, key, comments, newest, dailyUnits, maximumPages], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let ids = fields[videos], let key = fields[key], let comments = fields[comments],
            let newest = fields[newest], let units = fields[dailyUnits], let pages = fields[maximumPages]
        else { return nil }
        let place: Settings.Place
        switch (fields[channel], ids.isEmpty) {
        case (let id?, true) where id.hasPrefix("UC") && isPlain(id): place = .channel(id)
        case (nil, false) where ids.allSatisfy(isPlain): place = .videos(ids)
        default:
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.node.place,
                    "a youtube source has either the id of a channel or the ids of videos",
                    help: "Write channel: UC…, or videos: [ID, ID], with the ids as they stand in addresses."))
            return nil
        }
        var settings = Settings(place, key: key)
        settings.comments = comments
        settings.newest = newest
        settings.dailyUnits = units
        settings.maximumPages = pages
        return settings
    }

    private static func isPlain(_ id: String) -> Bool {
        id.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}
