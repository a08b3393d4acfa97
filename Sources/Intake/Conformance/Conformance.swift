import Model

/// The conformance kit: one good recording of a platform's answer, and every
/// rule that a source must keep, as findings (trust.md R11, R13, R18).
///
/// It imports no test library, so `jibu sources check` runs it on any machine.
public struct Conformance: Sendable {
    /// The source under check and the URL-independent answer it should read.
    public let name: String
    public let source: any Source
    public let normal: HTTPResponse
    private let now = Instant(milliseconds: 1_790_000_000_000)

    public init(name: String, source: any Source, normal: HTTPResponse) {
        self.name = name
        self.source = source
        self.normal = normal
    }

    /// Runs every check; an empty list means that the source conforms.
    public func check() async -> [Finding] {
        var findings: [Finding] = []
        let first = await fetch(RecordedHTTP(always: normal))
        findings += checkNormal(first)
        guard case .success(let harvest) = first else { return findings }
        findings += await checkRepeat(harvest)
        findings += await checkStatuses()
        findings += await checkNoAnswers()
        findings += await checkDamage(harvest)
        return findings
    }

    private func checkNormal(_ result: Result<Harvest, SourceFailure>) -> [Finding] {
        switch result {
        case .failure(let failure): return [finding("conformance-normal", "a good recording failed: \(failure)")]
        case .success(let harvest):
            var findings: [Finding] = []
            if harvest.posts.isEmpty {
                findings.append(finding("conformance-normal", "a good recording gave no posts"))
            }
            if harvest.health != .healthy {
                findings.append(finding("conformance-health", "a good recording is called \(harvest.health.name)"))
            }
            if (harvest.cursor?.text.utf8.count ?? 0) > 64 << 10 {
                findings.append(finding("conformance-cursor", "the cursor is longer than 64 KiB"))
            }
            for post in harvest.posts where post.published.map({ $0.date.year > 2100 }) ?? false {
                findings.append(
                    finding("conformance-date", "a post is published in \(post.published.map(\.description) ?? "")"))
            }
            return findings
        }
    }

    /// The same answer again gives the same posts, or says that nothing changed.
    private func checkRepeat(_ harvest: Harvest) async -> [Finding] {
        guard case .success(let fresh) = await fetch(RecordedHTTP(always: normal)), fresh.posts == harvest.posts else {
            return [finding("conformance-repeat", "the same answer gave other posts the second time")]
        }
        guard case .success(let again) = await fetch(RecordedHTTP(always: normal), after: harvest.cursor),
            again.posts.isEmpty ? again.health != .quiet : again.posts == harvest.posts
        else {
            return [finding("conformance-repeat", "the same answer after its own cursor was not called unchanged")]
        }
        return []
    }

    private func checkStatuses() async -> [Finding] {
        var findings: [Finding] = []
        let throttled = await fetch(answering(429, headers: [HTTPHeader("Retry-After", "120")]))
        if case .failure(let failure) = throttled, failure.health == .throttled(until: now.advanced(by: .seconds(120)))
        {
        } else {
            findings.append(
                finding("conformance-throttled", "429 with Retry-After: 120 was not respected: \(throttled)"))
        }
        let expectations: [(Int, Set<String>)] = [
            (410, ["gone"]), (404, ["failed", "gone"]), (500, ["failed"]), (403, ["failed", "soft-failed"]),
            (304, ["soft-failed", "failed", "unchanged"]),
        ]
        for (status, allowed) in expectations {
            switch await fetch(answering(status)) {
            case .success(let harvest):
                if !harvest.posts.isEmpty || !allowed.contains(harvest.health.name) {
                    findings.append(
                        finding("conformance-status", "status \(status) was called \(harvest.health.name)"))
                }
            case .failure(let failure):
                if !allowed.contains(failure.health.name) {
                    findings.append(
                        finding("conformance-status", "status \(status) was called \(failure.health.name)"))
                }
            }
        }
        return findings
    }

    /// A 200 that is no answer is a soft failure, never "all quiet".
    private func checkNoAnswers() async -> [Finding] {
        let bodies = [
            ("an empty body", ""), ("an error object", #"{"error":{"code":17,"message":"limit reached"}}"#),
            (
                "a login page",
                "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>"
            ),
        ]
        var findings: [Finding] = []
        for (what, body) in bodies {
            var answer = normal
            answer.body = Array(body.utf8)
            switch await fetch(RecordedHTTP(always: answer)) {
            case .failure(let failure):
                if failure.health.isAnswer {
                    findings.append(finding("conformance-no-answer", "\(what) was called \(failure.health.name)"))
                }
            case .success(let harvest):
                if harvest.health.isAnswer || !harvest.posts.isEmpty {
                    findings.append(
                        finding("conformance-no-answer", "\(what) was called \(harvest.health.name)"))
                }
            }
        }
        return findings
    }

    /// Cut and mangled answers never crash, and never invent a post. Posts are
    /// compared by identity: a cut may shorten the last one.
    private func checkDamage(_ harvest: Harvest) async -> [Finding] {
        let honest = Set(harvest.posts.map { Identity.of($0, source: name) })
        var findings: [Finding] = []
        for share in [10, 35, 60, 85, 99] {
            var answer = normal
            answer.body = Array(normal.body.prefix(normal.body.count / 100 * share))
            guard case .success(let cut) = await fetch(RecordedHTTP(always: answer)) else { continue }
            let invented = cut.posts.filter { !honest.contains(Identity.of($0, source: name)) }
            if invented.count > 1 {
                findings.append(
                    finding(
                        "conformance-truncated", "cut at \(share) % it gave \(invented.count) posts that do not exist"))
            }
        }
        for seed in 0..<64 {
            var answer = normal
            answer.body = Conformance.mangled(normal.body, seed: UInt64(seed))
            _ = await fetch(RecordedHTTP(always: answer))
        }
        return findings
    }

    /// Replaces about one byte in a hundred by hostile ones, the same way for the same seed (SplitMix64).
    static func mangled(_ body: [UInt8], seed: UInt64) -> [UInt8] {
        var state = seed
        func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        let hostile: [UInt8] = [0x00, 0xFF, 0xC3, 0xED, 0x3C, 0x26, 0x22, 0x5D, 0x7B, 0x1B, 0x0D, 0xFE]
        return body.map { next() % 100 == 0 ? hostile[Int(next() % UInt64(hostile.count))] : $0 }
    }

    private func answering(_ status: Int, headers: [HTTPHeader] = []) -> RecordedHTTP {
        RecordedHTTP(always: HTTPResponse(status: status, headers: headers, finalURL: ""))
    }

    private func fetch(_ http: RecordedHTTP, after cursor: Cursor? = nil) async -> Result<Harvest, SourceFailure> {
        do {
            return .success(try await source.fetch(after: cursor, using: SourceContext(http: http, now: now)))
        } catch {
            return .failure(error)
        }
    }

    private func finding(_ code: String, _ what: String) -> Finding {
        Finding(
            code, .error, at: FilePlace(file: name), what,
            help: "See docs/writing-a-source.md, \"What every source must do\".")
    }
}
