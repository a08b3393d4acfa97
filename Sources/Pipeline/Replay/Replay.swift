import Alerting
import Delivering
import Model
import Storage

/// The archive again, through the same code as a live run: what would have
/// been alerted, to whom, and when. Nothing is sent and nothing is written.
package struct Replay {
    package struct Result: Sendable {
        package var posts = 0
        package var matchedPosts = 0
        package var undecided: [String] = []
        package var alerts: [Alert] = []
        package var digests: [Digest] = []
        /// Damaged or missing pieces of the archive: what was not scanned.
        package var damages: [String] = []
        package var from: Instant?
        package var until: Instant?
    }

    private let archive: Archive
    private let runEvery: TimeSpan
    private let ledger: Ledger
    private var desk: Desk
    private var result = Result()

    package init(archive: Archive, flow: Flow, runEvery: TimeSpan, workers: Int = 1) throws(PipelineError) {
        self.archive = archive
        self.runEvery = runEvery
        self.ledger = try storage { () throws(StorageError) in try Ledger.inMemory() }
        self.desk = try Desk(flow: flow, ledger: ledger, at: Instant(milliseconds: 0), workers: workers)
    }

    /// Replays the posts seen in `[from, until)`.
    ///
    /// The clock ticks at the distinct instants at which posts were seen
    /// (design decision 21), and at each run in between at which a held
    /// notice falls due.
    package mutating func perform(
        from: Instant?, until: Instant?, progress: (Int) -> Void = { _ in }
    ) async throws(PipelineError) -> Result {
        let posts = try read(from: from, until: until)
        guard let first = posts.first, let last = posts.last else {
            throw .nothingScanned("The archive holds no post of that period, so there is nothing to replay.")
        }
        (result.from, result.until) = (first.seen, last.seen)
        var index = 0
        while index < posts.count {
            let tick = posts[index].seen
            var end = index
            while end < posts.count, posts[end].seen == tick { end += 1 }
            try await sendHeld(before: tick)
            let step = try await desk.decide(Array(posts[index..<end]), into: CoveredBatch(at: tick))
            result.posts += step.posts
            result.matchedPosts += step.matchedPosts
            for pattern in step.undecided.flatMap(\.patterns) where !result.undecided.contains(pattern) {
                result.undecided.append(pattern)
            }
            try await send(at: tick)
            index = end
            progress(index * 100 / posts.count)
        }
        try await sendHeld(before: nil)
        result.alerts = try storage { () throws(StorageError) in try ledger.alerts() }
        return result
    }

    /// Posts of the period in the order seen; repeats dropped by the reader.
    private mutating func read(from: Instant?, until: Instant?) throws(PipelineError) -> [Post] {
        let archive = archive
        let reader = try storage { () throws(StorageError) in try archive.reader() }
        var posts: [Post] = []
        let reports = reader.forEach { post in
            if from.map({ post.seen >= $0 }) ?? true, until.map({ post.seen < $0 }) ?? true { posts.append(post) }
        }
        result.damages = reports.filter { !$0.isClean }.map { "\($0)" }
        // The archive is in order of collection; imported posts are seen at their publication.
        return posts.enumerated().sorted { ($0.element.seen, $0.offset) < ($1.element.seen, $1.offset) }.map(\.element)
    }

    /// Sends what was held until runs before `tick`; all of it when `tick` is nil.
    private mutating func sendHeld(before tick: Instant?) async throws(PipelineError) {
        for _ in 0..<100_000 {
            let queued = try storage { () throws(StorageError) in try ledger.queuedNotices() }
            guard let next = queued.map(\.notBefore).min(), tick.map({ next < $0 }) ?? true else { return }
            try await send(at: roundedUp(next))
        }
    }

    /// The first run at or after `instant`.
    private func roundedUp(_ instant: Instant) -> Instant {
        let period = max(runEvery.milliseconds, 1000)
        let past = instant.milliseconds % period
        return past == 0 ? instant : Instant(milliseconds: instant.milliseconds).advanced(by: TimeSpan(milliseconds: period - past))
    }

    /// Digests that fall due; a replay's deliverer accepts everything.
    private mutating func send(at now: Instant) async throws(PipelineError) {
        let batch = try desk.render(at: now)
        for digest in batch.digests {
            try storage { () throws(StorageError) in
                _ = try ledger.begin(digest.id, at: now, lease: .minutes(1))
                try ledger.finish(digest.id, .accepted(receipt: nil), at: now)
            }
        }
        result.digests += batch.digests
    }
}
