import Intake
import Model
import Reading
import Text

/// Something that can be watched: its settings, and what one fetch of it gave.
package struct DiscoveredSource: Sendable {
    package let candidate: Discovery.Candidate
    /// Nil for what needs a key of the office.
    package let sight: Sight?
    /// Its id in the lines for jibu.yaml: one of its own among all that were found.
    var id: String

    init(candidate: Discovery.Candidate, sight: Sight?) {
        self.candidate = candidate
        self.sight = sight
        id = Self.plainID(of: candidate)
    }

    /// What a fetch saw.
    package struct Sight: Sendable {
        package var health: String
        package var posts: Int
        package var newest: Instant?
        package var oldest: Instant?
        /// The languages of its posts, the most frequent first.
        package var languages: [String]
        /// A few titles, so that a person sees whether it is the right thing.
        package var titles: [String]
        package var notes: [String]

        init(_ harvest: Harvest) {
            health = harvest.health.name
            posts = harvest.posts.count
            newest = harvest.posts.compactMap(\.published).max()
            oldest = harvest.posts.compactMap(\.published).min()
            let guesses = harvest.posts.prefix(100).compactMap { post in
                LanguageGuess.of(Intake.oneText(title: post.title, body: post.text)).language
            }
            let counts = Dictionary(guesses.map { ($0, 1) }, uniquingKeysWith: +)
            languages = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
            titles = harvest.posts.prefix(3).map { post in
                String((post.title ?? post.text).split(whereSeparator: \.isNewline).first?.prefix(90) ?? "")
            }
            notes = harvest.notes
        }
    }

    /// Why it stands where it stands, in a sentence or two.
    package func reason(at now: Instant) -> String {
        var text = candidate.why.prefix(1).uppercased() + candidate.why.dropFirst() + "."
        switch candidate.kind {
        case "feed": text += " A feed costs one small request and survives a new design."
        case "page-list" where isList:
            text += " A recipe breaks when the design changes; Jibu says so then, and calls it no calm."
        case "page-list": text += " It tells of every page, not of news alone; each must be read to see what it is."
        default: break
        }
        guard let sight else { return text + " It needs a key of the office, so it was not tried." }
        if sight.posts == 0 { return text + " It answered, but has no posts." }
        if isStale(at: now) { text += " Nothing new has come there for three months." }
        if sight.newest == nil { text += " Its posts have no dates that can be read." }
        return text
    }

    /// The lines for `sources:` in jibu.yaml.
    package var configuration: String {
        var lines = ["- id: \(id)", "  kind: \(candidate.kind)"]
        lines += candidate.settings.map { "  \($0.key): " + ($0.isPlain ? $0.value : Self.quoted($0.value)) }
        let author = candidate.authorKind.rawValue
        lines.append("  author_kind: \(author)  # who publishes there: outlet, organisation or person")
        if candidate.kind == "page-list" || candidate.kind == "feed", sight?.newest != nil {
            lines.append("  # zone: \"+05:00\"  # of dates that name none")
        }
        return lines.joined(separator: "\n")
    }

    /// The id as its place alone would have it.
    var plainID: String { Self.plainID(of: candidate) }

    private static func plainID(of candidate: Discovery.Candidate) -> String {
        let host = URLText.host(of: candidate.address) ?? "source"
        let joined = host.split(separator: ".").filter { $0 != "www" }.joined(separator: "-").lowercased()
        let word = String(
            decoding: joined.utf8.filter { $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) },
            as: UTF8.self)
        let name = word.drop { $0 == "-" }.prefix(50)
        return name.isEmpty ? candidate.kind : candidate.kind == "feed" ? String(name) : "\(name)-\(candidate.kind)"
    }

    /// In double quotes, as YAML 1.2 reads them.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    // MARK: which is better

    private var isList: Bool { candidate.settings.contains { $0.key == "item" } }

    private func isStale(at now: Instant) -> Bool {
        sight?.newest.map { now.since($0) > .days(90) } ?? false
    }

    /// Posts before none, fresh before stale, and then what breaks least and loses least.
    func isBetter(than other: DiscoveredSource, at now: Instant) -> Bool {
        let (mine, others) = (rank(at: now), other.rank(at: now))
        if mine != others { return mine.lexicographicallyPrecedes(others) }
        let newest = (sight?.newest?.milliseconds ?? .min, other.sight?.newest?.milliseconds ?? .min)
        return newest.0 == newest.1 ? candidate.address < other.candidate.address : newest.0 > newest.1
    }

    private func rank(at now: Instant) -> [Int] {
        let kinds = ["telegram", "gov-kz", "wordpress", "feed"]
        let order = kinds.firstIndex(of: candidate.kind) ?? (isList ? kinds.count : kinds.count + 1)
        return [(sight?.posts ?? 0) > 0 ? 0 : 1, isStale(at: now) ? 1 : 0, order]
    }

    package func json(at now: Instant) -> JSONValue {
        func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
        var members: [(String, JSONValue)] = [
            ("kind", .string(candidate.kind)), ("address", .string(candidate.address)),
            ("settings", .object(candidate.settings.map { ($0.key, .string($0.value)) })),
            ("author_kind", .string(candidate.authorKind.rawValue)), ("needs_key", .bool(candidate.needsKey)),
            ("reason", .string(reason(at: now))), ("configuration", .string(configuration)),
        ]
        if let sight {
            members += [
                ("health", .string(sight.health)), ("posts", .integer(Int64(sight.posts))),
                ("newest", sight.newest.map { .string($0.description) } ?? .null),
                ("oldest", sight.oldest.map { .string($0.description) } ?? .null),
                ("languages", list(sight.languages)), ("titles", list(sight.titles)), ("notes", list(sight.notes)),
            ]
        }
        return .object(members)
    }
}
