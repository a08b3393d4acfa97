import Intake
import Model
import Storage
import Text

/// What somebody brought becomes posts of the archive: `jibu archive import`, and the watched folders of a run.
///
/// ```
/// BroughtFile       pieces of a file                                       one after the other
/// BroughtPiece      a piece -> raw posts, or posts that Jibu exported      on all workers
/// Intake.admit      redaction, pseudonyms, identity: the usual door        on all workers
/// ImportKnown       what the archive has already                           one after the other, in input order
/// SegmentWriter     segments of `archive.segment_posts` posts
/// PrivateMatches    of a private group: matched, and only what matches goes on, as tips
/// ```
///
/// Imported posts never open an alert: each segment is named to the ledger as covered, and a run that finds one that
/// is not passes over its imported posts. Memory is flat but for 20 to 25 bytes for each post of the archive.
struct PostImport {
    let archive: Archive
    let ledger: Ledger
    let intake: Intake
    let segmentPosts: Int
    let now: Instant
    let erased: ErasedPosts
    let workers: Int
    /// Read once, however many files follow one another.
    private var known: ImportKnown?
    private var writer: SegmentWriter?
    private var report = ImportReport()
    /// Messages of a private group that are young enough to be kept, should they match.
    private(set) var ofPrivateGroup: [Post] = []

    init(
        archive: Archive, ledger: Ledger, intake: Intake, segmentPosts: Int, now: Instant, erased: ErasedPosts,
        workers: Int = 2
    ) {
        self.archive = archive
        self.ledger = ledger
        self.intake = intake
        self.segmentPosts = segmentPosts
        self.now = now
        self.erased = erased
        self.workers = workers
    }

    /// Imports one file. Importing it again adds nothing. When it cannot be read to its end, what came before stays.
    ///
    /// - Parameter progress: gets bytes read and bytes of the file; 0 when its size is not known.
    mutating func perform(_ file: any BroughtFile, progress: (Int, Int) -> Void) async throws -> ImportReport {
        report = ImportReport()
        ofPrivateGroup = []
        if known == nil { known = try ImportKnown(archive) }
        let (intake, now) = (intake, now)
        do {
            try await streamInOrder(
                width: workers, pull: { try file.next() }, { ImportedBlock($0, intake: intake, now: now) },
                take: { block in
                    try take(block)
                    progress(block.endOffset, file.size)
                })
        } catch {
            // What came before counts as known from now on, so it must be there.
            try closeSegment()
            throw error
        }
        report.damage = file.damage
        report.refusals = file.refusals
        report.remarks = file.remarks
        report.inputBytes = file.offset
        try closeSegment()
        return report
    }

    private mutating func take(_ block: ImportedBlock) throws {
        report.lines += block.records
        report.withoutText += block.withoutText
        report.empty += block.empty
        report.notices += block.notices
        report.badLines += block.bad.count
        report.named += block.bad.prefix(10 - min(10, report.named.count))
        let end = now.advanced(by: TimeSpan(milliseconds: -Tip.privateSpan.milliseconds))
        // A phone's clock may be ahead. What lies far in the future would be kept for as long.
        let latest = now.advanced(by: .hours(36))
        for post in block.ofPrivateGroup {
            if let published = post.published, published > end, published <= latest {
                ofPrivateGroup.append(post)
            } else {
                report.privateOld += 1
            }
        }
        for candidate in block.candidates {
            guard candidate.line.count <= Limits.lineBytes else {
                report.tooLong += 1
                continue
            }
            guard !erased.contains(candidate.post.id) else {
                report.erased += 1
                continue
            }
            guard let version = known?.version(for: candidate) else {
                report.repeated += 1
                continue
            }
            report.posts += 1
            report.newVersions += version > 1 ? 1 : 0
            report.undated += candidate.post.imported && candidate.post.published == nil ? 1 : 0
            let writer = try openSegment()
            if version == candidate.post.version {
                try writer.append(line: candidate.line, seen: candidate.post.seen)
            } else {
                try writer.append(candidate.post.withVersion(version))
            }
            if writer.posts >= segmentPosts { try closeSegment() }
        }
    }

    private mutating func openSegment() throws -> SegmentWriter {
        if let writer { return writer }
        let opened = try archive.begin(startedAt: now, run: "import")
        writer = opened
        return opened
    }

    /// Makes a full segment durable, then names it to the ledger.
    private mutating func closeSegment() throws {
        guard let full = writer else { return }
        writer = nil
        try full.close()
        var batch = CoveredBatch(at: now)
        batch.segments = [full.segment.name]
        try ledger.commit(batch)
        report.segments.append(full.segment.name)
    }
}

/// Which posts, and which texts of them, the archive has.
struct ImportKnown {
    private var keys = KeySet()
    private var texts = KeySet()
    /// By the hash of the id, for posts of this import that had to get another version: the next one to try.
    private var next: [UInt64: Int] = [:]

    init(_ archive: Archive) throws {
        for segment in try archive.segments() {
            // Damage is what `jibu archive verify` is for: a post that cannot be read may be imported again.
            _ = try archive.read(segment) { post in
                _ = keys.insert(post.key)
                _ = texts.insert(id: post.id, text: StableHash.hash64(post.text.utf8))
            }
        }
    }

    /// The version under which a candidate is archived; nil when the archive has this text of this post.
    mutating func version(for candidate: ImportedBlock.Candidate) -> Int? {
        let post = candidate.post
        guard texts.insert(id: post.id, text: candidate.fingerprint) else { return nil }
        if keys.insert(PostKey(id: post.id, version: post.version)) { return post.version }
        let mark = StableHash.hash64(post.id.utf8)
        var version = max(next[mark] ?? 0, post.version + 1)
        while !keys.insert(PostKey(id: post.id, version: version)) { version += 1 }
        next[mark] = version + 1
        return version
    }
}
