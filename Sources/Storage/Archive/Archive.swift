import Model

/// Every kept post, on disk before anything is decided about it.
///
/// ```
/// archive/date=2026-11-21/20261121T093000.000Z-RUN-0001.ndjson.zst
/// ```
///
/// JSON lines (docs/post.schema.json) in zstd frames of at most 1 MiB of
/// lines; one new segment per `write`; the day is the UTC day on which the
/// run started (design decisions 1 and 21). `zstd -dc FILE | jq` reads it. A
/// segment that is there is complete: it is written beside its place, made
/// durable, then renamed.
package struct Archive: Sendable, Hashable {
    package let folder: String
    /// Most bytes of lines in one frame of a new segment.
    let frameContent: Int

    package init(folder: String) { self.init(folder: folder, frameContent: Limits.frameContent) }

    init(folder: String, frameContent: Int) {
        self.folder = folder
        self.frameContent = frameContent
    }

    /// All segments in archive order: by day, then by name, which starts with the time of the run.
    package func segments() throws(StorageError) -> [Segment] {
        var segments: [Segment] = []
        for name in try Folders.names(in: folder) {
            guard let day = Segment.day(ofFolder: name) else { continue }
            for file in try Folders.names(in: folder + "/" + name) {
                if let segment = Segment(day: day, file: file) { segments.append(segment) }
            }
        }
        return segments.sorted()
    }

    /// Hands every readable post of a segment to `body`, in order, with flat memory.
    ///
    /// Damage never stops the reading: it is in the report. Throws when the
    /// file cannot be opened or read at all, and whatever `body` throws.
    package func read(_ segment: Segment, _ body: (Post) throws -> Void) throws -> ReadReport {
        let reader = try SegmentReader(segment, at: path(of: segment))
        while let posts = try reader.next() {
            for post in posts { try body(post) }
        }
        return reader.report
    }

    /// A reader over several segments, which drops repeated posts. Nil bounds are open; both days are included.
    ///
    /// - Parameter workers: threads that open frames ahead; the answer is the same for any number.
    package func reader(
        from first: CivilDate? = nil, through last: CivilDate? = nil, workers: Int = 1
    ) throws(StorageError) -> ArchiveReader {
        let chosen = try segments().filter { segment in
            first.map { segment.day >= $0 } ?? true && last.map { segment.day <= $0 } ?? true
        }
        return ArchiveReader(self, chosen, workers: workers)
    }

    /// Removes what a killed run left half written. Only the holder of the run lock may call it.
    ///
    /// - Returns: the names of the removed files, for the run's report.
    package func removeOrphans() throws(StorageError) -> [String] {
        var removed: [String] = []
        for name in try Folders.names(in: folder) where Segment.day(ofFolder: name) != nil {
            for file in try Folders.names(in: folder + "/" + name) where Segment.isPartial(file) {
                try Folders.remove("\(folder)/\(name)/\(file)")
                removed.append("\(name)/\(file)")
            }
        }
        return removed
    }

    /// Where a segment is.
    package func path(of segment: Segment) -> String { folder + "/" + segment.name }

    func dayFolder(of day: CivilDate) -> String { folder + "/" + Segment.folder(of: day) }
}
