import Model

/// What to do about one claim: the decision first, with what it was made by, then the texts.
extension PageWriter {
    func advice(
        _ decision: ResponseDecision, _ item: DigestItem, _ claim: Claim?, _ detail: Detail
    ) -> Page.Line {
        if claim?.isTopicWatch == true {
            return Page.Line(wording.say(.advice), [[.strong(wording.say(.topicWatch))]])
        }
        var rows: [[Page.Span]] = [[.strong(taken(decision) ?? advice(decision))]]
        // Where no post counts there are no numbers; why none does is said below.
        if detail.hasInputs, !item.isExercise, decision.reach.posts > 0 {
            rows.append([.text(inputs(decision.inputs))])
        }
        // The foot of the digest says what holds for the others.
        if decision.tipping != rules.tipping { rows.append([.text(limits(decision.tipping))]) }
        if let cause = cause(decision) { rows.append([.text(cause)]) }
        if let end = decision.withheldUntil {
            rows.append([.strong(wording.say(.electionSilence, ["date": time(end)]))])
        }
        if let refusal = decision.refusal, decision.taker == nil {
            let reason = reason(refusal.reason)
            rows.append([.text(wording.say(.noAnswer, ["reason": reason, "owner": refusal.owner]))])
        }
        if item.elsewhere > 0 { rows.append([.text(wording.say(.elsewhere, item.elsewhere))]) }
        return Page.Line(wording.say(.advice), rows)
    }

    /// Who has it instead of the reader. A page is named only when there is one to share.
    private func taken(_ decision: ResponseDecision) -> String? {
        decision.taker.map { wording.say(decision.published == nil ? .takenWait : .taken, ["name": $0]) }
    }

    private func advice(_ decision: ResponseDecision) -> String {
        switch decision.kind {
        // Nobody is told to answer now while there is nothing approved to answer with.
        case .respond: return wording.say(decision.answer == nil ? .respondLater : .respond)
        case .monitor: return wording.say(decision.cause == .trueAfterAll ? .trueAdvice : .monitor)
        case .ignore: return wording.say(.ignoreAdvice)
        case .refer:
            if case .refersTo(let who, _) = decision.cause { return wording.say(.referAdvice, ["who": who]) }
            return wording.say(.ignoreAdvice)
        }
    }

    private func inputs(_ inputs: DecisionInputs) -> String {
        let found = foundBy(inputs.reach)
        return wording.say(
            .decidedBy,
            [
                "found": found, "speed": String(inputs.speed), "local": String(inputs.localShare),
                "severity": severity(inputs.severity),
                "answered": wording.say(inputs.isAnswered ? .answeredYes : .answeredNo),
            ])
    }

    private func cause(_ decision: ResponseDecision) -> String? {
        switch decision.cause {
        case nil: return decision.kind == .monitor ? wording.say(.watchNote) : nil
        case .topicWatch, .trueAfterAll: return nil
        case .protected: return wording.say(.causeOpinion)
        case .aside: return wording.say(.causeAside)
        case .experimental: return wording.say(.causeExperimental)
        case .unknownReach: return wording.say(.causeUnknown)
        case .answered: return wording.say(.causeAnswered)
        case .settled(let reason), .refersTo(_, let reason):
            return reason.map { wording.say(.causeSettled, ["reason": $0]) }
        }
    }

    private func reason(_ reason: ResponseDecision.Refusal.Reason) -> String {
        switch reason {
        case .missing: wording.say(.answerMissing)
        case .draft: wording.say(.answerDraft)
        case .expired: wording.say(.answerExpired)
        case .broken: wording.say(.answerBroken)
        case .reviewOverdue(let day): wording.say(.answerOverdue, ["date": day.description])
        case .notApproved: wording.say(.answerNotApproved)
        case .readAgain(let instant): wording.say(.answerReadAgain, ["date": time(instant)])
        case .notOnSite: wording.say(.answerNotOnSite)
        case .trueAfterAll: wording.say(.answerTrue)
        case .taken(let name): name
        }
    }

