import Alerting
import Intake
import Model
import Storage
import Watchlists

/// Where posts are decided and digests are made: the flow, the ledger it
/// writes to, and what Alerting remembers. A run has one on the office's
/// ledger; a replay has one on a ledger in memory. Neither can tell which.
struct Desk {
    let flow: Flow
    let ledger: Ledger
    let workers: Int
    private(set) var state: AlertingState
    private var limits = LimitLedger()
    /// Made when first asked for: few runs leave a post undecided.
    private var patternHashes: [String: String]?

    init(flow: Flow, ledger: Ledger, at now: Instant, workers: Int) throws(PipelineError) {
        self.flow = flow
        self.ledger = ledger
        self.workers = workers
        let kept = try storage { () throws(StorageError) in try ledger.state(at: now, members: false) }
        var state = AlertingState(alerts: kept.alerts, notices: kept.notices, watched: kept.watched)
        try storage { () throws(StorageError) in try ledger.forEachMember(at: now) { state.restore($0) } }
        try storage { () throws(StorageError) in
            try ledger.forEachPast(at: now) { state.restorePast(alert: $0, claim: $1, post: $2) }
        }
        self.state = state
    }

    /// Takes posts through the flow, then commits transaction 1: `batch` with everything that was decided.
    ///
    /// - Parameter unarchived: posts of `posts` that the archive does not get: they cannot be matched again.
    mutating func decide(
        _ posts: [Post], into batch: CoveredBatch, unarchived: [Post] = [], progress: (Int) -> Void = { _ in }
    ) async throws(PipelineError) -> Flow.Step {
        var batch = batch
        let step = await flow.advance(
            posts, state: &state, limits: &limits, now: batch.at, workers: workers, progress: progress)
        batch.posts += posts.map {
            PostVersion(key: $0.key, fingerprint: Intake.fingerprint(of: $0), source: $0.source, seen: $0.seen)
        }
        batch.members += step.changes.members
        batch.alerts += step.changes.alerts
        batch.notices += step.changes.notices
        batch.watched = step.changes.watched
        batch.undecided = debts(of: step, without: Set(unarchived.map(\.key)))
        let covered = batch
        try storage { () throws(StorageError) in try ledger.commit(covered) }
        return step
    }

    /// What waits for a pattern to be mended, after a step.
    private mutating func debts(of step: Flow.Step, without unarchived: Set<PostKey>) -> [UndecidedPost] {
        guard !step.undecided.isEmpty else { return [] }
        let hashes = hashes()
        return step.undecided.filter { !unarchived.contains($0.post.key) }.flatMap { post, patterns in
            patterns.map { pattern in
                // The archive's days are those of collection (design decision 21).
                UndecidedPost(
                    key: post.key, pattern: pattern, patternHash: hashes[pattern] ?? "", day: post.collected.date)
            }
        }
    }

    /// Has the pattern changed since posts were left undecided by it? One that is gone has, unless it may only be
    /// missing: in a list with errors, or one whose review date has passed.
    mutating func isMended(_ pattern: UndecidedPattern) -> Bool {
        guard let hash = hashes()[pattern.id] else {
            return flow.watchlists.broken.isEmpty && flow.watchlists.expired.isEmpty
        }
        return hash != pattern.hash
    }

    private mutating func hashes() -> [String: String] {
        if let patternHashes { return patternHashes }
        let made = PatternSet.patternHashes(of: flow.watchlists.rules)
        patternHashes = made
        return made
    }

    /// Those of some posts that match a claim, without deciding or keeping anything; and whether a pattern that was
    /// switched off left one of them open.
    mutating func look(at posts: [Post]) async -> (matching: [Post], undecided: Bool) {
        let reads = await flow.read(posts, limits: &limits, workers: 1)
        return (
            reads.filter { !$0.found.matches.isEmpty }.map(\.post),
            reads.contains { $0.found.matches.isEmpty && !$0.found.undecided.isEmpty }
        )
    }

