import Model
import Text

/// A company that takes SMS over HTTP, as `SMSDeliverer` uses it.
package protocol SMSGateway: Sendable {
    /// What it means that it took a message.
    var confirms: Capabilities.Confirmation { get }

    /// Hands over one message to one number.
    func send(_ order: SMSOrder) async -> Outcome

    /// Asks what became of a digest at a number; nil when the gateway cannot tell.
    func status(of digest: String, at number: String) async -> Outcome?

    /// Looks whether the account would work now.
    func check() async -> ChannelCheck
}

extension SMSGateway {
    package func status(of digest: String, at number: String) async -> Outcome? { nil }
}

/// What is sent to whom.
package struct SMSOrder: Sendable {
    /// The digest's id.
    package var digest: String
    package var number: String
    package var message: SMS
}

/// SMS over a gateway: one text to one number, planned to the segment (delivery.md 3.7). A message is paid, so what is
/// in doubt is never sent again.
package struct SMSDeliverer: Deliverer {
    package let channel: String
    package let format: ChannelFormat
    package let capabilities: Capabilities
    private let gateway: any SMSGateway
    private let desk: SMSDesk

    package init(
        channel: String, gateway: any SMSGateway, plan: SMSPlan, journal: any DeliveryJournal,
        now: @escaping @Sendable () -> Instant
    ) {
        self.channel = channel
        self.gateway = gateway
        format = .sms(segments: plan.segments)
        capabilities = Capabilities(
            isIdempotent: false, smallestPause: .minutes(2), whenUnknown: .leave,
            limits: .init(.gsm7, body: plan.segments == 1 ? 160 : plan.segments * 153), confirms: gateway.confirms)
        desk = SMSDesk(channel: channel, plan: plan, journal: journal, now: now)
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        do throws(SMSDesk.Refusal) {
            let order = try desk.order(digest)
            return desk.note(await gateway.send(order), of: digest)
        } catch {
            return error.outcome
        }
    }

    /// What the journal knows, else what the gateway says.
    package func reconcile(_ digest: Digest) async -> Outcome? {
        if let known = desk.reconcile(digest) { return known }
        guard let number = SMSNumber(digest.address),
            let outcome = await gateway.status(of: digest.id, at: number.text)
        else { return nil }
        // It had taken the message, and may count it.
        if case .recipientDead = outcome { return desk.note(outcome, of: digest, wasTaken: true) }
        return desk.note(outcome, of: digest)
    }

    package func doctor() async -> ChannelCheck { await gateway.check() }
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
}
