import Alerting
import Model
import Storage

/// Claims that turned out to be right after people were told otherwise: they must hear it (delivery.md 4).
extension Run {
    /// Such claims, each with the instant since which Jibu knows it; a run names them until everybody is corrected.
    ///
    /// Only messages from before that instant count: the later ones say themselves that it is true.
    mutating func uncorrected() throws(PipelineError) -> [String: Instant] {
        let (ledger, now, rules) = (edges.ledger, now, desk.flow.alerter.rules)
        let right = Set(rules.responses.values.filter { $0.claimStatus == .true }.map(\.claim))
        let wrong = Set(rules.responses.keys).subtracting(right)
        let known = try storage { () throws(StorageError) in try ledger.note(right: right, wrong: wrong, at: now) }
        var open: [String: Instant] = [:]
        for (claim, since) in known.sorted(by: { $0.key < $1.key }) {
            let told = EarlierMessage.addresses(
                try EarlierMessage.deliveries(about: desk.alerts(on: claim), in: ledger).filter { delivery in
                    delivery.digest.created < since && rules.channels[delivery.digest.channel] != nil
                        && rules.recipients.contains { $0.id == delivery.digest.recipient }
                })
            let corrected = try storage { () throws(StorageError) in try ledger.corrected(claim: claim, since: since) }
            let left = told.subtracting(corrected).count
            guard left > 0 else { continue }
            open[claim] = since
            report.add(
                trouble: "the claim \(claim) is right after all, and \(Count.of(left, "address", "addresses")) "
                    + "heard otherwise: write what is true into its response, have it approved, then jibu correct "
                    + "\(claim) --response")
        }
        return open
    }
}
