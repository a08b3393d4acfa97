import Model

/// An answer that somebody gave for a claim and area, and that stands somewhere by now.
package struct AnswerOut: Sendable {
    /// The oldest alert that it answers.
    package var entry: AckBook.Entry
    /// Whoever took it.
    package var by: String
    package var url: String
    /// Alerts of the claim about the same places, merged ones among them: who was told of one of them waits for it.
    package var alerts: Set<String>
}

/// One voice: whoever was told to leave a claim to somebody else gets the link, once there is one.
extension Alerter {
    /// Answers of the last days: the office's page, found after somebody had taken the claim, and addresses that people
    /// gave with `done`.
    package func answersOut(
        _ book: AckBook, state: AlertingState, record: AnswerRecord, now: Instant
    ) -> [AnswerOut] {
        var answers: [String: AnswerOut] = [:]
        let start = now.advanced(by: Self.longestWait)
        for entry in book.taken {
            guard let (by, url, since) = answer(to: entry, record), since >= start else { continue }
            let places = state.alerts[entry.alert]?.places ?? []
            guard rules.electionSilence(about: places, now: now) == nil else { continue }
            let near = state.alerts.values.filter {
                $0.claim == entry.claim && Responder.isNear($0.places, places, in: rules.places)
            }
            let key = "\(entry.claim) \(url)"
            var answer = answers[key] ?? AnswerOut(entry: entry, by: by, url: url, alerts: [entry.alert])
            answer.alerts.formUnion(near.map(\.id))
            answers[key] = answer
        }
        return answers.sorted { $0.key < $1.key }.map(\.value)
    }

    /// One line with the link for each of some people, within their hours: made anew in every run, under the same id,
    /// until it is out.
    package func lines(
        about answer: AnswerOut, to people: Set<String>, threads: [ClaimThread: String], avoiding ends: DeadEnds,
        now: Instant
    ) -> [Digest] {
        var entry = answer.entry
        entry.threads = threads
        return people.sorted().filter { $0 != answer.by }.compactMap { id in
            guard let person = rules.roster[id],
                person.outsideMandate(at: now, officeZone: rules.office.timeZone) == nil
            else { return nil }
            return word(
                .out(url: answer.url), about: entry, to: id, over: nil, key: [answer.entry.claim, answer.url],
                avoiding: ends, now: now)
        }
    }

    private func answer(to entry: AckBook.Entry, _ record: AnswerRecord) -> (by: String, url: String, since: Instant)? {
        switch entry.standing.state {
        case .responded(let by, let at, let url): return (by, url, at)
        case .claimed(let by, let taken, _):
            // What was found before went out with the alert.
            guard let page = record.publications[entry.claim], let response = rules.responses[entry.claim],
                page.foundHash == ApprovalCode(response).hash, let found = page.checked, found >= taken
            else { return nil }
            return (by, page.url, found)
        case .open, .dismissed: return nil
        }
    }
}
