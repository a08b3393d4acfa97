@_spi(Intake) import Model
import Reading
import Text

/// Where raw posts become posts: identity, versions, one text, redaction,
/// pseudonyms. Personal data stops here (design decision 5).
package struct Intake: Sendable {
    let pseudonyms: PseudonymKey
    let sealing: SealingKey
    let limits: Limits

    /// What one post may hold; longer parts are cut and noted.
    package struct Limits: Sendable {
        package var textBytes = 512 << 10
        package var titleBytes = 4 << 10
        package var fieldBytes = 2 << 10
        package var links = 100
        package var media = 50
        package init() {}
    }

    /// The source that raw posts came from.
    package struct Origin: Sendable, Hashable {
        package var source: String
        package var platform: String
        package var authorKind: AuthorKind

        package init(source: String, platform: String, authorKind: AuthorKind) {
            self.source = source
            self.platform = platform
            self.authorKind = authorKind
        }
    }

    /// What became of a harvest.
    package struct Admission: Sendable {
        /// New posts and new versions of known ones, oldest first, then by id.
        package var posts: [Post] = []
        /// Raw posts that were known already, unchanged.
        package var repeated = 0
        /// Raw posts with media and no text: counted and named as unseen.
        package var withoutText = 0
        /// Raw posts with neither text nor media: nothing is there to keep.
        package var empty = 0
        package var notes: [String] = []
    }

    package init(pseudonyms: PseudonymKey, sealing: SealingKey, limits: Limits = Limits()) {
        self.pseudonyms = pseudonyms
        self.sealing = sealing
        self.limits = limits
    }

    /// Takes a harvest in.
    ///
    /// - Parameter known: the newest version of a post that is archived, by post id.
    /// - Parameter imported: replay places imported posts at `published` (design decision 21).
    package func admit(
        _ raw: [RawPost], of origin: Origin, collected: Instant, imported: Bool = false,
        known: (String) -> KnownPost?
    ) -> Admission {
        var admission = Admission()
        var seen: [String: [Candidate]] = [:]
        var cut = 0
        for (position, item) in raw.enumerated() {
            guard hasText(item) else {
                if item.media.isEmpty { admission.empty += 1 } else { admission.withoutText += 1 }
                continue
            }
            cut += isOverLimit(item) ? 1 : 0
            let id = Identity.of(item, source: origin.source)
            let post = post(item, id: id, origin: origin, collected: collected, imported: imported)
            let changed = item.updated ?? item.published ?? collected
            seen[id, default: []].append(Candidate(post: post, changed: changed, position: position))
        }
        for (id, candidates) in seen {
            let new = Intake.newVersions(candidates, after: known(id))
            admission.posts += new
            admission.repeated += candidates.count - new.count
        }
        admission.posts.sort {
            ($0.published ?? collected, $0.id, $0.version) < ($1.published ?? collected, $1.id, $1.version)
        }
        if cut > 0 {
            admission.notes.append(
                "\(cut) posts were longer than \(limits.textBytes) bytes of text or \(limits.titleBytes) of title "
                    + "and were cut")
        }
        return admission
    }

    /// One raw post of a harvest, made a post but for its version.
    private struct Candidate {
        var post: Post
        var changed: Instant
        var position: Int
    }

    /// The versions of one post that the archive does not have, oldest first.
    ///
    /// A harvest may hold several texts under one identity: edits, or a source
    /// that gives one id to two posts. All are kept, and the next harvest with
    /// the same texts adds nothing: what stands at or before the archived text
    /// in the order of changes is old.
    private static func newVersions(_ candidates: [Candidate], after known: KnownPost?) -> [Post] {
        var texts: Set<String> = []
        var order = candidates.sorted { ($0.changed, $0.position) < ($1.changed, $1.position) }
            .map { (post: $0.post, fingerprint: fingerprint(of: $0.post)) }
            .filter { texts.insert($0.fingerprint).inserted }
        if let known, let last = order.firstIndex(where: { $0.fingerprint == known.fingerprint }) {
            order.removeFirst(last + 1)
        }
        let first = (known?.version ?? 0) + 1
        return order.enumerated().map { $1.post.withVersion(first + $0) }
    }

    /// What makes a version new: the text. A changed counter or picture does not.
    package static func fingerprint(of post: Post) -> String {
        StableHash.hex(StableHash.hash64(post.text.utf8))
    }
}

/// The newest archived version of a post.
package struct KnownPost: Sendable, Hashable {
    package var version: Int
    /// `Intake.fingerprint` of that version.
    package var fingerprint: String

    package init(version: Int, fingerprint: String) {
        self.version = version
        self.fingerprint = fingerprint
    }
}
