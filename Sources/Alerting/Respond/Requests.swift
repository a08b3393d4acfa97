import Model
import Text

/// Requests to people whose word is missing: the one who knows the matter, and those who approve texts.
extension Alerter {
    /// One message to each of them and claim a day, over a channel that works, outside their quiet hours; nothing of a
    /// request is forgotten, since it is made anew in every run until its reason is gone. Its id is the same all day.
    package func requests(
        state: AlertingState, record: AnswerRecord, avoiding ends: DeadEnds, now: Instant
    ) -> [Digest] {
        let live = state.alerts.values.filter(\.state.isLive)
        return Set(live.map(\.claim)).sorted().flatMap { claim -> [Digest] in
            let decision = Responder(rules, record: record).decide(
                claim: claim, alerts: state.counted(claim: claim), languages: [], now: now)
            guard let refusal = decision.refusal, let claim = rules.claims[claim] else { return [] }
            var digests: [Digest] = []
            let response = rules.responses[claim.id]
            if refusal.reason.asksFactOwner, let person = factOwner(of: response) {
                if let (writer, address, format) = way(to: person, avoiding: ends, record, now) {
                    let page = writer.factRequest(about: claim, owner: response?.owner ?? claim.owner)
                    digests.append(request(page, "fact \(claim.id)", writer, to: address, format))
                }
            }
            if let response { digests += approvalRequests(response, claim, refusal, avoiding: ends, record, now) }
            return digests
        }
    }

    private func approvalRequests(
        _ response: ResponseTemplate, _ claim: Claim, _ refusal: ResponseDecision.Refusal, avoiding ends: DeadEnds,
        _ record: AnswerRecord, _ now: Instant
    ) -> [Digest] {
        var isAgain = false
        switch refusal.reason {
        case .notApproved, .draft: break
        case .readAgain(let from):
            guard from <= now else { return [] }
            isAgain = true
        default: return []
        }
        let code = ApprovalCode(response)
        let key = "approve \(code.hash) \(code.holdingHash) \(isAgain)"
        return rules.answering.approvers.compactMap { rules.roster[$0] }.flatMap { person -> [Digest] in
            guard let (writer, address, format) = way(to: person, avoiding: ends, record, now) else { return [] }
            let pages = writer.approvalRequests(for: response, of: claim, code, isAgain: isAgain, over: format)
            return pages.enumerated().map { number, page in
                request(page, number == 0 ? key : "\(key) part \(number)", writer, to: address, format)
            }
        }
    }

    /// By id, by name or by address: what people write into a file.
    private func factOwner(of response: ResponseTemplate?) -> Recipient? {
        guard let owner = response?.factOwner else { return nil }
        return rules.roster[owner]
            ?? rules.recipients.first { $0.name == owner || $0.channels.contains { $0.address == owner } }
    }

    /// Who writes to a person at present, and over which channel; nil in their quiet hours, outside their mandate, and
    /// when no channel works.
    private func way(
        to person: Recipient, avoiding ends: DeadEnds, _ record: AnswerRecord, _ now: Instant
    ) -> (writer: PageWriter, address: Recipient.Address, format: ChannelFormat)? {
        guard person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil,
            let schedule = rules.schedules[person.id], schedule.held(.high, now: now) == nil,
            let address = address(of: person, avoiding: ends), !ends.brokenChannels.contains(address.channel),
            let format = rules.channels[address.channel]
        else { return nil }
        let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now, record: record)
        return (writer, address, format)
    }

    private func request(
        _ page: Page, _ key: String, _ writer: PageWriter, to address: Recipient.Address, _ format: ChannelFormat
    ) -> Digest {
        let day = writer.clock.day(of: writer.now).description
        let id = WideHash.hex(["request", writer.recipient.id, address.channel, key, day])
        return writer.frozen(page, id: id, notices: [], alerts: [], to: address, format: format)
    }
}

/// What the requests say. The claim stands in the entry, never in the subject or the first line.
extension PageWriter {
    func factRequest(about claim: Claim, owner: String) -> Page {
        var page = page(subject: .askSubject, lead: .askLead)
        var entry = entry(about: claim)
        entry.lines.append(Page.Line(wording.say(.advice), wording.say(.askNeeded, ["owner": owner])))
        page.entries = [entry]
        return page
    }

    func page(subject: Phrase, lead: Phrase) -> Page {
        page(subject: wording.say(subject), lead: wording.say(lead, ["name": recipient.name]))
    }

    func entry(about claim: Claim) -> Page.Entry {
        Page.Entry(
            title: claim.title(in: languages), badge: severity(claim.severity), isGrave: claim.severity >= .high,
            lines: [Page.Line(wording.say(.askStatement), claim.statement(in: languages))])
    }
}
