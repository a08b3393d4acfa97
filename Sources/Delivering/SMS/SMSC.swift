import Model
import Reading
import Text

/// SMSC (delivery.md 3.7). Each message has an id of ours, by which the gateway can be asked what became of it.
package struct SMSC: SMSGateway {
    package let confirms = Capabilities.Confirmation.delivery
    private let api: String
    private let login: String?
    private let secret: Secret
    private let sender: String?
    private let http: any HTTPClient
    private let now: @Sendable () -> Instant

    /// - Parameters:
    ///   - login: with its password as `secret`; nil: `secret` is a key alone.
    ///   - sender: registered sender name; nil: the gateway's own.
    package init(
        api: String, login: String?, secret: Secret, sender: String?, http: any HTTPClient,
        now: @escaping @Sendable () -> Instant
    ) {
        self.api = api
        self.login = login
        self.secret = secret
        self.sender = sender
        self.http = http
        self.now = now
    }

    /// Asks the gateway by our own id.
    package func status(of digest: String, at number: String) async -> Outcome? {
        await ask("status.php", [("phone", number), ("id", Self.id(of: digest))]).flatMap(SMSCAnswer.status)
    }

    package func check() async -> ChannelCheck {
        guard let document = await ask("balance.php", []) else { return .unclear(why: "SMSC gave no answer") }
        if let balance = document["balance"]?.text { return SMSPlan.check("SMSC", balance: balance) }
        let why = SMSCAnswer.words(document, hiding: secret)
        return [2, 4].contains(document["error_code"]?.integer) ? .broken(why: why) : .unclear(why: why)
    }

    /// Ours for a digest: always the same, 1 to 2,147,483,647.
    private static func id(of digest: String) -> String {
        String(StableHash.hash64(digest.utf8) % 2_147_483_646 + 1)
    }

    private func request(_ method: String, _ fields: [(String, String)]) -> HTTPRequest {
        let word = String(decoding: secret.reveal(), as: UTF8.self)
        // In the body, never in an address: addresses are logged on the way.
        let account = login.map { [("login", $0), ("psw", word)] } ?? [("apikey", word)]
        return HTTPRequest(
            .post, "\(api)/sys/\(method)",
            headers: [HTTPHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
            // Without charset the gateway reads windows-1251.
            body: HTTPCall.form(account + fields + [("fmt", "3"), ("charset", "utf-8")]))
    }

    package func send(_ order: SMSOrder) async -> Outcome {
        var fields = [("phones", order.number), ("mes", order.message.text), ("id", Self.id(of: order.digest))]
        if let sender { fields.append(("sender", sender)) }
        switch await HTTPCall.send(request("send.php", fields), over: http, hiding: [secret], now: now()) {
        case .none(let outcome): return outcome
        case .answer(let response):
            guard let document = try? JSONValue.parse(response.body), document.object != nil else {
                let why = "the answer is not SMSC's (status \(response.status))"
                switch response.status {
                case 429: return .retry(after: HTTPCall.retryAfter(response), why: why)
                case 300..<500: return .configurationDead(why: why)
                default: return .unknown(why: why)
                }
            }
            return SMSCAnswer.sending(document, hiding: secret)
        }
    }

    /// A question that changes nothing; nil without an answer.
    private func ask(_ method: String, _ fields: [(String, String)]) async -> JSONValue? {
        guard case .answer(let response) = await HTTPCall.send(
            request(method, fields), over: http, hiding: [secret], now: now())
        else { return nil }
        return try? JSONValue.parse(response.body)
    }
}

/// SMSC's words for what happened.
enum SMSCAnswer {
    /// The answer to send.php.
    static func sending(_ document: JSONValue, hiding secret: Secret) -> Outcome {
        guard let code = document["error_code"]?.integer else {
            return document["id"] == nil
                ? .unknown(why: "SMSC's answer names no message") : .accepted(receipt: document["id"]?.text)
        }
        let why = words(document, hiding: secret)
        switch code {
        // Parameters, login, money, our address, date: nobody gets anything until it is mended.
        case 1...5: return .configurationDead(why: why)
        // This text.
        case 6: return .digestRefused(why: why)
        // This number.
        case 7, 8: return .recipientDead(why: why)
        // The same message was asked for a moment ago: it may well be on its way.
        case 9: return .unknown(why: why)
        default: return .unknown(why: why + ", a code that is not known")
        }
    }

    /// The answer to status.php; nil when it does not say.
    static func status(_ document: JSONValue) -> Outcome? {
        if let code = document["error_code"]?.integer {
            return code == 3 ? .retry(after: .seconds(0), why: "SMSC does not know the message") : nil
        }
        guard let status = document["status"]?.integer else { return nil }
        switch status {
        case -3: return .retry(after: .seconds(0), why: "SMSC does not know the message")
        case -1, 0, 1, 2: return .accepted(receipt: "status \(status)")
        case 24: return .configurationDead(why: "SMSC: there is no money on the account")
        case -2, 3, 20, 22, 23, 25: return .recipientDead(why: "SMSC: status \(status)")
        default: return nil
        }
    }

    static func words(_ document: JSONValue, hiding secret: Secret) -> String {
        let code = document["error_code"]?.text ?? "?"
        return "SMSC answers \(code): \(HTTPCall.said(document["error"]?.string ?? "", hiding: [secret]))"
    }
}
