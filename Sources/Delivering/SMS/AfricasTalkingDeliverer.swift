import Model
import Reading

/// SMS by Africa's Talking (delivery.md 3.7). It knows no repeats and cannot be asked what became of a message, so what
/// is in doubt is never sent again.
package struct AfricasTalkingDeliverer: Deliverer {
    package let channel: String
    package let format: ChannelFormat
    package let capabilities: Capabilities
    private let account: Account
    private let desk: SMSDesk
    private let http: any HTTPClient

    /// Who sends.
    package struct Account: Sendable {
        package var api: String
        package var username: String
        package var key: Secret
        /// Registered sender name; nil: the gateway's own.
        package var sender: String?
        package init(api: String, username: String, key: Secret, sender: String?) {
            self.api = api
            self.username = username
            self.key = key
            self.sender = sender
        }
    }

    package init(
        channel: String, account: Account, plan: SMSPlan, http: any HTTPClient, journal: any DeliveryJournal,
        now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.account = account
        self.http = http
        format = .sms(segments: plan.segments)
        capabilities = plan.capabilities(isIdempotent: false)
        desk = SMSDesk(
            channel: channel, segments: plan.segments, daily: plan.daily, journal: journal, now: now)
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        do throws(SMSDesk.Refusal) {
            let order = try desk.order(digest)
            return desk.note(await send(order), of: digest)
        } catch {
            return error.outcome
        }
    }

    package func reconcile(_ digest: Digest) async -> Outcome? { desk.reconcile(digest) }

    package func doctor() async -> ChannelCheck {
        let query = String(decoding: HTTPCall.form([("username", account.username)]), as: UTF8.self)
        let request = HTTPRequest(.get, "\(account.api)/version1/user?\(query)", headers: headers)
        switch await HTTPCall.send(request, over: http, hiding: [account.key], now: desk.now()) {
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
            HTTPHeader("apiKey", String(decoding: account.key.reveal(), as: UTF8.self)),
            HTTPHeader("Accept", "application/json"),
        ]
    }

    private func send(_ order: SMSDesk.Order) async -> Outcome {
        var fields = [("username", account.username), ("to", order.number), ("message", order.message.text)]
        if let sender = account.sender { fields.append(("from", sender)) }
        fields += [("bulkSMSMode", "1"), ("enqueue", "1")]
        let request = HTTPRequest(
            .post, "\(account.api)/version1/messaging",
            headers: headers + [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")],
            body: HTTPCall.form(fields))
        switch await HTTPCall.send(request, over: http, hiding: [account.key], now: desk.now()) {
        case .none(let outcome): return outcome
        case .answer(let response): return outcome(response)
        }
    }

    /// The HTTP status alone means nothing: each number has a code of its own.
    private func outcome(_ response: HTTPResponse) -> Outcome {
        let data = (try? JSONValue.parse(response.body))?["SMSMessageData"]
        if let first = data?["Recipients"]?[0], let code = first["statusCode"]?.integer {
            let said = HTTPCall.said(first["status"]?.string ?? "", hiding: [account.key])
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
            + (data?["Message"]?.string.map { ": " + HTTPCall.said($0, hiding: [account.key]) } ?? "")
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

/// What SMS may cost, and how long they may be.
package struct SMSPlan: Sendable, Hashable {
    /// Segments of one message.
    package var segments: Int
    /// Segments of a day, all recipients together; nil: no limit.
    package var daily: Int?
    package init(segments: Int, daily: Int?) {
        self.segments = segments
        self.daily = daily
    }

    /// What a balance says of a gateway: `KES 1785.50`, `100.23`. Words without a number say nothing against it.
    static func check(_ gateway: String, balance: String) -> ChannelCheck {
        let what = "\(gateway), balance \(HTTPCall.said(balance))"
        let numbers = balance.split(whereSeparator: \.isWhitespace).compactMap { Double($0.replacing(",", with: "")) }
        guard let amount = numbers.last, amount <= 0 else { return .well(what: what) }
        return .broken(why: "\(what): there is no money on the account")
    }

    func capabilities(isIdempotent: Bool) -> Capabilities {
        Capabilities(
            isIdempotent: isIdempotent, smallestPause: .minutes(2), whenUnknown: .leave,
            limits: .init(.gsm7, body: segments == 1 ? 160 : segments * 153), confirms: .accept)
    }
}
