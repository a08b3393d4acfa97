import Model
import Text

/// Who is told when a recipient cannot be (delivery.md 2.7: a dead delivery escalates at once).
extension Alerter {
    /// The address to use for a recipient at present: the first that can be used and did not refuse, before those
    /// over which a message ran out of time, and last those on channels that work for nobody. Nil when there is none.
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
        return usable.first { !ends.isDoubtful($0, of: recipient.id) }
            ?? usable.first { !ends.brokenChannels.contains($0.channel) } ?? usable.first
    }

    /// The same, but where somebody has just written comes first while messages get there.
    func address(
        of recipient: Recipient, avoiding ends: DeadEnds, before written: Recipient.Address?
    ) -> Recipient.Address? {
        guard let written, rules.channels[written.channel]?.takes(written.address) ?? false,
            !ends.refuses(written, of: recipient.id)
        else { return address(of: recipient, avoiding: ends) }
        guard ends.isDoubtful(written, of: recipient.id) else { return written }
        let other = address(of: recipient, avoiding: ends)
        return other.flatMap { ends.isDoubtful($0, of: recipient.id) ? nil : $0 } ?? written
    }

    package func address(of recipient: String, avoiding ends: DeadEnds) -> Recipient.Address? {
        rules.roster[recipient].flatMap { address(of: $0, avoiding: ends) }
    }

    /// Notices to those who are told instead of people who are not there: out of office, on holiday, or without a way
    /// that works. The people's own notices stay, but for the first.
    ///
    /// - Parameters:
    ///   - queue: notices in no digest, due or not.
    ///   - told: notices that are in digests already.
    func standIns(
        for queue: [Notice], told: ToldNotices, book: AlertingState, avoiding ends: DeadEnds, now: Instant
    ) -> [Notice] {
        var notices: [Notice] = []
        // Most often everybody can be reached, and no id is looked up.
        lazy var made = Set(queue.map(\.id))
        for notice in queue where notice.insteadOf == nil {
            guard let person = rules.roster[notice.recipient], let absence = absence(of: person, notice, ends, now)
            else { continue }
            notices += standIns(for: person, notice, absence, book: book, avoiding: ends, now: now).filter { standIn in
                !told[standIn.recipient].contains { $0.id == standIn.id } && made.insert(standIn.id).inserted
            }
        }
        return notices
    }

    /// The same for notices in digests that wait for a channel which works for nobody (delivery.md 2.7: a dead delivery
    /// escalates at once). The digests stay in the outbox, and go when the channel works again.
    ///
    /// - Parameter notices: may have had stand-ins before; those are not made again.
    package func standIns(
        forWaiting notices: [Notice], state: AlertingState, avoiding ends: DeadEnds, now: Instant
    ) -> [Notice] {
        notices.filter { $0.insteadOf == nil }.flatMap { notice -> [Notice] in
            guard let person = rules.roster[notice.recipient], let claim = state.resolve(notice.alert)?.claim else {
                return []
            }
            let others = standIns(for: person, notice, .unreachable, book: state, avoiding: ends, now: now)
            return others.filter { standIn in
                !state.notices(to: standIn.recipient, of: claim).contains { $0.id == standIn.id }
            }
        }
    }

    /// Those who are told of an alert instead of somebody whom nothing reaches: who stands in for them, else press
    /// officers who can be reached.
    package func others(
        insteadOf person: String, about alert: Alert, avoiding ends: DeadEnds, now: Instant
    ) -> [Recipient] {
        others(insteadOf: person, about: alert, .unreachable, avoiding: ends, now: now)
    }

    private func others(
        insteadOf person: String, about alert: Alert, _ absence: Absence, avoiding ends: DeadEnds, now: Instant
    ) -> [Recipient] {
        let urgency = alert.urgency(at: now)
        let others = rules.router.deputies(of: person) { isThere($0, urgency, avoiding: ends, now: now) }
        guard others.isEmpty, absence == .unreachable else { return others }
        return officers(for: alert, besides: person, avoiding: ends, now: now)
    }

    /// Made before or not.
    private func standIns(
        for person: Recipient, _ notice: Notice, _ absence: Absence, book: AlertingState, avoiding ends: DeadEnds,
        now: Instant
    ) -> [Notice] {
        guard let alert = book.resolve(notice.alert), rules.claims[alert.claim] != nil,
            alert.state == .open || alert.state == .notified
        else { return [] }
        let urgency = alert.urgency(at: now)
        if absence == .holiday, rules.schedules[person.id]?.isHoliday(urgency, at: now) != true { return [] }
        let others = others(insteadOf: person.id, about: alert, absence, avoiding: ends, now: now)
        let held = others.isEmpty ? Holds() : holds(on: alert, state: book, now: now)
        return others.compactMap { other in
            guard let schedule = rules.schedules[other.id] else { return nil }
            let slot = HeldSchedule(schedule, held.hold(for: other))
                .slot(urgency, interrupts: notice.interrupts, now: now)
            return Notice(
                id: WideHash.hex(["notice", notice.id, other.id, "instead of", person.id]), alert: alert.id,
                recipient: other.id, route: notice.route, kind: notice.kind, created: now, notBefore: slot.notBefore,
                held: slot.held, insteadOf: person.id, interrupts: notice.interrupts)
        }
    }

    private enum Absence { case outOfOffice, unreachable, holiday }

    /// Why a person does not read a notice now, although it is for now; nil when they do, or when it is not.
    private func absence(
        of person: Recipient, _ notice: Notice, _ ends: DeadEnds, _ now: Instant
    ) -> Absence? {
        guard notice.notBefore <= now else {
            // What a silence holds, everybody waits for.
            return mayBeToldToOthers(notice) ? .holiday : nil
        }
        if person.outsideMandate(at: now, officeZone: rules.office.timeZone) != nil { return .outOfOffice }
        return address(of: person, avoiding: ends.holding(for: [notice.id], of: person.id)) == nil ? .unreachable : nil
    }

    /// May somebody else be told of a notice that waits? Each run looks anew: holidays may have begun.
    package func mayBeToldToOthers(_ notice: Notice) -> Bool {
        notice.insteadOf == nil && !notice.isHeldBack && mayBeAway(notice.recipient)
    }

    /// Has a person holidays, and somebody who stands in for them?
    func mayBeAway(_ person: String) -> Bool {
        rules.router.deputies[person] != nil && rules.roster[person]?.holidays.events.isEmpty == false
    }

    private func isThere(_ person: Recipient, _ urgency: Severity, avoiding ends: DeadEnds, now: Instant) -> Bool {
        canBeReached(person, avoiding: ends, now: now)
            && rules.schedules[person.id]?.isHoliday(urgency, at: now) == false
    }

    /// What waits for a channel that works for nobody reaches nobody.
    private func canBeReached(_ person: Recipient, avoiding ends: DeadEnds, now: Instant) -> Bool {
        address(of: person, avoiding: ends).map { !ends.brokenChannels.contains($0.channel) } ?? false
            && person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil
    }

    /// Press officers who can be reached: those whose areas and topics fit, else all of them.
    private func officers(
        for alert: Alert, besides recipient: String, avoiding ends: DeadEnds, now: Instant
    ) -> [Recipient] {
        let officers = (rules.router.byRole[.pressOfficer] ?? []).filter {
            $0.id != recipient && canBeReached($0, avoiding: ends, now: now)
        }
        let fitting = officers.filter { rules.router.fits($0, alert) }
        return fitting.isEmpty ? officers : fitting
    }
}
