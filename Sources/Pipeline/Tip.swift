import Intake
import Model
import Reading
import Settings
import Storage
import Text

/// A rumour that somebody heard and typed in: the text, where it goes round, and nothing about who told it.
package struct Tip: Sendable, Hashable {
    /// Redacted before it is written anywhere.
    package var text: String
    package var place: String
    /// What the typist says; the language that Jibu reports is guessed from the text.
    package var language: String?
    package var heard: Instant

    /// Bytes of a tip: it is a rumour in a few sentences.
    static let longest = 8 << 10
    /// A tip comes from a place; its posts say so in the name of their source, `tips:PLACE`.
    static func source(of place: String) -> String { "tips:\(place)" }
    static let files = (prefix: "tip-", suffix: ".json")

    /// Takes a rumour down for the next run.
    ///
    /// - Throws: `.nothingScanned` when the text is empty or too long, or when there is no such place.
    /// - Returns: the tip as it was written.
    package static func takeDown(
        _ text: String, place: String, language: String?, config path: String, kinds: [SourceKind], at now: Instant
    ) throws(PipelineError) -> Tip {
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration, !findings.hasErrors else {
            throw .configuration(findings.filter { $0.severity == .error })
        }
        let ids = configuration.places.map(\.id)
        guard ids.contains(place) else {
            let near = DidYouMean.nearest(place, among: ids).map { " Did you mean \($0)?" } ?? ""
            throw .nothingScanned("There is no place \(place) in places.yaml.\(near)")
        }
        guard text.contains(where: \.isLetter) else { throw .nothingScanned("The tip is empty.") }
        guard text.utf8.count <= longest else {
            throw .nothingScanned("The tip is longer than \(longest >> 10) KiB. Write down the claim alone.")
        }
        let tip = Tip(text: Redaction.redact(text).text, place: place, language: language, heard: now)
        let inbox = DataFolder(path: configuration.dataFolder).inbox
        try storage { () throws(StorageError) in try inbox.put(tip.json.encoded(), as: tip.fileName) }
        return tip
    }

    /// The same rumour at the same instant is the same file.
    private var fileName: String {
        let hash = StableHash.hex(StableHash.hash64("\(place) \(text)".utf8))
        return "\(Self.files.prefix)\(heard.milliseconds)-\(hash)\(Self.files.suffix)"
    }

    package var json: JSONValue {
        .object([
            ("text", .string(text)), ("place", .string(place)), ("language", language.map { .string($0) } ?? .null),
            ("heard", .string(heard.description)),
        ])
    }

    /// Nil when the bytes are no tip.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let text = value["text"]?.string,
            let place = value["place"]?.string, let heard = value["heard"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(text: text, place: place, language: value["language"]?.string, heard: heard)
    }

    init(text: String, place: String, language: String?, heard: Instant) {
        self.text = text
        self.place = place
        self.language = language
        self.heard = heard
    }
}

/// Tips of the inbox go the way of every post: Intake, archive, flow, transaction 1. Only then the file goes away.
extension Run {
    mutating func takeTips() async throws(PipelineError) {
        let inbox = edges.inbox
        let files = try storage { () throws(StorageError) in
            try inbox.files(prefix: Tip.files.prefix, suffix: Tip.files.suffix)
        }
        guard !files.isEmpty else { return }
        var posts: [Post] = []
        var taken: [String] = []
        for (name, bytes) in files {
            guard let bytes, let tip = Tip(bytes) else {
                report.troubles.append("inbox/\(name) is no tip that can be read; look at it and remove it")
                continue
            }
            posts += try admit(tip, named: name)
            taken.append(name)
        }
        var batch = CoveredBatch(at: now)
        if !isDryRun { batch.segments = try archive(posts) }
        try await decide(posts, into: batch)
        report.sources.append(
            RunReport.SourceLine(
                id: "tips", health: .healthy, posts: taken.count, new: posts.count, nextDue: nil, notes: []))
        if isDryRun { return }
        for name in taken { try storage { () throws(StorageError) in try inbox.remove(name) } }
    }

    /// A person's post without an author. The name of the file is its identity: a run that was killed before it took
    /// the file away finds the post known.
    private func admit(_ tip: Tip, named name: String) throws(PipelineError) -> [Post] {
        let source = Tip.source(of: tip.place)
        let raw = RawPost(nativeID: name, text: tip.text, published: tip.heard, languageClaimed: tip.language)
        let ledger = edges.ledger
        let known = try storage { () throws(StorageError) in
            try ledger.known([Identity.of(raw, source: source)])
        }
        return edges.intake.admit(
            [raw], of: Intake.Origin(source: source, platform: "tip", authorKind: .person), collected: now
        ) { id in
            known[id].map { KnownPost(version: $0.key.version, fingerprint: $0.fingerprint) }
        }.posts
    }
}
