import Model

/// Looks whether the evidence of answers can still be opened, when jibu.yaml asks for it: lint itself fetches nothing.
extension Run {
    /// Pages in one run: a line may be slow and dear.
    private static let mostEvidence = 5

    mutating func lookAtEvidence() async throws(PipelineError) {
        let rules = desk.flow.alerter.rules
        guard !isDryRun, let period = rules.answering.checkEvidence else { return }
        let responses = rules.responses.values.filter { $0.status != .expired }
        let cited = Set(responses.flatMap { $0.evidence.map(\.url) })
        var memory = try EvidenceMemory(edges.dataFiles)
        let due = memory.due(cited, every: period, at: now).prefix(Self.mostEvidence)
        guard !due.isEmpty else { return }
        let before = memory.dead
        for url in due {
            // Nothing is known about a page that could not be asked for.
            guard let found = await Self.look(at: url, edges.http) else { continue }
            memory.note(found, at: url, now: now)
        }
        for (url, dead) in memory.dead.sorted(by: { $0.key < $1.key }) where before[url] == nil {
            let claims = responses.filter { $0.evidence.contains { $0.url == url } }.map(\.claim).sorted()
            report.troubles.append(
                "the evidence of \(claims.joined(separator: ", ")) cannot be opened since \(dead.since): \(url) "
                    + "(\(dead.why))")
        }
        try memory.remember(cited, in: edges.dataFiles)
    }

    private static func look(at url: String, _ http: any HTTPClient) async -> EvidenceMemory.Finding? {
        var request = HTTPRequest(.get, url, headers: [HTTPHeader("Accept", "text/html, */*;q=0.5")])
        (request.limits.total, request.limits.bodyBytes) = (.seconds(30), 4 << 20)
        do throws(HTTPFailure) {
            let answer = try await http.send(request)
            switch answer.status {
            case ..<400: return .there
            // It is there, and not for machines.
            case 401, 403, 405, 429, 451: return .there
            case 404, 410: return .gone("the server answers \(answer.status)")
            default: return .failed("the server answers \(answer.status)")
            }
        } catch {
            switch error.kind {
            case .overLimit: return .there
            case .offline, .hostBlocked, .overBudget: return nil
            case .refused, .resolve, .connect, .tls, .timeout, .cut, .malformed: return .failed(error.what)
            }
        }
    }
}
