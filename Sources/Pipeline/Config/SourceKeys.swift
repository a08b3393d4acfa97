import Intake
import Model
import Settings

/// One source as read, with the places of what it refers to.
struct SourceEntry: Sendable {
    let source: ConfiguredSource
    let places: [Located<String>]
}

/// `sources:` what is watched. The common keys are here; the rest belongs to each kind.
enum SourceKeys {
    static let id = Key<String>(
        "id", .identifier, help: "Id of the source; posts and cursors hang on it, so never reuse it.")
    static let kind = Key<String>("kind", .line(), help: "Kind of source; `jibu sources kinds` lists them.")
    static let authorKind = Key<AuthorKind>(
        "author_kind", .choice(), help: "Who publishes there; a person's name and link are never shown.",
        default: .person)
    static let places = Key<[Located<String>]>(
        "places", .list(of: Shape<String>.identifier.located, maximum: 100),
        help: "Places it reports from, ids of places.yaml.",
        default: [])
    static let language = Key<String>.optional(
        "language", .language, help: "Language of its posts when it cannot be guessed.")
    static let every = Key<TimeSpan>.optional(
        "every", .span(.minutes(1) ... .days(7)),
        help: "How often it is asked; never more often than network.min_interval. Absent: as often as it posts.")
    static let weight = Key<Int>(
        "weight", .integer(0...9), help: "The heavier, the earlier it is asked when there is much to catch up on.",
        default: 0)
    static let enabled = Key<Bool>(
        "enabled", .bool, help: "False keeps the source in the file without asking it.", default: true)

    static func shape(kinds: [SourceKind]) -> Shape<SourceEntry> {
        .variants("source", by: kind.name, kinds.map { ($0.name, variant($0)) })
    }

    /// The whole mapping of one kind: the common keys from here, the others from the kind.
    private static func variant(_ kind: SourceKind) -> Shape<SourceEntry> {
        let common = common(help: kind.summary)
        return Shape(schema: common.schema.joined(with: kind.schema), expected: common.expected) { node, findings in
            let entry = common.read(node, &findings)
            let source = kind.make(node, &findings)
            guard let entry, let source else { return nil }
            return SourceEntry(
                source: ConfiguredSource(
                    id: entry.id, kind: kind.name, platform: kind.platform, authorKind: entry.authorKind,
                    places: entry.places.map(\.value), language: entry.language, every: entry.every,
                    weight: entry.weight, enabled: entry.enabled, source: source),
                places: entry.places)
        }
    }

    private struct Common: Sendable {
        var id: String
        var authorKind: AuthorKind
        var places: [Located<String>]
        var language: String?
        var every: TimeSpan?
        var weight: Int
        var enabled: Bool
    }

    /// Unknown keys are left to the kind: its own table knows all of them.
    private static func common(help: String) -> Shape<Common> {
        .object(
            "source", help: help, keys: [id, kind, authorKind, places, language, every, weight, enabled],
            ignoresUnknownKeys: true
        ) { fields, _ in
            guard let id = fields[id], let authorKind = fields[authorKind], let places = fields[places],
                let weight = fields[weight], let enabled = fields[enabled]
            else { return nil }
            return Common(
                id: id, authorKind: authorKind, places: places, language: fields[language], every: fields[every],
                weight: weight, enabled: enabled)
        }
    }
}
