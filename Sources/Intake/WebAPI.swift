import Model
import Reading
import Settings
import Text

/// One question to a web API that answers in JSON, and what came back.
///
/// Every platform says no in its own words, often with status 200. Here stands what is the same for all of them: a
/// connection that failed, a status without words, a page where an object belongs, and words of a platform that must
/// fit a line and hold no secret.
public struct WebAPI: Sendable {
    private let context: SourceContext

    /// A good answer.
    public struct Answer: Sendable {
        public let document: JSONValue
        public let response: HTTPResponse
        /// The fingerprint of the body, for "the same bytes as last time".
        public var fingerprint: String { StableHash.hex(StableHash.hash64(response.body)) }
    }

    /// Finds the trouble that a platform tells of in its own words; nil when the document tells of none.
    public typealias Trouble = @Sendable (JSONValue, HTTPResponse) -> SourceFailure?

    public init(_ context: SourceContext) { self.context = context }

    /// Asks, and sorts the answer.
    ///
    /// - Parameters:
    ///   - request: its URL stands in failures, without secrets and without its query.
    ///   - trouble: is asked first, whatever the status: a refusal in words says more than a number.
    /// - Throws: `SourceFailure` for everything that is no good answer.
    public func ask(_ request: HTTPRequest, trouble: Trouble) async throws(SourceFailure) -> Answer {
        let response: HTTPResponse
        do { response = try await context.http.send(request) } catch { throw hidden(.of(error, url: request.url)) }
        let document = try? JSONValue.parse(response.body, .lenient)
        if let document, let failure = trouble(document, response) { throw hidden(failure) }
        let url = shown(request.url)
        guard (200...299).contains(response.status) else { throw .of(response, url: url, now: context.now) }
        guard let document else { throw .notAnAnswer(url: url, what: WebAPI.kind(of: response.body)) }
        return Answer(document: document, response: response)
    }

    /// What a body is that is no JSON.
    static func kind(of body: [UInt8]) -> String {
        guard let first = body.first(where: { $0 > 0x20 && $0 < 0x80 }) else {
            return "the answer is empty"
        }
        return switch first {
        case UInt8(ascii: "<"): "a web page came instead of JSON; it may be a login, a captcha or a moved address"
        case UInt8(ascii: "{"), UInt8(ascii: "["): "the answer is JSON that breaks off or is damaged"
        default: "the answer is no JSON"
        }
    }

    /// The fingerprint of two answers together.
    public static func joined(_ first: String, _ second: String) -> String {
        StableHash.hex(StableHash.hash64("\(first) \(second)".utf8))
    }

    private func shown(_ url: String) -> String { context.hidden(String(url.prefix { $0 != "?" })) }

    /// Without secrets and queries, and a platform's words in one line.
    private func hidden(_ failure: SourceFailure) -> SourceFailure {
        failure.presentable(context.hidden, isQueryShown: false)
    }
}

/// Names and values as a query or the body of a form: `a=1&b=%D0%B0` (WHATWG URL, application/x-www-form-urlencoded,
/// with `%20` for a blank, which every server reads).
public enum WebForm {
    public static func encoded(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}

extension SourceContext {
    /// The text of a secret that settings name, as it goes into a request.
    ///
    /// - Throws: `SourceFailure.secret` when it cannot be read, or is no text of one line.
    public func secretText(_ reference: SecretReference) throws(SourceFailure) -> String {
        let secret: Secret
        do throws(SecretFailure) { secret = try self.secret(reference) } catch { throw .secret(error.description) }
        let bytes = secret.reveal()
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .secret("the secret in \(reference) has blanks or letters that no key has; is it the right one?")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A date of publication, or nil for one that nobody can have written: before 1990, or more than two days ahead.
    public func believable(_ instant: Instant?) -> Instant? {
        guard let instant, instant <= now.advanced(by: .days(2)), instant.date.year >= 1990 else { return nil }
        return instant
    }

    /// Seconds since 1970, as APIs write them; nil for what is no believable number.
    public func believable(seconds value: JSONValue?) -> Instant? {
        guard let seconds = value?.integer ?? value?.string.flatMap({ Int64($0) }),
            (0..<100_000_000_000).contains(seconds)
        else { return nil }
        return believable(Instant(seconds: seconds))
    }
}
