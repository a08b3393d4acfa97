import Model
import Settings

/// `replies:` of an `smtp` channel: the mailbox that answers come to.
enum MailboxKeys {
    private static let url = Key<String>(
        "url",
        Shape<String>.line(maximum: 300, example: "imaps://mail.qala.example:993").checked { text, place, findings in
            // The mailbox's name is put behind it, so a slash at its end is dropped.
            if !text.contains("@"), MailText.mailbox(of: text) != nil {
                return text.hasSuffix("/") ? String(text.dropLast()) : text
            }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "this is no mailbox server without user and password",
                    help: "Write imaps://host:port, and username: and password: beside it."))
            return nil
        }, help: "Server: imap://host:port (STARTTLS) or imaps://host:port.")
    private static let address = Key<String>(
        "address",
        Shape<String>.line(maximum: 200, example: "alerts@qala.example").checked { text, place, findings in
            // A token goes into it, so it stands alone.
            if MailAddress(bare: text) != nil { return text }
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no bare mail address",
                    help: "Write alerts@office.example, without a name."))
            return nil
        },
        help: "What readers answer to. Its server must take mail for alerts+anything@ too.")
    private static let username = Key<String>("username", .line(maximum: 254), help: "Account of the mailbox.")
    private static let password = Key<SecretReference>("password", .secret, help: "The account's password.")
    private static let key = Key<SecretReference>(
        "key", .secret, help: "Key of the codes that tell who answers: 32 random bytes or more.")

    static let replies = Key<MailboxEntry>.optional(
        "replies", shape, help: "The mailbox that answers come to; absent: nobody reads them.")

    private static let shape = Shape<MailboxEntry>.object(
        "mailbox", help: "The mailbox that answers come to.",
        keys: [url, address, username, password, DeliveryKeys.tls, key]
    ) { fields, _ in
        guard let url = fields[url], let host = MailText.mailbox(of: url), let address = fields[address],
            let username = fields[username], let password = fields[password], let tls = fields[DeliveryKeys.tls],
            let key = fields[key]
        else { return nil }
        return MailboxEntry(
            mailbox: ConfiguredChannel.Mailbox(
                url: url, address: address, username: username, password: password, requireTLS: tls == .required,
                key: key),
            line: ChannelEntry.Line(
                host: host, place: fields.place(of: MailboxKeys.url),
                open: tls == .local ? fields.place(of: DeliveryKeys.tls) : nil))
    }
}

/// `replies:` as read.
struct MailboxEntry: Sendable {
    let mailbox: ConfiguredChannel.Mailbox
    let line: ChannelEntry.Line
}
