import Model

/// A key or token goes into a request and nowhere else: not into a failure that somebody reads, not into a cursor, a
/// note or a post.
extension Conformance {
    /// Servers repeat what they were sent: in a body, in a message of their own, in the address that a question ended
    /// at. Connections fail with the whole address in their sentence. Everything is tried twice: what the source itself
    /// says, and what Jibu makes of it (`Source.pull`).
    func checkSecrets(_ normal: [UInt8]) async -> [Finding] {
        guard !source.secrets.isEmpty else { return [] }
        let good = HTTPResponse(status: 200, headers: recording.headers, body: normal, finalURL: "")
        var places: [(String, RecordedHTTP, [UInt8])] = [
            ("a good answer", RecordedHTTP(always: good, routes: recording.routes), normal)
        ]
        for body in Conformance.echoes(of: Conformance.secretText) + Conformance.noAnswers.map(\.1) {
            for status in [200, 400, 401, 403] {
                places += echoing(HTTPResponse(status: status, body: Array(body.utf8), finalURL: ""))
            }
        }
        places += echoing(HTTPResponse(status: 429, finalURL: ""))
        let broken = RecordedHTTP { request throws(HTTPFailure) in
            throw HTTPFailure(.connect, url: request.url, "could not connect to \(request.url)")
        }
        places.append(("a failed connection", broken, []))
        var told: Set<String> = []
        for (what, http, output) in places {
            if await tells(http, output) { told.insert(what) }
        }
        return told.sorted().map {
            finding("conformance-secret", "after \($0) a secret stands in what the source says")
        }
    }

    /// One answer from where it was asked, and from an address that repeats the secret, as after a redirect.
    private func echoing(_ answer: HTTPResponse) -> [(String, RecordedHTTP, [UInt8])] {
        let elsewhere = RecordedHTTP { request throws(HTTPFailure) in
            var answer = answer
            let target = "https://login.example/\(Conformance.secretText)/?token=\(Conformance.secretText)"
            answer.finalURL = target
            answer.redirects = [.init(status: 302, from: request.url, to: target)]
            return answer
        }
        let what = "status \(answer.status) with the secret in its"
        return [
            ("\(what) body", RecordedHTTP(always: answer), answer.body), ("\(what) address", elsewhere, answer.body),
        ]
    }

    private func tells(_ http: RecordedHTTP, _ output: [UInt8]) async -> Bool {
        let programs = RecordedPrograms(printing: output)
        let said = [await speech(http, programs), await fetch(http, programs)]
        return said.contains { result in
            let words =
                switch result {
                case .success(let harvest): "\(harvest) \(harvest.health.detail ?? "")"
                case .failure(let failure): "\(failure) \(failure.health.detail ?? "")"
                }
            return words.contains(Conformance.secretText)
        }
    }

    /// What the source itself says, before anything is masked.
    private func speech(_ http: RecordedHTTP, _ programs: RecordedPrograms) async -> Result<Harvest, SourceFailure> {
        do throws(SourceFailure) {
            return .success(try await source.fetch(after: nil, using: context(http, programs)))
        } catch {
            return .failure(error)
        }
    }

    /// Error objects as the platforms write them.
    private static func echoes(of secret: String) -> [String] {
        [
            #"{"error":{"message":"bad token \#(secret)","code":190,"errors":[{"reason":"keyInvalid \#(secret)"}]}}"#,
            #"{"error":{"error_code":5,"error_msg":"\#(secret)","request_params":[{"key":"t","value":"\#(secret)"}]}}"#,
            #"{"ok":false,"error_code":401,"description":"Unauthorized \#(secret)"}"#,
            #"{"code":"rest_forbidden","message":"\#(secret)","data":{"status":401}}"#,
        ]
    }
}
