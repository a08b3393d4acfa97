import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized) struct MailTests {
    let server: LoopbackSMTP
    let client: NetworkClient

    init() throws {
        server = try LoopbackSMTP()
        let policy = NetworkPolicy(
            allow: [HostPort(host: "127.0.0.1", port: server.port)], hostPause: .seconds(0), userAgent: "jibu/test")
        client = testClient(policy)
    }

    private var here: MailServer {
        MailServer(
            url: server.url, username: nil, password: nil, requireTLS: false, clientName: "jibu.qala.example")
    }

    private func mail(_ body: String) -> Mail { mail(Array(body.utf8)) }

    private func mail(_ body: [UInt8]) -> Mail {
        Mail(
            sender: "jibu@qala.example", recipient: "aigul@qala.example",
            bytes: Array("Subject: Digest\r\nMessage-ID: <1@qala.example>\r\n\r\n".utf8) + body)
    }

    @Test("a mail is accepted with the server's receipt, and the dialogue is the plain one")
    func accepted() async {
        let outcome = await client.submit(mail("Hello\r\n"), to: here)
        #expect(outcome == .accepted(receipt: "250 2.0.0 queued as 1"))
        let record = server.record
        #expect(record.commands.first == "EHLO jibu.qala.example")
        #expect(record.messages.count == 1)
        #expect(record.messages.first?.sender.hasPrefix("<jibu@qala.example>") == true)
        #expect(record.messages.first?.recipients == ["<aigul@qala.example>"])
        #expect(record.messages.first?.login == nil)
        #expect(record.messages.first?.accepted == true)
    }

    @Test("a look at the server logs in and hands over nothing")
    func check() async {
        var account = here
        (account.username, account.password) = ("jibu", Secret(Array("word".utf8)))
        #expect(await client.check(account).name == "accepted")
        server.script(.login, .reply("535 5.7.8 authentication failed"))
        #expect(await client.check(account).name == "configuration-dead")
        server.script(.connect, .close)
        #expect(await client.check(account).name == "retry")
        #expect(server.record.messages.isEmpty)
        #expect(!server.record.commands.contains { $0.hasPrefix("MAIL") || $0.hasPrefix("RCPT") })
    }

    /// Bodies that a careless transport changes.
    static let bodies: [(String, [UInt8])] = {
        func text(_ text: String) -> [UInt8] { Array(text.utf8) }
        func lines(_ size: Int, _ line: String) -> [UInt8] {
            let whole = text(line + "\r\n")
            var bytes: [UInt8] = []
            while bytes.count + whole.count + 3 <= size { bytes += whole }
            return bytes + [UInt8](repeating: 120, count: size - bytes.count - 2) + [13, 10]
        }
        return [
            ("one line", text("Hello\r\n")), ("dots", text(".\r\n..\r\n...\r\n.a\r\na.\r\n. \r\n")),
            ("a dot at the very start", text(".start\r\n")), ("a dot at the very end", text("end\r\n.\r\n")),
            ("what looks like the end", text("a\r\n.\r\nMAIL FROM:<x@y>\r\n.\r\n")),
            ("empty lines", text("\r\n\r\n\r\n")),
            ("998 bytes in a line", [UInt8](repeating: 97, count: 998) + [13, 10]),
            ("eight-bit text", text("Қала суы таза\r\n")), ("many dots", lines(40_000, ".")),
            ("65,535 bytes", lines(65_535, "seventeen bytes..")), ("65,536 bytes", lines(65_536, ".a line")),
            ("65,537 bytes", lines(65_537, "..")), ("131,072 bytes", lines(131_072, ".another line of text")),
            ("16,383 bytes", lines(16_383, ".")), ("16,384 bytes", lines(16_384, ".")),
        ]
    }()

    @Test("the bytes arrive exactly", arguments: bodies.indices)
    func exact(_ index: Int) async {
        let sent = mail(Self.bodies[index].1)
        let outcome = await client.submit(sent, to: here)
        #expect(outcome.name == "accepted", "\(Self.bodies[index].0)")
        let messages = server.record.messages
        #expect(messages.count == 1)
        let isSame = messages.first?.bytes == sent.bytes
        #expect(isSame, "\(Self.bodies[index].0)")
    }

    @Test("sizes around a buffer's end arrive exactly, with a dot where the buffer breaks")
    func buffers() async {
        // The header of `mail` is 48 bytes long: the body's line starts wander over the edge of a 64 KiB buffer.
        for size in 65_480...65_500 {
            var body = [UInt8](repeating: 46, count: size)
            for index in stride(from: 70, to: size - 2, by: 72) {
                body.replaceSubrange(index..<index + 2, with: [13, 10])
            }
            let sent = mail(body + [13, 10])
            #expect(MailRules.fault(inBytes: sent.bytes) == nil)
            #expect(await client.submit(sent, to: here).name == "accepted")
            let isSame = server.record.messages.last?.bytes == sent.bytes
            #expect(isSame, "\(size)")
        }
    }

    @Test(
        "a message that could be read as two is refused before any connection",
        arguments: [
            "a\n.\r\nb\r\n", "a\r.\r\nb\r\n", "a\n.\nb\r\n", "a\r.\rb\r\n", "a\r\n.\n", "a\r\n.\r", "a\n\r.\r\n",
            "a\r\r\n.\r\n", "a\r\n.\r\r\n", "\n", "\r", "a\0b\r\n", "a\n", "end\r",
        ])
    func smuggling(_ body: String) async {
        let outcome = await client.submit(mail(body), to: here)
        #expect(outcome.name == "configuration-dead")
        #expect(server.record.connections == 0)
    }

    @Test("a line of 999 bytes, an empty message and a strange address are refused before any connection")
    func refused() async {
        #expect(
            await client.submit(mail([UInt8](repeating: 97, count: 999) + [13, 10]), to: here).name
                == "configuration-dead")
        var broken = mail("x\r\n")
        broken.bytes = []
        #expect(await client.submit(broken, to: here).name == "configuration-dead")
        for address in ["", "nobody", "@host", "name@", "a b@host", "a@b>\r\nRCPT TO:<c@d", "a@b\0", "<a@b>", "a@b\n"] {
            var toNobody = mail("x\r\n")
            toNobody.recipient = address
            #expect(await client.submit(toNobody, to: here).name == "recipient-dead", "\(address)")
            var fromNobody = mail("x\r\n")
            fromNobody.sender = address
            #expect(await client.submit(fromNobody, to: here).name == "configuration-dead", "\(address)")
        }
        var strange = here
        strange.clientName = "a\r\nMAIL"
        #expect(await client.submit(mail("x\r\n"), to: strange).name == "configuration-dead")
        #expect(server.record.connections == 0)
    }

    @Test("the login goes over in the way that the server offers", arguments: ["PLAIN", "LOGIN", "PLAIN LOGIN"])
    func login(_ ways: String) async {
        server.offer(["AUTH \(ways)"])
        var server = here
        server.username = "jibu"
        server.password = Secret(Array("p:ss wörd".utf8))
        #expect(await client.submit(mail("x\r\n"), to: server).name == "accepted")
        #expect(self.server.record.messages.first?.login == "jibu:p:ss wörd")
    }

    @Test("a server that is neither public nor allowed is never connected to")
    func guarded() async {
        let closed = testClient(.closed)
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"] {
            var elsewhere = here
            elsewhere.url = "smtp://\(host):\(server.port)"
            elsewhere.requireTLS = true
            #expect(await closed.submit(mail("x\r\n"), to: elsewhere).name == "configuration-dead", "\(host)")
        }
        var plain = here
        plain.url = "smtp://mail.example:25"
        #expect(await closed.submit(mail("x\r\n"), to: plain).name == "configuration-dead")
        #expect(server.record.connections == 0)
    }

    @Test("without STARTTLS nothing is said to a server that must have it, not even the name")
    func noTLS() async {
        var strict = here
        strict.requireTLS = true
        strict.username = "jibu"
        strict.password = Secret(Array("secret".utf8))
        #expect(await client.submit(mail("x\r\n"), to: strict).name == "configuration-dead")
        server.offer(["STARTTLS", "AUTH PLAIN"])
        #expect(await client.submit(mail("x\r\n"), to: strict).name == "retry")
        #expect(!server.record.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
        #expect(server.record.messages.isEmpty)
    }

    @Test("cancelling while the server thinks about the message leaves it unknown")
    func cancelling() async {
        server.script(.message, .silence)
        let task = Task { await client.submit(mail("x\r\n"), to: here) }
        await server.reached(.message)
        task.cancel()
        #expect(await task.value.name == "unknown")
    }

    @Test("eight mails at once to one server are eight dialogues, and all arrive")
    func line() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { #expect(await client.submit(mail("x\r\n"), to: here).name == "accepted") }
            }
        }
        #expect(server.record.messages.count == 8)
        #expect(server.record.connections == 8)
    }
}

