import CCurl
import Model

/// One question to an IMAP server: a search, or the fetch of one message (delivery.md 3.1).
///
/// `@unchecked Sendable`: it belongs to the loop's thread while it runs, and to the caller before and after.
final class MailboxExchange: Exchange, @unchecked Sendable {
    private let server: MailboxServer
    private let target: Target
    private let command: String?
    private let most: Int
    private let policy: NetworkPolicy
    let gate: SocketGate
    /// What the server sent: lines of a search, or the bytes of a message.
    private(set) var body: [UInt8] = []
    /// More came than was asked for.
    private(set) var isTooLong = false
    /// Of the mailbox that was selected, as the server said it.
    private(set) var validity: UInt32?

    /// - Parameters:
    ///   - path: behind the host: mailbox, and the message in it.
    ///   - command: instead of the fetch that the path asks for.
    ///   - most: bytes of the answer.
    /// - Throws: when the server's address is none that may be reached.
    init(
        _ server: MailboxServer, path: String, command: String?, most: Int, policy: NetworkPolicy
    ) throws(MailboxFailure) {
        self.server = server
        self.command = command
        self.most = most
        self.policy = policy
        do {
            target = try Target(server.url + path, schemes: ["imap", "imaps"], policy: policy)
        } catch {
            throw MailboxFailure(why: "mailbox \(error.url): \(error.what)", isConfiguration: true)
        }
        guard server.requireTLS || target.isAllowed else {
            throw MailboxFailure(
                why: "a mailbox without TLS must be in network.allow, and \(target.peer) is not there",
                isConfiguration: true)
        }
        gate = SocketGate(isOpen: target.isAllowed)
    }

    var hostKey: String { target.hostKey }
    func blockedUntil() -> Instant? { nil }
    func cancel() {}
    func finished(_ facts: TransferFacts) {}

    func configure(_ easy: EasyHandle) {
        easy.setCommon(
            target, protocols: "imap,imaps", authorities: policy.authorities,
            connect: Int(clamping: policy.limits.connect.milliseconds),
            total: Int(clamping: policy.limits.total.milliseconds))
        easy.set(CURLOPT_USE_SSL, Int((server.requireTLS ? CURLUSESSL_ALL : CURLUSESSL_NONE).rawValue))
        easy.set(CURLOPT_USERNAME, server.username)
        easy.set(CURLOPT_PASSWORD, String(decoding: server.password.reveal(), as: UTF8.self))
        // On a kept connection the mailbox is selected already: its validity is not said again, and a message that came
        // since is not there.
        easy.set(CURLOPT_FRESH_CONNECT, 1)
        easy.set(CURLOPT_FORBID_REUSE, 1)
        if let command { easy.set(CURLOPT_CUSTOMREQUEST, command) }
        gate.attach(to: easy)
        let me = Unmanaged.passUnretained(self).toOpaque()
        ccurl_on_body(
            easy.raw,
            { data, size, count, context in
                guard let data, let context else { return 0 }
                let me = Unmanaged<MailboxExchange>.fromOpaque(context).takeUnretainedValue()
                return me.take(UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
            }, me)
        ccurl_on_wire(
            easy.raw,
            { _, kind, data, count, context in
                guard kind == CURLINFO_HEADER_IN, let data, let context else { return 0 }
                let me = Unmanaged<MailboxExchange>.fromOpaque(context).takeUnretainedValue()
                me.listen(UnsafeRawBufferPointer(start: data, count: count))
                return 0
            }, me)
    }

    private func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= most else {
            isTooLong = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// `* OK [UIDVALIDITY 3857529045] UIDs valid`: libcurl keeps the number to itself.
    private func listen(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 500 else { return }
        let line = String(decoding: bytes, as: UTF8.self)
        guard line.hasPrefix("* OK"), let mark = line.firstRange(of: "[UIDVALIDITY ") else { return }
        validity = UInt32(line[mark.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
