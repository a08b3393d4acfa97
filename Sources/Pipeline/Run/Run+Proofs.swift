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
        for proof in try storage({ () throws(StorageError) in try ledger.dueProofs(at: now) }) {
            let seen = await look(for: proof)
            try storage { () throws(StorageError) in try ledger.save(seen) }
            if seen.hash != nil {
                report.remarks.append("alert \(seen.alert): \(seen.words)")
            } else {
                // The first and the last time somebody should look; in between nobody needs to.
                let line = "alert \(seen.alert): \(seen.words)"
                let isNews = seen.tries == 1 || seen.next == nil
                if isNews { report.troubles.append(line) } else { report.remarks.append(line) }
            }
        }
    }

    /// Pauses before the second look and later ones.
    private static let pauses: [TimeSpan] = [.hours(1), .hours(6), .hours(24), .hours(72)]
    private static let mostBytes = 5 << 20
    private static let longestTitle = 200

    private func look(for proof: AckProof) async -> AckProof {
        var seen = proof
        seen.checked = now
        (seen.status, seen.hash, seen.title, seen.why) = (nil, nil, nil, nil)
        seen.tries = min(proof.tries + 1, Self.pauses.count + 1)
        var request = HTTPRequest(.get, proof.url, headers: [HTTPHeader("Accept", "text/html, */*;q=0.5")])
        request.limits.bodyBytes = Self.mostBytes
        var isWorthAnother = true
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
            isWorthAnother = error.isRetryable
        }
        if seen.hash == nil, isWorthAnother, seen.tries <= Self.pauses.count {
            seen.next = now.advanced(by: Self.pauses[seen.tries - 1])
        } else {
            seen.next = nil
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