/// What happens at one step, and what is then known.
struct MailFault: Sendable, CustomTestStringConvertible {
    var step: LoopbackSMTP.Step
    var action: LoopbackSMTP.Action
    var outcome: String
    var login = false
    var testDescription: String { "\(step.rawValue): \(action) -> \(outcome)" }

    static let all: [MailFault] = {
        var all: [MailFault] = []
        // Before the message is out, a broken connection is harmless; after it, nobody knows.
        for step in [LoopbackSMTP.Step.connect, .hello, .login, .sender, .recipient, .data, .message] {
            for action in [LoopbackSMTP.Action.close, .reset, .silence, .cut(bytes: 1), .cut(bytes: 3), .cut(bytes: 4)] {
                all.append(
                    .init(step: step, action: action, outcome: step == .message ? "unknown" : "retry", login: true))
            }
            all.append(
                .init(step: step, action: .replyAndClose("421 4.3.2 shutting down"), outcome: "retry", login: true))
        }
        func add(_ step: LoopbackSMTP.Step, _ reply: String, _ outcome: String, login: Bool = false) {
            all.append(.init(step: step, action: .reply(reply), outcome: outcome, login: login))
        }
        add(.connect, "554 5.7.1 not you", "configuration-dead")
        add(.connect, "450 later", "retry")
        add(.login, "535 5.7.8 wrong password", "configuration-dead", login: true)
        add(.login, "454 4.7.0 try again", "retry", login: true)
        add(.sender, "550 5.7.1 you may not send as that", "configuration-dead")
        add(.sender, "553 sender unknown", "configuration-dead")
        add(.sender, "452 4.3.1 no space", "retry")
        add(.recipient, "550 5.1.1 no such user", "recipient-dead")
        add(.recipient, "550 5.1.10 null MX", "recipient-dead")
        add(.recipient, "550 no such user", "recipient-dead")
        add(.recipient, "552 5.2.2 mailbox full", "recipient-dead")
        add(.recipient, "550 5.7.1 relaying denied", "configuration-dead")
        add(.recipient, "450 4.2.0 greylisted", "retry")
        add(.recipient, "451 4.7.1 come back later", "retry")
        add(.data, "554 5.7.1 no", "configuration-dead")
        add(.data, "451 4.3.0 later", "retry")
        add(.message, "250 ok", "accepted")
        add(.message, "550 5.7.1 looks like spam", "configuration-dead")
        add(.message, "554 5.1.1 no such user after all", "recipient-dead")
        add(.message, "552 5.3.4 too large", "digest-refused")
        add(.message, "554 5.6.0 not this content", "digest-refused")
        add(.message, "452 4.2.2 mailbox full for now", "retry")
        add(.message, "451 later", "retry")
        all.append(.init(step: .quit, action: .close, outcome: "accepted"))
        all.append(.init(step: .quit, action: .reset, outcome: "accepted"))
        return all
    }()
}

