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
        /// The name under which it was written, when that is another one.
        package var writtenAs: String?
        /// When its posts were seen; nil when the index does not say it.
        package var seen: ClosedRange<Instant>?
        /// What the index alone shows; nil when nothing is wrong so far. `verify` proves the content.
        package var damage: String?
    }

    /// All segments with what they say of one another.
    package static func chain(
        _ entries: [Entry], expected: Set<String>, merged: [String]
    ) -> SegmentChain {
        SegmentChain(
            entries.map { .init(name: $0.segment.name, previous: $0.previous, writtenAs: $0.writtenAs) },
            expected: expected, merged: merged)
    }

    /// Every segment, in archive order.
    package func entries() throws(StorageError) -> [Entry] {
        var entries: [Entry] = []
        for segment in try segments() { entries.append(entry(of: segment)) }
        return entries
    }

    package func entry(of segment: Segment) -> Entry {
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
            entry.seen = index.seen
            if index.segment != segment.name {
                entry.writtenAs = index.segment
                entry.damage = "it was written as \(index.segment)"
            }
            if index.start + index.encoded().count != window.size {
                entry.damage = "its length is not what its index says"
            }
        } catch {
            entry.damage = error.what
        }
        return entry
    }
}

extension Archive.Entry {
    /// May it hold a post that was seen in `[from, until)`? A segment whose index does not say is taken to.
    package func mayHold(from: Instant?, until: Instant?) -> Bool {
        guard damage == nil, let seen else { return true }
        return (from.map { seen.upperBound >= $0 } ?? true) && (until.map { seen.lowerBound < $0 } ?? true)
    }
}
