import Model

/// Which segments there are, which ones there must be, and which one each of them names as written before it: so a
/// missing one is noticed, wherever it stood, also when it is not in the period that is replayed.
package struct SegmentChain: Sendable {
    /// What one file says of itself.
    package struct Link: Sendable {
        package var name: String
        /// The segment that was written before it; nil when its index says none.
        package var previous: String?
        /// The name under which it was written, when that is another one.
        package var writtenAs: String?

        package init(name: String, previous: String?, writtenAs: String?) {
            self.name = name
            self.previous = previous.flatMap { $0.isEmpty ? nil : $0 }
            self.writtenAs = writtenAs
        }
    }

    private let links: [Link]
    private let expected: Set<String>
    private let merged: Set<String>

    /// - Parameters:
    ///   - links: in archive order.
    ///   - expected: what the ledger knows and no retention may have removed; empty where there is no ledger.
    ///   - merged: names of a compaction that was cut off: their posts are in the merged segment.
    package init(_ links: [Link], expected: Set<String> = [], merged: some Sequence<String> = EmptyCollection()) {
        self.links = links
        self.expected = expected
        self.merged = Set(merged)
    }

    package var count: Int { links.count }

    /// Segments whose posts are nowhere: another one names them and their day was not purged, or the ledger knows them.
    ///
    /// A file under another name still is the segment that it says it is. Where that one is there as well, the file is
    /// a copy, and it lies in the place of a segment that is lost.
    ///
    /// A run's segment holds posts of its own day. What an import held could be of any day, so it counts always.
    package func missing(from: Instant? = nil, until: Instant? = nil) -> [String] {
        let whole = Set(links.filter { $0.writtenAs == nil }.map(\.name))
        let copies = links.filter { $0.writtenAs.map(whole.contains) ?? false }.map(\.name)
        let first = links.first.flatMap { Segment(name: $0.name)?.day }
        let named = links.compactMap(\.previous).filter { name in
            // Purging drops whole days from the oldest on, so a day before the first one left is no loss by itself.
            guard let day = Segment(name: name)?.day, let first else { return false }
            return day >= first
        }
        let gone = expected.union(named).subtracting(whole).subtracting(links.compactMap(\.writtenAs))
        return gone.union(copies).subtracting(merged).sorted().filter { name in
            guard let segment = Segment(name: name) else { return false }
            if name.contains("-import-") { return true }
            return (from.map { segment.day >= $0.date } ?? true) && (until.map { segment.day.start < $0 } ?? true)
        }
    }
}
