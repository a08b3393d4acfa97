import Alerting
import Model
import Storage

/// Answers that people approved or published since the last run, and those whose word is missing.
extension Run {
    /// Takes in what commands left: approvals and pages.
    mutating func foldAnswers() throws(PipelineError) {
        if isDryRun { return }
        let (inbox, ledger, now) = (AnswerInbox(edges.inbox), edges.ledger, now)
        let folded = try storage { () throws(StorageError) in try inbox.fold(into: ledger, at: now) }
        let record = try answerRecord()
        let rules = desk.flow.alerter.rules
        for approval in folded.approvals { report.add(remark: sentence(approval, rules, record)) }
        for page in folded.pages {
            report.remarks.append("the answer to \(page.claim) is said to stand at \(page.url)")
        }
        for name in folded.unreadable {
            report.troubles.append("inbox/\(name) cannot be read; look at it and remove it")
        }
    }

    /// What an approval means, for the report of the run that took it.
    func sentence(_ approval: Approval, _ rules: AlertingRules, _ record: AnswerRecord) -> String {
        let what = (approval.coversAnswer ? "the answer to " : "the holding statement of ") + approval.claim
        let who = approval.approver
        guard let response = rules.responses[approval.claim] else {
            return "\(who) approved \(what), which has no response that can be used"
        }
        let code = ApprovalCode(response)
        guard approval.coversAnswer ? code.hash == approval.hash : code.holdingHash == approval.holdingHash else {
            return "\(who) approved \(what), but its words have changed since"
        }
        let approving = Approving(rules, record)
        guard approving.isAlone(who, for: response) else { return "\(who) approved \(what)" }
        let isApproved =
            approval.coversAnswer
            ? approving.isApproved(response) : approving.holdingApprover(of: response, on: rules.day(of: now)) != nil
        return isApproved
            ? "\(who) approved \(what) alone, and read it twice"
            : "\(who) approved \(what) alone: it counts when they do so again, \(rules.answering.aloneAfter) later"
    }

    /// What is known about answers, with what this run found out.
    func answerRecord() throws(PipelineError) -> AnswerRecord {
        let ledger = edges.ledger
        return try storage { () throws(StorageError) in try ledger.answerRecord() }
    }

    /// Notices for those who were told before an answer was ready, durable before anything is rendered.
    mutating func tellAnswers() throws(PipelineError) {
        let news = desk.answerNews(record: try answerRecord(), at: now)
        guard !news.isEmpty else { return }
        try desk.add(news, at: now)
        report.remarks.append("\(Count.of(news.count, "person", "people")) told of an answer that they waited for")
    }

    /// Sends the link to everybody who was told of a claim that somebody else has answered: durable before any
    /// connection, once for each address and person, and to nobody who has it from another message.
    mutating func tellAnswersOut() throws(PipelineError) {
        let ledger = edges.ledger
        guard !isDryRun, try storage({ () throws(StorageError) in try ledger.isAnythingSaid() }) else { return }
        let book = try storage { () throws(StorageError) in try ledger.ackBook(told: false) }
        var lines: [Digest] = []
        for answer in desk.answersOut(book, record: try answerRecord(), at: now) {
            var people: Set<String> = []
            for alert in answer.alerts {
                people.formUnion(
                    try storage { () throws(StorageError) in try ledger.told(of: alert) }.map(\.recipient))
            }
            people.subtract(
                try storage { () throws(StorageError) in
                    try ledger.recipients(ofLink: answer.url, since: answer.entry.opened)
                })
            guard !people.isEmpty else { continue }
            let threads = try storage { () throws(StorageError) in try ledger.threads(of: [answer.entry.claim]) }
            lines += desk.flow.alerter.lines(
                about: answer, to: people, threads: threads, avoiding: try deadEnds(), now: now)
        }
        guard !lines.isEmpty else { return }
        let digests = lines
        try storage { () throws(StorageError) in try ledger.commit(OutboxBatch(digests: digests)) }
        report.remarks.append("\(Count.of(lines.count, "person", "people")) told where somebody else's answer stands")
    }

    /// Asks those whose word is missing: durable like every digest, before any connection.
    mutating func ask() throws(PipelineError) {
        let requests = desk.requests(
            record: try answerRecord(), avoiding: try deadEnds(), repliedOver: repliedOver,
            uncorrected: try uncorrected(), at: now)
        if isDryRun {
            report.previews += requests
            return
        }
        guard !requests.isEmpty else { return }
        let ledger = edges.ledger
        try storage { () throws(StorageError) in try ledger.commit(OutboxBatch(digests: requests)) }
    }
}
