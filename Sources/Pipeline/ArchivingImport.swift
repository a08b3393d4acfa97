import Intake
import Model
import Storage
import Text

/// Posts of a foreign file become posts of the archive: `jibu archive import posts`.
///
/// ```
/// LineBlocks        pieces of whole lines                                  one after the other
/// ImportMapping     a line -> raw post, or a post that Jibu exported       on all workers
/// Intake.admit      redaction, pseudonyms, identity: the usual door        on all workers
/// ImportKnown       what the archive has already                           one after the other, in input order
/// SegmentWriter     segments of `archive.segment_posts` posts
/// ```
///
/// Imported posts never open an alert: each segment is named to the ledger as covered, and a run that finds one that
/// is not passes over its imported posts. Memory is flat but for 20 to 25 bytes for each post of the archive.
package struct PostImport {
    package struct Report: Sendable, Hashable {
        /// Lines of the file that were not empty.
        package var lines = 0
        /// Posts that are new in the archive, new versions of known ones among them.
        package var posts = 0
        package var newVersions = 0
        /// Posts that the archive had already.
        package var repeated = 0
        package var withoutText = 0
        /// Posts that say when they were published in a way that cannot be read, or do not say it: they replay at the
        /// time of the import.
        package var undated = 0
        package var tooLong = 0
        package var badLines = 0
        /// The first bad lines, in words.
        package var named: [String] = []
        /// What is wrong with the file itself: cut short, damaged, over a limit.
        package var damage: String?
        package var segments: [String] = []
        package var inputBytes = 0

        package var isClean: Bool { badLines == 0 && tooLong == 0 && damage == nil }
    }

    let office: ArchiveOffice
    let mapping: ImportMapping
    let workers: Int
    private var known = ImportKnown()
    private var writer: SegmentWriter?
    private var report = Report()

    package init(office: ArchiveOffice, mapping: ImportMapping, workers: Int = 2) {
        self.office = office
        self.mapping = mapping
        self.workers = workers
    }

    /// Imports one file, `-` for standard input. Importing it again adds nothing.
    ///
    /// - Parameter progress: gets bytes read and bytes of the file; 0 when its size is not known.
    package mutating func perform(_ file: String, progress: (Int, Int) -> Void) async throws -> Report {
        let (lock, ledger) = try office.forWriting()
        defer { withExtendedLifetime(lock) {} }
        let intake = try office.configuration.intake(makesKeys: true)
        let blocks = try LineBlocks(file, cap: Limits.lineBytes)
        known = try ImportKnown(office.data.archive)
        let (mapping, now) = (mapping, office.now)
        try await streamInOrder(
            width: workers, pull: { try blocks.next() },
            { block in ImportedBlock(block, mapping: mapping, intake: intake, now: now) },
            take: { block in
                try take(block, ledger)
                progress(block.endOffset, blocks.size)
            })
        report.damage = blocks.damage
        report.inputBytes = blocks.offset
        try closeSegment(ledger)
        return report
    }

    private mutating func take(_ block: ImportedBlock, _ ledger: Ledger) throws {
        report.lines += block.lines
        report.withoutText += block.withoutText
        report.undated += block.undated
        report.badLines += block.badLines.count
        report.named += block.badLines.prefix(10 - min(10, report.named.count))
        for candidate in block.candidates {
            guard candidate.line.count <= Limits.lineBytes else {
                report.tooLong += 1
                continue
            }
            guard let version = known.version(for: candidate) else {
                report.repeated += 1
                continue
            }
            report.posts += 1
            report.newVersions += version > 1 ? 1 : 0
            let writer = try openSegment()
            if version == candidate.post.version {
                try writer.append(line: candidate.line)
            } else {
                try writer.append(candidate.post.withVersion(version))
            }
            if writer.posts >= office.configuration.segmentPosts { try closeSegment(ledger) }
        }
    }

    private mutating func openSegment() throws -> SegmentWriter {
        if let writer { return writer }
        let opened = try office.data.archive.begin(startedAt: office.now, run: "import")
        writer = opened
        return opened
    }

    /// Makes a full segment durable, then names it to the ledger.
    private mutating func closeSegment(_ ledger: Ledger) throws {
        guard let full = writer else { return }
        writer = nil
        try full.close()
        var batch = CoveredBatch(at: office.now)
        batch.segments = [full.segment.name]
        try ledger.commit(batch)
        report.segments.append(full.segment.name)
    }
}

/// Which posts, and which texts of them, the archive has.
struct ImportKnown {
    private var keys = KeySet()
    private var texts = KeySet()

    init() {}

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
        var version = post.version
        while !keys.insert(PostKey(id: post.id, version: version)) { version += 1 }
        return version
    }
}
