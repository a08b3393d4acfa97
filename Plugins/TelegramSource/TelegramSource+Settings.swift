import Intake
import Model
import Settings

extension TelegramSource {
    private static let channel = Key(
        "channel", Shape<String>.line(minimum: 4, maximum: 100, example: "qala_akimat"),
        help: "Name of a public channel: qala_akimat, @qala_akimat or its address.")
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50),
        help: "Pages of about 20 messages that one fetch reads to catch up.", default: 5)

    static let settings = Shape<Settings>.object(
        "telegram", help: "One channel.", keys: [channel, maximumPages], alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let written = fields[channel], let pages = fields[maximumPages] else { return nil }
        guard let name = name(in: written) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: channel), "\"\(written)\" is no name of a public channel",
                    help: "Write the name after t.me/, for example qala_akimat. Links with + or joinchat are private."))
            return nil
        }
        return Settings(channel: name, maximumPages: pages)
    }

    /// The name alone: letters, digits and `_`, 4 to 32 of them, a letter first.
    static func name(in written: String) -> String? {
        var name = written[...]
        for prefix in ["https://", "http://", "t.me/", "telegram.me/", "s/", "@"] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        }
        if name.last == "/" { name = name.dropLast() }
        let letters = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        guard letters, (4...32).contains(name.utf8.count), name.first?.isLetter ?? false else { return nil }
        return String(name)
    }
}
