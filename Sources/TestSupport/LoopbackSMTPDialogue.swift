import Foundation

/// One connection of the loopback mail server.
final class SMTPDialogue {
    private let server: LoopbackSMTP
    private let client: LoopbackSocket
    private var sender = ""
    private var recipients: [String] = []
    private var login: String?

    init(server: LoopbackSMTP, client: LoopbackSocket) {
        self.server = server
        self.client = client
    }

    func run() {
        guard act(.connect, usual: ["220 loopback.example ESMTP"]) else { return }
        while let line = client.read(through: [13, 10]) {
            let text = String(decoding: line.dropLast(2), as: UTF8.self)
            let verb = text.prefix(4).uppercased()
            server.note(command: verb == "AUTH" ? String(text.prefix { $0 != "=" }.prefix(10)) : text)
            guard answer(verb, text) else { return }
        }
    }

    /// False when the connection has ended.
    private func answer(_ verb: String, _ text: String) -> Bool {
        switch verb {
        case "EHLO", "HELO": return act(.hello, usual: helloLines)
        case "STAR": return act(.startTLS, usual: ["454 TLS not available"])
        case "AUTH": return authenticate(text)
        case "MAIL":
            (sender, recipients) = (String(text.dropFirst(10)), [])
            return act(.sender, usual: ["250 2.1.0 sender ok"])
        case "RCPT":
            let recipient = String(text.dropFirst(8))
            if let refusal = server.refusal(of: recipient) { return say([refusal]) }
            recipients.append(recipient)
            return act(.recipient, usual: ["250 2.1.5 recipient ok"])
        case "DATA":
            guard act(.data, usual: ["354 go ahead"]) else { return false }
            return lastReply.hasPrefix("354") ? readMessage() : true
        case "QUIT":
            _ = act(.quit, usual: ["221 2.0.0 bye"])
            return false
        case "RSET", "NOOP": return say(["250 2.0.0 ok"])
        default: return say(["502 5.5.2 not known here"])
        }
    }

    private var helloLines: [String] {
        let lines = ["loopback.example"] + server.extensions
        return lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)" }
    }

    /// AUTH PLAIN and AUTH LOGIN (RFC 4616 and its older sister), with or without an initial response.
    private func authenticate(_ text: String) -> Bool {
        let words = text.split(separator: " ").map(String.init)
        func ask(_ prompt: String) -> String? {
            guard say(["334 \(prompt)"]), let line = client.read(through: [13, 10]) else { return nil }
            return String(decoding: line.dropLast(2), as: UTF8.self)
        }
        func decoded(_ text: String?) -> String? {
            text.flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }
        }
        let first = words.count > 2 ? words[2] : nil
        if words.count > 1, words[1].uppercased() == "PLAIN" {
            guard let plain = decoded(first ?? ask("")) else { return false }
            login = plain.split(separator: "\0").joined(separator: ":")
        } else {
            guard let name = decoded(first ?? ask("VXNlcm5hbWU6")), let password = decoded(ask("UGFzc3dvcmQ6"))
            else { return false }
            login = "\(name):\(password)"
        }
        return act(.login, usual: ["235 2.7.0 welcome"])
    }

    private func readMessage() -> Bool {
        guard let bytes = readData() else { return false }
        let usual = ["250 2.0.0 queued as 1"]
        let action = server.arrive(at: .message)
        // Noted before the client can know: whoever has its reply finds the message here.
        server.note(
            .init(
                sender: sender, recipients: recipients, bytes: bytes, login: login,
                accepted: Self.reply(of: action, usual: usual).hasPrefix("250")))
        return play(action, usual: usual)
    }

    /// Lines up to the single dot, with doubled dots undone (RFC 5321 section 4.5.2).
    private func readData() -> [UInt8]? {
        var bytes: [UInt8] = []
        while let line = client.read(through: [13, 10]) {
            if line == [46, 13, 10] { return bytes }
            bytes += line.first == 46 ? line.dropFirst() : line[...]
        }
        return nil
    }

    private var lastReply = ""

    /// Plays what the script says for the step. False when the connection has ended.
    private func act(_ step: LoopbackSMTP.Step, usual: [String]) -> Bool {
        play(server.arrive(at: step), usual: usual)
    }

    private func play(_ action: LoopbackSMTP.Action?, usual: [String]) -> Bool {
        lastReply = Self.reply(of: action, usual: usual)
        switch action {
        case nil: return say(usual)
        case .reply(let lines)?: return say(lines)
        case .replyAndClose(let line)?:
            _ = say([line])
            return false
        case .close?: return false
        case .reset?:
            client.reset()
            return false
        case .cut(let bytes)?:
            _ = client.send(Array(Self.text(usual).utf8.prefix(bytes)))
            return false
        case .listen(let bytes)?:
            _ = say(usual)
            _ = client.read(count: bytes)
            return false
        case .silence?:
            client.waitForClose()
            return false
        }
    }

    /// The last line that the action says; empty when it says nothing.
    private static func reply(of action: LoopbackSMTP.Action?, usual: [String]) -> String {
        switch action {
        case nil: usual.last ?? ""
        case .reply(let lines)?: lines.last ?? ""
        case .replyAndClose(let line)?: line
        case .close?, .reset?, .cut?, .listen?, .silence?: ""
        }
    }

    private func say(_ lines: [String]) -> Bool { client.send(Array(Self.text(lines).utf8)) }

    private static func text(_ lines: [String]) -> String { lines.map { $0 + "\r\n" }.joined() }
}
