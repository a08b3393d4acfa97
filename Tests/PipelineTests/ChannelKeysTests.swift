import BuiltIn
import Delivering
import Model
import Settings
import Testing

@testable import Pipeline

/// Channels as jibu.yaml writes them.
struct ChannelKeysTests {
    private func load(
        _ channel: String, address: String = "7", more: String = ""
    ) -> (channel: ConfiguredChannel?, findings: [Finding]) {
        let text = """
            office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
            sources:
              - {id: news, kind: feed, url: "https://news.example/rss", author_kind: outlet}
            \(more)
            recipients:
              - {id: grace, name: Grace, role: press-officer, languages: [en], channels: [{way: "\(address)"}]}
            routes: {id: root, to: [{role: press-officer}]}
            delivery: {channels: [{id: way, \(channel)}]}
            network: {allow: ["10.0.0.7:8080"]}

            """
        let (configuration, findings) = Configuration.load(
            bytes: Array(text.utf8), file: "office/jibu.yaml", kinds: builtInSources
        ) { _, _ in nil }
        return (configuration?.channels.first, findings)
    }

    @Test("each kind arrives with its paths joined and its format")
    func kinds() throws {
        let chat = try #require(load("kind: telegram, token: {file: t}", address: "-1001234567890").channel)
        #expect(
            chat.kind
                == .telegram(.init(token: .file("office/t"), api: "https://api.telegram.org", readsReplies: true)))
        #expect(chat.format == .telegram && chat.isLive)
        let hook = try #require(load("kind: webhook, url: \"https://qala.example/h?x=1\", secret: {credential: h}").channel)
        #expect(hook.kind == .webhook(url: "https://qala.example/h?x=1", secret: .credential("h")))
        let africa = try #require(
            load(
                "kind: africastalking, username: qala, api_key: {file: k}, sender: QALA, segments: 3, "
                    + "segments_per_day: 90, price_per_segment: 0.8", address: "+254 711-000 111"
            ).channel)
        #expect(
            africa.kind
                == .sms(
                    .init(
                        gateway: .africasTalking, api: "https://api.africastalking.com", account: "qala",
                        secret: .file("office/k"), sender: "QALA", plan: SMSPlan(segments: 3, daily: 90),
                        price: Money(millionths: 800_000))))
        #expect(africa.format == .sms(segments: 3))
        let smsc = try #require(load("kind: smsc, api_key: {file: k}", address: "+77001234567").channel)
        guard case .sms(let sms) = smsc.kind else { throw Unexpected() }
        #expect(sms.account == nil && sms.api == "https://smsc.kz" && sms.plan == SMSPlan(segments: 2, daily: nil))
        let program = try #require(load("kind: exec, program: /opt/p, arguments: [-q], idempotent: true").channel)
        #expect(
            program.kind == .exec(.init(path: "/opt/p", arguments: ["-q"], network: false, isIdempotent: true)))
        #expect(load("kind: apprise, urls: {file: u}").channel?.format == .text)
    }

    private struct Unexpected: Error {}

    static let wrong: [(channel: String, address: String, code: String)] = [
        ("kind: telegram, token: {file: t}, api: \"http://api.example\"", "7", "plain-connection"),
        ("kind: webhook, url: \"http://hook.example/\", secret: {file: s}", "x", "plain-connection"),
        ("kind: smsc, api_key: {file: k}, api: \"http://smsc.example\"", "+77001234567", "plain-connection"),
        ("kind: telegram, token: {file: t}, api: \"https://api.example/bot\"", "7", "bad-value"),
        ("kind: webhook, url: \"https://user:word@hook.example/\", secret: {file: s}", "x", "bad-value"),
        ("kind: webhook, url: \"ftp://hook.example/\", secret: {file: s}", "x", "bad-value"),
        ("kind: telegram, token: \"123:abc\"", "7", "inline-secret"),
        ("kind: telegram, token: {file: t}", "aigul@qala.example", "bad-value"),
        ("kind: telegram, token: {file: t}", "+77001234567", "bad-value"),
        ("kind: smsc, api_key: {file: k}", "87001234567", "bad-value"),
        ("kind: eml-folder, folder: f, from: jibu@qala.example", "Aigul <aigul@qala.example>", "bad-value"),
        ("kind: eml-folder, folder: f, from: \"Jibu, Qala <jibu@qala.example>\"", "aigul@qala.example", "bad-value"),
        ("kind: smsc, api_key: {file: k}", "+7 700 abc", "bad-value"),
        ("kind: smsc, login: qala", "+77001234567", "missing-key"),
        ("kind: smsc, login: qala, password: {file: p}, api_key: {file: k}", "+77001234567", "missing-key"),
        ("kind: exec, program: to-pager", "7", "bad-value"),
        ("kind: pigeon", "7", "bad-value"),
    ]

    @Test("what cannot work or would tell secrets is an error", arguments: wrong.indices)
    func errors(index: Int) {
        let (channel, address, code) = Self.wrong[index]
        let found = load(channel, address: address)
        #expect(found.channel == nil)
        #expect(found.findings.contains { $0.code == code && $0.severity == .error }, "\(found.findings)")
        #expect(!found.findings.contains { "\($0)".contains("word@") || "\($0)".contains("123:abc") })
    }

    @Test("an open line is for machines that network.allow names, and each machine of the office must be named there")
    func openLine() {
        #expect(load("kind: webhook, url: \"http://10.0.0.7:8080/h\", secret: {file: s}").channel != nil)
        for url in ["http://127.0.0.1:99/h", "https://127.0.0.1:99/h", "https://10.0.0.8/h", "https://[::1]:8080/h"] {
            let found = load("kind: webhook, url: \"\(url)\", secret: {file: s}").findings
            #expect(found.filter { $0.severity == .error }.map(\.code) == ["address-not-allowed"], "\(url)")
        }
    }

    /// The channel of a mail server with this mailbox.
    private func mail(
        _ mailbox: String, to replies: String = "alerts@qala.example"
    ) -> (channel: ConfiguredChannel?, findings: [Finding]) {
        load(
            "kind: smtp, url: \"smtp://mail.example\", from: jibu@qala.example, replies: {\(mailbox), "
                + "address: \"\(replies)\", username: alerts, password: {file: p}, key: {file: k}}",
            address: "grace@qala.example")
    }

    @Test("the mailbox has a line of its own, whatever the mail server has")
    func mailbox() throws {
        func replies(_ channel: ConfiguredChannel?) throws -> ConfiguredChannel.Mailbox {
            guard case .smtp(let smtp)? = channel?.kind, let replies = smtp.replies else { throw Unexpected() }
            #expect(smtp.requireTLS)
            return replies
        }
        let plain = try replies(mail("url: \"imap://10.0.0.7:8080\", tls: local").channel)
        #expect(!plain.requireTLS && plain.url == "imap://10.0.0.7:8080")
        let usual = try replies(mail("url: \"imaps://mail.example/\"").channel)
        #expect(usual.requireTLS && usual.url == "imaps://mail.example", "//INBOX is no mailbox")
        let open = mail("url: \"imap://mail.example\", tls: local").findings
        #expect(open.filter { $0.severity == .error }.map(\.code) == ["plain-connection"])
        let named = mail("url: \"imaps://mail.example\"", to: "Alerts <alerts@qala.example>")
        #expect(named.findings.contains { $0.code == "bad-value" }, "a token goes into it")
        let inside = mail("url: \"imaps://192.168.1.2\"").findings
        #expect(inside.filter { $0.severity == .error }.map(\.code) == ["address-not-allowed"])
    }

    @Test("a bot may be a channel and a source at once: both have one reader")
    func oneReader() {
        let source = "  - {id: tips, kind: telegram-bot, token: {file: t}, consent: \"said in the bot's first message\", "
            + "author_kind: person}"
        let both = load("kind: telegram, token: {file: t}", more: source)
        #expect(both.channel != nil && !both.findings.contains { $0.severity == .error }, "\(both.findings)")
        #expect(load("kind: telegram, token: {file: t}, replies: false", more: source).channel != nil)
        #expect(load("kind: telegram, token: {file: other}", more: source).channel != nil)
    }
}
