import Model
import Text

/// A message that went out, as far as a correction needs it.
package struct EarlierMessage: Sendable, Hashable {
    /// The digest that carried it: the left side of its Message-ID.
    package var digest: String
    package var recipient: String
    package var address: Recipient.Address
    package var created: Instant
    /// What it was about in its turn, when it was a mail: message ids, the oldest first.
    package var references: [String]

    package init(_ digest: Digest) {
        self.digest = digest.id
        recipient = digest.recipient
        address = Recipient.Address(channel: digest.channel, address: digest.address)
        created = digest.created
        references = MailThread.references(of: digest.bytes)
    }
}

extension Alerter {
    /// The correction of one message, over the channel that carried it, linked to it. It waits for nobody's quiet
    /// hours: what is wrong is told at once.
    ///
    /// - Parameter text: the office's words; nil: the answer as it is approved now.
    /// - Returns: nil when the channel or the person is gone, or there is no approved answer.
    package func correction(
        of message: EarlierMessage, claim: String, text: String?, alerts: [Alert], record: AnswerRecord, now: Instant
    ) -> Digest? {
        guard let person = rules.roster[message.recipient], let schedule = rules.schedules[person.id],
            let format = rules.channels[message.address.channel], let watched = rules.claims[claim]
        else { return nil }
        let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now, record: record)
        guard let (page, words) = writer.correction(of: message, watched, text: text) else { return nil }
        // Other words are another correction.
        let id = WideHash.hex(["correction", message.digest, claim, person.id, message.address.channel] + words)
        return writer.frozen(
            page, id: id, notices: [], alerts: alerts.map(\.id), to: message.address, format: format,
            inReplyTo: message.digest, references: message.references)
    }
}

extension PageWriter {
    /// The page, and the words that it corrects with. Subject and first line say nothing of the claim.
    fileprivate func correction(
        of message: EarlierMessage, _ claim: Claim, text: String?
    ) -> (page: Page, words: [String])? {
        var page = page(
            subject: wording.say(.correctionSubject),
            lead: wording.say(
                .correctionLead, ["name": recipient.name, "date": clock.day(of: message.created).description]))
        let title = claim.title(in: languages)
        var entry = Page.Entry(title: title, badge: severity(claim.severity), isGrave: claim.severity >= .high)
        let responder = Responder(rules, record: record)
        var words: [String]
        if let text {
            words = [text]
            entry.lines = [Page.Line(wording.say(.correctionText), text)]
        } else if rules.responses[claim.id]?.claimStatus == .true {
            guard let truth = responder.truth(claim: claim.id, for: recipient, now: now) else { return nil }
            words = [truth.post]
            entry.lines = [
                Page.Line(wording.say(.advice), [[.strong(wording.say(.trueAdvice))]]),
                Page.Line(wording.say(.correctionText), truth.post),
            ]
            entry.sources = evidence(truth, .full)
        } else {
            guard let answer = responder.approved(claim: claim.id, for: recipient, now: now) else { return nil }
            entry.answers = answers(answer, .full, subject: title)
            words = entry.answers.map(\.text)
            entry.sources = evidence(answer, .full)
        }
        page.entries = [entry]
        return (page, words)
    }
}
