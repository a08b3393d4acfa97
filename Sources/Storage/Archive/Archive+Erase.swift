import Model

/// Taking posts out of the archive for good: their segments are written anew without them.
extension Archive {
    /// What an erasure did, or would do.
    package struct Erasure: Sendable, Hashable {
        /// Ids of the erased posts, every version counted once.
        package var posts: Set<String> = []
        package var versions = 0
        /// Segments that were written anew.
        package var rewritten: [String] = []
        /// Damaged segments, with what is wrong: what cannot be read there cannot be searched.
        package var damaged: [(segment: String, why: String)] = []

        package init() {}

        package static func == (left: Erasure, right: Erasure) -> Bool {
            left.posts == right.posts && left.versions == right.versions && left.rewritten == right.rewritten
                && left.damaged.elementsEqual(right.damaged, by: ==)
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(posts) }
    }

    /// Erases every version of the posts that `isGone` names. Only the holder of the run lock may call it.
    ///
    /// The new segment takes the place and the name of the old one, so the chain of segments stays whole; one that has
    /// no post left stays as an empty one. The lines of all other posts are the same bytes as before. A damaged segment
    /// that holds such a post loses its unreadable frames: they might hold more of it. Killed half way, the next call
    /// goes on.
    ///
    /// - Parameter willErase: gets the ids of a segment's posts before they go.
    package func erase(
        isDryRun: Bool = false, progress: (Int, Int) -> Void = { _, _ in }, where isGone: (Post) -> Bool,
        willErase: (Set<String>) throws(StorageError) -> Void = { (_) throws(StorageError) in }
    ) throws(StorageError) -> Erasure {
        var erasure = Erasure()
        let segments = try segments()
        for (number, segment) in segments.enumerated() {
            progress(number, segments.count)
            let found = find(in: segment, isGone)
            if let why = found.damage { erasure.damaged.append((segment.name, why)) }
            guard !found.ids.isEmpty else { continue }
            erasure.posts.formUnion(found.ids)
            erasure.versions += found.versions
            erasure.rewritten.append(segment.name)
            guard !isDryRun else { continue }
            try willErase(found.ids)
            try rewrite(segment, without: isGone)
        }
        return erasure
    }

    private func find(
        in segment: Segment, _ isGone: (Post) -> Bool
    ) -> (ids: Set<String>, versions: Int, damage: String?) {
        let reader = ArchiveReader(self, [segment], dropsRepeats: false)
        var ids: Set<String> = []
        var versions = 0
        while let posts = reader.next() {
            for post in posts where isGone(post) {
                ids.insert(post.id)
                versions += 1
            }
        }
        let damages = reader.reports.flatMap(\.damages)
        return (ids, versions, damages.isEmpty ? nil : damages.map(\.description).joined(separator: "; "))
    }

    private func rewrite(_ segment: Segment, without isGone: (Post) -> Bool) throws(StorageError) {
        let reader = ArchiveReader(self, [segment], dropsRepeats: false)
        let writer = try SegmentWriter(segment, in: self, previous: entry(of: segment).previous ?? "")
        while let (posts, lines) = reader.nextLines() {
            for (post, line) in zip(posts, lines) where !isGone(post) {
                try line.withUnsafeBufferPointer { line throws(StorageError) in
                    try writer.append(line: line, seen: post.seen)
                }
            }
        }
        try writer.close()
    }
}
