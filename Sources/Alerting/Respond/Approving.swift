import Model
import Text

/// Who approved which words, as a fold over the approvals of the ledger: taking one twice changes nothing.
package struct Approving: Sendable {
    let rules: AlertingRules
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
        return verdict(on: response, by: approvals(of: response)).state
    }

    /// Are the holding statements approved, as they are now?
    package func stateOfHolding(_ response: ResponseTemplate) -> State {
        guard !rules.answering.approvers.isEmpty else { return .fileCounts }
        return verdict(on: response, by: holdingApprovals(of: response)).state
    }

    /// Since when runs know that these words are approved; nil when they are not, or when the file counts.
    package func known(_ response: ResponseTemplate) -> Instant? {
        verdict(on: response, by: approvals(of: response)).known
    }

    private func approvals(of response: ResponseTemplate) -> [Approval] {
        let hash = ApprovalCode(response).hash
        return record.approvals.filter { $0.claim == response.claim && $0.coversAnswer && $0.hash == hash }
    }

    private func holdingApprovals(of response: ResponseTemplate) -> [Approval] {
        let hash = ApprovalCode(response).holdingHash
        return record.approvals.filter { $0.claim == response.claim && $0.holdingHash == hash }
    }

    package func isApproved(_ response: ResponseTemplate) -> Bool {
        if case .approved = state(of: response) { true } else { false }
    }

    /// Who approved the holding statements; nil: nobody.
    package func holdingApprover(of response: ResponseTemplate, on day: CivilDate) -> String? {
        guard !rules.answering.approvers.isEmpty else {
            // In a draft that name only says who is to approve the answer, and once the answer is withdrawn or past its
            // review, its approval is over.
            let isInUse = response.status == .approved && response.reviewBy >= day
            return response.holdingApprovedBy ?? (isInUse ? response.approvedBy : nil)
        }
        if case .approved(let who, _, _) = stateOfHolding(response) { return who }
        return nil
    }

    /// Does nobody else look at what this person approves?
    package func isAlone(_ approver: String, for response: ResponseTemplate) -> Bool {
        if rules.answering.approvers.allSatisfy({ $0 == approver }) { return true }
        guard let person = rules.roster[approver] else { return false }
        return [person.id, person.name].contains(response.owner)
            || person.channels.contains { $0.address == response.owner }
    }

    /// What approvals come to, and since when runs know it. The first that counts says who approved and when; the first
    /// that a run heard of says since when people can have been told.
    private func verdict(on response: ResponseTemplate, by events: [Approval]) -> (state: State, known: Instant?) {
        var first: [String: Instant] = [:]
        var waiting: State = .missing
        var approved: State?
        var known: Instant?
        for event in events.sorted(by: { $0.at < $1.at }) where rules.answering.approvers.contains(event.approver) {
            let isAlone = isAlone(event.approver, for: response)
            if isAlone {
                guard let start = first[event.approver] else {
                    first[event.approver] = event.at
                    waiting = .readAgain(from: event.at.advanced(by: rules.answering.aloneAfter), by: event.approver)
                    continue
                }
                guard event.at >= start.advanced(by: rules.answering.aloneAfter) else { continue }
            }
            approved = approved ?? .approved(by: event.approver, at: event.at, isAlone: isAlone)
            known = min(known ?? event.taken ?? event.at, event.taken ?? event.at)
        }
        return (approved ?? waiting, known)
    }
}

/// Replies that approve.
extension Approving {
    package enum Taking: Sendable, Hashable {
        case approval(Approval)
        /// Why it was not taken, in one sentence for the run report, and what its writer is told.
        case refused(String, ApprovalAnswer)
    }

    /// Words that begin an approval, folded.
    static let words = [
        "approve", "approved", "approuve", "approuver", "approuvé", "j'approuve", "одобряю", "одобрить", "утверждаю",
        "мақұлдаймын", "макулдаймын", "бекітемін", "idhinisha", "naidhinisha", "nakubali", "emeza", "ndemeje",
        "ndabyemeje", "nemeje",
    ]

    /// Is a reply of a person an approval? It begins with a word that approves; or it is nothing but six digits, which
    /// no code of an alert has, and its writer may approve; or these digits are those of a text, behind an "ok".
    func isMeant(_ text: String, by person: String) -> Bool {
        if Self.isApproval(text) { return true }
        guard rules.answering.approvers.contains(person),
            let line = text.split(whereSeparator: \.isNewline).first(where: { $0.contains { !$0.isWhitespace } })
        else { return false }
        let tokens = AckToken.tokens(of: line, atMost: Self.mostTokens)
        let words = tokens.compactMap(\.word)
        guard let code = Self.code(in: tokens), tokens.allSatisfy({ $0.url == nil }) else { return false }
        return words.isEmpty || words.count == 1 && AckWords.verb(words[0]) == .claim && !texts(with: code).isEmpty
    }

    private static let mostTokens = 40

    /// The texts that have a code. A drill borrows the response of its claim, and is no text of its own.
    private func texts(with code: String) -> [(response: ResponseTemplate, code: ApprovalCode)] {
        rules.responses.filter { $0.key == $0.value.claim }.values.map { ($0, ApprovalCode($0)) }
            .filter { $0.1.code == code || $0.1.holdingCode == code }
    }

    /// The six digits of a reply, in one of its first lines; they may stand apart, or in another script.
    private static func code(in text: String) -> String? {
        text.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }.prefix(3).lazy
            .compactMap { code(in: AckToken.tokens(of: $0, atMost: mostTokens)) }.first
    }

    private static func code(in tokens: [AckToken]) -> String? {
        let digits = tokens.compactMap { if case .digits(let digits) = $0 { digits } else { nil } }
        let joined = digits.joined()
        return digits.first { $0.utf8.count == 6 } ?? (joined.utf8.count == 6 ? joined : nil)
    }

    /// Does a reply begin with a word that approves?
    package static func isApproval(_ text: String) -> Bool {
        first(of: text).map { words.contains($0) } ?? false
    }

    /// Takes a reply `approve CODE` as an approval of the text with that code, when its sender may approve.
    package func take(_ reply: Reply) -> Taking {
        guard reply.isAuthentic else {
            return .refused(
                "an approval over \(reply.channel) was not taken: nothing vouches for its sender", .notYours)
        }
        let people = rules.recipients.filter { $0.address(of: reply) != nil }
        guard let person = people.first(where: { rules.answering.approvers.contains($0.id) }) else {
            return .refused("an approval over \(reply.channel) was not taken: its sender is no approver", .notYours)
        }
        guard let digits = Self.code(in: reply.text) else {
            let why = "an approval by \(person.id) was not taken: no text has the code that it gives (any more)"
            return .refused(why, .withoutCode)
        }
        let found = texts(with: digits)
        guard let (response, code) = found.first, found.count == 1 else {
            return .refused(
                "an approval by \(person.id) was not taken: no text has the code \(digits) (any more)",
                .unknownCode(digits))
        }
        return .approval(
            Approval(
                claim: response.claim, hash: code.hash, holdingHash: code.holdingHash, coversAnswer: code.code == digits,
                approver: person.id, channel: reply.channel, externalID: reply.id, at: reply.at))
    }

    private static func first(of text: String) -> String? {
        text.split(whereSeparator: { $0.isWhitespace || ":/_".contains($0) }).first.map {
            Canon.canonical(String($0)).replacing("’", with: "'")
        }
    }
}
