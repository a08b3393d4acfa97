import Model
import Settings

/// `delivery:` how digests leave.
struct ChannelEntry: Sendable {
    let channel: ConfiguredChannel
    /// Place of `tls: local`, which is only for hosts that the configuration calls local.
    let plainConnection: FilePlace?
    /// Place of an address that may be `http:`, for the same hosts.
    let web: FilePlace?

    init(_ channel: ConfiguredChannel, plainConnection: FilePlace? = nil, web: FilePlace? = nil) {
        self.channel = channel
        self.plainConnection = plainConnection
        self.web = web
    }
}

enum DeliveryKeys {
    static let channels = Key<[ChannelEntry]>(
        "channels", .list(of: channel, minimum: 1, maximum: 50, keepsGood: true),
        help: "Ways out; recipients name them by id.")
    static let shape = Shape<[ChannelEntry]>.object(
        "delivery", help: "How digests leave.", keys: [channels], readsBroken: true
    ) { fields, _ in fields[channels] }

    private static let channel = Shape<ChannelEntry>.variants(
        "channel", by: "kind",
        [
            ("smtp", smtp), ("eml-folder", emlFolder), ("telegram", ChatChannelKeys.telegram),
            ("webhook", ChatChannelKeys.webhook), ("africastalking", SMSChannelKeys.africasTalking),
            ("smsc", SMSChannelKeys.smsc), ("exec", ProgramChannelKeys.exec), ("apprise", ProgramChannelKeys.apprise),
        ])

    static let id = Key<String>("id", .identifier, help: "Id of the channel.")
    static let kind = Key<String>("kind", .line(), help: "Kind of channel.")
    private static let from = Key<String>(
        "from", Shape<String>.line(maximum: 254, example: "Jibu <jibu@qala.example>").checked(mailbox),
        help: "Sender: Name <address> or an address.")

    private static let folder = Key<String>("folder", .path, help: "Folder for the mails; made when it is missing.")
    private static let emlFolder = Shape<ChannelEntry>.object(
        "channel", help: "Mails as files in a folder.", keys: [id, kind, folder, from]
    ) { fields, _ in
        guard let id = fields[id], let folder = fields[folder], let from = fields[from] else { return nil }
        return ChannelEntry(
            ConfiguredChannel(id: id, kind: .emlFolder(folder), from: from, domain: MailText.domain(of: from)))
    }

    private enum TLS: String, CaseIterable { case required, local }
    private static let url = Key<String>(
        "url", Shape<String>.line(maximum: 300, example: "smtps://mail.qala.example:465").checked(serverURL),
        help: "Mail server: smtp://host:port (STARTTLS) or smtps://host:port.")
    private static let username = Key<String>.optional("username", .line(maximum: 254), help: "Account on the server.")
    private static let password = Key<SecretReference>.optional("password", .secret, help: "The account's password.")
    private static let tls = Key<TLS>(
        "tls", .choice(), help: "required, or local: without TLS, only for this machine and hosts under network.allow.",
        default: .required)
    private static let smtp = Shape<ChannelEntry>.object(
        "channel", help: "Mail through a server.", keys: [id, kind, url, from, username, password, tls, MailboxKeys.replies]
    ) { fields, findings in
        guard let id = fields[id], let url = fields[url], let from = fields[from], let tls = fields[tls] else {
            return nil
        }
        let (user, password) = (fields[username], fields[password])
        guard (user == nil) == (password == nil) else {
            findings.append(
                Finding(
                    "missing-key", .error, at: fields.node.place,
                    user == nil ? "there is a password but no \"username\"" : "there is a username but no \"password\"",
                    help: "Write both, or neither for a server that asks for none."))
            return nil
        }
        return ChannelEntry(
            ConfiguredChannel(
                id: id,
                kind: .smtp(
                    .init(
                        url: url, username: user, password: password, requireTLS: tls == .required,
                        replies: fields[MailboxKeys.replies])),
                from: from, domain: MailText.domain(of: from)),
            plainConnection: tls == .local ? fields.place(of: DeliveryKeys.tls) : nil)
    }

    static let mailbox: @Sendable (String, FilePlace, inout [Finding]) -> String? = { text, place, findings in
        guard MailText.address(in: text) == nil else { return text }
        findings.append(
            Finding(
                "bad-value", .error, at: place, "\(Quoting.quoted(text)) holds no mail address",
                help: "Write Name <address>, for example Jibu <jibu@qala.example>."))
        return nil
    }

    /// Never repeats the URL: it may hold a password.
    private static let serverURL: @Sendable (String, FilePlace, inout [Finding]) -> String? = { text, place, findings in
        if text.contains("@") {
            findings.append(
                Finding(
                    "inline-secret", .error, at: place, "the server's url has a user or a password in it",
                    help: "Write smtp://host:port, and username: and password: {file: …} beside it."))
            return nil
        }
        guard MailText.server(of: text) != nil else {
            findings.append(
                Finding(
                    "bad-value", .error, at: place, "\(Quoting.quoted(text)) is no mail server",
                    help: "Write smtp://host:port or smtps://host:port, without a path."))
            return nil
        }
        return text
    }
}

/// Mail addresses and servers as jibu.yaml writes them.
enum MailText {
    /// The bare address of `Name <user@host>` or `user@host`; nil when there is none.
    static func address(in text: String) -> String? {
        var bare = text[...]
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            bare = text[text.index(after: open)...].dropLast()
        }
        let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), bare.utf8.count <= 254, !bare.hasPrefix("-"),
            bare.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"<>()[],;:\\\"".utf8.contains($0) })
        else { return nil }
        return String(bare)
    }

    /// What follows the `@`.
    static func domain(of text: String) -> String {
        address(in: text).flatMap { $0.split(separator: "@").last }.map { $0.lowercased() } ?? "jibu.invalid"
    }

    /// Host and port of `smtp://host:port` or `smtps://host:port`; the port may be left out.
    static func server(of url: String) -> HostPort? { server(of: url, [("smtp://", 587), ("smtps://", 465)]) }

    /// The same of `imap:` and `imaps:`.
    static func mailbox(of url: String) -> HostPort? { server(of: url, [("imap://", 143), ("imaps://", 993)]) }

    private static func server(of url: String, _ schemes: [(String, Int)]) -> HostPort? {
        let lower = url.lowercased()
        for (scheme, port) in schemes where lower.hasPrefix(scheme) {
            var rest = url.dropFirst(scheme.count)
            if rest.hasSuffix("/") { rest = rest.dropLast() }
            guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"/?#\\\"<>".utf8.contains($0) })
            else {
                return nil
            }
            let hasPort = rest.last != "]" && rest.contains(":")
            return HostPort(hasPort ? String(rest) : "\(rest):\(port)")
        }
        return nil
    }
}
