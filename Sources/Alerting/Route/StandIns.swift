import Model
import Text

/// Who is told when a recipient cannot be (delivery.md 2.7: a dead delivery escalates at once).
extension Alerter {
    /// The address to use for a recipient at present: the first that can be used and did not refuse, before those
    /// over which nothing arrives just now. Nil when there is none.
    ///
    /// - Parameter preferred: channels to be tried before the order of the person, in this order.
    package func address(
        of recipient: Recipient, avoiding ends: DeadEnds, preferring preferred: [String] = []
    ) -> Recipient.Address? {
        let first = preferred.flatMap { channel in recipient.channels.filter { $0.channel == channel } }
        let usable = (first + recipient.channels).filter { address in
            (rules.channels[address.channel]?.takes(address.address) ?? false)
                && !ends.refuses(address, of: recipient.id)
        }
        return usable.first { !ends.isDoubtful($0, of: recipient.id) } ?? usable.first
    }

    package func address(of recipient: String, avoiding ends: DeadEnds) -> Recipient.Address? {
        rules.roster[recipient].flatMap { address(of: $0, avoiding: ends) }
    }

    /// Notices to press officers for what is due to people who cannot be reached. The people's own notices stay due.
    ///
    /// - Parameter told: notices that are in digests already.
    func standIns(
        for due: [Notice], told: [Notice], book: AlertingState, avoiding ends: DeadEnds, now: Instant
    ) -> [Notice] {
        var notices: [Notice] = []
        // Most often everybody can be reached, and no id is looked up.
        lazy var made = Set((due + told).map(\.id))
        for notice in due where notice.notBefore <= now && notice.insteadOf == nil {
            guard let recipient = rules.roster[notice.recipient], address(of: recipient, avoiding: ends) == nil,
                recipient.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil,
                let alert = book.resolve(notice.alert), rules.claims[alert.claim] != nil,
                alert.state == .open || alert.state == .notified
            else { continue }
            for officer in officers(for: alert, besides: recipient, avoiding: ends, now: now) {
                guard let schedule = rules.schedules[officer.id] else { continue }
                let slot = schedule.slot(alert.urgency(at: now), interrupts: notice.interrupts, now: now)
                let id = WideHash.hex(["notice", alert.id, officer.id, "instead of", recipient.id])
                guard made.insert(id).inserted else { continue }
                notices.append(
                    Notice(
                        id: id, alert: alert.id, recipient: officer.id, route: notice.route, kind: notice.kind,
                        created: now, notBefore: slot.notBefore, held: slot.held, insteadOf: recipient.id,
                        interrupts: notice.interrupts))
            }
        }
        return notices
    }

    /// Press officers who can be reached: those whose areas and topics fit, else all of them.
    private func officers(
        for alert: Alert, besides recipient: Recipient, avoiding ends: DeadEnds, now: Instant
    ) -> [Recipient] {
        let officers = rules.recipients.filter {
            $0.role == .pressOfficer && $0.id != recipient.id && address(of: $0, avoiding: ends) != nil
                && $0.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil
        }
        let fitting = officers.filter { rules.router.fits($0, alert) }
        return fitting.isEmpty ? officers : fitting
    }
}
