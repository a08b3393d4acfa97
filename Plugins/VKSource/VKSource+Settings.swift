import Intake
import Model
import Settings

extension VKSource {
    private static let wall = Key(
        "wall", Shape<String>.line(minimum: 2, maximum: 100, example: "qala_gorod"),
        help: "Whose wall: a short name, its address, or a number (-123 and club123 are a community).")
    private static let token = Key(
        "token", Shape<SecretReference>.secret, help: "A service token of an application of the office.")
    private static let host = Key<String>(
        "host", .choice(among: [("api.vk.com", "api.vk.com"), ("api.vk.ru", "api.vk.ru")]),
        help: "Where VK's API answers.", default: "api.vk.com")
    private static let filter = Key<Settings.Filter>(
        "filter", .choice(), help: "Posts of the wall's owner, of others, or all.", default: .owner)
    private static let comments = Key<Comments>.comments(
        help: "off and counters: their number, which comes with each post; {why: …} to read those of the newest posts.")
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50),
        help: "Pages of 100 posts, or of 100 comments below one post, that one fetch reads to catch up.", default: 5)

    static let settings = Shape<Settings>.object(
        "vk", help: "One wall.", keys: [wall, token, host, filter, comments, maximumPages],
        alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let written = fields[wall], let token = fields[token], let host = fields[host],
            let filter = fields[filter], let comments = fields[comments], let pages = fields[maximumPages]
        else { return nil }
        guard let place = wall(written) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: wall), "\"\(written)\" names no wall",
                    help: "Write what follows vk.com/, for example qala_gorod, club123 or -123."))
            return nil
        }
        var settings = Settings(wall: place, token: token)
        settings.host = host
        settings.filter = filter
        settings.comments = comments
        settings.maximumPages = pages
        return settings
    }

    /// `qala`, `@qala`, `https://vk.com/qala`, `-123`, `club123`, `public123`, `id5`.
    static func wall(_ written: String) -> Settings.Wall? {
        var name = written[...]
        for prefix in ["https://", "http://", "m.", "vk.com/", "vk.ru/", "@"] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        }
        if name.last == "/" { name = name.dropLast() }
        if let number = Int64(name), number != 0 { return .owner(number) }
        for (word, sign) in [("club", -1), ("public", -1), ("event", -1), ("id", 1)] as [(String, Int64)]
        where name.hasPrefix(word) {
            // 2^53 is far beyond every id; the sign cannot overflow.
            if let number = Int64(name.dropFirst(word.count)), (1...(1 << 53)).contains(number) {
                return .owner(sign * number)
            }
        }
        let isName = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        return isName && (2...64).contains(name.utf8.count) ? .domain(String(name)) : nil
    }
}
