import Model

/// Many small segments of a day become few.
///
/// A merged segment takes the name of the last one that it is made of, by a rename that replaces it. So there is no
/// moment at which a post is in no segment, every name that a later index gives as its predecessor stays, and the
/// ledger's mark "covered" stays true: only covered segments are merged. The others are removed afterwards; killed
/// before that, their posts are there twice, and readers drop repeated posts until the next compaction does.
extension Archive {
    /// What a compaction did, or would do.
    package struct Compaction: Sendable, Hashable {
        /// One merged segment.
        package struct Merge: Sendable, Hashable {
            /// The names that it was made of; the last one is its own.
            package var from: [String]
            package var posts: Int
            package var bytesBefore: Int
            package var bytesAfter: Int
            package var into: String { from.last ?? "" }
        }
        package var merges: [Merge] = []
        /// Damaged segments, left as they are, with what is wrong.
        package var damaged: [(segment: String, why: String)] = []
        /// Segments of past days that no run has decided yet: they are left alone.
        package var undecided = 0

        package init() {}

        package static func == (left: Compaction, right: Compaction) -> Bool {
            left.merges == right.merges && left.undecided == right.undecided
                && left.damaged.elementsEqual(right.damaged, by: ==)
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(merges) }

        /// Names that are gone: the ledger may forget them.
        package var removed: [String] { merges.flatMap { $0.from.dropLast() } }
    }

    /// The places at which a kill is tried.
    enum CompactionStep: Sendable, Hashable { case planned, written, removedOne, removedAll, forgotten }

    /// Merges the small segments of days before `day`. Only the holder of the run lock may call it.
    ///
    /// - Parameters:
    ///   - covered: names that the ledger has decided; others are left alone.
    ///   - most: posts of a merged segment.
    ///   - forget: removes names from the ledger, once the files are gone.
    ///   - step: throws where a test wants the process to end.
    package func compact(
        before day: CivilDate, covered: Set<String>, most: Int, isDryRun: Bool = false,
        forget: ([String]) throws(StorageError) -> Void
    ) throws(StorageError) -> Compaction {
        try compact(before: day, covered: covered, most: most, isDryRun: isDryRun, forget: forget) {
            (_) throws(StorageError) in
        }
    }

    func compact(
        before day: CivilDate, covered: Set<String>, most: Int, isDryRun: Bool,
        forget: ([String]) throws(StorageError) -> Void, step: (CompactionStep) throws(StorageError) -> Void
    ) throws(StorageError) -> Compaction {
        if !isDryRun { try finishCompaction(forget: forget) }
        var result = Compaction()
        let entries = try entries()
        var groups = CompactionGroups(entries: entries, before: day, covered: covered, most: most)
        (result.damaged, result.undecided) = (groups.damaged, groups.undecided)
        while let group = groups.next() {
            if isDryRun {
                result.merges.append(
                    Compaction.Merge(
                        from: group.map(\.segment.name), posts: group.reduce(0) { $0 + ($1.posts ?? 0) },
                        bytesBefore: group.reduce(0) { $0 + $1.bytes }, bytesAfter: 0))
                continue
            }
            let (merge, damaged) = try merge(group, forget: forget, step: step)
            if let merge { result.merges.append(merge) }
            result.damaged += damaged
            groups.leaveOut(Set(damaged.map(\.segment)), of: group)
        }
        return result
    }

    /// Merges one group; when a member turns out to be damaged, nothing is done and the damaged ones are given.
    private func merge(
        _ group: [Entry], forget: ([String]) throws(StorageError) -> Void,
        step: (CompactionStep) throws(StorageError) -> Void
    ) throws(StorageError) -> (Compaction.Merge?, damaged: [(segment: String, why: String)]) {
        guard let last = group.last?.segment, let first = group.first else { return (nil, []) }
        let reader = ArchiveReader(self, group.map(\.segment))
        let writer = try SegmentWriter(last, in: self, previous: first.previous ?? "")
        while let (posts, lines) = reader.nextLines() {
            for (post, line) in zip(posts, lines) {
                try line.withUnsafeBufferPointer { line throws(StorageError) in
                    try writer.append(line: line, seen: post.seen)
                }
            }
        }
        let damaged = reader.reports.filter { !$0.isClean }
        guard damaged.isEmpty else {
            return (nil, damaged.map { ($0.segment, $0.damages.map(\.description).joined(separator: "; ")) })
        }
        let names = group.map(\.segment.name)
        try writePlan(names)
        try step(.planned)
        try writer.close()
        try step(.written)
        // The youngest first: what is left keeps its order and its chain.
        for segment in group.dropLast().reversed().map(\.segment) {
            try Folders.remove(path(of: segment))
            try step(.removedOne)
        }
        try Folders.makeDurable(dayFolder(of: last.day))
        try step(.removedAll)
        try forget(Array(names.dropLast()))
        try step(.forgotten)
        try Folders.remove(planPath)
        let merge = Compaction.Merge(
            from: names, posts: writer.posts, bytesBefore: group.reduce(0) { $0 + $1.bytes },
            bytesAfter: entry(of: last).bytes)
        return (merge, [])
    }

