import Alerting
import Model
import Storage

/// What `jibu correct` did.
package struct CorrectionOutcome: Sendable {
    package struct Line: Sendable {
        package var recipient: String
        package var channel: String
        /// When the first message that is corrected was made.
        package var first: Instant
    }
    package var queued: [Line] = []
    /// Who got the message and cannot be told, and why, a sentence each.
    package var left: [String] = []
}

extension Alert {
    /// All alerts that were merged, however often, into the one that this alert was merged into; itself among them.
    func sameStory(among alerts: [Alert]) -> [Alert] {
        let next = Dictionary(alerts.map { ($0.id, $0.mergedInto) }) { first, _ in first }
        func root(_ alert: Alert) -> String {
            var id = alert.id
            // No story joins others so often in a row; it also ends a circle of a damaged ledger.
            for _ in 0..<1000 {
                guard let further = next[id] ?? nil else { break }
                id = further
            }
            return id
        }
        let end = root(self)
        return alerts.filter { $0.id == self.id || root($0) == end }
    }
}

extension House {
    /// Puts a correction into the outbox for everybody to whom a message about an alert went, or may have gone.
    ///
    /// - Parameter text: the office's words; nil: the answer as it is approved now.
    /// - Throws: `.locked` while a run works: the outbox has one writer.
    package func correct(startingWith id: String, text: String?) throws(PipelineError) -> CorrectionOutcome {
        let data = DataFolder(path: configuration.dataFolder)
        let lock = try storage { () throws(StorageError) in try data.lock() }
        guard lock != nil else { throw .locked(configuration.dataFolder) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try storage { () throws(StorageError) in try data.ledger() }
        let named = try ledger.onlyAlert(startingWith: id)
        let alerts = try storage { () throws(StorageError) in try ledger.alerts(AlertFilter(claim: named.claim)) }
        // What was told of an alert that was merged with this one, on whatever way, was told of the same story.
        let same = named.sameStory(among: alerts)
        let record = try storage { () throws(StorageError) in try ledger.answerRecord() }
        let alerter = flow.alerter
        var outcome = CorrectionOutcome()
        var digests: [Digest] = []
        var corrections: [CorrectionRow] = []
        let (messages, onTheirWay) = try messages(about: same.map(\.id), ledger)
        outcome.left = onTheirWay.map {
            "\($0): a message about it is still on its way; correct it again once it is there"
        }
        for message in messages {
            let digest = alerter.correction(
                of: message, claim: named.claim, text: text, alerts: [named], record: record, now: now)
            guard let digest else {
                outcome.left.append("\(message.recipient): \(why(message, alerter.rules))")
                continue
            }
            digests.append(digest)
            corrections.append(
                CorrectionRow(digest: digest.id, claim: named.claim, alert: named.id, corrects: message.digest))
            outcome.queued.append(
                CorrectionOutcome.Line(
                    recipient: message.recipient, channel: message.address.channel, first: message.created))
        }
        let queued = OutboxBatch(digests: digests, corrections: corrections)
        try storage { () throws(StorageError) in try ledger.commit(queued) }
        return outcome
    }

    /// Why a correction cannot be made for somebody.
    private func why(_ message: EarlierMessage, _ rules: AlertingRules) -> String {
        if !rules.recipients.contains(where: { $0.id == message.recipient }) { return "is not on the roster any more" }
        if rules.channels[message.address.channel] == nil {
            return "the channel \(message.address.channel) is not configured any more"
        }
        return "there is no approved answer that may be given out"
    }

    /// The first message to each address that arrived, or of which nobody knows whether it did; and who will get one
    /// that is not there yet.
    private func messages(
        about alerts: [String], _ ledger: Ledger
    ) throws(PipelineError) -> (arrived: [EarlierMessage], onTheirWay: [String]) {
        var messages: [EarlierMessage] = []
        var waiting: Set<String> = []
        for alert in alerts {
            let deliveries = try storage { () throws(StorageError) in try ledger.deliveries(of: alert) }
            for delivery in deliveries {
                if delivery.state == .accepted || delivery.doubts > 0 {
                    messages.append(EarlierMessage(delivery.digest))
                } else if !delivery.state.isFinal {
                    waiting.insert(delivery.digest.recipient)
                }
            }
        }
        var known: Set<Recipient.Address> = []
        let first = messages.sorted { ($0.created, $0.digest) < ($1.created, $1.digest) }
            .filter { known.insert($0.address).inserted }
        return (first, waiting.sorted())
    }
}