    // MARK: Texts

    /// The text, its short forms, and links that open other programs with it.
    func answers(_ answer: ResponseDecision.Answer, _ detail: Detail, subject: String) -> [Page.Answer] {
        var caption = wording.say(.answer, ["version": String(answer.version)])
        if answer.language != wording.language {
            caption += ", " + wording.say(.answerLanguage, ["language": Wording.endonym(answer.language)])
        }
        if let who = answer.approvedBy {
            caption += ", " + wording.say(.approvedBy, ["who": who, "date": answer.approvedOn?.description ?? "?"])
        }
        var answers = [text(caption, answer.post, in: answer.language)]
        guard detail.hasShortForms else { return answers }
        answers[0].links = ShareLink.all(for: answer, subject: subject).map {
            Page.Link(label: wording.say($0.program.phrase), url: $0.url)
        }
        if let sms = answer.sms { answers.append(text(wording.say(.smsAnswer), sms, in: answer.language)) }
        if showsVariants { answers += variants(of: answer) }
        return answers
    }

    /// Texts of their own for X, Facebook and the chats.
    private func variants(of answer: ResponseDecision.Answer) -> [Page.Answer] {
        let places: [ResponseTemplate.Channel] = [.x, .facebook, .telegram, .whatsapp]
        return places.filter(answer.written.contains).compactMap { channel in
            answer.texts[channel].map {
                text("\(wording.say(.answerShort)): \(wording.platform(channel.rawValue))", $0, in: answer.language)
            }
        }
    }

    func answer(_ holding: ResponseDecision.Holding) -> Page.Answer {
        text(wording.say(.holding, ["who": holding.approvedBy]), holding.text, in: holding.language)
    }

    private func text(_ caption: String, _ text: String, in language: String) -> Page.Answer {
        Page.Answer(
            caption: caption, from: wording.say(.copyFrom), to: wording.say(.copyTo), language: language, text: text)
    }

    /// Contact and evidence, as far as the answer does not name them itself.
    func evidence(_ answer: ResponseDecision.Answer, _ detail: Detail) -> [Page.Line] {
        var lines: [Page.Line] = []
        if !answer.post.contains(answer.contact) { lines.append(Page.Line(wording.say(.contact), answer.contact)) }
        let evidence = answer.evidence.filter { detail.repeatsEvidence || !answer.post.contains($0.url) }.prefix(3)
        if !evidence.isEmpty {
            lines.append(
                Page.Line(
                    wording.say(.evidence),
                    evidence.map { evidence in
                        let name = "\(evidence.title), \(evidence.publisher), \(evidence.date)"
                        return answer.post.contains(evidence.url)
                            ? [.text(name)] : [.text(name + ": "), .link(evidence.url)]
                    }))
        }
        return lines
    }

    /// What to say aloud, what not to do, and what may be asked.
    func briefing(_ answer: ResponseDecision.Answer, _ detail: Detail) -> [Page.Line] {
        guard detail.hasBriefing else { return [] }
        var lines: [Page.Line] = []
        if let spoken = answer.texts[.spoken] { lines.append(Page.Line(wording.say(.spoken), spoken)) }
        if !answer.doNot.isEmpty {
            lines.append(Page.Line(wording.say(.doNot), answer.doNot.prefix(5).map { [.text($0)] }))
        }
        if !answer.hardQuestions.isEmpty {
            lines.append(
                Page.Line(
                    wording.say(.ifAsked),
                    answer.hardQuestions.prefix(5).map { [.strong($0.question), .text(" " + $0.answer)] }))
        }
        return lines
    }
}

extension ShareLink.Program {
    var phrase: Phrase {
        switch self {
        case .telegram: .shareTelegram
        case .whatsapp: .shareWhatsApp
        case .sms: .shareSMS
        case .mail: .shareMail
        }
    }
}
