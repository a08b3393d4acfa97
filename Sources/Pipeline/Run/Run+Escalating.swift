import Alerting
import Model
import Storage

/// The next people are told while nobody takes an alert: before messages are rendered, for what was given back, and after
/// they were delivered, since the first accepted one starts the clock.
extension Run {
    mutating func escalate() throws(PipelineError) {
        if isDryRun { return }
        let (ledger, now, alerter) = (edges.ledger, now, desk.flow.alerter)
        let ends = try deadEnds()
        var notices: [Notice] = []
        for (alert, standing) in try escalatable() {
            let fates = try storage { () throws(StorageError) in try ledger.fates(of: alert.id) }
            notices += alerter.escalations(
                of: alert,
                fates: fates.map { fate in
                    let isDead = fate.delivery.map { Self.dead.contains($0) }
                        ?? (fate.notice.notBefore <= now && alerter.address(of: fate.notice.recipient, avoiding: ends) == nil)
                    let state: NoticeFate.State = fate.accepted.map { .accepted($0) } ?? (isDead ? .dead : .waiting)
                    return NoticeFate(notice: fate.notice, state: state)
                }, standing: standing, now: now)
        }
        guard !notices.isEmpty else { return }
        let batch = AckBatch(at: now, notices: notices)
        try storage { () throws(StorageError) in try ledger.commit(batch) }
        report.escalations += notices.count
    }

    /// Endings of a delivery that its notices are not freed from.
    private static let dead: Set<Delivery.State> = [.recipientDead, .expired]

    /// Alerts that nobody has taken, young enough for a step: all when there is a chain, and those that came back of late,
    /// however old they are.
    private func escalatable() throws(PipelineError) -> [(Alert, AckStanding)] {
        let (ledger, alerter) = (edges.ledger, desk.flow.alerter)
        let isAnythingSaid = try storage { () throws(StorageError) in try ledger.isAnythingSaid() }
        guard alerter.hasEscalation || isAnythingSaid else { return [] }
        let start = now.advanced(by: TimeSpan(milliseconds: -Self.oldest.milliseconds))
        let book = try storage { () throws(StorageError) in try ledger.ackBook(told: false) }
        let alerts = try storage { () throws(StorageError) in
            try ledger.alerts(AlertFilter(states: [.open, .notified], since: start))
        }
        var chosen = alerts.filter { $0.opened >= start }
        let young = Set(chosen.map(\.id))
        for entry in book.reopened(since: start) where !young.contains(entry.alert) {
            if let alert = try storage({ () throws(StorageError) in try ledger.alert(entry.alert) }) { chosen.append(alert) }
        }
        return chosen.compactMap { alert in
            guard let standing = book[alert.id]?.standing, alerter.hasEscalation || standing.reopened != nil else {
                return nil
            }
            return (alert, standing)
        }
    }

    /// No chain may be older (`escalate_until`).
    private static let oldest = TimeSpan.days(7)
}
