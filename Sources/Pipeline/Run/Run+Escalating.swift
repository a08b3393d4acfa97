import Alerting
import Model
import Storage

/// The next people are told while nobody takes an alert: before messages are rendered, for what was given back, and
/// after they were delivered, since the first accepted one starts the clock.
extension Run {
    /// Returns how many notices that makes which are due now.
    mutating func escalate() throws(PipelineError) -> Int {
        if isDryRun { return 0 }
        let (ledger, now, alerter) = (edges.ledger, now, desk.flow.alerter)
        let ends = try deadEnds()
        // What waits for a channel that works for nobody may wait for days.
        let stuck = Set(try unreached(ends).flatMap(\.digest.notices))
        var notices: [Notice] = []
        for (alert, standing) in try escalatable() {
            let fates = try storage { () throws(StorageError) in try ledger.fates(of: alert.id) }
            notices += alerter.escalations(
                of: alert,
                fates: fates.map { fate in
                    let notice = fate.notice
                    let open = ends.holding(for: [notice.id], of: notice.recipient)
                    let isDead = fate.delivery.map { Self.dead.contains($0) || stuck.contains(notice.id) }
                        ?? (notice.notBefore <= now && alerter.address(of: notice.recipient, avoiding: open) == nil)
                    let state: NoticeFate.State = fate.accepted.map { .accepted($0) } ?? (isDead ? .dead : .waiting)
                    return NoticeFate(notice: notice, state: state)
                }, standing: standing, now: now)
        }
        guard !notices.isEmpty else { return 0 }
        let batch = AckBatch(at: now, notices: notices)
        try storage { () throws(StorageError) in try ledger.commit(batch) }
        report.escalations += notices.count
        return notices.count { $0.notBefore <= now }
    }

    /// Endings of a delivery that its notices are not freed from.
    private static let dead: Set<Delivery.State> = [.recipientDead, .expired]

    /// Alerts that nobody has taken, young enough for a step: all when there is a chain, and those that came back of
    /// late, however old they are.
    private func escalatable() throws(PipelineError) -> [(Alert, AckStanding)] {
        let (ledger, alerter) = (edges.ledger, desk.flow.alerter)
        let start = now.advanced(by: TimeSpan(milliseconds: -Escalation.ageLimits.upperBound.milliseconds))
        let standings = try storage { () throws(StorageError) in try ledger.standings() }
        let isBack = standings.filter { $0.value.state == .open && ($0.value.reopened.map { $0 >= start } ?? false) }
        guard alerter.hasEscalation || !isBack.isEmpty else { return [] }
        let untaken = try storage { () throws(StorageError) in try ledger.untaken() }
        var chosen: [(Alert, AckStanding)] = []
        for (id, state, opened) in untaken where isBack[id] != nil || (alerter.hasEscalation && opened >= start) {
            guard var alert = try desk.alert(id) else { continue }
            alert.state = state
            chosen.append((alert, standings[id] ?? AckStanding()))
        }
        return chosen
    }
}
