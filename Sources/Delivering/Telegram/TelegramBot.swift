import Model
import Reading

/// The Bot API as both directions use it: one method, one JSON body, one answer.
///
/// The token is part of the address: that is how Telegram wants it, so no sentence repeats an address.
struct TelegramBot: Sendable {
    /// What Telegram answered.
    struct Answer: Sendable {
        /// `error_code`, or the HTTP status.
        var code: Int
        var isOK: Bool
        var description: String
        var result: JSONValue?
        var retryAfter: TimeSpan?
        var migratedTo: String?
    }

    enum Reply: Sendable {
        case answer(Answer)
        case none(Outcome)
    }

    let token: Secret
    /// `https://api.telegram.org`, or a server of the office's own.
    let api: String
    let http: any HTTPClient
    let now: @Sendable () -> Instant

    /// Why the token cannot be one; nil when it may.
    var fault: String? {
        let bytes = token.reveal()
        let isToken = bytes.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
        return isToken && bytes.contains(UInt8(ascii: ":"))
            ? nil : "the token is none: it is a number, a colon and letters, as @BotFather gave it"
    }

    func call(_ method: String, _ body: JSONValue) async -> Reply {
        if let fault { return .none(.configurationDead(why: fault)) }
        return reply(await HTTPCall.send(request(method, body), over: http, hiding: [token], now: now()))
    }

    /// The same for a question that changes nothing and has a long answer; nil when it is longer than our limit.
    func read(_ method: String, _ body: JSONValue) async -> Reply? {
        if let fault { return Reply.none(.configurationDead(why: fault)) }
        return await HTTPCall.read(request(method, body), over: http, hiding: [token], now: now()).map(reply)
    }

    private func request(_ method: String, _ body: JSONValue) -> HTTPRequest {
        let word = String(decoding: token.reveal(), as: UTF8.self)
        var request = HTTPRequest(
            .post, "\(api)/bot\(word)/\(method)",
            headers: [HTTPHeader("Content-Type", "application/json"), HTTPHeader("Accept", "application/json")],
            body: body.encoded())
        // One host serves every bot and every chat; who sends too much is told so for a chat or a bot.
        request.isHeldWithHost = false
        return request
    }

    private func reply(_ ending: HTTPCall.Ending) -> Reply {
        switch ending {
        case .none(let outcome): return .none(outcome)
        case .answer(let response): return read(response)
        }
    }

    /// "Too many requests", in whoever's words.
    static let tooMany = 429

    private func read(_ response: HTTPResponse) -> Reply {
        guard let document = try? JSONValue.parse(response.body), let isOK = document["ok"]?.bool else {
            guard response.status == Self.tooMany else { return .none(withoutWords(response)) }
            return .answer(
                Answer(
                    code: Self.tooMany, isOK: false, description: "in somebody else's words",
                    retryAfter: HTTPCall.retryAfter(response)))
        }
        let parameters = document["parameters"]
        return .answer(
            Answer(
                code: document["error_code"]?.integer.flatMap { Int(exactly: $0) } ?? response.status, isOK: isOK,
                description: HTTPCall.said(document["description"]?.string ?? "", hiding: [token]),
                result: document["result"],
                // A negative or absurd number is not waited for; Telegram itself asks for hours at times.
                retryAfter: parameters?["retry_after"]?.integer.flatMap {
                    (0...86_400 * 7).contains($0) ? .seconds($0) : nil
                } ?? HTTPCall.retryAfter(response),
                migratedTo: parameters?["migrate_to_chat_id"]?.text))
    }

    /// An answer that is not Telegram's: a proxy, a login page of a hotel.
    private func withoutWords(_ response: HTTPResponse) -> Outcome {
        let why = "the answer is not Telegram's (status \(response.status))"
        switch response.status {
        case 200..<300, 504: return .unknown(why: why)
        case 300..<400: return .configurationDead(why: why + "; write the address under api: as it is in the end")
        case 500...: return .retry(after: nil, why: why)
        default: return .configurationDead(why: why)
        }
    }
}
