import Alerting
import Model
import Reading
import Storage
import Text

/// Looks at the pages where people say that answers stand, through the polite client, and keeps what was there: status,
/// time, fingerprint and title. A person may be early: a page that is not there yet is looked for again.
extension Run {
    mutating func lookForProofs() async throws(PipelineError) {
        let (ledger, now) = (edges.ledger, now)
        let due = try storage { () throws(StorageError) in try ledger.dueProofs(at: now) }
        // An answer to one claim stands for all its stories: one page is looked at once, and told once.
        for (url, proofs) in Dictionary(grouping: due, by: \.url).sorted(by: { $0.key < $1.key }) {
            let page = await look(at: url)
            var alerts: [String: [String]] = [:]
            for proof in proofs {
                let seen = proof.seen(page, at: now)
                try storage { () throws(StorageError) in try ledger.save(seen) }
                // The first and the last time somebody should look; in between nobody needs to.
                let isNews = seen.hash == nil && (seen.tries == 1 || seen.next == nil)
                alerts[(isNews ? "!" : " ") + seen.words, default: []].append(seen.alert)
            }
            for (words, ids) in alerts.sorted(by: { $0.key < $1.key }) {
                let line = "\(ids.count == 1 ? "alert" : "alerts") \(ids.joined(separator: ", ")): \(words.dropFirst())"
                if words.hasPrefix("!") { report.troubles.append(line) } else { report.remarks.append(line) }
            }
        }
    }

    private static let mostBytes = 5 << 20
    private static let longestTitle = 200

    private func look(at url: String) async -> SeenPage {
        var seen = SeenPage()
        var request = HTTPRequest(.get, url, headers: [HTTPHeader("Accept", "text/html, */*;q=0.5")])
        request.limits.bodyBytes = Self.mostBytes
        do throws(HTTPFailure) {
            let response = try await edges.http.send(request)
            seen.status = response.status
            if (200..<300).contains(response.status) {
                seen.hash = PageHash.hex(response.body)
                seen.title = title(of: response)
            } else {
                seen.why = "the server answers \(response.status)"
            }
        } catch {
            seen.why = error.what
            seen.isWorthAnotherLook = error.isRetryable
        }
        return seen
    }

    private func title(of response: HTTPResponse) -> String? {
        guard let path = try? XPath("//title"), let page = Page(response.body),
            let title = try? page.select(path).first?.words
        else { return nil }
        // Whoever wrote the page may have put a person's number into it.
        let start = String(title.prefix(4 * Self.longestTitle))
        return String(Redaction.redact(start).text.prefix(Self.longestTitle))
    }
}

/// What was found at an address.
private struct SeenPage {
    var status: Int?
    var hash: String?
    var title: String?
    var why: String?
    var isWorthAnotherLook = true
}

extension AckProof {
    /// Pauses before the second look and later ones.
    private static let pauses: [TimeSpan] = [.hours(1), .hours(6), .hours(24), .hours(72)]

    fileprivate func seen(_ page: SeenPage, at now: Instant) -> AckProof {
        var seen = self
        seen.checked = now
        (seen.status, seen.hash, seen.title, seen.why) = (page.status, page.hash, page.title, page.why)
        seen.tries = min(tries + 1, Self.pauses.count + 1)
        let isOver = page.hash != nil || !page.isWorthAnotherLook || seen.tries > Self.pauses.count
        seen.next = isOver ? nil : now.advanced(by: Self.pauses[seen.tries - 1])
        return seen
    }
}
