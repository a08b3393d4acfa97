import Intake
import Model
import Storage
import Text

/// The posts of one piece of a brought file, ready to be archived. Made on any worker: it depends on the piece alone.
struct ImportedBlock: Sendable {
    struct Candidate: Sendable {
        var post: Post
        /// The post's line in the archive, with its newline.
        var line: [UInt8]
        /// Hash of the text.
        var fingerprint: UInt64
    }

    private(set) var candidates: [Candidate] = []
    /// Posts of a private group, without author: nothing of them is kept yet.
    private(set) var ofPrivateGroup: [Post] = []
    private(set) var withoutText = 0
    private(set) var empty = 0
    let records: Int
    let bad: [String]
    let notices: Int
    /// Bytes of the file up to the end of the piece.
    let endOffset: Int

    init(_ piece: BroughtPiece, intake: Intake, now: Instant) {
        let found = piece.read()
        endOffset = piece.endOffset
        (records, bad, notices) = (found.records, found.bad, found.notices)
        for post in found.exported { add(intake.admit(exported: post)) }
        for (origin, posts) in found.raw {
            let admission = intake.admit(posts, of: origin, collected: now, imported: true) { _ in nil }
            note(admission)
            for post in admission.posts { add(post) }
        }
        guard !found.ofPrivateGroup.isEmpty else { return }
        // The names are there for Intake to take them out of the texts; of the post itself only the text is used.
        let origin = Intake.Origin(source: "private", platform: "private", authorKind: .person)
        let admission = intake.admit(found.ofPrivateGroup, of: origin, collected: now, imported: true) { _ in nil }
        note(admission)
        ofPrivateGroup = admission.posts
    }

    private mutating func note(_ admission: Intake.Admission) {
        withoutText += admission.withoutText
        empty += admission.empty
    }

    private mutating func add(_ post: Post) {
        candidates.append(
            Candidate(
                post: post, line: PostLine.bytes(of: post), fingerprint: StableHash.hash64(post.text.utf8)))
    }
}
