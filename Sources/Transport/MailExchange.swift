import CCurl
import Model
import Synchronization

/// One mail on its way through SMTP: one connection, one recipient, the stored bytes as they are (delivery.md 3.1).
///
/// `@unchecked Sendable`: it belongs to the loop's thread while it runs, and to the caller before and after;
/// `isCancelled` is atomic.
final class MailExchange: Exchange, @unchecked Sendable {
    /// Nil: only log in.
    private let mail: Mail?
    private let server: MailServer
    private let target: Target
    private let policy: NetworkPolicy
    private let patience: TimeSpan
    let gate: SocketGate
    private let isCancelled = Atomic(false)
    private var sent = 0
    private var talk = MailTalk()

    private init(_ mail: Mail?, _ server: MailServer, _ target: Target, _ policy: NetworkPolicy, _ patience: TimeSpan) {
        self.mail = mail
        self.server = server
        self.target = target
        self.policy = policy
        self.patience = patience
        gate = SocketGate(isOpen: target.isAllowed)
    }

    /// A mail that was refused before any connection.
    struct Refusal: Error { var outcome: Outcome }

    /// Checks mail and server; nothing has been sent when it fails.
    ///
    /// - Parameter mail: nil to log in and say nothing more.
    static func make(
        _ mail: Mail?, to server: MailServer, policy: NetworkPolicy, patience: TimeSpan
    ) -> Result<MailExchange, Refusal> {
        if let mail, let fault = MailRules.fault(in: mail) { return .failure(Refusal(outcome: fault)) }
        if let fault = MailRules.fault(in: server) { return .failure(Refusal(outcome: .configurationDead(why: fault))) }
        do {
            let plain = try Target(server.url, schemes: ["smtp", "smtps"], policy: policy)
            // libcurl takes the EHLO name from the path.
            let named = "\(plain.origin)/\(server.clientName)"
            let target = try Target(named, schemes: ["smtp", "smtps"], policy: policy)
            guard server.requireTLS || target.isAllowed else {
                let why = "mail without TLS goes only to a server in network.allow, and \(target.peer) is not there"
                return .failure(Refusal(outcome: .configurationDead(why: why)))
            }
            return .success(MailExchange(mail, server, target, policy, patience))
        } catch {
            return .failure(Refusal(outcome: .configurationDead(why: "mail server \(error.url): \(error.what)")))
        }
    }

    var hostKey: String { target.hostKey }
    func blockedUntil() -> Instant? { nil }
    func cancel() { isCancelled.store(true, ordering: .relaxed) }
    func finished(_ facts: TransferFacts) {}

    func outcome(_ facts: TransferFacts) -> Outcome {
        MailOutcome.of(
            facts, step: talk.step, reply: talk.reply, refused: gate.refusedAll ? gate.refused : [])
    }

    func configure(_ easy: EasyHandle) {
        let patience = max(1, Int(clamping: self.patience.seconds))
        // The deadline over all is for a server that answers every step at the last moment.
        easy.setCommon(
            target, protocols: "smtp,smtps", authorities: policy.authorities,
            connect: Int(clamping: policy.limits.connect.milliseconds), total: patience * 3 * 1000)
        easy.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, patience)
        if server.requireTLS {
            easy.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        } else {
            easy.set(CURLOPT_USE_SSL, Int(CURLUSESSL_NONE.rawValue))
        }
        // One connection per mail: what one dialogue left behind can never reach the next one.
        easy.set(CURLOPT_FRESH_CONNECT, 1)
        easy.set(CURLOPT_FORBID_REUSE, 1)
        if let username = server.username { easy.set(CURLOPT_USERNAME, username) }
        if let password = server.password {
            easy.set(CURLOPT_PASSWORD, String(decoding: password.reveal(), as: UTF8.self))
        }
        if let mail {
            easy.set(CURLOPT_MAIL_FROM, "<\(mail.sender)>")
            easy.set(CURLOPT_MAIL_RCPT, list: ["<\(mail.recipient)>"])
            easy.set(CURLOPT_UPLOAD, 1)
            easy.set(CURLOPT_INFILESIZE_LARGE, offset: mail.bytes.count)
        } else {
            easy.set(CURLOPT_CUSTOMREQUEST, "NOOP")
            easy.set(CURLOPT_NOBODY, 1)
        }
        gate.attach(to: easy)
        attachCallbacks(easy)
    }

    private func attachCallbacks(_ easy: EasyHandle) {
        let me = Unmanaged.passUnretained(self).toOpaque()
        ccurl_on_upload(
            easy.raw,
            { buffer, size, count, context in
                guard let buffer, let context else { return 0 }
                let me = Unmanaged<MailExchange>.fromOpaque(context).takeUnretainedValue()
                return me.give(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            }, me)
        ccurl_on_wire(
            easy.raw,
            { easy, kind, data, count, context in
                guard let data, let context else { return 0 }
                let me = Unmanaged<MailExchange>.fromOpaque(context).takeUnretainedValue()
                let bytes = UnsafeRawBufferPointer(start: data, count: count)
                if kind == CURLINFO_HEADER_OUT { me.talk.weSaid(bytes) }
                if kind == CURLINFO_HEADER_IN, me.talk.theySaid(bytes), let easy {
                    // The verdict is in: only QUIT is left, and it may not keep us for ten minutes.
                    _ = ccurl_set_long(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, min(30, Int(me.patience.seconds)))
                }
                return 0
            }, me)
        // Asked at least once a second, also while libcurl waits for a reply.
        ccurl_on_progress(
            easy.raw,
            { context, _, _, _, _ in
                guard let context else { return 1 }
                let me = Unmanaged<MailExchange>.fromOpaque(context).takeUnretainedValue()
                return me.isCancelled.load(ordering: .relaxed) ? 1 : 0
            }, me)
    }

    /// The next bytes of the message.
    private func give(_ space: UnsafeMutableRawBufferPointer) -> Int {
        guard let mail else { return 0 }
        let piece = mail.bytes[sent...].prefix(space.count)
        space.copyBytes(from: piece)
        sent += piece.count
        return piece.count
    }
}
