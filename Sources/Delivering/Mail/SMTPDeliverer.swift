import Model

/// Mail over SMTP: one message, one envelope recipient, one transfer.
package struct SMTPDeliverer: Deliverer {
    package let channel: String
    package let format: ChannelFormat
    package let capabilities = Capabilities(
        isIdempotent: false, smallestPause: .minutes(30), whenUnknown: .resend, canThread: true)
    private let sender: String?
    private let from: String
    private let server: MailServer
    private let transport: any MailTransport

    /// - Parameters:
    ///   - from: `Name <address>` or a bare address, as in jibu.yaml; the envelope sender is its address, and the
    ///     Message-ID's domain what follows the `@`.
    package init(channel: String, from: String, server: MailServer, transport: any MailTransport) {
        self.channel = channel
        self.from = from
        self.server = server
        self.transport = transport
        sender = MailAddress(from)?.address
        format = .mail(from: from, domain: MailAddress.domain(of: from))
    }

    package func deliver(_ digest: Digest) async -> Outcome {
        guard let sender else {
            return .configurationDead(
                why: "`from: \(from)` of channel \(channel) holds no mail address; write it as Name <user@host>")
        }
        guard let recipient = MailAddress(bare: digest.address)?.address else {
            return .recipientDead(
                why: "the mail address of \(digest.recipient) is not one; mend it under recipients in jibu.yaml")
        }
        guard MailBytes.areSafe(digest.bytes) else {
            // No fault of the channel nor of the person: this one goes another way.
            return .digestRefused(
                why: "digest \(digest.id) is not a mail: it has a bare line end, a NUL or a line over 998 bytes")
        }
        return await transport.submit(Mail(sender: sender, recipient: recipient, bytes: digest.bytes), to: server)
    }

    package func doctor() async -> ChannelCheck {
        guard sender != nil else { return .broken(why: "`from: \(from)` of channel \(channel) holds no mail address") }
        switch await transport.check(server) {
        case .accepted: return .well(what: "the mail server takes the login")
        case .configurationDead(let why), .recipientDead(let why), .digestRefused(let why): return .broken(why: why)
        case .retry(_, let why), .unknown(let why): return .unclear(why: why)
        }
    }
}

/// The last look at bytes before they go out (trust.md S7: SMTP smuggling).
enum MailBytes {
    /// Every line ends in CRLF, no line is over 998 bytes, and there is no NUL.
    static func areSafe(_ bytes: [UInt8]) -> Bool {
        var length = 0
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == 0 || (byte == 10) != (previous == 13) { return false }
            length = byte == 10 ? 0 : length + 1
            // The CR of the line's end is counted here, so 999.
            if length > 999 { return false }
            previous = byte
        }
        return previous == 10
    }
}
