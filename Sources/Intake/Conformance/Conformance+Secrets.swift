import Model

/// A key or token goes into a request and nowhere else: not into a failure that somebody reads, not into a cursor, a
/// note or a post.
extension Conformance {
    /// Servers repeat what they were sent, also inside an address for the next page; connections fail with the whole
    /// address in their sentence.
    func checkSecrets(_ normal: [UInt8]) async -> [Finding] {
        guard !source.secrets.isEmpty else { return [] }
        var tried: [(String, Result<Harvest, SourceFailure>)] = [("a good answer", await fetch(answering: normal))]
        let secret = Conformance.secretText
        for echo in Conformance.echoes(of: secret) {
            for status in [200, 400, 401, 403] {
                let answer = HTTPResponse(status: status, body: Array(echo.utf8), finalURL: "")
                let result = await fetch(RecordedHTTP(always: answer), RecordedPrograms(printing: []))
                tried.append(("status \(status) with the secret in its body", result))
            }
        }
        let broken = RecordedHTTP { request throws(HTTPFailure) in
            throw HTTPFailure(.connect, url: request.url, "could not connect to \(request.url)")
        }
        tried.append(("a failed connection", await fetch(broken, RecordedPrograms(printing: []))))
        let busy = RecordedHTTP(always: HTTPResponse(status: 429, finalURL: ""))
        tried.append(("status 429", await fetch(busy, RecordedPrograms(printing: []))))
        return tried.filter { _, result in
            let said =
                switch result {
                case .success(let harvest): "\(harvest)"
                case .failure(let failure): "\(failure) \(failure.health.detail ?? "")"
                }
            return said.contains(secret)
        }
        .map { finding("conformance-secret", "after \($0.0) a secret stands in what the source says") }
    }

    /// Error objects as the platforms write them.
    private static func echoes(of secret: String) -> [String] {
        [
            #"{"error":{"message":"bad token \#(secret)","code":190,"errors":[{"reason":"keyInvalid \#(secret)"}]}}"#,
            #"{"error":{"error_code":5,"request_params":[{"key":"t","value":"\#(secret)"}]}}"#,
            #"{"ok":false,"error_code":401,"description":"Unauthorized \#(secret)"}"#,
            #"{"code":"rest_forbidden","message":"\#(secret)","data":{"status":401}}"#,
        ]
    }
}
