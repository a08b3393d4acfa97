import Model

/// What goes wrong between a place and a source.
extension Conformance {
    func checkStatuses() async -> [Finding] {
        var findings: [Finding] = []
        let until = now.advanced(by: .seconds(120))
        for value in ["120", until.httpDate] {
            let throttled = await fetch(answering(429, headers: [HTTPHeader("Retry-After", value)]))
            guard case .failure(let failure) = throttled, failure.health == .throttled(until: until) else {
                findings.append(
                    finding("conformance-throttled", "429 with Retry-After: \(value) was not respected: \(throttled)"))
                continue
            }
        }
        let expectations: [(Int, Set<String>)] = [
            (429, ["throttled"]), (410, ["gone"]), (404, ["failed", "gone"]), (500, ["failed"]),
            (403, ["failed", "soft-failed", "throttled"]), (304, ["soft-failed", "failed", "unchanged"]),
        ]
        for (status, allowed) in expectations {
            let result = await fetch(answering(status))
            if !allowed.contains(health(of: result).name) || result.posts > 0 {
                findings.append(
                    finding("conformance-status", "status \(status) was called \(health(of: result).name)"))
            }
        }
        return findings
    }

    /// A 200 that is no answer is a soft failure, never "all quiet".
    func checkNoAnswers() async -> [Finding] {
        var findings: [Finding] = []
        for (what, body) in Conformance.noAnswers {
            let result = await fetch(answering: Array(body.utf8))
            if health(of: result).isAnswer || result.posts > 0 {
                findings.append(finding("conformance-no-answer", "\(what) was called \(health(of: result).name)"))
            }
        }
        return findings
    }

    /// What servers and programs give instead of an answer.
    static let noAnswers = [
        ("an empty body", ""), ("an error object", #"{"error":{"code":17,"message":"limit reached"}}"#),
        (
            "a login page",
            "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n<body><form></form></body></html>\n"
        ),
        // Nothing but the source itself can know that this is none (GDELT answers so, with status 200).
        ("a plain sentence", "Your query was too short or too long."),
    ]

    /// Cut and mangled answers never crash, and never invent a post. Posts are compared by identity: a cut may
    /// shorten the last one.
    func checkDamage(_ harvest: Harvest, _ normal: [UInt8]) async -> [Finding] {
        let honest = identities(harvest.posts)
        var findings: [Finding] = []
        for share in [10, 35, 60, 85, 99] {
            let cut = Array(normal.prefix(normal.count / 100 * share))
            guard case .success(let rest) = await fetch(answering: cut) else { continue }
            let invented = rest.posts.filter { !honest.contains(Identity.of($0, source: name)) }
            if invented.count > 1 {
                findings.append(
                    finding(
                        "conformance-truncated", "cut at \(share) % it gave \(invented.count) posts that do not exist"))
            }
        }
        for seed in 0..<64 {
            _ = await fetch(answering: Conformance.mangled(normal, seed: UInt64(seed)))
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

    private func fetch(_ http: RecordedHTTP) async -> Result<Harvest, SourceFailure> {
        await fetch(http, RecordedPrograms(printing: []))
    }
}

extension Result where Success == Harvest, Failure == SourceFailure {
    /// How many posts came.
    var posts: Int { (try? get())?.posts.count ?? 0 }
}

extension Instant {
    /// As HTTP headers write it: `Fri, 20 Nov 2026 10:00:00 GMT` (RFC 9110 section 5.6.7). The weekday is not looked at
    /// by any reader and stays the same.
    fileprivate var httpDate: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let written = description
        let month = Int(written.dropFirst(5).prefix(2)).map { months[($0 - 1) % 12] } ?? "Jan"
        let time = written.dropFirst(11).prefix(8)
        return "Fri, \(written.dropFirst(8).prefix(2)) \(month) \(written.prefix(4)) \(time) GMT"
    }
}
