import Alerting
import Model
import Reading
import Storage
import Text

/// Answers that people approved or published since the last run, and those whose word is missing.
extension Run {
    /// Takes in what commands left: approvals and pages.
    mutating func foldAnswers() throws(PipelineError) {
        if isDryRun { return }
        let (inbox, ledger) = (AnswerInbox(edges.inbox), edges.ledger)
        let folded = try storage { () throws(StorageError) in try inbox.fold(into: ledger) }
        let record = try answerRecord()
        let rules = desk.flow.alerter.rules
        for approval in folded.approvals { report.remarks.append(sentence(approval, rules, record)) }
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
            ? approving.isApproved(response) : approving.holdingApprover(of: response) != nil
        return isApproved
            ? "\(who) approved \(what) alone, and read it twice"
            : "\(who) approved \(what) alone: it counts when they do so again, \(rules.answering.aloneAfter) later"
    }

    /// What is known about answers, with what this run found out.
    func answerRecord() throws(PipelineError) -> AnswerRecord {
        let ledger = edges.ledger
        return try storage { () throws(StorageError) in try ledger.answerRecord() }
    }

    /// Looks whether the answers stand where they are said to stand. Asked until found, and again when a text changed.
    mutating func lookAtPages() async throws(PipelineError) {
        if isDryRun { return }
        let rules = desk.flow.alerter.rules
        var checked: [Publication] = []
        for page in try answerRecord().publications.values.sorted(by: { $0.claim < $1.claim }) {
            guard let response = rules.responses[page.claim] else { continue }
            let hash = ApprovalCode(response).hash
            guard page.foundHash != hash else { continue }
            var looked = page
            looked.checked = now
            switch await Self.holds(page.url, response, edges.http) {
            case .success(true):
                looked.foundHash = hash
                report.remarks.append("the answer to \(page.claim) was found at \(page.url)")
            case .success(false):
                report.troubles.append("the answer to \(page.claim) is not at \(page.url) yet; its text stays back")
            case .failure(let why):
                report.troubles.append("the page of \(page.claim) cannot be read (\(why)); its text stays back")
            }
            checked.append(looked)
        }
        guard !checked.isEmpty else { return }
        let (ledger, done) = (edges.ledger, checked)
        try storage { () throws(StorageError) in try ledger.commit(publications: done) }
    }

    private struct PageFailure: Error, CustomStringConvertible { var description: String }

    /// Does a page hold the fact of the answer, in one of its languages?
    private static func holds(
        _ url: String, _ response: ResponseTemplate, _ http: any HTTPClient
    ) async -> Result<Bool, PageFailure> {
        var limits = HTTPLimits()
        (limits.total, limits.bodyBytes) = (.seconds(30), 4 << 20)
        do throws(HTTPFailure) {
            let answer = try await http.send(HTTPRequest(.get, url, limits: limits))
            guard answer.status == 200 else { return .failure(PageFailure(description: "status \(answer.status)")) }
            let type = answer.header("Content-Type") ?? ""
            let charset = type.firstRange(of: "charset=").map { String(type[$0.upperBound...].prefix { $0 != ";" }) }
            let html = TextDecoding.decode(answer.body, httpCharset: charset).text
            let words = plainWords(HTMLText.plainText(html))
            return .success(
                response.variants.values.contains { variant in
                    let fact = plainWords(variant.fact)
                    return !fact.isEmpty && words.contains(fact)
                })
        } catch {
            return .failure(PageFailure(description: "\(error)"))
        }
    }

    /// Folded words with one space between: a site may set its own quotes, dashes and lines.
    private static func plainWords(_ text: String) -> String {
        " " + Canon.canonical(text).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }

    /// Notices for those who were told before an answer was ready, durable before anything is rendered.
    mutating func tellAnswers() throws(PipelineError) {
        let news = desk.answerNews(record: try answerRecord(), at: now)
        guard !news.isEmpty else { return }
        try desk.add(news, at: now)
        report.remarks.append("\(Count.of(news.count, "person", "people")) told of an answer that they waited for")
    }

    /// Asks those whose word is missing: durable like every digest, before any connection.
    mutating func ask() throws(PipelineError) {
        for alert in desk.toldButTrue() {
            report.remarks.append(
                "the claim \(alert.claim) is right after all: say so to those who were told, with jibu correct "
                    + alert.id)
        }
        let requests = desk.requests(record: try answerRecord(), avoiding: try deadEnds(), at: now)
        if isDryRun {
            report.previews += requests
            return
        }
        guard !requests.isEmpty else { return }
        let ledger = edges.ledger
        try storage { () throws(StorageError) in try ledger.commit(OutboxBatch(digests: requests)) }
    }
}
