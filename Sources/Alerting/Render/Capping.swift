import Model

/// Fewer messages without a lost word: what is over a person's daily cap, or came in a storm, waits for their next
/// message, and that message says how much waited.
extension Alerter {
    /// Takes out what a person is not told today any more: critical news alone goes out over the cap, unless the
    /// roster says otherwise.
    func cap(
        _ news: inout [String: [Notice]], _ person: Recipient, _ schedule: Schedule, sent: [Instant],
        book: AlertingState, now: Instant, into batch: inout DigestBatch
    ) {
        guard let most = person.dailyCap, messages(of: person, schedule, in: sent, today: now) >= most else { return }
        for (claim, notices) in news.sorted(by: { $0.key < $1.key }) {
            let urgency = notices.compactMap { book.resolve($0.alert)?.urgency(at: now) }.max() ?? .low
            if urgency == .critical, !person.capHoldsCritical { continue }
            news[claim] = nil
            let slot = schedule.nextDigest(urgency, now: schedule.tomorrow(after: now))
                .folded(by: "\(Hold.cap)of \(most) is used up")
            batch.postponed += notices.map { $0.folded(into: slot) }
        }
    }

    /// Messages of a person on the local day of an instant; 0 when nobody counts them.
    func messages(of person: Recipient, _ schedule: Schedule, in sent: [Instant], today now: Instant) -> Int {
        guard person.dailyCap != nil else { return 0 }
        let today = schedule.clock.day(of: now)
        return sent.count { schedule.clock.day(of: $0) == today }
    }

    /// Notices of a person that wait only so that there are fewer messages, for the one that goes out now anyway.
    func riders(
        among queue: [Notice], _ schedule: Schedule, book: AlertingState, holds: inout HoldsOfAlerts,
        _ person: Recipient, now: Instant
    ) -> [(claim: String, notice: Notice)] {
        queue.filter { $0.notBefore > now && $0.isFolded }.sorted { ($0.created, $0.id) < ($1.created, $1.id) }
            .compactMap { notice in
                guard let alert = book.resolve(notice.alert), alert.state == .open || alert.state == .notified,
                    rules.claims[alert.claim] != nil, holds[alert].hold(for: person) == nil,
                    schedule.held(alert.urgency(at: now), now: now) == nil
                else { return nil }
                return (claim: alert.claim, notice: notice.told(at: now))
            }
    }
}

/// The holds on the alerts of one batch, each looked up once.
struct HoldsOfAlerts {
    private let alerter: Alerter
    private let state: AlertingState
    private let now: Instant
    private var known: [String: Holds] = [:]

    init(_ alerter: Alerter, _ state: AlertingState, now: Instant) {
        (self.alerter, self.state, self.now) = (alerter, state, now)
    }

    subscript(alert: Alert) -> Holds {
        mutating get {
            if let holds = known[alert.id] { return holds }
            let holds = alerter.holds(on: alert, state: state, now: now)
            known[alert.id] = holds
            return holds
        }
    }
}

extension Notice {
    /// The same for a message that goes out now.
    fileprivate func told(at now: Instant) -> Notice {
        var sooner = self
        sooner.notBefore = now
        return sooner
    }

    /// The same for the next message, and not by itself.
    fileprivate func folded(into slot: Schedule.Slot) -> Notice {
        var later = self
        (later.notBefore, later.held, later.interrupts) = (slot.notBefore, slot.held, false)
        return later
    }
}
