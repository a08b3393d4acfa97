import Intake
import Model
import Settings

extension FacebookSource {
    private static let page = Key(
        "page", Shape<String>.line(minimum: 2, maximum: 100, example: "111222333"),
        help: "Number or name of the office's page.")
    private static let token = Key(
        "token", Shape<SecretReference>.secret, help: "An access token of that page.")
    private static let version = Key(
        "version", Shape<String>.line(minimum: 4, maximum: 8, example: "v26.0"), help: "Version of the Graph API.",
        default: "v26.0")
    private static let comments = Key<Comments>.comments(
        help: "off and counters: their number, which comes with each post; {why: …} to read them.")
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50), help: "Pages of 25 posts that one fetch reads to catch up.",
        default: 4)

    static let settings = Shape<Settings>.object(
        "facebook", help: "One page.", keys: [page, token, version, comments, maximumPages],
        alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let written = fields[page], let token = fields[token], let version = fields[version],
            let comments = fields[comments], let pages = fields[maximumPages]
        else { return nil }
        var name = written[...]
        for prefix in ["https://", "www.", "facebook.com/"] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        }
        if name.last == "/" { name = name.dropLast() }
        guard isPlain(name, beside: ".") else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: page), "\"\(written)\" is no page",
                    help: "Write its number, or its name as in facebook.com/NAME."))
            return nil
        }
        guard version.hasPrefix("v"), version.dropFirst().contains("."),
            version.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") })
        else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: Self.version),
                    "\"\(version)\" is no version of the Graph API",
                    help: "Write it as Facebook does, for example v26.0."))
            return nil
        }
        var settings = Settings(page: String(name), token: token)
        settings.version = version
        settings.comments = comments
        settings.maximumPages = pages
        return settings
    }

    /// Letters and digits of ASCII, and one more sign: what may stand in an address as it is.
    private static func isPlain(_ name: Substring, beside sign: Character) -> Bool {
        !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == sign) }
    }
}
