import Model
import Synchronization

@testable import Delivering

enum Sample {
    static let now = Instant("2026-11-20T06:00:00Z") ?? Instant(milliseconds: 0)
    static let mail = Array("Subject: x\r\n\r\nbody\r\n".utf8)

    static func digest(
        _ id: String = String(repeating: "0123456789abcdef", count: 4), recipient: String = "aigul",
        address: String = "aigul@qala.example", bytes: [UInt8] = mail, lives: TimeSpan = .hours(72)
    ) -> Digest {
        Digest(
            id: id, recipient: recipient, channel: "mail", address: address, created: now, subject: "x", notices: [],
            bytes: bytes, text: "", expires: now.advanced(by: lives))
    }

    static func delivery(_ digest: Digest = digest(), attempts: Int = 1, state: Delivery.State = .inflight) -> Delivery
    {
        Delivery(digest: digest, state: state, attempts: attempts, nextAttempt: now, detail: nil)
    }

    static let server = MailServer(
        url: "smtp://127.0.0.1:2525", username: nil, password: nil, requireTLS: false, clientName: "jibu.example")
    static let mailLike = Capabilities(isIdempotent: false, smallestPause: .minutes(30), whenUnknown: .resend)
    static let plain = Capabilities(isIdempotent: true, smallestPause: .seconds(0), whenUnknown: .resend)
}

/// A mail server that answers what it is told to, and remembers what it was handed.
final class ScriptedMail: MailTransport {
    private let outcome: Outcome
    private let log = Mutex<[Mail]>([])

    init(_ outcome: Outcome) { self.outcome = outcome }

    var handed: [Mail] { log.withLock { $0 } }

    func check(_ server: MailServer) async -> Outcome { outcome }

    func submit(_ mail: Mail, to server: MailServer) async -> Outcome {
        log.withLock { $0.append(mail) }
        return outcome
    }
}