@Suite(.serialized) struct MailFaultTests {
    @Test("every ending at every step has one known outcome", arguments: MailFault.all)
    func outcome(_ fault: MailFault) async throws {
        // Only a silent server needs an end to our patience; a slow machine must not look like one. So a try in which
        // our patience ended before the server fell silent counts for nothing, and the next one has more of it.
        for patience: Int64 in fault.action == .silence ? [1, 4, 16, 60] : [600] {
            if try await outcome(fault, patience: .seconds(patience)) { return }
        }
        Issue.record("the server never came to its silence")
    }

    /// False when the server was not asked at the step that the fault is about.
    private func outcome(_ fault: MailFault, patience: TimeSpan) async throws -> Bool {
        let server = try LoopbackSMTP()
        defer { server.stop() }
        server.script(fault.step, fault.action)
        let policy = NetworkPolicy(
            allow: [HostPort(host: "127.0.0.1", port: server.port)], hostPause: .seconds(0), userAgent: "jibu/test")
        let client = NetworkClient(policy: policy, mailPatience: patience) { testNow }
        let mail = Mail(sender: "a@qala.example", recipient: "b@qala.example", bytes: Array("X: y\r\n\r\nz\r\n".utf8))
        let outcome = await client.submit(
            mail,
            to: MailServer(
                url: server.url, username: fault.login ? "jibu" : nil,
                password: fault.login ? Secret(Array("secret".utf8)) : nil, requireTLS: false,
                clientName: "jibu.example"))
        if fault.action == .silence, !server.hasReached(fault.step) { return false }
        #expect(outcome.name == fault.outcome, "\(outcome.detail ?? "")")
        #expect(outcome.detail?.isEmpty == false)
        #expect(outcome.detail?.contains("secret") == false)
        // The promise behind the table: what is called retry was never accepted, what was accepted is called so.
        let wasAccepted = server.record.messages.contains { $0.accepted }
        #expect(!(wasAccepted && outcome.name == "retry"))
        #expect(outcome.name != "accepted" || wasAccepted)
        return true
    }

    @Test("nobody listens: nothing was sent")
    func nobody() async throws {
        // Stopped, and kept: its port is nobody else's until the end of the test.
        let server = try LoopbackSMTP()
        server.stop()
        defer { withExtendedLifetime(server) {} }
        let policy = NetworkPolicy(
            allow: [HostPort(host: "127.0.0.1", port: server.port)], hostPause: .seconds(0), userAgent: "jibu/test")
        let mail = Mail(sender: "a@qala.example", recipient: "b@qala.example", bytes: Array("X: y\r\n\r\nz\r\n".utf8))
        let outcome = await testClient(policy).submit(
            mail,
            to: MailServer(url: server.url, username: nil, password: nil, requireTLS: false, clientName: "jibu.example")
        )
        #expect(outcome.name == "retry")
    }

    @Test(
        "an enhanced status code is read where it stands",
        arguments: [
            ("550 5.1.1 no", [1, 1]), ("550-5.1.10 no 550 5.1.10 x", [1, 10]), ("550 no 5.1.1", []), ("550", []),
            ("421 4.3.2 bye", [3, 2]), ("250 2.0.0 ok", []), ("550 5.1 no", []),
        ])
    func enhanced(_ reply: String, _ parts: [Int]) {
        let code = MailOutcome.enhancedCode(reply)
        #expect(code.map { [$0.subject, $0.detail] } ?? [] == parts)
    }
}
