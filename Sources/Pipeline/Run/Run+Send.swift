import Delivering
import Model
import Storage

/// What is due, and what goes out.
extension Run {
    /// Renders due notices and makes the digests durable: transaction 2, before any connection opens.
    mutating func render() throws(PipelineError) {
        let batch = try desk.render(at: now)
        report.digests = batch.digests.count
        report.held = try desk.held(at: now).count
        for lost in batch.unreachable { report.troubles.append("\(lost.recipient): \(lost.why)") }
        for gone in batch.withdrawn { report.remarks.append("a notice to \(gone.recipient) was withdrawn: \(gone.why)") }
        if isDryRun { report.previews = batch.digests }
    }

    /// One attempt for each delivery that is due, one after the other, each marked `inflight` before its first byte.
    mutating func deliver() async throws(PipelineError) {
        for late in try storage({ () throws(StorageError) in try edges.ledger.expireDeliveries(at: now) }) {
            report.troubles.append("a digest for \(late.digest.recipient) expired before it could be delivered")
        }
        let due = try storage { () throws(StorageError) in try edges.ledger.dueDeliveries(at: now) }
        for (index, delivery) in due.enumerated() {
            try await attempt(delivery)
            edges.notify(.delivering(done: index + 1, of: due.count))
        }
    }

    private mutating func attempt(_ delivery: Delivery) async throws(PipelineError) {
        let digest = delivery.digest
        guard let deliverer = edges.deliverers[digest.channel] else {
            report.troubles.append("\(digest.recipient): the channel \(digest.channel) is not configured any more")
            return
        }
        var ready = delivery
        if delivery.state == .unknown {
            ready = await deliverer.settled(delivery, now: now)
            if ready.state == .accepted { return try finish(ready, .accepted(receipt: ready.detail)) }
            guard ready.state == .retry, ready.nextAttempt <= now else {
                report.remarks.append(
                    "the digest for \(digest.recipient) may have arrived; it is sent again after \(ready.nextAttempt)")
                return
            }
        }
        let begun = try storage { () throws(StorageError) in
            try edges.ledger.begin(digest.id, at: now, lease: .minutes(15))
        }
        let outcome = await deliverer.deliver(digest)
        let after = RetryLadder.delivery(begun, after: outcome, capabilities: deliverer.capabilities, now: now)
        try finish(after, outcome)
    }

    private mutating func finish(_ delivery: Delivery, _ outcome: Outcome) throws(PipelineError) {
        try storage { () throws(StorageError) in
            try edges.ledger.finish(delivery.digest.id, outcome, at: now, next: delivery.nextAttempt)
        }
        report.deliveries.append(
            RunReport.DeliveryLine(
                digest: delivery.digest.id, recipient: delivery.digest.recipient, channel: delivery.digest.channel,
                outcome: outcome, entries: delivery.digest.notices.count, text: delivery.digest.text))
    }
}
