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

extension EarlierMessage {
    /// Deliveries about some alerts that arrived, or of which nobody knows whether they did.
    static func deliveries(about alerts: [String], in ledger: Ledger) throws(PipelineError) -> [Delivery] {
        var all: [Delivery] = []
        for alert in alerts {
            all += try storage { () throws(StorageError) in try ledger.deliveries(of: alert) }
                .filter { $0.state == .accepted || $0.doubts > 0 }
        }
        return all
    }

    /// Where they went.
    static func addresses(_ deliveries: [Delivery]) -> Set<Recipient.Address> {
        Set(deliveries.map { Recipient.Address(channel: $0.digest.channel, address: $0.digest.address) })
    }
}

extension House {
    /// Puts a correction into the outbox for everybody to whom a message about an alert went, or may have gone.
    ///
    /// - Parameters:
    ///   - id: the alert's, or its first characters; or a claim's, for all that was sent of it.
    ///   - text: the office's words; nil: the answer as it is approved now, or what is true, of a claim that is.
    /// - Throws: `.locked` while a run works: the outbox has one writer.
    package func correct(startingWith id: String, text: String?) throws(PipelineError) -> CorrectionOutcome {
        let data = DataFolder(path: configuration.dataFolder)
        let lock = try storage { () throws(StorageError) in try data.lock() }
        guard lock != nil else { throw .locked(configuration.dataFolder) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try storage { () throws(StorageError) in try data.ledger() }
        let (named, same) = try alerts(meantBy: id, ledger)
        let record = try storage { () throws(StorageError) in try ledger.answerRecord() }
        let alerter = flow.alerter
        let sent = try EarlierMessage.deliveries(about: same, in: ledger)
        if alerter.rules.responses[named.claim]?.claimStatus == .true {
            let now = now
            _ = try storage { () throws(StorageError) in try ledger.note(right: [named.claim], wrong: [], at: now) }
        }
        if text == nil { try check(named.claim, record, against: sent) }
        var outcome = CorrectionOutcome()
        var digests: [Digest] = []
        var corrections: [CorrectionRow] = []
        let messages = firstMessages(of: sent)
        outcome.left = try onTheirWay(about: same, ledger).map {
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

    /// The alert that somebody named, or the first of the claim, and all alerts whose messages are meant: what was told
    /// of an alert that was merged with this one, on whatever way, was told of the same story.
    private func alerts(meantBy id: String, _ ledger: Ledger) throws(PipelineError) -> (Alert, [String]) {
        let ofClaim = try storage { () throws(StorageError) in try ledger.alerts(AlertFilter(claim: id)) }
        if let first = ofClaim.min(by: { ($0.opened, $0.id) < ($1.opened, $1.id) }) {
            return (first, ofClaim.map(\.id))
        }
        let named = try ledger.onlyAlert(startingWith: id)
        let alerts = try storage { () throws(StorageError) in try ledger.alerts(AlertFilter(claim: named.claim)) }
        return (named, named.sameStory(among: alerts).map(\.id))
    }

    /// Refuses words of the record that may not be given out; and, of a claim that is right after all, those that
    /// people were sent against it.
    private func check(_ claim: String, _ record: AnswerRecord, against sent: [Delivery]) throws(PipelineError) {
        let responder = Responder(flow.alerter.rules, record: record)
        let response = flow.alerter.rules.responses[claim]
        let isTrue = response?.claimStatus == .true
        let refusal = isTrue
            ? responder.refusalOfTruth(claim: claim, now: now) : responder.refusalOfAnswer(claim: claim, now: now)
        if let refusal {
            let help = refusal == .notApproved ? ": jibu approve \(claim)" : ""
            throw .nothingScanned(
                "There are no words in the response of \(claim) that may be sent: \(refusal.words)\(help). "
                    + "With --text you give words of your own.")
        }
        guard isTrue, let response else { return }
        let facts = response.variants.values.map { AnswerLook.plainWords($0.fact) }.filter { $0.contains(where: \.isLetter) }
        let isOld = sent.contains { delivery in
            let words = AnswerLook.plainWords(delivery.digest.text)
            return facts.contains { words.contains($0) }
        }
        guard !isOld else {
            throw .nothingScanned(
                "The response of \(claim) still has the words that were sent: write what is true into fact, instead "
                    + "and action, and have it approved.")
        }
    }

    /// Why a correction cannot be made for somebody.
    private func why(_ message: EarlierMessage, _ rules: AlertingRules) -> String {
        if !rules.recipients.contains(where: { $0.id == message.recipient }) { return "is not on the roster any more" }
        if rules.channels[message.address.channel] == nil {
            return "the channel \(message.address.channel) is not configured any more"
        }
        return "there is no approved answer that may be given out"
    }

    /// Who will get a message that is not there yet.
    private func onTheirWay(about alerts: [String], _ ledger: Ledger) throws(PipelineError) -> [String] {
        var waiting: Set<String> = []
        for alert in alerts {
            for delivery in try storage({ () throws(StorageError) in try ledger.deliveries(of: alert) })
            where !delivery.state.isFinal && delivery.doubts == 0 { waiting.insert(delivery.digest.recipient) }
        }
        return waiting.sorted()
    }

    /// The first message to each address.
    private func firstMessages(of deliveries: [Delivery]) -> [EarlierMessage] {
        var known: Set<Recipient.Address> = []
        return deliveries.map { EarlierMessage($0.digest) }
            .sorted { ($0.created, $0.digest) < ($1.created, $1.digest) }
            .filter { known.insert($0.address).inserted }
    }
}
