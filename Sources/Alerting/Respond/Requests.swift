import Model
import Text

/// Requests to people whose word is missing: the one who knows the matter, and those who approve texts.
extension Alerter {
    /// One message to each of them and claim a day, over a channel that works, outside their quiet hours; nothing of a
    /// request is forgotten, since it is made anew in every run until its reason is gone. Its id is the same all day.
    ///
    /// - Parameters:
    ///   - repliedOver: channels whose replies are read.
    ///   - uncorrected: claims that are right after all although people were told otherwise, each with the instant
    ///     since which Jibu knows it.
    package func requests(
        state: AlertingState, record: AnswerRecord, avoiding ends: DeadEnds, repliedOver: Set<String>,
        uncorrected: [String: Instant] = [:], now: Instant
    ) -> [Digest] {
        let live = state.alerts.values.filter(\.state.isLive)
        let corrections = uncorrected.sorted { $0.key < $1.key }.flatMap {
            correctionRequests($0.key, since: $0.value, record: record, avoiding: ends, repliedOver, now)
        }
        return corrections + Set(live.map(\.claim)).sorted().flatMap { claim -> [Digest] in
            let decision = Responder(rules, record: record).decide(
                claim: claim, alerts: state.counted(claim: claim), languages: [], now: now)
            guard let refusal = decision.refusal, let claim = rules.claims[claim] else { return [] }
            var digests: [Digest] = []
            let response = rules.responses[claim.id]
            if refusal.reason.asksFactOwner(of: response), let person = person(response?.factOwner) {
                if let (writer, address, format) = way(to: person, avoiding: ends, record, now) {
                    let page = writer.factRequest(about: claim, owner: response?.owner ?? claim.owner)
                    digests.append(request(page, "fact \(claim.id)", writer, to: address, format))
                }
            }
            if let response {
                digests += approvalRequests(
                    response, claim, refusal.reason, avoiding: ends, record, repliedOver, now)
            }
            return digests
        }
    }

    private func approvalRequests(
        _ response: ResponseTemplate, _ claim: Claim, _ reason: ResponseDecision.Refusal.Reason,
        avoiding ends: DeadEnds, _ record: AnswerRecord, _ repliedOver: Set<String>, _ now: Instant
    ) -> [Digest] {
        var isAgain = false
        switch reason {
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
            let way = ApprovalWay(over: format, isRead: repliedOver.contains(address.channel))
            let pages = writer.approvalRequests(for: response, of: claim, code, isAgain: isAgain, way, over: format)
            return pages.enumerated().map { number, page in
                request(page, number == 0 ? key : "\(key) part \(number)", writer, to: address, format)
            }
        }
    }

    /// By id, by name or by address: what people write into a file.
    private func person(_ name: String?) -> Recipient? {
        guard let name else { return nil }
        return rules.roster[name]
            ?? rules.recipients.first { $0.name == name || $0.channels.contains { $0.address == name } }
    }

    /// Asks those who can mend it to correct what was sent: once, since their office sees it in every run. Until what
    /// is right is approved, the approvers are asked for that too.
    private func correctionRequests(
        _ id: String, since: Instant, record: AnswerRecord, avoiding ends: DeadEnds, _ repliedOver: Set<String>,
        _ now: Instant
    ) -> [Digest] {
        guard let claim = rules.claims[id], let response = rules.responses[id] else { return [] }
        let named = [response.owner, claim.owner].compactMap { person($0)?.id } + rules.answering.approvers
        let asked = rules.recipients.filter { named.contains($0.id) || $0.role == .pressOfficer }
        let requests = asked.compactMap { person -> Digest? in
            guard let (writer, address, format) = way(to: person, avoiding: ends, record, now) else { return nil }
            let key = ["correction wanted", person.id, address.channel, claim.id, String(since.milliseconds)]
            let id = WideHash.hex(key)
            return writer.frozen(
                writer.correctionRequest(about: claim), id: id, notices: [], alerts: [], to: address, format: format)
        }
        guard let reason = Responder(rules, record: record).refusalOfTruth(claim: id, now: now) else { return requests }
        return requests
            + approvalRequests(response, claim, reason, avoiding: ends, record, repliedOver, now)
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

    func correctionRequest(about claim: Claim) -> Page {
        var page = page(subject: .trueSubject, lead: .trueLead)
        var entry = entry(about: claim)
        let how = wording.say(.trueHow, ["command": "jibu correct \(claim.id) --response"])
        entry.lines.append(
            Page.Line(wording.say(.advice), [[.strong(wording.say(.trueAdvice))], [.text(how)]]))
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
