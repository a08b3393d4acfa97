import Model

/// One segment while it is written: lines into frames, frames into a hidden file, the index last, then fsync.
///
/// The file gets its name only in `close`. A writer that is dropped before takes its file away. Memory: one frame.
package final class SegmentWriter {
    package let segment: Segment
    /// Posts taken so far.
    package private(set) var posts = 0

    private let path: String
    private let partial: String
    private let frameContent: Int
    private let file: OpenFile
    private let compressor: FrameCompressor
    private var index: SegmentIndex
    private var content: [UInt8] = []
    private var held = 0
    private var isClosed = false

    /// - Parameter previous: the name that the index gives for the segment before; empty for the first one.
    init(_ segment: Segment, in archive: Archive, previous: String) throws(StorageError) {
        self.segment = segment
        path = archive.path(of: segment)
        partial = archive.partialPath(of: segment)
        frameContent = archive.frameContent
        index = SegmentIndex(segment: segment.name, previous: previous)
        compressor = try FrameCompressor()
        try Folders.make(archive.dayFolder(of: segment.day))
        // A killed run with the same id may have left a file of this name.
        try Folders.remove(partial)
        file = try OpenFile.creating(partial)
        content.reserveCapacity(frameContent)
    }

    deinit {
        if !isClosed { try? Folders.remove(partial) }
    }

    package func append(_ post: Post) throws(StorageError) {
        var line: [UInt8] = []
        PostLine.append(post, to: &line)
        guard line.count <= Limits.lineBytes else { throw .postTooLarge(id: post.id, bytes: line.count) }
        try append(line: line, seen: post.seen)
    }

    /// Takes the line of a post, as `PostLine` made it.
    ///
    /// - Parameter seen: `Post.seen` of that post.
    package func append(line: [UInt8], seen: Instant) throws(StorageError) {
        try line.withUnsafeBufferPointer { line throws(StorageError) in try append(line: line, seen: seen) }
    }

    /// Takes one line as it is; a newline that is missing is added.
    func append(line: UnsafeBufferPointer<UInt8>, seen: Instant) throws(StorageError) {
        index.add(seen: seen)
        if content.count + line.count > frameContent { try flush() }
        content.append(contentsOf: line)
        if line.last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
        held += 1
        posts += 1
    }

    /// Makes the segment durable and gives it its name.
    package func close() throws(StorageError) {
        try flush()
        try file.write(index.encoded())
        try file.makeDurable()
        try Folders.rename(partial, to: path)
        isClosed = true
        try Folders.makeDurable(Folders.parent(of: path))
    }

    private func flush() throws(StorageError) {
        guard held > 0 else { return }
        let frame = try compressor.frame(content)
        try file.write(frame)
        index.add(frame: frame, content: content.count, posts: held)
        content.removeAll(keepingCapacity: true)
        held = 0
    }
}
