import Model
import Text

/// Writes the page of one digest in its recipient's language.
struct PageWriter {
    let rules: AlertingRules
    let recipient: Recipient
    let clock: LocalTime
    let now: Instant
    let wording: Wording
    let languages: [String]
    /// Approvals, pages of the office, and who has taken what on.
    let record: AnswerRecord
    /// Texts that the office wrote for other places stand below an answer: a mail has room for them.
    var showsVariants = false

    init(
        rules: AlertingRules, recipient: Recipient, clock: LocalTime, now: Instant, record: AnswerRecord = AnswerRecord()
    ) {
        (self.rules, self.recipient, self.clock, self.now) = (rules, recipient, clock, now)
        self.record = record
        languages = recipient.languages + rules.office.languages
        wording = Wording.first(of: languages)
    }

    /// Subject, lead and order of entries. Neither subject nor lead says what the claims are.
    ///
    /// - Parameters:
    ///   - full: so many entries say all they can; the others are brief.
    ///   - gaps: lines about what was not watched or not read.
    func page(_ drafts: [EntryDraft], full: Int, folded: Int, stillOpen: [String], gaps: [String] = []) -> Page {
        let items = drafts.map(\.item)
        let count = wording.say(.items, items.count + folded)
        let ready = drafts.count { $0.decision.answer != nil }
        var page = page(
            subject: wording.say(
                .subject, ["items": count, "severity": severity(items.map(\.severity).max() ?? .low)]),
            lead: wording.say(
                .lead, ["name": recipient.name, "items": count, "answers": wording.say(.answers, ready)]))
        page.entries = drafts.enumerated().map { index, draft in index < full ? draft.full : draft.brief }
        // Nobody may take a drill for the real thing, not even on a locked screen.
        if !items.isEmpty, items.allSatisfy(\.isExercise) {
            let mark = AckWording.of(wording.language).say(.exercise)
            (page.subject, page.lead) = ("\(mark): \(page.subject)", "\(mark). \(page.lead)")
        }
        let waited = items.count { $0.notices.contains(where: \.isFolded) }
        if waited > 0 { page.after.append(wording.say(.waited, waited)) }
        if folded > 0 { page.after.append(wording.say(.folded, folded)) }
        if !stillOpen.isEmpty {
            let titles = stillOpen.prefix(3).joined(separator: "; ") + (stillOpen.count > 3 ? "; …" : "")
            page.after.append(wording.say(.stillOpen, stillOpen.count, ["titles": titles]))
        }
        page.after += gaps + notes(items)
        return page
    }

    /// What holds for all entries, said once.
    private func notes(_ items: [DigestItem]) -> [String] {
        var notes = [limits(rules.tipping)]
        if items.contains(where: { !$0.isExercise && $0.posts.contains { $0.authorKind == .person } }) {
            notes.append(wording.say(.personsNote))
        }
        return notes + [wording.say(.timesNote, ["zone": clock.name])]
    }

    /// From when on an answer is advised, in words.
    func limits(_ tipping: TippingPoint) -> String {
        let words = wording.say(
            .limits,
            [
                "posts": wording.say(.posts, tipping.posts), "authors": wording.say(.authors, tipping.authors),
                "severity": severity(tipping.severity),
            ])
        guard tipping.platforms > 1 || tipping.speed > 0 || tipping.localShare > 0 else { return words }
        let more = wording.say(
            .limitsToo,
            [
                "platforms": String(tipping.platforms), "speed": String(tipping.speed),
                "local": String(tipping.localShare),
            ])
        return "\(words) \(more)"
    }

    /// A page without entries; every message ends with the same words about who sends it.
    func page(subject: String, lead: String) -> Page {
        Page(
            language: wording.language, subject: subject, lead: lead,
            footer: wording.say(.footer, ["office": rules.office.name, "contact": rules.office.contact]))
    }

    /// Freezes a page into the bytes of its channel.
    func digest(
        _ page: Page, of items: [DigestItem], book: AlertingState, to address: Recipient.Address,
        format: ChannelFormat, inReplyTo: String? = nil
    ) -> Digest {
        let notices = items.flatMap(\.notices)
        // What a dead digest carried goes out anew under a new id: a frozen digest is never sent with other bytes.
        let carried = notices.map(\.carried).max() ?? 0
        let id = WideHash.hex(
            ["digest", recipient.id, address.channel] + notices.map(\.id)
                + (carried > 0 ? ["again", String(carried)] : []))
        return frozen(
            page, id: id, notices: notices.map(\.id), alerts: items.flatMap { $0.told(book) }, to: address,
            format: format, severity: items.map(\.severity).max() ?? .low, inReplyTo: inReplyTo)
    }

    /// - Parameters:
    ///   - alerts: ids that mail rules may go by.
    ///   - inReplyTo: the digest that this one is about.
    ///   - references: the digests that that one is about in its turn, the oldest first.
    ///   - sameAs: what other digests that say the same have too.
    func frozen(
        _ page: Page, id: String, notices: [String], alerts: [String], to address: Recipient.Address,
        format: ChannelFormat, severity: Severity = .low, inReplyTo: String? = nil, references: [String] = [],
        sameAs: String? = nil
    ) -> Digest {
        let text = PlainText.render(page)
        let subject = Shown.line(page.subject)
        let bytes: [UInt8]
        switch format {
        case .text: bytes = Array(text.utf8)
        case .telegram: bytes = ChatMessage.bytes(of: TelegramText(wording).messages(page))
        case .sms(let segments): bytes = Array(SMSText.render(page, segments: segments).utf8)
        case .webhook:
            bytes = WebhookBody(id: id, created: now, recipient: recipient.id, office: rules.office.id, alerts: alerts)
                .render(page, severity: severity)
        case .mail(let from, let domain):
            bytes =
                MIMEMessage(
                    id: id, created: now, from: from, domain: domain, toName: recipient.name, to: address.address,
                    subject: subject, office: rules.office, alerts: alerts,
                    replyTo: rules.replyAddresses[address.channel]?.address(
                        token: String(id.prefix(ReplyAddress.digestToken)), for: address.address),
                    text: text, html: HTMLPage.render(page), inReplyTo: inReplyTo, references: references
                ).bytes
        }
        let lifetime: TimeSpan = recipient.cadence == .instant ? .hours(24) : .hours(72)
        return Digest(
            id: id, recipient: recipient.id, channel: address.channel, address: address.address, created: now,
            subject: subject, notices: notices, bytes: bytes, text: text, expires: now.advanced(by: lifetime),
            severity: severity, sameAs: sameAs)
    }

    func severity(_ severity: Severity) -> String { wording.say(severity.phrase) }

    /// `2026-11-21 14:05`; the zone is said once, after the entries.
    func time(_ instant: Instant) -> String { clock.text(instant) }

    /// How long before now, in one unit, rounded down.
    func ago(_ instant: Instant) -> String {
        let minutes = Int(clamping: max(0, now.since(instant).seconds) / 60)
        switch minutes {
        case 0: return wording.say(.justNow)
        case ..<60: return wording.say(.minutesAgo, minutes)
        case ..<(48 * 60): return wording.say(.hoursAgo, minutes / 60)
        default: return wording.say(.daysAgo, minutes / 1440)
        }
    }
}
