import Model
import Settings

/// `kind: telegram` and `kind: webhook` of `delivery.channels`.
enum ChatChannelKeys {
    private static let token = Key<SecretReference>(
        "token", .secret, help: "The bot's token, as @BotFather gave it.")
    private static let api = Key<String>(
        "api", Shape<String>.webAddress(hasPath: false),
        help: "Address of the Bot API: of a server of the office's own, or of a proxy.",
        default: "https://api.telegram.org")
    private static let replies = Key<Bool>(
        "replies", .bool,
        help: "Read what people answer. A telegram-bot source with the same token gets what strangers write.",
        default: true)

    static let telegram = Shape<ChannelEntry>.channel(
        "Messages of the office's Telegram bot.", keys: [token, api, replies]
    ) { id, fields, _ in
        guard let token = fields[token], let api = fields[api], let replies = fields[replies] else { return nil }
        return ChannelEntry(
            ConfiguredChannel(id: id, kind: .telegram(.init(token: token, api: api, readsReplies: replies))),
            lines: [.web(api, at: fields.place(of: ChatChannelKeys.api))])
    }

    private static let url = Key<String>(
        "url", Shape<String>.webAddress(hasPath: true), help: "Where the JSON is sent to.")
    private static let secret = Key<SecretReference>(
        "secret", .secret, help: "Key of the signature: whsec_ and base64, one in a line; several while keys change.")

    static let webhook = Shape<ChannelEntry>.channel(
        "Signed JSON to a program of the office.", keys: [url, secret]
    ) { id, fields, _ in
        guard let url = fields[url], let secret = fields[secret] else { return nil }
        return ChannelEntry(
            ConfiguredChannel(id: id, kind: .webhook(url: url, secret: secret)),
            lines: [.web(url, at: fields.place(of: ChatChannelKeys.url))])
    }
}

extension Shape where Value == String {
    /// An `https:` or `http:` address without user and password; without `hasPath` it is a base, and a slash at its end
    /// is dropped.
    static func webAddress(hasPath: Bool) -> Shape<String> {
        Shape<String>.line(maximum: 1000, example: hasPath ? "https://qala.example/hook" : "https://api.example")
            .checked { text, place, findings in
                guard let target = WebText.target(of: text), !text.contains("@") else {
                    findings.append(
                        Finding(
                            "bad-value", .error, at: place, "this is no web address without user and password",
                            help: "Write https://host, or http://host:port for a machine of the office."))
                    return nil
                }
                let bare = text.hasSuffix("/") && !hasPath ? String(text.dropLast()) : text
                guard hasPath || !bare.dropFirst(target.isTLS ? 8 : 7).contains(where: { "/?#".contains($0) }) else {
                    findings.append(
                        Finding(
                            "bad-value", .error, at: place, "the address has a path",
                            help: "Write the scheme and the host alone, for example https://api.example."))
                    return nil
                }
                return bare
            }
    }
}

/// Web addresses as jibu.yaml writes them.
enum WebText {
    /// Host and port, and whether the line is protected; nil for anything else.
    static func target(of url: String) -> (host: HostPort, isTLS: Bool)? {
        let lower = url.lowercased()
        for (scheme, port) in [("https://", 443), ("http://", 80)] where lower.hasPrefix(scheme) {
            guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\\\"<>".utf8.contains($0) }) else { return nil }
            let host = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
            let hasPort = host.last != "]" && host.contains(":")
            return HostPort(hasPort ? String(host) : "\(host):\(port)").map { ($0, scheme == "https://") }
        }
        return nil
    }
}
