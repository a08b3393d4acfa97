import Model
import Text

/// Who approved which words, as a fold over the approvals of the ledger: taking one twice changes nothing.
package struct Approving: Sendable {
    private let rules: AlertingRules
    private let record: AnswerRecord

    package init(_ rules: AlertingRules, _ record: AnswerRecord) { (self.rules, self.record) = (rules, record) }

    package enum State: Sendable, Hashable {
        /// Nobody is named as approver: the status in the file counts.
        case fileCounts
        case missing
        /// One person approved alone, and may do so for good from this instant on, after reading it again.
        case readAgain(from: Instant, by: String)
        case approved(by: String, at: Instant, isAlone: Bool)
    }

    /// Are these very words approved?
    package func state(of response: ResponseTemplate) -> State {
        guard !rules.answering.approvers.isEmpty else { return .fileCounts }
        let hash = ApprovalCode(response).hash
        return state(
            of: response, by: record.approvals.filter { $0.claim == response.claim && $0.coversAnswer && $0.hash == hash })
    }

    package func isApproved(_ response: ResponseTemplate) -> Bool {
        if case .approved = state(of: response) { true } else { false }
    }

    /// Who approved the holding statements; nil: nobody.
    package func holdingApprover(of response: ResponseTemplate) -> String? {
        let hash = ApprovalCode(response).holdingHash
        let events = record.approvals.filter { $0.claim == response.claim && $0.holdingHash == hash }
        guard !rules.answering.approvers.isEmpty else {
            // In a draft that name only says who is to approve the answer.
            return response.holdingApprovedBy ?? (response.status == .approved ? response.approvedBy : nil)
        }
        if case .approved(let who, _, _) = state(of: response, by: events) { return who }
        return nil
    }

    /// Does nobody else look at what this person approves?
    package func isAlone(_ approver: String, for response: ResponseTemplate) -> Bool {
        if rules.answering.approvers.allSatisfy({ $0 == approver }) { return true }
        guard let person = rules.roster[approver] else { return false }
        return [person.id, person.name].contains(response.owner)
            || person.channels.contains { $0.address == response.owner }
    }

    private func state(of response: ResponseTemplate, by events: [Approval]) -> State {
        var first: [String: Instant] = [:]
        var waiting: State = .missing
        for event in events.sorted(by: { $0.at < $1.at }) where rules.answering.approvers.contains(event.approver) {
            guard isAlone(event.approver, for: response) else {
                return .approved(by: event.approver, at: event.at, isAlone: false)
            }
            guard let start = first[event.approver] else {
                first[event.approver] = event.at
                waiting = .readAgain(from: event.at.advanced(by: rules.answering.aloneAfter), by: event.approver)
                continue
            }
            if event.at >= start.advanced(by: rules.answering.aloneAfter) {
                return .approved(by: event.approver, at: event.at, isAlone: true)
            }
        }
        return waiting
    }
}

/// Replies that approve.
extension Approving {
    package enum Taking: Sendable, Hashable {
        case approval(Approval)
        /// Why it was not taken, in one sentence for the run report.
        case refused(String)
    }

    /// Words that begin an approval, folded.
    static let words = [
        "approve", "approved", "approuve", "approuver", "approuvé", "j'approuve", "одобряю", "одобрить", "утверждаю",
        "мақұлдаймын", "макулдаймын", "бекітемін", "idhinisha", "naidhinisha", "nakubali", "emeza", "ndemeje",
        "ndabyemeje", "nemeje",
    ]

    /// Does a reply begin with a word that approves?
    package static func isApproval(_ text: String) -> Bool {
        first(of: text).map { words.contains($0) } ?? false
    }

    /// Takes a reply `approve CODE` as an approval of the text with that code, when its sender may approve.
    package func take(_ reply: Reply) -> Taking {
        guard reply.isAuthentic else {
            return .refused("an approval over \(reply.channel) was not taken: nothing vouches for its sender")
        }
        let address = Recipient.Address(channel: reply.channel, address: reply.address)
        let people = rules.recipients.filter { $0.channels.contains(address) }
        guard let person = people.first(where: { rules.answering.approvers.contains($0.id) }) else {
            return .refused("an approval over \(reply.channel) was not taken: its sender is no approver")
        }
        let digits = reply.text.split { !$0.isNumber }.first { $0.utf8.count == 6 }.map(String.init) ?? ""
        let found = rules.responses.values.map { ($0, ApprovalCode($0)) }
            .filter { $0.1.code == digits || $0.1.holdingCode == digits }
        guard let (response, code) = found.first, found.count == 1 else {
            return .refused(
                "an approval by \(person.id) was not taken: no text has the code "
                    + "\(digits.isEmpty ? "that it gives" : digits) (any more)")
        }
        return .approval(
            Approval(
                claim: response.claim, hash: code.hash, holdingHash: code.holdingHash, coversAnswer: code.code == digits,
                approver: person.id, channel: reply.channel, externalID: reply.id, at: reply.at))
    }

    private static func first(of text: String) -> String? {
        text.split(whereSeparator: { $0.isWhitespace || $0 == ":" || $0 == "/" }).first.map {
            Canon.canonical(String($0)).replacing("’", with: "'")
        }
    }
}
