import Alerting
import Delivering
import Model
import Storage

/// What is due, and what goes out.
extension Run {
    /// Renders due notices and makes the digests durable: transaction 2, before any connection opens.
    mutating func render() throws(PipelineError) {
        let batch = try desk.render(at: now, in: try circumstances())
        report.digests += batch.digests.count
        report.held = try desk.held(at: now).count
        for lost in batch.unreachable { report.add(trouble: "\(lost.recipient): \(lost.why)") }
        for notice in batch.standIns { report.remarks.append(Self.remark(standIn: notice)) }
        for gone in batch.withdrawn {
            report.remarks.append("a notice to \(gone.recipient) was withdrawn: \(gone.why)")
        }
        let beats = try heartbeats()
        report.digests += beats.count
        if isDryRun { report.previews = batch.digests + beats }
    }

    func circumstances() throws(PipelineError) -> Circumstances {
        Circumstances(
            deadEnds: try deadEnds(), gaps: try watchedGaps(), unseen: try unseen(),
            unwatched: Coverage(sources: edges.sources).unwatched, record: try answerRecord(),
            repliedOver: repliedOver, sent: try sent(since: now.advanced(by: .days(-2))))
    }

    /// Channels whose replies are read.
    var repliedOver: Set<String> { Set(edges.replyReaders.map(\.channel)) }

    /// Posts without text of this run and of those of the last week, as their reports say.
    private func unseen() throws(PipelineError) -> [UnseenPosts] {
        let (ledger, now) = (edges.ledger, now)
        let earlier = try storage { () throws(StorageError) in
            try ledger.numbers(
                "without_text", since: now.advanced(by: .days(-7)), before: now, limit: Self.mostRunsLookedAt)
        }
        return [UnseenPosts(at: now, count: report.withoutText)]
            + earlier.map { UnseenPosts(at: $0.at, count: $0.number) }
    }

    /// A week of runs every minute: people with a digest a week are told of all of it.
    private static let mostRunsLookedAt = 7 * 24 * 60

    /// Everything that is due goes out; what ends dead is told to somebody else in the same run. The first message that
    /// is accepted starts the clock of a chain, and where none can be, its next step is due at once.
    mutating func deliver() async throws(PipelineError) {
        try resumeMended()
        for _ in 0..<Self.rounds {
            try await attemptDue()
            let isFreed = try settleDead()
            let isStoodIn = try standInForUnreached()
            let steps = try escalate()
            let isChainNext = steps == 0 ? false : !(try unreached(try deadEnds())).isEmpty
            guard isFreed || isStoodIn || isChainNext else { break }
            try render()
        }
        if try tellOperators() { try await attemptDue() }
    }

    /// A person has few channels; what is left over goes on in the next run.
    private static let rounds = 4

    /// One attempt for each delivery that is due, one after the other, each marked `inflight` before its first byte.
    private mutating func attemptDue() async throws(PipelineError) {
        for late in try storage({ () throws(StorageError) in try edges.ledger.expireDeliveries(at: now) }) {
            report.troubles.append(
                "a digest for \(late.digest.recipient) expired before it could be delivered"
                    + (late.detail.map { " (\($0))" } ?? ""))
        }
        let due = try storage { () throws(StorageError) in try edges.ledger.dueDeliveries(at: now) }
            .filter { !attempted.contains($0.digest.id) }
        for (index, delivery) in due.enumerated() {
            try await attempt(delivery)
            edges.notify(.delivering(done: index + 1, of: due.count))
        }
    }

    /// One attempt for a delivery in a run, whatever comes of it.
    private mutating func attempt(_ delivery: Delivery) async throws(PipelineError) {
        let digest = delivery.digest
        guard let deliverer = edges.deliverers[digest.channel] else {
            report.add(trouble: "\(digest.recipient): the channel \(digest.channel) is not configured any more")
            return
        }
        guard !closed.contains(digest.channel) else { return }
        attempted.insert(digest.id)
        if let until = await deliverer.heldUntil(digest), until > now {
            report.remarks.append(
                "the digest for \(digest.recipient) waits: \(digest.channel) asked for a pause until \(until)")
            return
        }
        if delivery.state == .unknown {
            let settled = await deliverer.settled(delivery, now: now)
            let isProof = settled.doubts < delivery.doubts
            if isProof { try note(notSent: settled) }
            switch settled.state {
            case .retry where settled.nextAttempt <= now: break
            case .retry:
                let what = isProof ? "did not arrive" : "may have arrived"
                report.remarks.append(
                    "the digest for \(digest.recipient) \(what); it is sent again after \(settled.nextAttempt)")
                return
            case .expired where isProof: return
            case .accepted: return try finish(settled, .accepted(receipt: settled.detail))
            case .recipientDead: return try finish(settled, .recipientDead(why: settled.detail ?? ""))
            case .configurationDead: return try finish(settled, .configurationDead(why: settled.detail ?? ""))
            case .unknown, .expired, .pending, .inflight, .cancelled:
                return try finish(settled, .unknown(why: settled.detail ?? ""))
            }
        }
        let begun = try storage { () throws(StorageError) in
            try edges.ledger.begin(digest.id, at: now, lease: .minutes(15))
        }
        let outcome = await deliverer.deliver(digest)
        let after = RetryLadder.delivery(begun, after: outcome, capabilities: deliverer.capabilities, now: now)
        try finish(after, outcome)
    }

    /// The channel proved that nothing of a delivery in doubt went out: noted before it goes on, so that no doubt is
    /// left.
    private func note(notSent delivery: Delivery) throws(PipelineError) {
        let (ledger, now, why) = (edges.ledger, now, delivery.detail ?? "")
        try storage { () throws(StorageError) in
            try ledger.finish(
                delivery.digest.id, .retry(after: nil, why: why), at: now, next: delivery.nextAttempt,
                expired: delivery.state == .expired ? why : nil)
        }
    }

    private mutating func finish(_ delivery: Delivery, _ outcome: Outcome) throws(PipelineError) {
        let digest = delivery.digest
        var breaker: BrokenChannel?
        if case .configurationDead(let why) = outcome { breaker = try broken(digest.channel, why: why) }
        let (ledger, now, broken) = (edges.ledger, now, breaker)
        try storage { () throws(StorageError) in
            try ledger.finish(
                digest.id, outcome, at: now, next: delivery.nextAttempt,
                expired: delivery.state == .expired ? delivery.detail : nil, breaker: broken)
        }
        report.deliveries.append(
            RunReport.DeliveryLine(
                digest: digest.id, recipient: digest.recipient, channel: digest.channel, outcome: outcome,
                entries: digest.notices.count, text: desk.flow.alerter.rules.shown(digest)))
    }
}
