import Intake
import Model

/// A file that somebody brought, opened: it gives pieces, one after the other, and each piece is read on any worker.
///
/// ```
/// BroughtLines      JSON lines: posts, Zeeschuimer, X          BroughtTable      CSV: any, 4CAT, CrowdTangle
/// BroughtTelegram   result.json of Telegram Desktop            BroughtWhatsApp   .txt or .zip of one chat
/// ```
protocol BroughtFile: AnyObject {
    /// Bytes of the file, and of them read so far; 0 when not known.
    var size: Int { get }
    var offset: Int { get }
    /// What is wrong with the file itself, as far as it was read: cut short, damaged, over a limit.
    var damage: String? { get }
    /// What was left out whole, one sentence each: a personal chat, a group without consent.
    var refusals: [String] { get }
    /// Worth knowing, and nothing wrong.
    var remarks: [String] { get }

    /// The next piece; nil at the end.
    func next() throws(PipelineError) -> BroughtPiece?
}

extension BroughtFile {
    var refusals: [String] { [] }
    var remarks: [String] { [] }
}

extension String? {
    /// What is wrong with a file, behind a sentence about it.
    var inBrackets: String { map { " (\($0))" } ?? "" }
}

/// A piece of a file, still to be read.
struct BroughtPiece: Sendable {
    /// Bytes of the file up to its end.
    var endOffset: Int
    var read: @Sendable () -> BroughtPosts
}

/// What a piece said.
struct BroughtPosts: Sendable {
    /// Raw posts by where they come from, in the order of the file.
    private(set) var raw: [(origin: Intake.Origin, posts: [RawPost])] = []
    /// Lines of another Jibu's archive.
    var exported: [Post] = []
    /// Messages of a private group: matched before anything of them is kept.
    var ofPrivateGroup: [RawPost] = []
    /// Records: lines, rows, messages.
    var records = 0
    var bad: [String] = []
    /// Records that are nobody's text: system lines, deleted messages.
    var notices = 0

    mutating func add(_ post: RawPost, of origin: Intake.Origin) {
        if raw.last?.origin != origin { raw.append((origin, [])) }
        raw[raw.count - 1].posts.append(post)
    }
}

/// A private group whose material may be used (docs/decisions/0004-personal-data.md).
package struct PrivateGroup: Sendable, Hashable {
    /// What it is about, a place of places.yaml.
    package var place: String
    /// Who agreed, in general words.
    package var consent: String
    /// When they did.
    package var agreed: CivilDate

    package init(place: String, consent: String, agreed: CivilDate) {
        self.place = place
        self.consent = consent
        self.agreed = agreed
    }
}
