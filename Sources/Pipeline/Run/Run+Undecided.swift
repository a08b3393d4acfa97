import Model
import Storage

/// What patterns that ran too long had left undecided, once they are mended.
extension Run {
    /// Posts and days of the archive for one run: a pattern may have left very many, and feeds must not wait for them.
    private static let most = (posts: 10_000, days: 31)

    /// Takes posts out of the archive through the flow again, oldest day first, and ends their debts in the same
    /// transaction. What a kill cuts off is still owed; what was done is not done again.
    mutating func matchAgain() async throws(PipelineError) {
        let ledger = edges.ledger
        let waiting = try storage { () throws(StorageError) in try ledger.undecidedPatterns() }
        let mended = waiting.filter { desk.isMended($0) }
        guard !mended.isEmpty else { return }
        let posts = try storage { () throws(StorageError) in
            try ledger.undecidedPosts(of: mended, most: Self.most.posts)
        }
        let days = Dictionary(grouping: posts, by: \.day).mapValues { $0.map(\.key) }.sorted { $0.key < $1.key }
        for (day, keys) in days.prefix(Self.most.days) { try await matchAgain(keys, of: day) }
        if days.count > Self.most.days || posts.count == Self.most.posts {
            report.remarks.append("more posts that were undecided are matched again in the next run")
        }
    }

    private mutating func matchAgain(_ keys: [PostKey], of day: CivilDate) async throws(PipelineError) {
        let archive = edges.archive
        let reader = try storage { () throws(StorageError) in try archive.reader(from: day, through: day) }
        let wanted = Set(keys)
        var found: [Post] = []
        while let posts = reader.next() { found += posts.filter { wanted.contains($0.key) } }
        let lost = wanted.subtracting(found.map(\.key)).filter { !edges.erased.contains($0.id) }
        // A disk that gives nothing today may give it tomorrow; damage stays.
        let isUnreadable = reader.reports.contains { $0.damages.contains { $0.kind == .unreadable } }
        var batch = CoveredBatch(at: now)
        batch.rematched = isUnreadable ? found.map(\.key) : keys
        let known = Set(desk.state.alerts.keys)
        report.add(try await desk.decide(found, into: batch), again: known)
        guard !lost.isEmpty else { return }
        report.troubles.append(
            "\(Count.of(lost.count, "post")) of \(day) that a pattern left undecided cannot be read any more; "
                + "jibu archive verify says what is lost")
    }
}
