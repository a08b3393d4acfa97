import Alerting
import Model
import Watchlists

/// One set of rules that an archive is replayed with.
package struct ReplayRules: Sendable {
    /// What the user called it: a watchlists folder, or a jibu.yaml.
    package let name: String
    package let alerter: Alerter
    package let sketch: SketchSide
    /// Where each pattern comes from, by pattern id.
    package let origins: [String: PatternOrigin]
    package let runEvery: TimeSpan

    package init(name: String, watchlists: Watchlists, alerter: Alerter, places: [Place], runEvery: TimeSpan) {
        self.name = name
        self.alerter = alerter
        self.sketch = SketchSide(watchlists, places: places)
        origins = watchlists.origins
        self.runEvery = runEvery
    }
}

/// Where one side of a replay is decided: what `Desk` does on a ledger, on notices in memory. What Alerting forgets
/// goes into a temporary file, and so do messages: in memory stay a month of alerts and a week of stories.
struct ReplaySide {
    let rules: ReplayRules
    /// Alerts that nothing can change any more.
    let past: ReplayAlerts
    /// Every message as a line of JSON, in the order sent.
    let messages: ScratchFile
    private var state = AlertingState()
    /// Nothing was decided or sent since the last look at what is past.
    private var isSettled = false
    /// Notices that no digest carries yet.
    private var queue = WaitingNotices()
    private var told = ToldNotices()
    /// When the notices of alerts with a chain of escalation were told, by id.
    private var accepted: [String: Instant] = [:]
    /// Recipient id to the instants of the messages of the last two days.
    private var sent: [String: [Instant]] = [:]
    private var doubts: ReplayDoubts
    var tally: ReplayTally

    /// - Parameter other: what it is compared with.
    init(_ rules: ReplayRules, other: ReplayRules?) throws(PipelineError) {
        self.rules = rules
        doubts = ReplayDoubts(about: other)
        past = try ReplayAlerts()
        messages = try ScratchFile()
        tally = ReplayTally(topicWatches: Set(rules.alerter.rules.claims.values.filter(\.isTopicWatch).map(\.id)))
    }

    /// Counts a post.
    ///
    /// - Parameter other: what the other side says of it, where it says something else.
    mutating func note(_ found: SketchedMatches, other: SketchedMatches?, of post: SketchedPost) {
        tally.note(found, of: post)
        if let other { doubts.note(post.key, found: found, other: other) }
    }

    /// Takes posts of one instant through; those that nothing hit and that joined no stories may be left out.
    mutating func decide(_ posts: [PlacedPost], at now: Instant) {
        if !posts.isEmpty { isSettled = false }
        let changes = rules.alerter.advance(placed: posts, state: &state, now: now)
        queue.add(changes.notices, rules.alerter)
    }

    /// Forgets what is past, as each run does before it decides.
    mutating func forget(at now: Instant) throws(PipelineError) {
        guard !isSettled || state.isNewDay(at: now) else { return }
        isSettled = true
        let gone = state.forget(at: now, besides: Set(queue.notices.map(\.alert)))
        guard !gone.isEmpty else { return }
        for notice in told.remove(alerts: Set(gone.map(\.id))) { accepted[notice.id] = nil }
        for alert in gone { try past.add(alert, stands: stands(alert), isDoubtful: doubts.touch(alert)) }
    }

    /// Takes over the alerts that are left at the end.
    mutating func finish() throws(PipelineError) {
        for alert in state.alerts.values {
            try past.add(alert, stands: stands(alert), isDoubtful: doubts.touch(alert))
        }
        past.close()
    }

    /// Does it stand for itself, and would somebody hear of it?
    private func stands(_ alert: Alert) -> Bool {
        alert.state != .merged && (!tally.topicWatches.contains(alert.claim) || !alert.bursts.isEmpty)
    }

