import Glibc
import Model

/// Looking after the archive: proving it whole, and dropping days that are past their retention.
extension Archive {
    /// What is wrong with the archive as a whole.
    package struct Verification: Sendable, Hashable {
        /// One for each segment, in archive order.
        package var reports: [ReadReport]
        /// Segments that a later one names as its predecessor and that are gone,
        /// although their day was not purged.
        package var missing: [String]

        package var isClean: Bool { missing.isEmpty && reports.allSatisfy(\.isClean) }
    }

    /// Reads every segment to its last byte.
    ///
    /// A missing newest segment has no successor to tell of it: compare with
    /// `Ledger.coveredSegments` for that.
    package func verify() throws(StorageError) -> Verification {
        let segments = try segments()
        let names = Set(segments.map(\.name))
        var missing: [String] = []
        var reports: [ReadReport] = []
        for segment in segments {
            let (report, previous) = verify(segment)
            reports.append(report)
            guard let previous = previous.flatMap(Segment.init(name:)), let first = segments.first else { continue }
            // Purging drops whole days from the oldest on, so a day before the first one left is no loss.
            if !names.contains(previous.name), previous.day >= first.day { missing.append(previous.name) }
        }
        return Verification(reports: reports, missing: missing.sorted())
    }

    /// Reads one segment; also tells which one was written before it.
    package func verify(_ segment: Segment) -> (report: ReadReport, previous: String?) {
        let reader = ArchiveReader(self, [segment])
        var previous: String?
        while reader.next() != nil { previous = reader.previousOfCurrent ?? previous }
        return (reader.reports.first ?? ReadReport(segment: segment.name), previous)
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
