import Intake
import Model
import Reading
import Settings
import Storage
import Text

/// A rumour that reached the office by mouth or in a private group: the text, where it goes round, and nothing about who
/// told it.
///
/// What an officer heard and writes down in their own words is the officer's note, and goes the way of every post. A
/// message out of a private group is somebody's private word (docs/decisions/0004-personal-data.md): it needs a consent
/// line, is matched before anything is kept, and what matches no claim is forgotten.
package struct Tip: Sendable, Hashable {
    /// Redacted before it is written anywhere.
    package var text: String
    package var place: String
    /// What the typist says; the language that Jibu reports is guessed from the text.
    package var language: String?
    package var heard: Instant
    /// For a message out of a private group: who agreed to its use, in general words. Nil: an officer's own note.
    package var consent: String?

    /// How long a message out of a private group is kept when it matches.
    package static let privateSpan = TimeSpan.days(7)
    /// Characters of a consent.
    private static let longestConsent = 300

    /// Bytes of a tip: it is a rumour in a few sentences.
    static let longest = 8 << 10
    /// Bytes of a consent as it is written down, with what redaction puts into it.
    private static let longestKeptConsent = 2 << 10
    /// A tip comes from a place; its posts say so in the name of their source, `tips:PLACE`.
    static func sources(of place: String) -> [String] { ["tips:\(place)", "private-tips:\(place)"] }
    var source: String { Self.sources(of: place)[consent == nil ? 0 : 1] }
    static let files = (prefix: "tip-", suffix: ".json")

    /// Takes a rumour down for the next run.
    ///
    /// - Parameter consent: see `Tip.consent`.
    /// - Throws: `.nothingScanned` when the text or the consent is empty or too long, or when there is no such place.
    /// - Returns: the tip as it was written.
    package static func takeDown(
        _ text: String, place: String, language: String?, consent: String? = nil, config path: String,
        kinds: [SourceKind], at now: Instant
    ) throws(PipelineError) -> Tip {
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration, !findings.hasErrors else {
            throw .configuration(findings.filter { $0.severity == .error })
        }
        try check(consent: consent, place: place, places: configuration.places)
        guard text.contains(where: \.isLetter) else { throw .nothingScanned("The tip is empty.") }
        guard text.utf8.count <= longest else {
            throw .nothingScanned("The tip is longer than \(longest >> 10) KiB. Write down the claim alone.")
        }
        let tip = Tip(redacting: text, place: place, language: language, heard: now, consent: consent)
        try tip.put(into: DataFolder(path: configuration.dataFolder).inbox)
        return tip
    }

    /// What a tip needs before anything of it is looked at.
    ///
    /// - Throws: a sentence when the consent says nothing or too much, or when there is no such place.
    static func check(consent: String?, place: String, places: [Place]) throws(PipelineError) {
        let ids = places.map(\.id)
        guard ids.contains(place) else {
            let near = DidYouMean.nearest(place, among: ids).map { " Did you mean \($0)?" } ?? ""
            throw .nothingScanned("There is no place \(place) in places.yaml.\(near)")
        }
        guard let consent else { return }
        guard consent.utf8.count <= 4 * longestConsent, consent.count <= longestConsent,
            consent.contains(where: \.isLetter)
        else {
            throw .nothingScanned(
                "Say in one line who agreed that the office uses this: --consent \"a member of the group agreed by "
                    + "phone\". Without consent nothing out of a private group can be used.")
        }
    }

    /// A tip as it may be written down: redacted, and only then cut, since half a telephone number is not seen as one.
    ///
    /// - Parameter byte: a place in the redacted text that must stay.
    init(
        redacting text: String, place: String, language: String?, heard: Instant, consent: String?,
        around byte: Int = 0
    ) {
        self.init(
            text: Self.cut(Redaction.redact(text).text, to: Self.longest, around: byte), place: place, language: language,
            heard: heard, consent: consent.map { Self.cut(Redaction.redact($0).text, to: Self.longestKeptConsent) })
    }

    /// Leaves it for the next run, durably. The same message under the same name is one file.
    ///
    /// - Parameter name: nil: by what it says.
    func put(into inbox: Inbox, as name: String? = nil) throws(PipelineError) {
        let (bytes, name) = (json.encoded(), name ?? fileName)
        try storage { () throws(StorageError) in try inbox.put(bytes, as: name) }
    }

    /// The same rumour at the same instant is the same file.
    var fileName: String {
        let hash = StableHash.hex(StableHash.hash64("\(place) \(text)".utf8))
        return "\(Self.files.prefix)\(heard.milliseconds)-\(hash)\(Self.files.suffix)"
    }

    /// The file of a message that a source brought, by the message's identity.
    static func fileName(of identity: String, heard: Instant?) -> String {
        "\(files.prefix)\(heard?.milliseconds ?? 0)-\(identity)\(files.suffix)"
    }

    /// At most so many bytes of a text, in whole characters: those around a place of it.
    static func cut(_ text: String, to longest: Int, around byte: Int = 0) -> String {
        guard text.utf8.count > longest else { return text }
        let bytes = Array(text.utf8)
        var start = max(0, min(byte - longest / 4, bytes.count - longest))
        var end = start + longest
        while start < end, bytes[start] & 0xC0 == 0x80 { start += 1 }
        while end > start, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    package var json: JSONValue {
        .object([
            ("text", .string(text)), ("place", .string(place)), ("language", language.map { .string($0) } ?? .null),
            ("heard", .string(heard.description)), ("consent", consent.map { .string($0) } ?? .null),
        ])
    }

    /// Nil when the bytes are no tip.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONValue.parse(bytes), let text = value["text"]?.string,
            let place = value["place"]?.string, let heard = value["heard"]?.string.flatMap({ Instant($0) })
        else { return nil }
        self.init(
            text: text, place: place, language: value["language"]?.string, heard: heard,
            consent: value["consent"]?.string)
    }

    init(text: String, place: String, language: String?, heard: Instant, consent: String? = nil) {
        self.text = text
        self.place = place
        self.language = language
        self.heard = heard
        self.consent = consent
    }
}
