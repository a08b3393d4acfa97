import Intake
import Model
import Settings

extension GovKzSource {
    private static let entity = Key(
        "entity", Shape<String>.line(minimum: 2, maximum: 300, example: "almaty"),
        help: "The office: the word after /entities/ in its address, or that address.")
    private static let languages = Key(
        "languages", Shape<[Language]>.list(of: .choice(), minimum: 1, maximum: 3),
        help: "Languages that are read; each is asked for by itself.", default: [.kk, .ru])
    private static let maximumPages = Key(
        "maximum_pages", Shape<Int>.integer(1...50),
        help: "Pages of 20 items that one fetch reads in each language to catch up.", default: 5)

    static let settings = Shape<Settings>.object(
        "gov-kz", help: "One office on gov.kz.", keys: [entity, languages, maximumPages],
        alsoAllowed: SourceKind.commonKeys
    ) { fields, findings in
        guard let written = fields[entity], let languages = fields[languages], let pages = fields[maximumPages] else {
            return nil
        }
        guard let name = name(in: written) else {
            findings.append(
                Finding(
                    "bad-value", .error, at: fields.place(of: entity), "\"\(written)\" is no office on gov.kz",
                    help: "Write the word after /memleket/entities/, for example almaty, emer or dsm."))
            return nil
        }
        var settings = Settings(entity: name)
        settings.languages = Language.allCases.filter(languages.contains)
        settings.maximumPages = pages
        return settings
    }

    /// The word alone: letters, digits, hyphens and underscores.
    static func name(in written: String) -> String? {
        var name = written[...]
        if let start = written.range(of: "/entities/") {
            name = written[start.upperBound...].prefix { $0 != "/" && $0 != "?" }
        }
        let isPlain = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x5F
        }
        return isPlain && (1...64).contains(name.utf8.count) ? String(name) : nil
    }
}
