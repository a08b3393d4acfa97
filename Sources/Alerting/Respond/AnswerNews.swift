import Model
import Text

/// People who were told of a claim before its answer was ready hear of the answer.
extension Alerter {
    /// An update for everybody who was told before the text was approved, or found on the office's site. Made at most
    /// once for each text and person: asking again gives the same notices.
    package func answerNews(state: AlertingState, record: AnswerRecord, now: Instant) -> [Notice] {
        var notices: [Notice] = []
        let live = state.alerts.values.filter(\.state.isLive)
        for claim in Set(live.map(\.claim)).sorted() {
            guard let response = rules.responses[claim], let ready = ready(response, record: record) else { continue }
            let decision = Responder(rules, record: record).decide(
                claim: claim, alerts: state.counted(claim: claim), languages: [], now: now)
            guard decision.answer != nil else { continue }
            let hash = ApprovalCode(response).hash + (decision.published.map { " \($0)" } ?? "")
            notices += rules.recipients.compactMap {
                answerNotice(to: $0, of: claim, ready: ready, hash: hash, state: state, now: now)
            }
        }
        return notices
    }

    /// When the answer became what may be given out; nil when it always was, as far as the ledger knows.
    private func ready(_ response: ResponseTemplate, record: AnswerRecord) -> Instant? {
        var ready: Instant?
        if case .approved(_, let at, _) = Approving(rules, record).state(of: response) { ready = at }
        if let page = record.publications[response.claim], page.foundHash == ApprovalCode(response).hash,
            let found = page.checked
        {
            ready = max(ready ?? found, found)
        }
        return ready
    }

    private func answerNotice(
        to person: Recipient, of claim: String, ready: Instant, hash: String, state: AlertingState, now: Instant
    ) -> Notice? {
        let made = state.notices(to: person.id, of: claim)
        // Who has a notice that waits will get the answer with it.
        guard let schedule = rules.schedules[person.id], made.allSatisfy({ $0.notBefore <= now && $0.created < ready }),
            let last = made.last, let alert = state.resolve(last.alert), alert.state.isLive
        else { return nil }
        let slot = HeldSchedule(schedule, holds(on: alert, state: state, now: now).hold(for: person)).slot(
            alert.urgency(at: now), interrupts: true, now: now)
        return Notice(
            id: WideHash.hex(["notice", claim, person.id, "answer", hash]), alert: alert.id, recipient: person.id,
            route: last.route, kind: .update, created: now, notBefore: slot.notBefore, held: slot.held)
    }
}
