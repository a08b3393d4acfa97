import Delivering
import Model
import Settings

/// `kind: africastalking` and `kind: smsc` of `delivery.channels`.
enum SMSChannelKeys {
    private static let username = Key<String>("username", .line(maximum: 100), help: "The account's user name.")
    private static let apiKey = Key<SecretReference>("api_key", .secret, help: "The account's key.")
    private static let login = Key<String>.optional(
        "login", .line(maximum: 100), help: "The account's login, with `password`.")
    private static let password = Key<SecretReference>.optional("password", .secret, help: "The login's password.")
    private static let key = Key<SecretReference>.optional(
        "api_key", .secret, help: "A key instead of login and password.")
    private static let sender = Key<String>.optional(
        "sender", .line(maximum: 11, example: "QALA"),
        help: "Registered name of the sender. It takes weeks to get one; absent: the gateway's own.")
    private static let segments = Key<Int>(
        "segments", .integer(1...10), help: "Segments of one message; a longer one says less.", default: 2)
    private static let daily = Key<Int>.optional(
        "segments_per_day", .integer(1...1_000_000),
        help: "Segments of a day, in UTC, all recipients together; what is over goes on the next day.")
    private static let price = Key<Money>.optional(
        "price_per_segment", .money, help: "What one segment costs; `jibu run --dry-run` says what a run would.")

    private static func api(_ usual: String) -> Key<String> {
        Key(
            "api", Shape<String>.webAddress(hasPath: false), help: "Address of the gateway.", default: usual)
    }

    private static let africasTalkingAPI = api("https://api.africastalking.com")
    static let africasTalking = Shape<ChannelEntry>.channel(
        "SMS by Africa's Talking.", keys: [username, apiKey, sender, segments, daily, price, africasTalkingAPI]
    ) { id, fields, _ in
        guard let username = fields[username], let secret = fields[apiKey] else { return nil }
        return entry(.africasTalking, id, fields, africasTalkingAPI, account: username, secret: secret)
    }

    private static let smscAPI = api("https://smsc.kz")
    static let smsc = Shape<ChannelEntry>.channel(
        "SMS by SMSC.", keys: [login, password, key, sender, segments, daily, price, smscAPI]
    ) { id, fields, findings in
        let secret: SecretReference
        switch (fields[login], fields[password], fields[key]) {
        case (_?, let password?, nil): secret = password
        case (nil, nil, let key?): secret = key
        default:
            findings.append(
                Finding(
                    "missing-key", .error, at: fields.node.place, "the account of SMSC is not complete",
                    help: "Write login and password, or api_key alone."))
            return nil
        }
        return entry(.smsc, id, fields, smscAPI, account: fields[login], secret: secret)
    }

    /// What both gateways have.
    private static func entry(
        _ gateway: ConfiguredChannel.SMS.Gateway, _ id: String, _ fields: Fields, _ api: Key<String>, account: String?,
        secret: SecretReference
    ) -> ChannelEntry? {
        guard let segments = fields[segments], let url = fields[api] else { return nil }
        return ChannelEntry(
            ConfiguredChannel(
                id: id,
                kind: .sms(
                    .init(
                        gateway: gateway, api: url, account: account, secret: secret, sender: fields[sender],
                        plan: SMSPlan(segments: segments, daily: fields[daily]), price: fields[price]))),
            lines: [.web(url, at: fields.place(of: api))])
    }
}
