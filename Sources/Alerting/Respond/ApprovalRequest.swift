import Model

/// How an approver says yes to a request.
enum ApprovalWay {
    /// With a reply over the same channel.
    case reply
    /// With a touch, or a reply.
    case tap
    /// The channel brings nothing back: somebody of the office must be told (`jibu approve`).
    case tell

    /// - Parameter isRead: replies over the channel are read.
    init(over format: ChannelFormat, isRead: Bool) {
        if case .telegram = format, isRead { self = .tap } else { self = isRead ? .reply : .tell }
    }
}

/// What approvers get: every word that they approve. Only an SMS has no room for that; it says so, and its reader has
/// the texts read to them.
extension PageWriter {
    /// The request as one page, or as several when the texts of all languages are too much for one message. Each has
    /// the code, and says that there are more.
    func approvalRequests(
        for response: ResponseTemplate, of claim: Claim, _ code: ApprovalCode, isAgain: Bool, _ way: ApprovalWay,
        over format: ChannelFormat
    ) -> [Page] {
        if format.isSMS { return [shortRequest(about: claim, code, isAgain: isAgain)] }
        let answers = Dictionary(grouping: texts(of: response), by: \.language)
        let pieces = Self.split(answers, room: format.textRoom)
        return pieces.map { languages in
            var page = page(subject: .approveSubject, lead: .approveLead)
            var entry = entry(about: claim)
            let some = languages.count < answers.count ? languages : []
            let advice = advice(response, code, isAgain: isAgain, way, languages: some)
            entry.lines.insert(Page.Line(wording.say(.advice), advice), at: 0)
            let all = answers.keys.sorted().map(Wording.endonym).joined(separator: ", ")
            entry.lines.append(Page.Line(wording.say(.approveCovers), [[.text(all)]] + facts(of: response)))
            entry.lines.append(Page.Line(wording.say(.contact), response.contact))
            entry.answers = languages.flatMap { answers[$0] ?? [] }
            entry.sources = evidence(of: response)
            page.entries = [entry]
            return page
        }
    }

    /// Languages in as few groups as have room, in their order; one that is too long alone stays alone.
    private static func split(_ answers: [String: [Page.Answer]], room: Int) -> [[String]] {
        var groups: [[String]] = []
        var used = 0
        for (language, texts) in answers.sorted(by: { $0.key < $1.key }) {
            let size = texts.reduce(0) { $0 + $1.text.utf8.count + $1.caption.utf8.count }
            if groups.isEmpty || used + size > room {
                groups.append([])
                used = 0
            }
            groups[groups.count - 1].append(language)
            used += size
        }
        return groups
    }

    /// Code and contact come first: what has no room in an SMS is cut behind them.
    private func shortRequest(about claim: Claim, _ code: ApprovalCode, isAgain: Bool) -> Page {
        var page = page(subject: .approveSubject, lead: .approveLead)
        page.lead = wording.say(.approveSMS, ["code": code.code, "contact": rules.office.contact])
        page.after = (isAgain ? [wording.say(.approveAgain)] : []) + [claim.title(in: languages)]
        return page
    }

    private func advice(
        _ response: ResponseTemplate, _ code: ApprovalCode, isAgain: Bool, _ way: ApprovalWay, languages: [String]
    ) -> [[Page.Span]] {
        var advice: [[Page.Span]] = isAgain ? [[.text(wording.say(.approveAgain))]] : []
        if !languages.isEmpty {
            let names = languages.map(Wording.endonym).joined(separator: ", ")
            advice.append([.text(wording.say(.approveMore, ["languages": names]))])
        }
        advice.append(how(to: response.claim, code.code, way, isHolding: false))
        let hasHolding = response.variants.values.contains { $0.holding != nil }
        if hasHolding, Approving(rules, record).holdingApprover(of: response, on: rules.day(of: now)) == nil {
            advice.append(how(to: response.claim, code.holdingCode, way, isHolding: true))
        }
        return advice
    }

    /// How the texts with a code are approved.
    private func how(to claim: String, _ code: String, _ way: ApprovalWay, isHolding: Bool) -> [Page.Span] {
        func shown(_ text: String) -> Page.Span { isHolding ? .text(text) : .strong(text) }
        let reply = wording.say(isHolding ? .approveHolding : .approveHow, ["code": code])
        switch way {
        case .reply: return [shown(reply)]
        case .tap: return [shown(reply), .text(" "), shown(wording.say(.approveTap, ["code": code]))]
        case .tell:
            let command =
                "jibu approve \(claim) --by \(recipient.id)\(isHolding ? " --holding" : "") --code \(code)"
            let phrase: Phrase = isHolding ? .approveHoldingTell : .approveTell
            return [shown(wording.say(phrase, ["code": code, "command": command]))]
        }
    }

    /// What the approval covers beside texts and evidence.
    private func facts(of response: ResponseTemplate) -> [[Page.Span]] {
        let status: Phrase =
            switch response.claimStatus {
            case .unverified: .ratingUnverified
            case .false: .ratingFalse
            case .misleading: .ratingMisleading
            case .true: .ratingTrue
            }
        let values = ["status": wording.say(status), "date": response.reviewBy.description]
        var rows: [[Page.Span]] = [[.text(wording.say(.approveFacts, values))]]
        if let next = response.nextUpdate {
            rows.append([.text(wording.say(.approveNext, ["date": time(next)]))])
        }
        return rows
    }

    private func evidence(of response: ResponseTemplate) -> [Page.Line] {
        let evidence = response.evidence.map { source -> [Page.Span] in
            var spans: [Page.Span] = [
                .text("\(source.title), \(source.publisher), \(source.date): "), .link(source.url),
            ]
            if let shows = source.shows { spans.append(.text(" \(shows)")) }
            if let copy = source.archiveURL { spans += [.text(" "), .link(copy)] }
            return spans
        }
        return evidence.isEmpty ? [] : [Page.Line(wording.say(.evidence), evidence)]
    }

    /// Every text; what Jibu makes of the parts alone is left out, since the page for the site has all of them.
    private func texts(of response: ResponseTemplate) -> [Page.Answer] {
        let pieces = AnswerPiece.all(of: response, rules: rules, record: record, now: now)
        return pieces.filter { !$0.isMadeOfParts }.map { piece in
            let name =
                switch piece.name {
                case AnswerPiece.page: wording.say(.published)
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
                to: wording.say(.copyTo), language: piece.language, text: piece.text, isToBeRead: true)
        }
    }
}

extension ChannelFormat {
    /// Bytes of texts that one message has room for. A mail has each text twice and encoded; a webhook leaves answers
    /// out rather than cut them.
    fileprivate var textRoom: Int {
        switch self {
        case .mail: 14_000
        case .webhook: 12_000
        case .telegram, .text, .sms: 60_000
        }
    }
}
