import Alerting
import Model
import Storage

/// What `jibu approve` and `jibu publish` work with: the texts of one claim, and what the ledger knows about them.
package struct AnswerDesk: Sendable {
    private let house: House
    private let data: DataFolder
    private var rules: AlertingRules { house.flow.alerter.rules }

    package init(house: House) {
        self.house = house
        data = DataFolder(path: house.configuration.dataFolder)
    }

    /// One claim's texts as they would be given out, with the codes that approve them.
    package struct Packet: Sendable {
        package var claim: Claim
        package var response: ResponseTemplate
        package var code: ApprovalCode
        package var state: Approving.State
        /// Every text of every language.
        package var pieces: [AnswerPiece]

        /// Whether these words are approved, in one sentence.
        package var verdict: String {
            switch state {
            case .fileCounts: "Nobody is named as approver: the status in the file counts (\(response.status.rawValue))."
            case .missing: "Not approved."
            case .readAgain(let from, let by):
                "Approved by \(by) alone. Read the texts again and approve once more after \(from)."
            case .approved(let by, let at, let isAlone): "Approved by \(by), \(at)\(isAlone ? ", alone" : "")."
            }
        }
    }

    package func packet(_ claim: String) throws(PipelineError) -> Packet {
        let (watched, response) = try known(claim)
        let record = try house.answerRecord()
        let rules = rules
        return Packet(
            claim: watched, response: response, code: ApprovalCode(response),
            state: Approving(rules, record).state(of: response),
            pieces: AnswerPiece.all(of: response, rules: rules, record: record, now: house.now))
    }

    /// Approves the texts of a claim as they are now.
    ///
    /// - Parameters:
    ///   - by: a recipient among the approvers; nil: the only one there is.
    ///   - holdingOnly: only the holding statements.
    /// - Returns: the texts, in the state that they are in now.
    package func approve(
        _ claim: String, by: String?, holdingOnly: Bool, expecting code: String?
    ) throws(PipelineError) -> Packet {
        let packet = try packet(claim)
        let approver = try approver(by)
        let wanted = holdingOnly ? packet.code.holdingCode : packet.code.code
        if let code, code != wanted {
            throw .nothingScanned("The texts have changed: their code is \(wanted) now, not \(code). Read them again.")
        }
        let approval = Approval(
            claim: claim, hash: packet.code.hash, holdingHash: packet.code.holdingHash, coversAnswer: !holdingOnly,
            approver: approver, channel: "command", at: house.now)
        let inbox = AnswerInbox(data.inbox)
        try storage { () throws(StorageError) in try inbox.put(approval) }
        var after = packet
        after.state = Approving(rules, try house.answerRecord()).state(of: packet.response)
        return after
    }

    /// The answer as HTML for the office's site.
    package func page(
        _ claim: String, language: String?, at url: String?
    ) throws(PipelineError) -> (page: AnswerPage, language: String) {
        let (watched, response) = try known(claim)
        let wanted = (language.map { [$0] } ?? rules.office.languages + response.variants.keys.sorted())
        guard let chosen = wanted.first(where: { response.variants[$0] != nil }) else {
            throw .nothingScanned(
                "The answer to \(claim) has no text in \(language ?? "any language"). It has: "
                    + response.variants.keys.sorted().joined(separator: ", ") + ".")
        }
        let record = try house.answerRecord()
        switch Approving(rules, record).state(of: response) {
        case .approved: break
        case .fileCounts where response.status == .approved: break
        case .fileCounts, .missing, .readAgain:
            throw .nothingScanned("The answer to \(claim) is not approved, so there is nothing to publish.")
        }
        guard response.claimStatus != .true else {
            throw .nothingScanned(
                "The claim \(claim) is right after all, so there is nothing to publish against it: correct what was "
                    + "sent, with jibu correct.")
        }
        guard response.status != .expired, response.reviewBy >= rules.day(of: house.now) else {
            throw .nothingScanned("The answer to \(claim) was to be reviewed by \(response.reviewBy).")
        }
        let address = url ?? record.publications[claim]?.url
        guard let page = AnswerPage(response, of: watched, in: chosen, at: address, rules: rules, now: house.now) else {
            throw .nothingScanned("The answer to \(claim) has no text in \(chosen).")
        }
        return (page, chosen)
    }

    /// Writes down where the answer stands; the next run looks whether it is there.
    package func record(_ claim: String, at url: String) throws(PipelineError) {
        _ = try known(claim)
        let page = Publication(claim: claim, url: url, recorded: house.now)
        let inbox = AnswerInbox(data.inbox)
        try storage { () throws(StorageError) in try inbox.put(page) }
    }

    // MARK: Parts

    private func known(_ claim: String) throws(PipelineError) -> (Claim, ResponseTemplate) {
        guard let watched = rules.claims[claim] else {
            throw .nothingScanned("There is no claim \(claim) in the watchlists.")
        }
        guard let response = rules.responses[claim] else {
            throw .nothingScanned(
                "The claim \(claim) has no response that can be used; jibu lint says what is missing in it.")
        }
        return (watched, response)
    }

    private func approver(_ name: String?) throws(PipelineError) -> String {
        let approvers = rules.answering.approvers
        guard !approvers.isEmpty else {
            throw .nothingScanned(
                "jibu.yaml names nobody who approves (responses.approvers), so the status in the response file counts.")
        }
        guard let name else {
            guard let only = approvers.first, approvers.count == 1 else {
                throw .nothingScanned("Say who approves: --by with one of \(approvers.joined(separator: ", ")).")
            }
            return only
        }
        guard approvers.contains(name) else {
            throw .nothingScanned("\(name) may not approve; those who may: \(approvers.joined(separator: ", ")).")
        }
        return name
    }
}

extension House {
    /// What is known about answers: what the ledger has, and what waits for the next run.
    func answerRecord() throws(PipelineError) -> AnswerRecord {
        let data = DataFolder(path: configuration.dataFolder)
        var record = AnswerRecord()
        do {
            record = try storage { () throws(StorageError) in try data.ledgerForReading().answerRecord() }
        } catch {
            // Before the first run there is no ledger.
            guard case .storage(.noLedger) = error else { throw error }
        }
        let waiting = try storage { () throws(StorageError) in try AnswerInbox(data.inbox).waiting() }
        record.approvals += waiting.approvals
        for page in waiting.pages { record.publications[page.claim] = page }
        return record
    }
}
