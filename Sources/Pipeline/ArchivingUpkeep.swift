import Model
import Storage

/// Looking at the archive and looking after it: what `jibu archive` does.
extension ArchiveOffice {
    static let workers = 2

    /// One day of the archive, by the indexes of its segments.
    package struct Day: Sendable, Hashable {
        package var day: CivilDate
        package var segments = 0
        package var posts = 0
        package var bytes = 0
        /// Start of the first and of the last run that wrote there, as `hh:mm:ss`.
        package var from = ""
        package var until = ""
        /// Segments that the index alone shows to be damaged.
        package var damages: [String] = []
    }

    /// The days of the archive, oldest first. No post is read; `verify` proves the content.
    package func days() throws(PipelineError) -> [Day] {
        let archive = data.archive
        var days: [Day] = []
        for entry in try storage({ () throws(StorageError) in try archive.entries() }) {
            if days.last?.day != entry.segment.day { days.append(Day(day: entry.segment.day)) }
            days[days.count - 1].add(entry)
        }
        return days
    }

    /// What a proof of the whole archive found.
    package struct Verification: Sendable {
        package var segments = 0
        package var posts = 0
        /// One sentence for each damage, with what is lost.
        package var damages: [String] = []
        /// Posts that are surely lost in damaged segments.
        package var lost = 0
        /// Segments that are gone: a later one names them, or the ledger does.
        package var missing: [String] = []
        /// Worth knowing, and no damage.
        package var remarks: [String] = []

        package var isClean: Bool { damages.isEmpty && missing.isEmpty }
    }

    /// Reads every segment to its last byte.
    package func verify(progress: (Int, Int) -> Void) throws(PipelineError) -> Verification {
        let archive = data.archive
        // The ledger first: a run may add a segment meanwhile.
        let expected = configuration.expectedSegments(at: now)
        let (proof, cutOff) = try storage { () throws(StorageError) in
            (
                try archive.verify(workers: Self.workers, expected: expected, progress: progress),
                try archive.cutOffCompaction()
            )
        }
        var found = Verification()
        found.segments = proof.reports.count
        found.posts = proof.reports.reduce(0) { $0 + $1.posts }
        for report in proof.reports {
            found.damages += report.sentences
            found.lost += report.lost ?? 0
            if report.unlisted > 0 { found.damages.append("\(report.segment): and \(report.unlisted) more damages") }
        }
        found.missing = proof.missing
        found.remarks = proof.outOfOrder.map {
            "\($0): was written after a segment with a younger name; the clock was set back, or files were moved"
        }
        if !cutOff.isEmpty {
            found.remarks.append("a compaction was cut off; no post is lost, and the next jibu archive compact ends it")
        }
        return found
    }

    /// Merges the small segments of past days.
    package func compact(isDryRun: Bool) throws(PipelineError) -> Archive.Compaction {
        let (lock, ledger) = try forWriting()
        defer { withExtendedLifetime(lock) {} }
        let (archive, today, most) = (data.archive, now.date, configuration.segmentPosts)
        return try storage { () throws(StorageError) in
            try archive.compact(
                before: today, covered: try ledger.coveredSegments(), most: most, isDryRun: isDryRun
            ) { (names) throws(StorageError) in try ledger.forget(segments: names) }
        }
    }
}

extension Configuration {
    /// Segments that a run has decided and that no retention may have removed: the archive must have them. None where
    /// no ledger is, such as on a machine that only replays.
    func expectedSegments(at now: Instant) -> Set<String> {
        let ledger = try? DataFolder(path: dataFolder).ledgerForReading()
        let names = ledger.flatMap { try? $0.coveredSegments() } ?? []
        let oldest = now.advanced(by: TimeSpan(milliseconds: -retention.posts.milliseconds)).date
        return names.filter { name in Segment(name: name).map { $0.day >= oldest } ?? false }
    }
}

extension ArchiveOffice.Day {
    fileprivate mutating func add(_ entry: Archive.Entry) {
        segments += 1
        posts += entry.posts ?? 0
        bytes += entry.bytes
        let time = Self.time(of: entry.segment.file)
        if segments == 1 { from = time }
        until = time
        if let damage = entry.damage { damages.append("\(entry.segment.name): \(damage)") }
    }

    /// `09:30:00` of `20261121T093000.000Z-…`.
    private static func time(of file: String) -> String {
        let digits = file.drop { $0 != "T" }.dropFirst().prefix(6)
        guard digits.count == 6, digits.allSatisfy(\.isNumber) else { return "" }
        let parts = [digits.prefix(2), digits.dropFirst(2).prefix(2), digits.dropFirst(4)]
        return parts.map(String.init).joined(separator: ":")
    }
}
