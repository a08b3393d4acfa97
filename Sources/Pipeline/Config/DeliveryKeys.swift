import Model
import Settings

/// One entry of `delivery.channels`.
struct ChannelEntry: Sendable {
    private(set) var channel: ConfiguredChannel
    /// The connections that it opens.
    let lines: [Line]

    init(_ channel: ConfiguredChannel, lines: [Line?] = []) {
        self.channel = channel
        self.lines = lines.compactMap { $0 }
    }

    func ringing(_ rings: Bool?) -> ChannelEntry {
        var entry = self
        entry.channel.rings = rings
        return entry
    }

    /// A connection to a machine that the entry names.
    struct Line: Sendable {
        let host: HostPort
        /// Where its address stands.
        let place: FilePlace
        /// Where it is said that nothing protects the line; nil: TLS does.
        let open: FilePlace?

        /// To an `https:` or `http:` address.
        static func web(_ url: String, at place: FilePlace) -> Line? {
            WebText.target(of: url).map { Line(host: $0.host, place: place, open: $0.isTLS ? nil : place) }
        }
    }
}

extension Shape where Value == ChannelEntry {
    /// One kind of channel.
    ///
    /// - Parameters:
    ///   - keys: those between `kind` and `rings`.
    ///   - make: gives the entry of a channel with this id, or nil after an error.
    static func channel(
        _ help: String, keys: [any AnyKey],
        make: @escaping @Sendable (_ id: String, Fields, inout [Finding]) -> ChannelEntry?
    ) -> Shape<ChannelEntry> {
        let all: [any AnyKey] = [DeliveryKeys.id, DeliveryKeys.kind] + keys + [DeliveryKeys.rings]
        return .object("channel", help: help, keys: all) { fields, findings in
            fields[DeliveryKeys.id].flatMap { make($0, fields, &findings) }?.ringing(fields[DeliveryKeys.rings])
        }
    }
}

/// `delivery:` how digests leave.
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
    static let rings = Key<Bool>.optional(
        "rings", .bool,
        help: "It rings on a phone: opinion and satire stay out of it. Mails, files and webhooks do not by default.")
    private static let from = Key<String>(
        "from", Shape<String>.line(maximum: 254, example: "Jibu <jibu@qala.example>").checked(mailbox),
        help: "Sender: Name <address> or an address.")

    private static let folder = Key<String>("folder", .path, help: "Folder for the mails; made when it is missing.")
    private static let emlFolder = Shape<ChannelEntry>.channel(
        "Mails as files in a folder.", keys: [folder, from]
    ) { id, fields, _ in
        guard let folder = fields[folder], let from = fields[from] else { return nil }
        return ChannelEntry(
            ConfiguredChannel(id: id, kind: .emlFolder(folder), from: from, domain: MailAddress.domain(of: from)))
    }

    enum TLS: String, CaseIterable { case required, local }
    private static let url = Key<String>(
        "url", Shape<String>.line(maximum: 300, example: "smtps://mail.qala.example:465").checked(serverURL),
        help: "Mail server: smtp://host:port (STARTTLS) or smtps://host:port.")
    private static let username = Key<String>.optional("username", .line(maximum: 254), help: "Account on the server.")
    private static let password = Key<SecretReference>.optional("password", .secret, help: "The account's password.")
    static let tls = Key<TLS>(
        "tls", .choice(), help: "required, or local: without TLS, only for hosts under network.allow.",
        default: .required)
    private static let smtp = Shape<ChannelEntry>.channel(
        "Mail through a server.", keys: [url, from, username, password, tls, MailboxKeys.replies]
    ) { id, fields, findings in
        guard let url = fields[url], let from = fields[from], let tls = fields[tls] else { return nil }
        let (user, password) = (fields[username], fields[password])
        guard (user == nil) == (password == nil) else {
            findings.append(
                Finding(
                    "missing-key", .error, at: fields.node.place,
                    user == nil ? "there is a password but no \"username\"" : "there is a username but no \"password\"",
                    help: "Write both, or neither for a server that asks for none."))
            return nil
        }
        let replies = fields[MailboxKeys.replies]
        let line = MailText.server(of: url).map { host in
            ChannelEntry.Line(
                host: host, place: fields.place(of: DeliveryKeys.url),
                open: tls == .local ? fields.place(of: DeliveryKeys.tls) : nil)
        }
        return ChannelEntry(
            ConfiguredChannel(
                id: id,
                kind: .smtp(
                    .init(
                        url: url, username: user, password: password, requireTLS: tls == .required,
                        replies: replies?.mailbox)),
                from: from, domain: MailAddress.domain(of: from)),
            lines: [line, replies?.line])
    }

    static let mailbox: @Sendable (String, FilePlace, inout [Finding]) -> String? = { text, place, findings in
        guard MailAddress(text) == nil else { return text }
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

/// Mail servers as jibu.yaml writes them.
enum MailText {
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