    /// Digests that fall due; a replay's deliverer accepts everything.
    mutating func send(at now: Instant, keep: (Digest) -> Void) throws(PipelineError) {
        guard queue.isPressing(at: now) else { return }
        isSettled = false
        let batch = rules.alerter.digests(
            due: queue.notices, state: state, alreadyTold: told, in: Circumstances(sent: sent), now: now)
        let waiting = queue.notices + batch.standIns
        let recent = now.advanced(by: .days(-2))
        for digest in batch.digests {
            sent[digest.recipient] = (sent[digest.recipient] ?? []).filter { $0 > recent } + [now]
        }
        let carriedIDs = Set(batch.digests.flatMap(\.notices))
        let gone = Set(batch.withdrawn.map(\.notice))
        let moved = Dictionary((batch.released + batch.postponed).map { ($0.id, $0) }) { _, last in last }
        let carried = waiting.filter { carriedIDs.contains($0.id) }.map { moved[$0.id] ?? $0 }
        told.add(carried)
        queue.replace(
            waiting.compactMap { carriedIDs.contains($0.id) || gone.contains($0.id) ? nil : moved[$0.id] ?? $0 },
            rules.alerter)
        state.note(batch)
        escalate(carried, at: now)
        let alerts = Dictionary(carried.map { ($0.id, $0.alert) }) { first, _ in first }
        for digest in batch.digests {
            let message = ReplayTally.Message(digest, at: now)
            let told = digest.notices.compactMap { alerts[$0] }.compactMap { state.alerts[$0]?.claim }
            tally.note(message, about: Set(told))
            try messages.append(message.json.encoded() + [UInt8(ascii: "\n")])
            keep(digest)
        }
    }

    /// The next step of each alert that was told just now. Nobody takes anything in a replay, so every chain runs to
    /// its end.
    private mutating func escalate(_ carried: [Notice], at now: Instant) {
        guard rules.alerter.hasEscalation else { return }
        for notice in carried { accepted[notice.id] = now }
        let ids = Set(carried.map(\.alert))
        let fates = Dictionary(
            grouping: told.about(ids) + queue.notices.filter { ids.contains($0.alert) }, by: \.alert)
        for alert in ids.sorted().compactMap({ state.alerts[$0] }) {
            let notices = rules.alerter.escalations(
                of: alert,
                fates: (fates[alert.id] ?? []).map { notice in
                    NoticeFate(notice: notice, state: accepted[notice.id].map { .accepted($0) } ?? .waiting)
                }, now: now)
            state.note(notices)
            queue.add(notices, rules.alerter)
        }
    }

    /// Does what the runs before `tick` would do without a new post: they send what was held, and tell others when
    /// somebody goes on holiday. All of them when `tick` is nil.
    mutating func sendHeld(
        after last: Instant, before tick: Instant?, keep: (Digest) -> Void
    ) throws(PipelineError) {
        var last = last
        for _ in 0..<Self.mostHeldRuns {
            guard let next = nextNeeded(after: last), tick.map({ next < $0 }) ?? true else { return }
            let run = roundedUp(next)
            if let tick, run >= tick { return }
            try forget(at: run)
            try send(at: run, keep: keep)
            last = run
        }
    }

    /// When a run is next needed: a notice falls due, or one waits that others may be told of in any run.
    private func nextNeeded(after last: Instant) -> Instant? {
        // A notice that nothing can carry stays in the queue, so only later instants count.
        guard let due = queue.next(after: last) else { return nil }
        return queue.mayBeToldToOthers(after: last) ? min(due, last.advanced(by: TimeSpan(milliseconds: 1))) : due
    }

    /// Notices that are put off again and again end here.
    private static let mostHeldRuns = 100_000

    /// The first run at or after `instant`.
    private func roundedUp(_ instant: Instant) -> Instant {
        let period = max(rules.runEvery.milliseconds, 1000)
        let past = instant.milliseconds % period
        return past == 0 ? instant : instant.advanced(by: TimeSpan(milliseconds: period - past))
    }
}

extension ReplayTally.Message {
    fileprivate init(_ digest: Digest, at now: Instant) {
        self.init(
            at: now, recipient: digest.recipient, channel: digest.channel, subject: digest.subject,
            notices: digest.notices.count)
    }
}
