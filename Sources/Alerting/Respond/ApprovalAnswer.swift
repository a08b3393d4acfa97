import Model
import Text

/// What is said to somebody whose reply approves a text, or was meant to.
package enum ApprovalAnswer: Sendable, Hashable {
    case approved(claim: String)
    case approvedHolding(claim: String)
    /// They approve alone: it counts when they do so again after this instant.
    case again(claim: String, after: Instant)
    case unknownCode(String)
    case withoutCode
    case notYours

    fileprivate var claim: String? {
        switch self {
        case .approved(let claim), .approvedHolding(let claim), .again(let claim, _): claim
        case .unknownCode, .withoutCode, .notYours: nil
        }
    }
}

/// What replies that approve lead to, for the transaction that their cursors stand in.
package struct ApprovalsTaken: Sendable {
    package var approvals: [Approval] = []
    /// Answers to those who wrote.
    package var answers: [Digest] = []
    /// Why one was not taken, for the report of the run.
    package var refusals: [String] = []

    package init() {}
}

extension Alerter {
    /// Takes replies that approve, in the order in which they were written. Nobody who wrote meets silence.
    package func approve(_ replies: [Reply], record: AnswerRecord, now: Instant) -> ApprovalsTaken {
        var done = ApprovalsTaken()
        var record = record
        for reply in replies {
            let answer: ApprovalAnswer
            switch Approving(rules, record).take(reply) {
            case .approval(var approval):
                approval.taken = now
                record.approvals.append(approval)
                done.approvals.append(approval)
                answer = Approving(rules, record).answer(to: approval)
            case .refused(let why, let told):
                done.refusals.append(why)
                answer = told
            }
            if let word = word(answer, to: reply, now: now) { done.answers.append(word) }
        }
        return done
    }

    /// Frozen for the channel that the reply came over; nil when its sender is on no roster.
    private func word(_ answer: ApprovalAnswer, to reply: Reply, now: Instant) -> Digest? {
        guard reply.isAuthentic, let person = sender(of: reply, now: now), let schedule = rules.schedules[person.id],
            let format = rules.channels[reply.channel]
        else { return nil }
        let address = Recipient.Address(channel: reply.channel, address: reply.address)
        let writer = PageWriter(rules: rules, recipient: person, clock: schedule.clock, now: now)
        let id = WideHash.hex(["approval", person.id, reply.channel, reply.id])
        return writer.frozen(writer.page(answer), id: id, notices: [], alerts: [], to: address, format: format)
    }
}

extension Approving {
    fileprivate func answer(to approval: Approval) -> ApprovalAnswer {
        let claim = approval.claim
        guard let response = rules.responses[claim] else { return .withoutCode }
        switch approval.coversAnswer ? state(of: response) : stateOfHolding(response) {
        case .readAgain(let after, _): return .again(claim: claim, after: after)
        case .fileCounts, .missing, .approved:
            return approval.coversAnswer ? .approved(claim: claim) : .approvedHolding(claim: claim)
        }
    }
}

extension PageWriter {
    /// Neither subject nor first line names the claim.
    fileprivate func page(_ answer: ApprovalAnswer) -> Page {
        var page = page(subject: AckWording.of(wording.language).say(.subject), lead: lead(answer))
        if let claim = answer.claim {
            page.after.append(rules.claims[claim]?.title(in: languages) ?? claim)
        }
        if case .again = answer { page.after.append(wording.say(.timesNote, ["zone": clock.name])) }
        return page
    }

    private func lead(_ answer: ApprovalAnswer) -> String {
        switch answer {
        case .approved: wording.say(.approvalTaken)
        case .approvedHolding: wording.say(.approvalHolding)
        case .again(_, let after): wording.say(.approvalAgain, ["date": time(after)])
        case .unknownCode(let code): wording.say(.approvalUnknown, ["code": code])
        case .withoutCode: wording.say(.approvalWithoutCode)
        case .notYours: wording.say(.approvalNotYours)
        }
    }
}
