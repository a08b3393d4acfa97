import Model

/// What the archive holds, from the indexes alone: no post is read.
extension Archive {
    /// One segment by its index.
    package struct Entry: Sendable, Hashable {
        package var segment: Segment
        package var bytes: Int
        /// Nil when the index is gone or damaged.
        package var posts: Int?
        /// The segment written before it, as the index says.
        package var previous: String?
        /// What the index alone shows; nil when nothing is wrong so far. `verify` proves the content.
        package var damage: String?
    }

    /// Every segment, in archive order.
    package func entries() throws(StorageError) -> [Entry] {
        var entries: [Entry] = []
        for segment in try segments() { entries.append(entry(of: segment)) }
        return entries
    }

    func entry(of segment: Segment) -> Entry {
        var entry = Entry(segment: segment, bytes: 0)
        do throws(StorageError) {
            var window = try FileWindow(path(of: segment))
            entry.bytes = window.size
            guard let index = try SegmentReader.readIndex(&window) else {
                entry.damage = "its index is missing or damaged"
                return entry
            }
            entry.posts = index.posts
            entry.previous = index.previous
            if index.segment != segment.name { entry.damage = "it was written as \(index.segment)" }
            if index.start + index.encoded().count != window.size {
                entry.damage = "its length is not what its index says"
            }
        } catch {
            entry.damage = error.what
        }
        return entry
    }
}
