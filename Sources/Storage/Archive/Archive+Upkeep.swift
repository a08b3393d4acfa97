import Glibc
import Model

/// Looking after the archive: proving it whole, and dropping days that are past their retention.
extension Archive {
    /// What is wrong with the archive as a whole.
    package struct Verification: Sendable, Hashable {
        /// One for each segment, in archive order.
        package var reports: [ReadReport] = []
        /// Segments whose posts are nowhere; see `SegmentChain`.
        package var missing: [String] = []
        /// Segments that were written after one whose name is younger: files were moved or renamed, or the clock was
        /// set back. No post is lost by that.
        package var outOfOrder: [String] = []

        package init() {}

        package var isClean: Bool { missing.isEmpty && reports.allSatisfy(\.isClean) }
    }

    /// Reads every segment to its last byte and proves its lines, its checksums, its index and its place in the chain.
    ///
    /// - Parameters:
    ///   - expected: segments that the ledger knows: the newest one has no successor to tell of it.
    ///   - progress: segments done, and all of them.
    package func verify(
        workers: Int = 1, expected: Set<String> = [], progress: (Int, Int) -> Void = { _, _ in }
    ) throws(StorageError) -> Verification {
        let segments = try segments()
        let reader = ArchiveReader(self, segments, workers: workers, dropsRepeats: false)
        while reader.next() != nil { progress(reader.begun, segments.count) }
        var verification = Verification()
        verification.reports = reader.reports
        let names = Set(segments.map(\.name))
        for (segment, report) in zip(segments, reader.reports) {
            guard let previous = report.previous.flatMap(Segment.init(name:)) else { continue }
            if names.contains(previous.name), previous > segment { verification.outOfOrder.append(segment.name) }
        }
        let links = reader.reports.map {
            SegmentChain.Link(name: $0.segment, previous: $0.previous, writtenAs: $0.writtenAs)
        }
        verification.missing = SegmentChain(links, expected: expected, merged: try cutOffCompaction()).missing()
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
