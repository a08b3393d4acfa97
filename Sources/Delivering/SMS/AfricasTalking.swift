import Model
import Reading

/// Africa's Talking (delivery.md 3.7). It knows no repeats and cannot be asked what became of a message.
package struct AfricasTalking: SMSGateway {
    package let confirms = Capabilities.Confirmation.accept
    private let api: String
    private let username: String
    private let key: Secret
    private let sender: String?
    private let http: any HTTPClient
    private let now: @Sendable () -> Instant

    /// - Parameter sender: registered sender name; nil: the gateway's own.
    package init(
        api: String, username: String, key: Secret, sender: String?, http: any HTTPClient,
        now: @escaping @Sendable () -> Instant
    ) {
        self.api = api
        self.username = username
        self.key = key
        self.sender = sender
        self.http = http
        self.now = now
    }

    package func check() async -> ChannelCheck {
        let query = String(decoding: HTTPCall.form([("username", username)]), as: UTF8.self)
        let request = HTTPRequest(.get, "\(api)/version1/user?\(query)", headers: headers)
        switch await HTTPCall.send(request, over: http, hiding: [key], now: now()) {
        case .none(let outcome): return .unclear(why: outcome.detail ?? "no answer")
        case .answer(let response) where response.status == 401:
            return .broken(why: "Africa's Talking does not know the user name or the key")
        case .answer(let response):
            guard response.status == 200, let document = try? JSONValue.parse(response.body),
                let balance = document["UserData"]?["balance"]?.text
            else { return .unclear(why: "Africa's Talking answers \(response.status)") }
            return SMSPlan.check("Africa's Talking", balance: balance)
        }
    }

    private var headers: [HTTPHeader] {
        [
            HTTPHeader("apiKey", String(decoding: key.reveal(), as: UTF8.self)),
            HTTPHeader("Accept", "application/json"),
        ]
    }

    package func send(_ order: SMSOrder) async -> Outcome {
        var fields = [("username", username), ("to", order.number), ("message", order.message.text)]
        if let sender { fields.append(("from", sender)) }
        fields += [("bulkSMSMode", "1"), ("enqueue", "1")]
        let request = HTTPRequest(
            .post, "\(api)/version1/messaging",
            headers: headers + [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
            body: HTTPCall.form(fields))
        switch await HTTPCall.send(request, over: http, hiding: [key], now: now()) {
        case .none(let outcome): return outcome
        case .answer(let response): return outcome(response)
        }
    }

    /// The HTTP status alone means nothing: each number has a code of its own.
    private func outcome(_ response: HTTPResponse) -> Outcome {
        let data = (try? JSONValue.parse(response.body))?["SMSMessageData"]
        if let first = data?["Recipients"]?[0], let code = first["statusCode"]?.integer {
            let said = HTTPCall.said(first["status"]?.string ?? "", hiding: [key])
            let why = "Africa's Talking answers \(code) \(said)"
            switch code {
            case 100...102: return .accepted(receipt: first["messageId"]?.string.map { HTTPCall.said($0) })
            case 401, 402, 405: return .configurationDead(why: why)
            case 403, 404, 406, 409: return .recipientDead(why: why)
            case 407, 500...502: return .retry(after: nil, why: why)
            default: return .unknown(why: why + ", a code that is not known")
            }
        }
        let why = "Africa's Talking answers \(response.status)"
            + (data?["Message"]?.string.map { ": " + HTTPCall.said($0, hiding: [key]) } ?? "")
        switch response.status {
        case 429: return .retry(after: HTTPCall.retryAfter(response), why: why)
        // Whoever stands before the gateway may say this after the gateway took the message, and each one is paid.
        case 500...: return .unknown(why: why)
        case 300..<500: return .configurationDead(why: why)
        // Taken, and of nobody: a sender name that is not registered, for one.
        default: return data?["Message"] == nil ? .unknown(why: why) : .configurationDead(why: why)
        }
    }
}
