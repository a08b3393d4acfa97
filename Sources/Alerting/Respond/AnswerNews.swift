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
                answerNotice(to: $0, of: claim, ready: ready, hash: hash, state: state, record: record, now: now)
            }
        }
        return notices
    }

    /// Since when runs know that the answer may be given out; nil when it always was, as far as the ledger knows. When
    /// somebody approved it says nothing: a digest may have gone out before their word was read.
    private func ready(_ response: ResponseTemplate, record: AnswerRecord) -> Instant? {
        var ready: Instant?
        if Approving(rules, record).isApproved(response) { ready = Approving(rules, record).known(response) }
        if let page = record.publications[response.claim], page.foundHash == ApprovalCode(response).hash,
            let found = page.checked
        {
            ready = max(ready ?? found, found)
        }
        return ready
    }

    private func answerNotice(
        to person: Recipient, of claim: String, ready: Instant, hash: String, state: AlertingState,
        record: AnswerRecord, now: Instant
    ) -> Notice? {
        let id = WideHash.hex(["notice", claim, person.id, "answer", hash])
        let made = state.notices(to: person.id, of: claim)
        // What was told since then, and what this run tells, has the answer.
        guard let schedule = rules.schedules[person.id],
            !made.contains(where: { $0.id == id || ready <= $0.notBefore && $0.notBefore <= now }),
            let told = made.last(where: { $0.notBefore < ready && isTold($0, to: person, state, record) }),
            let alert = state.resolve(told.alert)
        else { return nil }
        let slot = HeldSchedule(schedule, holds(on: alert, state: state, now: now).hold(for: person)).slot(
            alert.urgency(at: now), interrupts: true, now: now)
        // So has what comes no later; a step of escalation may never come.
        guard !made.contains(where: { $0.notBefore > now && $0.notBefore <= slot.notBefore && $0.kind != .escalation })
        else { return nil }
        return Notice(
            id: id, alert: alert.id, recipient: person.id, route: told.route, kind: .update, created: now,
            notBefore: slot.notBefore, held: slot.held)
    }

    /// Is a notice about an alert that its reader may still be told of?
    private func isTold(
        _ notice: Notice, to person: Recipient, _ state: AlertingState, _ record: AnswerRecord
    ) -> Bool {
        guard let alert = state.resolve(notice.alert) else { return false }
        return alert.state == .open || alert.state == .notified
            || alert.state == .claimed && record.claimedBy[alert.id] == person.id
    }
}