    // MARK: The plan of a merge that may be cut off

    private var planPath: String { folder + "/.compacting" }

    private func writePlan(_ names: [String]) throws(StorageError) {
        let half = planPath + Segment.partialEnding
        try Folders.remove(half)
        do {
            let file = try OpenFile.creating(half)
            try file.write(Array(names.joined(separator: "\n").utf8))
            try file.makeDurable()
        }
        try Folders.rename(half, to: planPath)
        try Folders.makeDurable(folder)
    }

    /// Names of a merge that was cut off: whatever of them is gone is in the merged segment, and is no loss.
    package func cutOffCompaction() throws(StorageError) -> [String] {
        guard Folders.exists(planPath) else { return [] }
        let file = try OpenFile.forReading(planPath)
        let bytes = try file.bytes(at: 0, count: min(try file.size(), Limits.indexBytes))
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Lets the ledger forget what a merge that was cut off had removed already.
    private func finishCompaction(forget: ([String]) throws(StorageError) -> Void) throws(StorageError) {
        let names = try cutOffCompaction()
        guard !names.isEmpty else { return }
        try forget(names.filter { !Folders.exists(folder + "/" + $0) })
        try Folders.remove(planPath)
    }
}

/// Which segments are merged with one another.
struct CompactionGroups {
    /// Segments whose index alone shows damage.
    private(set) var damaged: [(segment: String, why: String)] = []
    /// Segments that no run has decided.
    private(set) var undecided = 0
    private var waiting: [[Archive.Entry]] = []
    private let most: Int
    /// Segment to the segments that name it as their predecessor.
    private let followers: [String: [String]]

    init(entries: [Archive.Entry], before day: CivilDate, covered: Set<String>, most: Int) {
        self.most = most
        followers = Dictionary(grouping: entries.filter { $0.previous != nil }, by: { $0.previous ?? "" })
            .mapValues { $0.map(\.segment.name) }
        var run: [Archive.Entry] = []
        var runs: [[Archive.Entry]] = []
        func end() {
            if !run.isEmpty { runs.append(run) }
            run = []
        }
        for entry in entries where entry.segment.day < day {
            if let why = entry.damage {
                damaged.append((entry.segment.name, why))
                end()
            } else if !covered.contains(entry.segment.name) {
                undecided += 1
                end()
            } else {
                if run.last.map({ $0.segment.day != entry.segment.day }) ?? false { end() }
                run.append(entry)
            }
        }
        end()
        waiting = runs.flatMap { cut($0) }
    }

    mutating func next() -> [Archive.Entry]? { waiting.isEmpty ? nil : waiting.removeFirst() }

    /// A group had damaged members: what stands between them is tried again.
    mutating func leaveOut(_ names: Set<String>, of group: [Archive.Entry]) {
        guard !names.isEmpty else { return }
        let parts = group.split { names.contains($0.segment.name) }.map(Array.init)
        waiting = parts.flatMap { cut($0) } + waiting
    }

    /// Groups of neighbours with at most `most` posts. A segment that a segment outside names as its predecessor is
    /// the last of its group, since only the last name stays.
    private func cut(_ run: [Archive.Entry]) -> [[Archive.Entry]] {
        var groups: [[Archive.Entry]] = []
        var group: [Archive.Entry] = []
        var posts = 0
        for (index, entry) in run.enumerated() {
            let count = entry.posts ?? 0
            if !group.isEmpty, posts + count > most {
                groups.append(group)
                (group, posts) = ([], 0)
            }
            group.append(entry)
            posts += count
            let next = index + 1 < run.count ? run[index + 1].segment.name : nil
            let others = followers[entry.segment.name, default: []].filter { $0 != next }
            if !others.isEmpty {
                groups.append(group)
                (group, posts) = ([], 0)
            }
        }
        groups.append(group)
        return groups.filter { $0.count > 1 }
    }
}
