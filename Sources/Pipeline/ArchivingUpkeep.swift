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
        /// Segments that are gone: a later one names them, or the ledger does.
        package var missing: [String] = []
        /// Worth knowing, and no damage.
        package var remarks: [String] = []

        package var isClean: Bool { damages.isEmpty && missing.isEmpty }
    }

    /// Reads every segment to its last byte.
    package func verify(progress: (Int, Int) -> Void) throws(PipelineError) -> Verification {
        let data = data
        let (proof, cutOff) = try storage { () throws(StorageError) in
            (try data.archive.verify(workers: Self.workers, progress: progress), try data.archive.cutOffCompaction())
        }
        var found = Verification()
        found.segments = proof.reports.count
        found.posts = proof.reports.reduce(0) { $0 + $1.posts }
        for report in proof.reports {
            found.damages += report.damages.map { "\(report.segment): \($0)" }
            if report.unlisted > 0 { found.damages.append("\(report.segment): and \(report.unlisted) more damages") }
        }
        let names = Set(proof.reports.map(\.segment))
        let covered = (try? data.ledgerForReading()).flatMap { try? $0.coveredSegments() } ?? []
        // What a compaction removed before it was cut off is in the merged segment.
        // What is older than the first day was purged.
        let first = proof.reports.first.flatMap { Segment(name: $0.segment)?.day }
        let gone = covered.subtracting(names).subtracting(cutOff).filter { name in
            Segment(name: name).map { segment in first.map { segment.day >= $0 } ?? true } ?? false
        }
        found.missing = Set(proof.missing).subtracting(cutOff).union(gone).sorted()
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
