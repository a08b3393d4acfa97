import Alerting
import Model
import Reading
import Storage
import Text

/// Looks whether the answers stand where they are said to stand: less and less often, until they are found, or until
/// nobody can expect it any more. A text that changed, `jibu publish`, and a reply that says so are looked for at once.
extension Run {
    mutating func lookAtPages() async throws(PipelineError) {
        if isDryRun { return }
        let rules = desk.flow.alerter.rules
        var looked: [Publication] = []
        for page in try answerRecord().publications.values.sorted(by: { $0.claim < $1.claim }) {
            guard let response = rules.responses[page.claim] else { continue }
            let hash = ApprovalCode(response).hash
            let isAsked = saidToStand.contains(page.claim)
            guard page.foundHash != hash, isAsked || page.isDue(hash, at: now) else { continue }
            let end = await AnswerLook.at(page.url, for: response, edges.http)
            // It could not be asked for: nothing is known of it, and the next run asks.
            if case .notAsked = end { continue }
            let after = page.after(end, of: hash, isAsked: isAsked, at: now)
            say(end, after)
            looked.append(after)
        }
        guard !looked.isEmpty else { return }
        let (ledger, done) = (edges.ledger, looked)
        try storage { () throws(StorageError) in try ledger.commit(publications: done) }
    }

    /// The first and the last time somebody should look; in between nobody needs to.
    private mutating func say(_ end: AnswerLook, _ page: Publication) {
        let line: String
        switch end {
        case .found:
            report.remarks.append("the answer to \(page.claim) was found at \(page.url)")
            return
        case .notAsked: return
        case .notThere: line = "the answer to \(page.claim) is not at \(page.url) yet; its text stays back"
        case .unreadable(let why): line = "the page of \(page.claim) cannot be read (\(why)); its text stays back"
        }
        let isNews = page.tries == 1 || page.next == nil
        let then = page.next.map { "it is looked for again after \($0)" }
            ?? "it is not looked for any more: say jibu publish \(page.claim) --at \(page.url) when it is there"
        if isNews { report.troubles.append("\(line); \(then)") } else { report.remarks.append("\(line); \(then)") }
    }
}

extension Publication {
    /// Pauses after the first looks; the last one holds for all later ones.
    private static let pauses: [TimeSpan] = [
        .minutes(15), .minutes(30), .hours(1), .hours(3), .hours(6), .hours(12), .hours(24),
    ]
    /// Looks in vain for one text, over more than a week.
    private static let mostLooks = 14

    /// Is it time to look for a text? Whoever set the clock back waits for nothing.
    func isDue(_ hash: String, at now: Instant) -> Bool {
        guard soughtHash == hash, let checked, checked <= now else { return true }
        return next.map { $0 <= now } ?? false
    }

    /// What is known after a look that had an end.
    ///
    /// - Parameter isAsked: somebody said that the answer is there now: the pauses begin anew.
    func after(_ end: AnswerLook, of hash: String, isAsked: Bool, at now: Instant) -> Publication {
        var page = self
        (page.checked, page.soughtHash) = (now, hash)
        if case .found = end {
            (page.foundHash, page.tries, page.next) = (hash, 0, nil)
            return page
        }
        page.tries = (isAsked || soughtHash != hash ? 0 : tries) + 1
        page.next = page.tries < Self.mostLooks
            ? now.advanced(by: Self.pauses[min(page.tries, Self.pauses.count) - 1]) : nil
        return page
    }
}

/// How a look for an answer on a page ended.
enum AnswerLook {
    case found, notThere
    case unreadable(String)
    /// The request did not go out, for a reason of this machine's.
    case notAsked

    /// Does a page hold the fact of the answer, in one of its languages?
    static func at(_ url: String, for response: ResponseTemplate, _ http: any HTTPClient) async -> AnswerLook {
        var limits = HTTPLimits()
        (limits.total, limits.bodyBytes) = (.seconds(30), 4 << 20)
        do throws(HTTPFailure) {
            let answer = try await http.send(HTTPRequest(.get, url, limits: limits))
            guard answer.status == 200 else { return .unreadable("status \(answer.status)") }
            let type = answer.header("Content-Type") ?? ""
            let charset = type.firstRange(of: "charset=").map { String(type[$0.upperBound...].prefix { $0 != ";" }) }
            let html = TextDecoding.decode(answer.body, httpCharset: charset).text
            let words = plainWords(HTMLText.plainText(html))
            let isThere = response.variants.values.contains { variant in
                let fact = plainWords(variant.fact)
                return fact.contains { $0 != " " } && words.contains(fact)
            }
            return isThere ? .found : .notThere
        } catch {
            switch error.kind {
            case .offline, .hostBlocked, .overBudget: return .notAsked
            default: return .unreadable("\(error)")
            }
        }
    }

    /// Folded words with one space between: a site may set its own quotes, dashes and lines.
    static func plainWords(_ text: String) -> String {
        " " + Canon.canonical(text).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }
}
