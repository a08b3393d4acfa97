import Model

/// One mail: headers of delivery.md 3.1, then text and HTML as multipart/alternative.
///
/// Every header value goes through `MailHeader`, which lets no line break out; every line is short; the same input
/// gives the same bytes.
struct MIMEMessage {
    /// Mails stay below this many bytes: some versions of libcurl lose the end of larger ones (curl#18798).
    static let largest = 60_000
    /// Above this many bytes the last entries of a mail say less, since it goes to phones on bad lines.
    static let comfortable = 54_000

    let id: String
    let created: Instant
    let from: String
    let domain: String
    let toName: String
    let to: String
    let subject: String
    let office: OfficeFacts
    /// Ids of the alerts that it tells, for mail rules.
    let alerts: [String]
    /// Where answers go; nil: to the sender.
    let replyTo: String?
    let text: String
    let html: String
    /// The digest that this one is about.
    var inReplyTo: String?
    /// Message ids of what that one is about, the oldest first.
    var references: [String] = []

    var bytes: [UInt8] {
        let boundary = "=_jibu_\(id.prefix(32))"
        let sender = MailAddress(from) ?? MailAddress(name: office.name, address: "jibu@\(host)")
        let owner = MailAddress(bare: office.contact) ?? sender
        var lines = [
            "Date: \(MailHeader.date(created))",
            MailHeader.line("From", sender.header),
            MailHeader.line("To", MailAddress(name: toName, address: to).header),
            MailHeader.line("Subject", MailHeader.words(subject, after: "Subject: ".count)),
            "Message-ID: <\(id)@\(host)>",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "List-Id: <\(MailHeader.identifier(office.id)).\(host)>",
            "List-Unsubscribe: <mailto:\(owner.address)?subject=unsubscribe>",
        ]
        if let inReplyTo {
            let parent = "\(inReplyTo)@\(host)"
            lines += ["In-Reply-To: <\(parent)>", MailThread.header(of: references, parent: parent)]
        }
        if let replyTo = replyTo.flatMap({ MailAddress(bare: $0) }) { lines.append("Reply-To: \(replyTo.address)") }
        if !alerts.isEmpty { lines.append(MailHeader.identifiers("X-Jibu-Alerts", alerts)) }
        lines += [
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(boundary)\"",
            "",
        ]
        for (type, content) in [("plain", text), ("html", html)] {
            let encoded = MailBody(content)
            lines += [
                "--\(boundary)", "Content-Type: text/\(type); charset=utf-8",
                "Content-Transfer-Encoding: \(encoded.encoding)", "",
            ]
            lines += encoded.lines
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private var host: String {
        let name = MailHeader.host(domain)
        return name.isEmpty ? "jibu.invalid" : name
    }
}

extension MailAddress {
    /// As it stands in a header: the name encoded, the address in angle brackets.
    var header: String { name.isEmpty ? address : "\(MailHeader.phrase(name, after: 6))\r\n <\(address)>" }
}
