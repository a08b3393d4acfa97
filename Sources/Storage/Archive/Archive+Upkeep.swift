import Glibc
import Model

/// Looking after the archive: proving it whole, and dropping days that are past their retention.
extension Archive {
    /// What is wrong with the archive as a whole.
    package struct Verification: Sendable, Hashable {
        /// One for each segment, in archive order.
        package var reports: [ReadReport] = []
        /// Segments that a later one names as its predecessor and that are gone,
        /// although their day was not purged.
        package var missing: [String] = []
        /// Segments that were written after one whose name is younger: files were moved or renamed, or the clock was
        /// set back. No post is lost by that.
        package var outOfOrder: [String] = []

        package init() {}

        package var isClean: Bool { missing.isEmpty && reports.allSatisfy(\.isClean) }
    }

    /// Reads every segment to its last byte and proves its lines, its checksums, its index and its place in the chain.
    ///
    /// A missing newest segment has no successor to tell of it: compare with
    /// `Ledger.coveredSegments` for that.
    ///
    /// - Parameter progress: segments done, and all of them.
    package func verify(
        workers: Int = 1, progress: (Int, Int) -> Void = { _, _ in }
    ) throws(StorageError) -> Verification {
        let segments = try segments()
        let reader = ArchiveReader(self, segments, workers: workers, dropsRepeats: false)
        while reader.next() != nil { progress(reader.begun, segments.count) }
        var verification = Verification()
        verification.reports = reader.reports
        let names = Set(segments.map(\.name))
        var missing: Set<String> = []
        for (segment, report) in zip(segments, reader.reports) {
            guard let previous = report.previous.flatMap(Segment.init(name:)), let first = segments.first else {
                continue
            }
            // Purging drops whole days from the oldest on, so a day before the first one left is no loss.
            if !names.contains(previous.name), previous.day >= first.day { missing.insert(previous.name) }
            if names.contains(previous.name), previous > segment { verification.outOfOrder.append(segment.name) }
        }
        verification.missing = missing.sorted()
        return verification
    }

    /// What a purge did.
    package struct Purge: Sendable, Hashable {
        /// Names of the removed segments.
        package var removed: [String] = []
        /// Day folders that stay because they hold files that are not ours.
        package var kept: [String] = []
    }

    /// Removes all segments of days before `day`, oldest first.
    ///
    /// The caller must have made sure that the clock can be trusted (trust.md
    /// R9). Killed half way, the next call goes on.
    package func purge(before day: CivilDate) throws(StorageError) -> Purge {
        var purge = Purge()
        for name in try Folders.names(in: folder) {
            guard let of = Segment.day(ofFolder: name), of < day else { continue }
            let path = folder + "/" + name
            for file in try Folders.names(in: path) {
                let isSegment = Segment(day: of, file: file) != nil
                guard isSegment || Segment.isPartial(file) else { continue }
                try Folders.remove(path + "/" + file)
                if isSegment { purge.removed.append(name + "/" + file) }
            }
            try Folders.makeDurable(path)
            if rmdir(path) != 0 { purge.kept.append(name) }
        }
        if !purge.removed.isEmpty { try Folders.makeDurable(folder) }
        return purge
    }
}
