/// Listens to an SMTP dialogue: which step it is at, and what the server said last.
struct MailTalk {
    enum Step: String { case greeting, hello, tls, login, sender, recipient, data, message }

    private(set) var step = Step.greeting
    /// The last complete reply before QUIT: code and text, lines joined by blanks, at most 500 bytes.
    private(set) var reply = ""
    private var lines = ""
    /// QUIT was said; what comes now is a goodbye.
    private var isLeaving = false

    /// A command of ours. Only its first four letters are looked at: the rest may be a secret.
    mutating func weSaid(_ bytes: UnsafeRawBufferPointer) {
        switch String(decoding: bytes.prefix(4), as: UTF8.self) {
        case "EHLO", "HELO": step = .hello
        case "STAR": step = .tls
        case "AUTH": step = .login
        case "MAIL": step = .sender
        case "RCPT": step = .recipient
        case "DATA": step = .data
        case "QUIT": isLeaving = true
        default: break
        }
    }

    /// A line of the server. True when it decides the transfer: a refusal, or the answer to the message.
    mutating func theySaid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let line = String(decoding: bytes, as: UTF8.self).filter { !$0.isNewline }
        let isMore = line.utf8.dropFirst(3).first == UInt8(ascii: "-")
        lines += (lines.isEmpty ? "" : " ") + line.prefix(200)
        guard !isMore else { return false }
        let whole = String(lines.prefix(500))
        lines = ""
        guard !isLeaving else { return false }
        reply = whole
        if step == .data, whole.hasPrefix("354") {
            step = .message
            return false
        }
        return step == .message || whole.hasPrefix("4") || whole.hasPrefix("5")
    }
}
