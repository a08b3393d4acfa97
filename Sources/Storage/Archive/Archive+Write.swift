import Model

/// Writing one segment: lines into frames, frames into the file, the index last, then fsync.
extension Archive {
    /// The first free name for a run's next segment. Rename would replace a
    /// file of the same name, so a number makes each write's name its own.
    func nextSegment(startedAt: Instant, run: String) throws(StorageError) -> Segment {
        var number = 1
        while true {
            let segment = Segment(startedAt: startedAt, run: run, number: number)
            if !Folders.exists(path(of: segment)) { return segment }
            number += 1
        }
    }

    func partialPath(of segment: Segment) -> String { dayFolder(of: segment.day) + "/" + segment.partialFile }

    /// Writes a whole segment to `path` and makes it durable there.
    func writeSegment(
        _ posts: [Post], as segment: Segment, after previous: Segment?, to path: String
    ) throws(StorageError) {
        // A killed run with the same id may have left a file of this name.
        try Folders.remove(path)
        let file = try OpenFile.creating(path)
        let compressor = try FrameCompressor()
        var index = SegmentIndex(segment: segment.name, previous: previous?.name ?? "")
        var content: [UInt8] = []
        content.reserveCapacity(frameContent)
        var line: [UInt8] = []
        var held = 0

        func flush() throws(StorageError) {
            guard held > 0 else { return }
            let frame = try compressor.frame(content)
            try file.write(frame)
            index.add(frame: frame, content: content.count, posts: held)
            content.removeAll(keepingCapacity: true)
            held = 0
        }
        for post in posts {
            line.removeAll(keepingCapacity: true)
            PostLine.append(post, to: &line)
            guard line.count <= Limits.lineBytes else { throw .postTooLarge(id: post.id, bytes: line.count) }
            if content.count + line.count > frameContent { try flush() }
            content += line
            held += 1
        }
        try flush()
        try file.write(index.encoded())
        try file.makeDurable()
    }
}
