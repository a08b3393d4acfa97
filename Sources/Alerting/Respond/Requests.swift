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
                digests += request(to: person, key: "fact \(claim.id)", avoiding: ends, record, now) {
                    writer, _ in writer.factRequest(about: claim, owner: response?.owner ?? claim.owner)
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
        return rules.answering.approvers.compactMap { rules.roster[$0] }.flatMap { person in
            request(
                to: person, key: "approve \(code.hash) \(code.holdingHash) \(isAgain)", avoiding: ends, record, now
            ) { writer, format in
                writer.approvalRequest(
                    for: response, of: claim, code, isAgain: isAgain, mayShowAll: format.showsAllLanguages)
            }
        }
    }

    /// By id, by name or by address: what people write into a file.
    private func factOwner(of response: ResponseTemplate?) -> Recipient? {
        guard let owner = response?.factOwner else { return nil }
        return rules.roster[owner]
            ?? rules.recipients.first { $0.name == owner || $0.channels.contains { $0.address == owner } }
    }

    private func request(
        to person: Recipient, key: String, avoiding ends: DeadEnds, _ record: AnswerRecord, _ now: Instant,
        page: (PageWriter, ChannelFormat) -> Page
    ) -> [Digest] {
        guard person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil,
            let schedule = rules.schedules[person.id], schedule.held(.high, now: now) == nil,
            let address = address(of: person, avoiding: ends), !ends.brokenChannels.contains(address.channel),
            let format = rules.channels[address.channel]
        else { return [] }
        let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now, record: record)
        let id = WideHash.hex(["request", person.id, address.channel, key, schedule.clock.day(of: now).description])
        return [writer.frozen(page(writer, format), id: id, notices: [], alerts: [], to: address, format: format)]
    }
}

extension ChannelFormat {
    /// Is there room for every language of a text? A chat or an SMS has room for those that its reader reads.
    fileprivate var showsAllLanguages: Bool {
        switch self {
        case .mail, .text, .webhook: true
        case .telegram, .sms: false
        }
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

    func approvalRequest(
        for response: ResponseTemplate, of claim: Claim, _ code: ApprovalCode, isAgain: Bool, mayShowAll: Bool
    ) -> Page {
        var page = page(subject: .approveSubject, lead: .approveLead)
        var entry = entry(about: claim)
        let how = wording.say(.approveHow, ["code": code.code])
        var advice: [[Page.Span]] = isAgain ? [[.text(wording.say(.approveAgain))]] : []
        advice.append([.strong(how)])
        let hasHolding = response.variants.values.contains { $0.holding != nil }
        if hasHolding, Approving(rules, record).holdingApprover(of: response) == nil {
            advice.append([.text(wording.say(.approveHolding, ["code": code.holdingCode]))])
        }
        entry.lines.insert(Page.Line(wording.say(.advice), advice), at: 0)
        let all = response.variants.keys.sorted()
        let read = languages.filter { response.variants[$0] != nil }
        let shown = mayShowAll ? all : Array((read + all).prefix(1))
        entry.lines.append(
            Page.Line(wording.say(.approveCovers), all.map(Wording.endonym).joined(separator: ", ")))
        let pieces = AnswerPiece.all(of: response, rules: rules, record: record, now: now)
        for language in shown {
            entry.answers += texts(pieces.filter { $0.language == language }, response.variants[language])
        }
        let evidence = response.evidence.map { source -> [Page.Span] in
            var spans: [Page.Span] = [
                .text("\(source.title), \(source.publisher), \(source.date): "), .link(source.url),
            ]
            if let shows = source.shows { spans.append(.text(" \(shows)")) }
            if let copy = source.archiveURL { spans += [.text(" "), .link(copy)] }
            return spans
        }
        if !evidence.isEmpty { entry.sources = [Page.Line(wording.say(.evidence), evidence)] }
        page.entries = [entry]
        return page
    }

    private func texts(_ pieces: [AnswerPiece], _ variant: ResponseTemplate.Variant?) -> [Page.Answer] {
        // What Jibu makes of the parts is left out where the texts above say all of them: a command shows it.
        let made = Set(ResponseTemplate.Channel.allCases.filter { $0 != .spoken && variant?.texts[$0] == nil })
        var shown = pieces.filter { piece in !made.contains { $0.rawValue == piece.name } }
        func isSaid(_ part: String) -> Bool { part.isEmpty || shown.contains { $0.text.contains(part) } }
        for channel in ResponseTemplate.Channel.allCases where made.contains(channel) {
            guard let variant, let piece = pieces.first(where: { $0.name == channel.rawValue }) else { continue }
            let template = variant.template(for: channel)
            let parts = variant.parts.filter { template.contains($0.key) }.values
            if !parts.allSatisfy(isSaid) { shown.append(piece) }
        }
        return shown.map { piece in
            let name =
                switch piece.name {
                case "post": wording.say(.answerShort)
                case "sms": wording.say(.shareSMS)
                case "spoken": wording.say(.spoken)
                case "holding": wording.say(.holdingShort)
                case "do_not": wording.say(.doNot)
                case "hard_questions": wording.say(.ifAsked)
                default: piece.name
                }
            return Page.Answer(
                caption: "\(Wording.endonym(piece.language)): \(name)", from: wording.say(.copyFrom),
                to: wording.say(.copyTo), language: piece.language, text: piece.text)
        }
    }

    private func page(subject: Phrase, lead: Phrase) -> Page {
        Page(
            language: wording.language, subject: wording.say(subject),
            lead: wording.say(lead, ["name": recipient.name]),
            footer: wording.say(.footer, ["office": rules.office.name, "contact": rules.office.contact]))
    }

    private func entry(about claim: Claim) -> Page.Entry {
        Page.Entry(
            title: claim.title(in: languages), badge: severity(claim.severity), isGrave: claim.severity >= .high,
            lines: [Page.Line(wording.say(.askStatement), claim.statement(in: languages))])
    }
}
