import Foundation
import Model
import Reading
import Testing
import Text

@testable import Alerting

@Suite("Hostile text in every field")
struct HostileTextTests {
    /// `Fixtures/hostile`: its README says what they are and how to add one.
    static let payloads: [String] = {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/hostile/strings.jsonl")
        let lines = ((try? String(contentsOf: path, encoding: .utf8)) ?? "").split(separator: "\n")
        return lines.filter { !$0.hasPrefix("#") }.compactMap { (try? JSONValue.parse(String($0)))?.string }
    }()

    @Test("there are at least 300 strings, and each is read") func fixture() throws {
        #expect(Self.payloads.count >= 300)
        #expect(Set(Self.payloads).count == Self.payloads.count)
    }

    static let fields = [
        "title", "statement", "watchlist", "owner", "office", "contact", "recipient", "route", "author", "url",
        "source",
        "platform", "text", "hit", "evidence", "evidence url", "response contact", "answer", "place", "domain", "from",
    ]

    /// A digest for each channel in which one field is hostile, or all of them are; by channel.
    private func digests(_ field: String, _ evil: String) -> [String: Digest] {
        func value(_ name: String, _ usual: String) -> String { field == name || field == "all" ? evil : usual }
        var claim = Sample.claim(severity: .critical, areas: [], watchlist: value("watchlist", "water"))
        claim.title = value("title", claim.title)
        claim.statement = value("statement", claim.statement)
        claim.owner = value("owner", claim.owner)
        var response = Sample.response()
        response.contact = value("response contact", response.contact)
        response.variants["en"]?.fact = value("answer", "Fact.")
        response.evidence[0].title = value("evidence", "Report")
        response.evidence[0].url = value("evidence url", "https://water.qala.example/report")
        let platform = value("platform", "feed")
        let alerter = Alerter(
            AlertingRules(
                office: OfficeFacts(
                    id: "o", name: value("office", "Office"), contact: value("contact", "press@qala.example"),
                    timeZone: "UTC",
                    languages: ["en"]),
                claims: [claim.id: claim], responses: field == "owner" ? [:] : [claim.id: response],
                places: Sample.places,
                sourcePlaces: [value("source", "news"): [value("place", "qala")]],
                recipients: Self.channels.map { channel, address in
                    Sample.person(
                        channel, name: value("recipient", "Aigül"),
                        channels: [Recipient.Address(channel: channel, address: address)])
                },
                route: Sample.route(value("route", "root"), to: [.role(.deputy)]),
                tipping: TippingPoint(posts: 3, authors: 2, severity: .critical),
                channels: [
                    "mail": .mail(
                        from: value("from", "Jibu <jibu@qala.example>"), domain: value("domain", "qala.example")),
                    "text": .text, "telegram": .telegram, "sms": .sms(segments: 2), "webhook": .webhook,
                ], configurationHash: ""))
        let hit = value("hit", "отравлена").isEmpty ? "отравлена" : value("hit", "отравлена")
        let text = "Вода \(value("text", "здесь")) \(hit) \(value("text", "сейчас")) и дальше."
        let post = Sample.post(
            "a", text, hit: hit, source: value("source", "news"), platform: platform,
            author: value("author", "Qala News"),
            url: value("url", "https://news.qala.example/1"))
        var state = AlertingState()
        let changes = alerter.advance([post], state: &state, now: Sample.now)
        let made = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now).digests
        return Dictionary(made.map { ($0.channel, $0) }) { first, _ in first }
    }

    private static let channels = [
        ("mail", "aigul@qala.example"), ("text", "aigul"), ("telegram", "4711"), ("sms", "+77001234567"),
        ("webhook", "aigul"),
    ]

    /// Each string in all fields at once: 16 parts, so that they are looked at side by side.
    @Test("no field breaks out of its place, in any channel", arguments: 0..<16)
    func everywhere(part: Int) throws {
        let usual = try #require(digests("none", "")["webhook"])
        for (index, evil) in Self.payloads.enumerated() where index % 16 == part {
            try check("all", evil, like: usual)
        }
    }

    /// One field alone, with a share of the strings: what the others would hide.
    @Test("one hostile field alone does not break out either", arguments: fields.indices)
    func alone(field: Int) throws {
        let usual = try #require(digests("none", "")["webhook"])
        for (index, evil) in Self.payloads.enumerated() where index % Self.fields.count == field {
            try check(Self.fields[field], evil, like: usual)
        }
    }

    private func check(_ field: String, _ evil: String, like usual: Digest) throws {
        let made = digests(field, evil)
        let note = "\(field): \(evil.prefix(40))"
        #expect(made.count == Self.channels.count, "\(note)")
        for digest in made.values { checkText(digest.text, note) }
        checkMail(try #require(made["mail"]).bytes, note)
        checkText(String(decoding: try #require(made["text"]).bytes, as: UTF8.self), note)
        try checkTelegram(try #require(made["telegram"]).bytes, note)
        try checkSMS(try #require(made["sms"]).bytes, note)
        try checkWebhook(try #require(made["webhook"]).bytes, like: usual.bytes, note)
    }

    @Test("words of a post never become something that a finger can touch in Telegram")
    func inert() {
        for evil in Self.payloads where evil.utf8.count < 1000 {
            let shown = TelegramText.inert(Shown.line(evil))
            #expect(shown.firstMatch(of: /[\/@#][\w]/) == nil, "\(evil)")
        }
        #expect(TelegramText.inert("/ack_48213 @x #tag $USD $5 1/2 a/b") == "⁄ack_48213 ＠x ＃tag ＄USD $5 1⁄2 a⁄b")
    }

    /// Messages within their limits; no button but those that copy an answer, or open a program with it.
    private func checkTelegram(_ bytes: [UInt8], _ note: String) throws {
        let messages = try #require(ChatMessage.read(bytes), "\(note)")
        for message in messages {
            checkText(message.text, note)
            #expect((1...4096).contains(message.text.utf16.count), "\(note)")
            for button in message.buttons {
                switch button.action {
                case .copies(let text):
                    #expect(button.label.hasPrefix("Copy answer 1"), "\(note)")
                    checkText(text, note)
                    #expect((1...256).contains(text.utf16.count) && message.text.contains(text), "\(note)")
                case .opens(let url):
                    #expect(["Telegram ↗ 1", "WhatsApp ↗ 1"].contains { button.label.hasPrefix($0) }, "\(note)")
                    #expect(
                        url.wholeMatch(of: /https:\/\/(t\.me\/share\/url|wa\.me\/)\?[A-Za-z0-9._~%&=-]*/) != nil,
                        "\(note): \(url)")
                    #expect(url.utf8.count <= 2000, "\(note)")
                }
            }
        }
        #expect(messages.reduce(0) { $0 + $1.buttons.count } <= 10, "\(note)")
    }

    private func checkSMS(_ bytes: [UInt8], _ note: String) throws {
        let text = try #require(String(validating: bytes, as: UTF8.self), "\(note)")
        checkText(text, note)
        let sms = SMS(text)
        #expect((1...2).contains(sms.segments.count) && sms.text == text, "\(note)")
        #expect(text.hasPrefix("Jibu:"), "\(note)")
    }

    /// JSON with the members of every digest, in their order, and not one more.
    private func checkWebhook(_ bytes: [UInt8], like usual: [UInt8], _ note: String) throws {
        let (body, known) = (try JSONValue.parse(bytes), try JSONValue.parse(usual))
        #expect(bytes.count < 20_000, "\(note)")
        #expect(names(body) == names(known), "\(note)")
        #expect(names(try #require(body["data"])) == names(try #require(known["data"])), "\(note)")
        let entries = try #require(body["data"]?["entries"]?.array)
        #expect(entries.count == 1, "\(note)")
        for entry in entries { #expect(names(entry) == ["title", "badge", "lines", "answers", "sources"], "\(note)") }
        for text in strings(body) { checkText(text, note) }
    }

    private func names(_ value: JSONValue) -> [String] { (value.object ?? []).map(\.0) }

    private func strings(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let elements): elements.flatMap { strings($0) }
        case .object(let members): members.flatMap { strings($0.1) }
        default: []
        }
    }

    private func checkText(_ text: String, _ note: String) {
        let controls = text.unicodeScalars.filter {
            ($0.value < 32 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value)
                || (0xE0000...0xE007F).contains($0.value) || [0x200E, 0x200F, 0x2028, 0x2029].contains($0.value)
        }
        #expect(controls.isEmpty, "\(note)")
        let isolates = text.unicodeScalars.reduce(into: 0) { sum, scalar in
            sum += scalar.value == 0x2068 ? 1 : scalar.value == 0x2069 ? -1 : 0
        }
        #expect(isolates == 0, "\(note)")
    }

    private static let headers: Set<String> = [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id",
        "List-Unsubscribe", "X-Jibu-Alerts", "MIME-Version", "Content-Type",
    ]

    private func checkMail(_ bytes: [UInt8], _ note: String) {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(bytes.allSatisfy { $0 < 0x80 && $0 != 0 }, "\(note)")
        let lines = text.components(separatedBy: "\r\n")
        #expect(
            lines.allSatisfy { !$0.utf8.contains(13) && !$0.utf8.contains(10) && $0.utf8.count <= 998 }, "\(note)")
        #expect(!lines.contains("."), "\(note)")
        let head = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        #expect(head.count == Self.headers.count && Set(head) == Self.headers, "\(note): \(head)")
        let parts = MailParts(lines)
        #expect(parts.contents.count == 2, "\(note)")
        checkHTML(parts.contents.last ?? "", note)
    }

    /// Every tag of ours, with the attributes it may have.
    private static let tags: Set<String> = [
        "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "div", "p", "h2", "span", "b", "br", "bdi",
        "mark", "a", "small", "blockquote", "ul", "li", "/ul", "/li",
        "/html", "/head", "/title", "/style", "/body", "/div", "/p", "/h2", "/span", "/b", "/bdi", "/mark", "/a", "/small",
        "/blockquote",
    ]
    private static let attributes: Set<String> = [
        "lang", "charset", "name", "content", "class", "style", "dir", "href", "rel", "html",
    ]

    private func checkHTML(_ page: String, _ note: String) {
        // A browser reads code points, Swift whole characters: a mark must not hide the bracket that it stands on.
        let marks: Set<Unicode.GeneralCategory> = [.nonspacingMark, .enclosingMark, .spacingMark]
        let bare = page.unicodeScalars.filter { !marks.contains($0.properties.generalCategory) }
        let html = String(String.UnicodeScalarView(bare))
        #expect(html.hasPrefix("<!DOCTYPE html>") && html.hasSuffix("</html>\n"), "\(note)")
        for piece in html.components(separatedBy: "<").dropFirst() {
            let tag = piece.prefix { $0 != ">" }
            let name = String(tag.prefix { $0 != " " })
            #expect(Self.tags.contains(name), "\(note): <\(tag.prefix(60))>")
            // Outside quotes there are attribute names only.
            let outside = tag.dropFirst(name.count).components(separatedBy: "\"").enumerated().filter {
                $0.offset % 2 == 0
            }
            for names in outside.map(\.element) {
                for attribute in names.split(whereSeparator: { " =".contains($0) }) {
                    #expect(Self.attributes.contains(String(attribute)), "\(note): <\(tag.prefix(60))>")
                }
            }
            if name == "a" {
                let kinds = ["https://", "http://", "sms:?body=", "mailto:?subject="]
                #expect(kinds.contains { tag.hasPrefix("a href=\"\($0)") }, "\(note): <\(tag.prefix(60))>")
            }
        }
    }

    @Test(
        "addresses are defanged whatever they look like",
        arguments: [
            ("https://evil.example/a.b", "https[:]//evil[.]example/a.b"), ("www.evil.kz", "www[.]evil[.]kz"),
            ("evil.kz", "evil[.]kz"), ("пример.рф", "пример[.]рф"), ("a@b.example", "a[at]b[.]example"),
            ("т. е. так", "т. е. так"), ("конец.", "конец."), ("3.5", "3.5"), ("mailto:a@b.kz", "mailto:a[at]b[.]kz"),
        ])
    func defang(text: String, expected: String) { #expect(Shown.defanged(text) == expected) }

    @Test(
        "only plain web addresses stay links",
        arguments: [
            ("https://news.example/a?b=c#d", true), ("http://news.example", true), ("HTTPS://news.example/", true),
            ("javascript:alert(1)", false), ("data:text/html,x", false), ("https://a@evil.example/", false),
            ("https://xn--80ak6aa92e.com/", false), ("https://\u{0430}pple.example/", false),
            ("https://x.example/\"y", false),
            ("https://x.example/a b", false), ("//evil.example", false), ("https://", false),
            ("https://localhost/", false),
        ])
    func plainLink(url: String, isPlain: Bool) { #expect(Shown.isPlainLink(url) == isPlain) }
}
