import Model

/// Making new segments.
extension Archive {
    /// Makes `posts` durable as one new segment; nil when there are none.
    ///
    /// When this returns, the posts survive a power cut. When it throws, the
    /// archive is as it was. Only the holder of the run lock may call it.
    package func write(_ posts: [Post], startedAt: Instant, run: String) throws(StorageError) -> Segment? {
        guard !posts.isEmpty else { return nil }
        let writer = try begin(startedAt: startedAt, run: run)
        for post in posts { try writer.append(post) }
        try writer.close()
        return writer.segment
    }

    /// Begins a new segment, for posts that come one after the other. Only the holder of the run lock may call it.
    package func begin(startedAt: Instant, run: String) throws(StorageError) -> SegmentWriter {
        try SegmentWriter(
            nextSegment(startedAt: startedAt, run: run), in: self, previous: segments().last?.name ?? "")
    }

    /// The first free name for a run's next segment. Rename would replace a
    /// file of the same name, so a number makes each write's name its own.
    private func nextSegment(startedAt: Instant, run: String) throws(StorageError) -> Segment {
        var number = 1
        while true {
            let segment = Segment(startedAt: startedAt, run: run, number: number)
            if !Folders.exists(path(of: segment)) { return segment }
            number += 1
        }
    }

    func partialPath(of segment: Segment) -> String { dayFolder(of: segment.day) + "/" + segment.partialFile }
}
