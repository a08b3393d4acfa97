import Model
import Mustache

/// Decides whether a claim is answered or only watched, and finds the approved answer (delivery.md 4).
package struct Responder: Sendable {
    private let rules: AlertingRules

    package init(_ rules: AlertingRules) { self.rules = rules }

    /// - Parameters:
    ///   - alerts: the standing alerts of the claim.
    ///   - places: what the answer may name as its place, nearest to the reader first; nil: the places of the alerts.
    ///   - languages: the recipient's, in order of preference; then come the office's, then the response's own first.
    package func decide(
        claim: String, alerts: [Alert], places: [AlertPlace]? = nil, languages: [String], now: Instant
    ) -> ResponseDecision {
        let counted = alerts.filter { $0.state != .dismissed }
        let posts = counted.flatMap(\.posts)
        let severity = counted.map(\.severity).max() ?? rules.claims[claim]?.severity ?? .low
        var decision = ResponseDecision(
            kind: .monitor, reach: Reach(posts), severity: severity, tipping: rules.tipping, answer: nil, refusal: nil)
        // There is nothing yet that could be answered.
        if rules.claims[claim]?.isTopicWatch == true { return decision }
        guard rules.tipping.isReached(by: posts, severity: severity) else { return decision }
        decision.kind = .respond
        switch answer(
            claim: claim, places: places ?? counted.flatMap(\.places), languages: languages, now: now)
        {
        case .success(let answer): decision.answer = answer
        case .failure(let refusal): decision.refusal = refusal
        }
        return decision
    }

    private func answer(
        claim: String, places: [AlertPlace], languages: [String], now: Instant
    ) -> Result<ResponseDecision.Answer, ResponseDecision.Refusal> {
        typealias Refusal = ResponseDecision.Refusal
        guard let response = rules.responses[claim] else {
            return .failure(Refusal(reason: .missing, owner: rules.claims[claim]?.owner ?? rules.office.contact))
        }
        let today = LocalTime(rules.office.timeZone, orElse: "UTC").day(of: now)
        switch response.status {
        case .draft: return .failure(Refusal(reason: .draft, owner: response.owner))
        case .expired: return .failure(Refusal(reason: .expired, owner: response.owner))
        case .approved where response.reviewBy < today:
            return .failure(Refusal(reason: .reviewOverdue(response.reviewBy), owner: response.owner))
        case .approved: break
        }
        let wanted = languages + rules.office.languages + response.variants.keys.sorted()
        guard let language = wanted.first(where: { response.variants[$0] != nil }),
            let variant = response.variants[language]
        else { return .failure(Refusal(reason: .missing, owner: response.owner)) }
        let fields = fields(of: response, variant, language: language, places: places)
        guard let post = render(variant.post, fields), !post.allSatisfy(\.isWhitespace) else {
            return .failure(Refusal(reason: .broken, owner: response.owner))
        }
        return .success(
            ResponseDecision.Answer(
                version: response.version, language: language, approvedBy: response.approvedBy,
                approvedOn: response.approvedOn, post: post, sms: variant.sms.flatMap { render($0, fields) },
                contact: response.contact, evidence: response.evidence))
    }

    private func fields(
        of response: ResponseTemplate, _ variant: ResponseTemplate.Variant, language: String, places: [AlertPlace]
    ) -> [String: String] {
        let place = places.first { $0.reason != .catchAll }?.place
        return [
            "fact": variant.fact, "warning": variant.warning, "myth_once": variant.mythOnce,
            "why_wrong": variant.whyWrong, "instead": variant.instead, "action": variant.action,
            "contact": response.contact, "evidence_url": response.evidence.first?.url ?? "",
            "place": place.map { rules.places.name(of: $0, in: [language] + rules.office.languages) } ?? "",
        ]
    }

    /// Renders one of the office's own texts. Nothing from a post is among the fields, and never a template (S9).
    /// Nil when the template cannot be read or is unreasonably large.
    private func render(_ template: String, _ fields: [String: String]) -> String? {
        guard template.utf8.count <= Self.longestTemplate else { return nil }
        guard let parsed = try? MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + template) else { return nil }
        return parsed.render(fields)
    }

    /// Bytes; a text for a phone is a fiftieth of it, and the parser's recursion is bounded by it.
    private static let longestTemplate = 8192
}
