import Alerting
import Model
import Watchlists

/// One set of rules that an archive is replayed with.
package struct ReplayRules: Sendable {
    /// What the user called it: a watchlists folder, or a jibu.yaml.
    package let name: String
    package let alerter: Alerter
    package let sketch: SketchSide
    package let runEvery: TimeSpan

    package init(name: String, watchlists: Watchlists, alerter: Alerter, places: [Place], runEvery: TimeSpan) {
        self.name = name
        self.alerter = alerter
        self.sketch = SketchSide(watchlists, places: places)
        self.runEvery = runEvery
    }
}

/// Where one side of a replay is decided: what `Desk` does on a ledger, on notices in memory. The alerts are those of
/// the state, nothing is written, and what unmatched posts leave behind is gone after seven days.
struct ReplaySide {
    let rules: ReplayRules
    private(set) var state = AlertingState()
    /// Notices that no digest carries yet.
    private var queue: [Notice] = []
    private var told: [Notice] = []
    var tally: ReplayTally

    init(_ rules: ReplayRules) {
        self.rules = rules
        tally = ReplayTally(topicWatches: Set(rules.alerter.rules.claims.values.filter(\.isTopicWatch).map(\.id)))
    }

    /// Takes posts of one instant through; those that nothing hit and that joined no stories may be left out.
    mutating func decide(_ posts: [PlacedPost], at now: Instant) {
        let changes = rules.alerter.advance(placed: posts, state: &state, now: now)
        queue += changes.notices
    }

    /// Digests that fall due; a replay's deliverer accepts everything.
    mutating func send(at now: Instant, keep: (Digest) -> Void) {
        guard queue.contains(where: { $0.notBefore <= now || $0.isHeldBack }) else { return }
        queue.sort { ($0.notBefore, $0.recipient, $0.id) < ($1.notBefore, $1.recipient, $1.id) }
        let batch = rules.alerter.digests(due: queue, state: state, alreadyTold: told, now: now)
        queue += batch.standIns
        let sent = Set(batch.digests.flatMap(\.notices))
        let gone = Set(batch.withdrawn.map(\.notice))
        let moved = Dictionary((batch.released + batch.postponed).map { ($0.id, $0) }) { _, last in last }
        told += queue.filter { sent.contains($0.id) }.map { moved[$0.id] ?? $0 }
        queue = queue.compactMap { sent.contains($0.id) || gone.contains($0.id) ? nil : moved[$0.id] ?? $0 }
        state.note(batch)
        for digest in batch.digests {
            tally.note(digest, at: now)
            keep(digest)
        }
    }

    /// Sends what was held until runs before `tick`; all of it when `tick` is nil.
    mutating func sendHeld(after last: Instant, before tick: Instant?, keep: (Digest) -> Void) {
        var last = last
        for _ in 0..<Self.mostHeldRuns {
            // A notice that nothing can carry stays in the queue, so only later instants count.
            let next = queue.lazy.map(\.notBefore).filter { $0 > last }.min()
            guard let next, tick.map({ next < $0 }) ?? true else { return }
            let run = roundedUp(next)
            if let tick, run >= tick { return }
            send(at: run, keep: keep)
            last = run
        }
    }

    /// Notices that are put off again and again end here.
    private static let mostHeldRuns = 100_000

    /// The first run at or after `instant`.
    private func roundedUp(_ instant: Instant) -> Instant {
        let period = max(rules.runEvery.milliseconds, 1000)
        let past = instant.milliseconds % period
        return past == 0 ? instant : instant.advanced(by: TimeSpan(milliseconds: period - past))
    }

    /// Alerts that stand for themselves at the end and that somebody would hear of, oldest first.
    var alerts: [Alert] {
        state.alerts.values.filter { $0.state != .merged }
            .filter { !tally.topicWatches.contains($0.claim) || !$0.bursts.isEmpty }
            .sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
    }
}
