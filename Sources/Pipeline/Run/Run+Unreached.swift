import Alerting
import Model
import Storage

/// People whom a broken channel keeps from hearing anything (delivery.md 2.7: a dead delivery escalates at once). What
/// waits for them stays in the outbox, and goes when the channel works again.
extension Run {
    /// Digests that wait for a broken or removed channel and certainly did not arrive, with another way to their
    /// recipient that works; nil: there is none. Words that are made anew while there is a reason for them are left out.
    func waitingForChannels(
        _ ends: DeadEnds
    ) throws(PipelineError) -> [(delivery: Delivery, next: Recipient.Address?)] {
        let ledger = edges.ledger
        let waiting = try storage { () throws(StorageError) in
            try ledger.deliveries(in: [.pending, .retry, .configurationDead])
        }
        return waiting.compactMap { delivery in
            let (channel, recipient) = (delivery.digest.channel, delivery.digest.recipient)
            guard delivery.doubts == 0, !delivery.digest.notices.isEmpty || delivery.digest.sameAs != nil,
                edges.deliverers[channel] == nil || ends.brokenChannels.contains(channel)
            else { return nil }
            let next = desk.flow.alerter.address(
                of: recipient, avoiding: ends.holding(for: delivery.digest.notices, of: recipient))
            let works = next.map { $0.channel != channel && !ends.isDoubtful($0, of: recipient) } ?? false
            return (delivery, works ? next : nil)
        }
    }

    /// Those of them that tell of alerts and can go no other way.
    func unreached(_ ends: DeadEnds) throws(PipelineError) -> [Delivery] {
        try waitingForChannels(ends).filter { $0.next == nil && !$0.delivery.digest.notices.isEmpty }.map(\.delivery)
    }

    /// Somebody else is told of what waits for a channel that works for nobody. True when somebody is who was not yet.
    mutating func standInForUnreached() throws(PipelineError) -> Bool {
        let ends = try deadEnds()
        var notices: [Notice] = []
        for delivery in try unreached(ends) { notices += try carried(by: delivery.digest) }
        guard !notices.isEmpty else { return false }
        var alerts: [Alert] = []
        for id in Set(notices.map(\.alert)).sorted() { if let alert = try desk.alert(id) { alerts.append(alert) } }
        let standIns = desk.flow.alerter.rehearsing(alerts)
            .standIns(forWaiting: notices, state: desk.state, avoiding: ends, now: now)
        guard !standIns.isEmpty else { return false }
        try desk.add(standIns, at: now)
        for notice in standIns { report.remarks.append(Self.remark(standIn: notice)) }
        return true
    }

    static func remark(standIn notice: Notice) -> String {
        "\(notice.recipient) is told of alert \(notice.alert) instead of \(notice.insteadOf ?? "nobody")"
    }

    private func carried(by digest: Digest) throws(PipelineError) -> [Notice] {
        let ledger = edges.ledger
        return try storage { () throws(StorageError) in try ledger.notices(in: digest.id) }
    }

    /// Who is told of what a digest told, since its recipient cannot be; for the report.
    func toldInstead(of digest: Digest, _ ends: DeadEnds) throws(PipelineError) -> String {
        var others: Set<String> = []
        for notice in try carried(by: digest) {
            guard let alert = try desk.alert(notice.alert), alert.state == .open || alert.state == .notified
            else { continue }
            let absent = notice.insteadOf ?? digest.recipient
            others.formUnion(
                desk.flow.alerter.others(insteadOf: absent, about: alert, avoiding: ends, now: now).map(\.id))
        }
        let names = others.subtracting([digest.recipient]).sorted().joined(separator: ", ")
        return names.isEmpty ? "and nobody can be told instead" : "so it is told to \(names) instead"
    }
}
