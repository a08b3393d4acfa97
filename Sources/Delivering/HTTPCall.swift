import Model
import Reading

/// Endings of HTTP requests that all channels over HTTP share (delivery.md 2.8).
enum HTTPCall {
    /// How a request ended: with a complete answer, or with what is known without one.
    enum Ending: Sendable {
        case answer(HTTPResponse)
        case none(Outcome)
    }

    /// Sends a request. Redirects are handed over, not followed: a message goes where the configuration says.
    ///
    /// - Parameter hiding: secrets that may stand in the address; no sentence repeats them.
    static func send(
        _ request: HTTPRequest, over http: any HTTPClient, hiding secrets: [Secret] = [], now: Instant
    ) async -> Ending {
        do throws(HTTPFailure) {
            return .answer(try await http.send(limited(request, to: largestAnswer)))
        } catch {
            return .none(outcome(error, hiding: secrets, now: now))
        }
    }

    /// The same for a question that changes nothing and has a long answer. Nil when the answer is over a limit of ours:
    /// then less can be asked for.
    static func read(
        _ request: HTTPRequest, over http: any HTTPClient, hiding secrets: [Secret] = [], now: Instant
    ) async -> Ending? {
        do throws(HTTPFailure) {
            return .answer(try await http.send(limited(request, to: largestList)))
        } catch {
            return error.kind == .overLimit ? nil : Ending.none(outcome(error, hiding: secrets, now: now))
        }
    }

    private static func limited(_ request: HTTPRequest, to bytes: Int) -> HTTPRequest {
        var request = request
        request.limits.redirects = 0
        request.limits.total = min(request.limits.total, patience)
        request.limits.bodyBytes = min(request.limits.bodyBytes, bytes)
        return request
    }

    /// How long a platform may think.
    private static let patience = TimeSpan.seconds(30)
    private static let largestAnswer = 1 << 20
    /// A hundred of the longest messages of a chat, with those that they answer.
    private static let largestList = 16 << 20

    private static func outcome(_ failure: HTTPFailure, hiding secrets: [Secret], now: Instant) -> Outcome {
        let what = hide(secrets, in: failure.what)
        switch failure.kind {
        case .refused where !failure.maybeSent: return .configurationDead(why: what)
        case .hostBlocked where !failure.maybeSent:
            return .retry(after: failure.retryAt.map { max(.seconds(0), $0.since(now)) }, why: what)
        case _ where !failure.maybeSent: return .retry(after: nil, why: what)
        default: return .unknown(why: "no answer that could be read after the message was sent (\(what))")
        }
    }

    static func hide(_ secrets: [Secret], in text: String) -> String {
        secrets.reduce(text) { shown, secret in
            let word = String(decoding: secret.reveal(), as: UTF8.self)
            return word.isEmpty ? shown : shown.replacing(word, with: "<secret>")
        }
    }

    /// What a platform says, as it may stand in the ledger: one short line without control characters.
    static func said(_ text: String, hiding secrets: [Secret] = []) -> String {
        let line = hide(secrets, in: text).unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: line.prefix(200))
        return String(kept)
    }

    /// Retry-After in seconds; dates and nonsense are nil. A day at most.
    static func retryAfter(_ response: HTTPResponse) -> TimeSpan? {
        guard let text = response.header("Retry-After"), let seconds = Int64(text), seconds >= 0 else { return nil }
        return .seconds(min(seconds, 86_400))
    }

    /// `name=value&…` as a form has it.
    static func form(_ fields: [(String, String)]) -> [UInt8] {
        Array(fields.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&").utf8)
    }

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