    /// Renders the notices that are due, then commits transaction 2: the digests, frozen.
    mutating func render(
        at now: Instant, in circumstances: Circumstances = Circumstances()
    ) throws(PipelineError) -> DigestBatch {
        let ledger = ledger
        try storage { () throws(StorageError) in try ledger.cancelTaken(at: now) }
        // Most runs have nothing to send, and a large roster has very many notices that were told.
        let queue = try storage { () throws(StorageError) in try ledger.queuedNotices() }
        guard flow.alerter.isPressing(queue, at: now) else { return DigestBatch() }
        let kept = try storage { () throws(StorageError) in try ledger.state(at: now, members: false) }
        var circumstances = circumstances
        let ids = kept.alerts.map(\.id)
        circumstances.codes = try storage { () throws(StorageError) in try ledger.codes(of: ids) }
        let due = Set(kept.queued.map(\.alert))
        let claims = Set(kept.alerts.filter { due.contains($0.id) }.map(\.claim))
        circumstances.threads = try storage { () throws(StorageError) in try ledger.threads(of: claims) }
        let queued = Set(kept.queued.map(\.id))
        let batch = flow.alerter.rehearsing(kept.alerts).digests(
            due: kept.queued, alerts: Dictionary(kept.alerts.map { ($0.id, $0) }) { first, _ in first },
            alreadyTold: kept.notices.filter { !queued.contains($0.id) }, in: circumstances, now: now)
        try storage { () throws(StorageError) in
            try ledger.commit(
                OutboxBatch(
                    digests: batch.digests, postponed: batch.postponed, released: batch.released,
                    withdrawn: batch.withdrawn.map(\.notice),
                    standIns: batch.standIns))
        }
        state.note(batch)
        return batch
    }

    /// One alert with all its posts, mostly as it is remembered: a run asks for many of them. What people said of it
    /// may be newer in the ledger.
    func alert(_ id: String) throws(PipelineError) -> Alert? {
        if let known = state.alerts[id] { return known }
        return try storage { () throws(StorageError) in try ledger.alert(id) }
    }

    /// Takes over what people said about posts of alerts, durably. Returns how many posts it changed.
    mutating func take(_ labels: [AlertingState.PostLabel]) throws(PipelineError) -> Int {
        let changed = state.take(labels)
        guard !changed.isEmpty else { return 0 }
        let tones = changed.map { (alert: $0.alert, post: $0.post, tone: $0.tone) }
        try storage { () throws(StorageError) in try ledger.set(tones: tones) }
        return changed.count
    }

    /// Notices for those who were told before an answer was ready.
    func answerNews(record: AnswerRecord, at now: Instant) -> [Notice] {
        flow.alerter.answerNews(state: state, record: record, now: now)
    }

    /// Answers that others than their readers gave.
    func answersOut(_ book: AckBook, record: AnswerRecord, at now: Instant) -> [AnswerOut] {
        flow.alerter.answersOut(book, state: state, record: record, now: now)
    }

    /// Requests to those whose word is missing.
    func requests(
        record: AnswerRecord, avoiding ends: DeadEnds, repliedOver: Set<String>, uncorrected: [String: Instant],
        at now: Instant
    ) -> [Digest] {
        flow.alerter.requests(
            state: state, record: record, avoiding: ends, repliedOver: repliedOver, uncorrected: uncorrected, now: now)
    }

    /// Ids of alerts on a claim, oldest first.
    func alerts(on claim: String) -> [String] {
        state.alerts.values.filter { $0.claim == claim }.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }.map(\.id)
    }

    /// Adds notices that no post led to.
    mutating func add(_ notices: [Notice], at now: Instant) throws(PipelineError) {
        var batch = CoveredBatch(at: now)
        batch.notices = notices
        let covered = batch
        try storage { () throws(StorageError) in try ledger.commit(covered) }
        for notice in notices { state.record(notice) }
    }

    /// Notices that wait for their time.
    func held(at now: Instant) throws(PipelineError) -> [Notice] {
        try storage { () throws(StorageError) in try ledger.queuedNotices() }.filter { $0.notBefore > now }
    }
}
