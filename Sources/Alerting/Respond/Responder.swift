import Model

/// Decides whether a claim is answered, watched, left alone or passed on, and finds the text that may be given out
/// (delivery.md 4).
///
/// In this order: what the claim is, what the office settled, who answered already, what the numbers say; only then
/// the text, and whether it may be given out.
package struct Responder: Sendable {
    private let rules: AlertingRules
    private let record: AnswerRecord

    package init(_ rules: AlertingRules, record: AnswerRecord = AnswerRecord()) {
        (self.rules, self.record) = (rules, record)
    }

    /// - Parameters:
    ///   - alerts: the standing alerts of the claim.
    ///   - places: what the answer may name as its place, nearest to the reader first; nil: the places of the alerts.
    ///   - languages: the recipient's, in order of preference; then come the office's, then the response's own first.
    ///   - reader: the recipient; nil: nobody in particular.
    package func decide(
        claim: String, alerts: [Alert], places: [AlertPlace]? = nil, languages: [String], reader: Recipient? = nil,
        now: Instant
    ) -> ResponseDecision {
        let counted = alerts.filter { $0.state != .dismissed }
        let places = places ?? counted.flatMap(\.places)
        let response = rules.responses[claim]
        var decision = ResponseDecision(
            kind: .monitor, inputs: inputs(claim: claim, counted, places: places, reader: reader, now: now))
        decision.published = response.flatMap { published($0) }
        (decision.kind, decision.cause) = kind(claim: claim, response, decision.inputs)
        guard decision.kind == .respond else { return decision }
        // Nobody posts on these days, whatever was approved (docs/decisions/0021-election-silence.md).
        if let end = rules.electionSilence(about: counted.flatMap(\.places), now: now) {
            (decision.withheldUntil, decision.published) = (end, nil)
            return decision
        }
        let wanted = languages + rules.office.languages + (response?.variants.keys.sorted() ?? [])
        if let other = voice(counted, places: places, reader: reader) {
            decision.refusal = ResponseDecision.Refusal(reason: .taken(by: other), owner: other)
            return decision
        }
        switch answer(claim: claim, response, places: places, languages: wanted, now: now) {
        case .success(let answer): decision.answer = answer
        case .failure(let refusal):
            decision.refusal = refusal
            decision.holding = response.flatMap { holding($0, places: places, languages: wanted, now: now) }
        }
        return decision
    }

    /// The approved answer for a reader, whatever the numbers say; nil when none may be given out.
    func approved(claim: String, for reader: Recipient, now: Instant) -> ResponseDecision.Answer? {
        let response = rules.responses[claim]
        let languages = reader.languages + rules.office.languages + (response?.variants.keys.sorted() ?? [])
        return try? answer(claim: claim, response, places: [], languages: languages, now: now).get()
    }

    /// What a record says of a claim that is right after all, for somebody who was told otherwise; nil when it may not
    /// be given out.
    func truth(claim: String, for reader: Recipient, now: Instant) -> ResponseDecision.Answer? {
        let response = rules.responses[claim]
        let languages = reader.languages + rules.office.languages + (response?.variants.keys.sorted() ?? [])
        return try? answer(claim: claim, response, places: [], languages: languages, isTruth: true, now: now).get()
    }

    /// Why what a record says of a claim that is right after all may not be given out; nil when it may.
    package func refusalOfTruth(claim: String, now: Instant) -> ResponseDecision.Refusal.Reason? {
        refusal(claim: claim, isTruth: true, now: now)
    }

    /// Why there is no approved answer for anybody, whatever the numbers say; nil when there is one.
    package func refusalOfAnswer(claim: String, now: Instant) -> ResponseDecision.Refusal.Reason? {
        refusal(claim: claim, isTruth: false, now: now)
    }

    private func refusal(claim: String, isTruth: Bool, now: Instant) -> ResponseDecision.Refusal.Reason? {
        let response = rules.responses[claim]
        let languages = rules.office.languages + (response?.variants.keys.sorted() ?? [])
        switch answer(claim: claim, response, places: [], languages: languages, isTruth: isTruth, now: now) {
        case .success: return nil
        case .failure(let refusal): return refusal.reason
        }
    }

    // MARK: The decision

    private func inputs(
        claim: String, _ counted: [Alert], places: [AlertPlace], reader: Recipient?, now: Instant
    ) -> DecisionInputs {
        let plain = counted.map { $0.keeping([]) }
        let posts = plain.flatMap(\.posts)
        let recent = now.advanced(by: .hours(-6))
        let local = plain.filter { isLocal($0, to: reader) }.reduce(0) { $0 + $1.posts.count }
        return DecisionInputs(
            reach: Reach(posts), aside: AsidePosts.all(counted.flatMap(\.posts)),
            speed: posts.count { $0.appeared > recent },
            localShare: posts.isEmpty ? 0 : local * 100 / posts.count,
            severity: counted.map(\.severity).max() ?? rules.claims[claim]?.severity ?? .low,
            isAnswered: counted.contains { $0.state == .responded && Self.isNear($0.places, places, in: rules.places) },
            tipping: rules.responses[claim]?.decision.respondFrom ?? rules.tipping)
    }

    private func kind(
        claim: String, _ response: ResponseTemplate?, _ inputs: DecisionInputs
    ) -> (ResponseDecision.Kind, ResponseDecision.Cause?) {
        if let claim = rules.claims[claim] {
            // There is nothing yet that could be answered.
            if claim.isTopicWatch { return (.monitor, .topicWatch) }
            switch claim.kind {
            case .opinion, .criticism, .satire: return (.ignore, .protected(claim.kind))
            case .experimental: return (.monitor, .experimental)
            case .claim: break
            }
        }
        if response?.claimStatus == .true { return (.monitor, .trueAfterAll) }
        let settled = response?.decision ?? ResponseTemplate.Decision()
        switch settled.choice {
        case .refer: return (.refer, .refersTo(settled.referTo ?? "", settled.reason))
        case .ignore: return (.ignore, .settled(settled.reason))
        case .monitor: return (.monitor, .settled(settled.reason))
        case .auto: break
        }
        if inputs.isAnswered { return (.monitor, .answered) }
        // A guess: a person should look, and nobody is given a text to post.
        if inputs.reach.posts == 0, !inputs.aside.isEmpty { return (.monitor, .aside) }
        if inputs.reach.isUnknown {
            let isGrave = inputs.severity >= rules.answering.unknownReachFrom
            return (isGrave ? .respond : .monitor, .unknownReach)
        }
        return (inputs.isTipped ? .respond : .monitor, nil)
    }

    private func isLocal(_ alert: Alert, to reader: Recipient?) -> Bool {
        guard let reader, !reader.areas.isEmpty else { return true }
        return alert.places.contains { place in reader.areas.contains { rules.places.holds($0, place.place) } }
    }

    /// Do two lists of places touch? Where nothing is known they do.
    static func isNear(_ left: [AlertPlace], _ right: [AlertPlace], in places: PlaceTree) -> Bool {
        let (left, right) = (left.filter { $0.reason != .catchAll }, right.filter { $0.reason != .catchAll })
        guard !left.isEmpty, !right.isEmpty else { return true }
        return left.contains { one in
            right.contains { places.holds(one.place, $0.place) || places.holds($0.place, one.place) }
        }
    }

    /// Who else has claimed an alert of this claim here: one voice per claim and area.
    private func voice(_ alerts: [Alert], places: [AlertPlace], reader: Recipient?) -> String? {
        guard let reader else { return nil }
        let claimed = alerts.filter { $0.state == .claimed && Self.isNear($0.places, places, in: rules.places) }
        let owners = claimed.compactMap { record.claimedBy[$0.id] }
        guard !owners.contains(reader.id), let other = owners.first else { return nil }
        return rules.roster[other]?.name ?? other
    }

    // MARK: The text

    /// - Parameter isTruth: what is right is meant, of a claim that is right after all; it is told to those who were
    ///   told otherwise, and spread by nobody.
    private func answer(
        claim: String, _ response: ResponseTemplate?, places: [AlertPlace], languages: [String], isTruth: Bool = false,
        now: Instant
    ) -> Result<ResponseDecision.Answer, ResponseDecision.Refusal> {
        typealias Refusal = ResponseDecision.Refusal
        guard let response else {
            return .failure(Refusal(reason: .missing, owner: rules.claims[claim]?.owner ?? rules.office.contact))
        }
        let owner = response.factOwner.map { rules.roster[$0]?.name ?? $0 } ?? response.owner
        func refused(_ reason: Refusal.Reason) -> Result<ResponseDecision.Answer, Refusal> {
            .failure(Refusal(reason: reason, owner: owner))
        }
        if response.claimStatus == .true, !isTruth { return refused(.trueAfterAll) }
        if response.status == .expired { return refused(.expired) }
        let today = rules.day(of: now)
        if response.status == .approved, response.reviewBy < today { return refused(.reviewOverdue(response.reviewBy)) }
        var (approvedBy, approvedOn) = (response.approvedBy, response.approvedOn)
        switch Approving(rules, record).state(of: response) {
        case .fileCounts: if response.status == .draft { return refused(.draft) }
        case .missing: return refused(.notApproved)
        case .readAgain(let from, _): return refused(.readAgain(from))
        case .approved(let by, let at, _):
            if response.reviewBy < today { return refused(.reviewOverdue(response.reviewBy)) }
            approvedBy = rules.roster[by]?.name ?? by
            approvedOn = rules.day(of: at)
        }
        guard let language = languages.first(where: { response.variants[$0] != nil }) else { return refused(.missing) }
        let texts = AnswerTexts(
            rules: rules, response: response, language: language, places: places, link: published(response), now: now)
        guard let post = isTruth ? texts.truth : texts.post else { return refused(.broken) }
        // What stands on no page yet is not spread by anybody.
        let mustBePublished = rules.answering.siteFirst || record.publications[response.claim] != nil
        if mustBePublished, !isTruth, published(response) == nil { return refused(.notOnSite) }
        let variant = response.variants[language]
        return .success(
            ResponseDecision.Answer(
                version: response.version, language: language, approvedBy: approvedBy, approvedOn: approvedOn,
                post: post, sms: texts.sms, texts: texts.channels, written: Set((variant?.texts ?? [:]).keys),
                contact: response.contact, evidence: response.evidence, doNot: variant?.doNot ?? [],
                hardQuestions: variant?.hardQuestions ?? []))
    }

    /// The page on which the text, as it is now, was found.
    private func published(_ response: ResponseTemplate) -> String? {
        guard let page = record.publications[response.claim], page.foundHash == ApprovalCode(response).hash else {
            return nil
        }
        return page.url
    }

    private func holding(
        _ response: ResponseTemplate, places: [AlertPlace], languages: [String], now: Instant
    ) -> ResponseDecision.Holding? {
        // Nothing is looked into any more where the claim is right. A statement that was approved for itself outlives
        // the answer: it is needed just then.
        guard response.claimStatus != .true,
            let who = Approving(rules, record).holdingApprover(of: response, on: rules.day(of: now)),
            let language = languages.first(where: { response.variants[$0]?.holding?.isEmpty == false })
        else { return nil }
        let texts = AnswerTexts(
            rules: rules, response: response, language: language, places: places, link: nil, now: now)
        return texts.holding.map {
            ResponseDecision.Holding(language: language, text: $0, approvedBy: rules.roster[who]?.name ?? who)
        }
    }
}
