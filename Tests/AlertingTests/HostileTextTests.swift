import Foundation
import Model
import Testing

@testable import Alerting

@Suite("Hostile text in every field")
struct HostileTextTests {
    static let payloads = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title></style><iframe src=//evil.example>",
        "' onmouseover='alert(1)", "<!-- --!> <svg/onload=alert(1)>", "&lt;b&gt;&#x3c;script&#x3e;",
        "javascript:alert(1)",
        "a\r\nBcc: victim@example.org", "a\nSubject: other\n\n<b>body</b>", "a\r\n.\r\nMAIL FROM:<x@y.example>",
        "a\r.\rb",
        "a\0b", "\u{1B}[31mred\u{1B}[0m\u{07}", "\u{202E}gpj.exe\u{2066}x\u{2069}", "\u{2028}line\u{2029}para\u{85}nel",
        "{{fact}} {{{contact}}} {{#a}}{{/a}} {{> partial}} {{% CONTENT_TYPE:HTML}}", "{items} {n} {severity}",
        "=?utf-8?B?PHNjcmlwdD4=?=", "--=_jibu_0000", "----- copy to here -----\r\nnot the office",
        String(repeating: "длинно", count: 3000), String(repeating: "x", count: 5000), "שלום עולם مرحبا",
        "e" + String(repeating: "\u{0301}", count: 500), "\u{E0001}\u{E0041}tags", "https://evil.example/?a=1#b",
        "http://user@evil.example:80/", "https://\u{0440}\u{0430}ypal.example/", "", " ", "👩‍👩‍👧‍👦 family",
    ]

    static let fields = [
        "title", "statement", "watchlist", "owner", "office", "contact", "recipient", "route", "author", "url",
        "source",
        "platform", "text", "hit", "evidence", "evidence url", "response contact", "answer", "place", "domain", "from",
    ]

    /// A digest in which one field is hostile.
    private func digest(_ field: String, _ evil: String) -> Digest? {
        func value(_ name: String, _ usual: String) -> String { field == name ? evil : usual }
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
                recipients: [Sample.person("aigul", name: value("recipient", "Aigül"))],
                route: Sample.route(value("route", "root"), to: [.role(.deputy)]),
                tipping: TippingPoint(posts: 3, authors: 2, severity: .critical),
                channels: [
                    "mail": .mail(
                        from: value("from", "Jibu <jibu@qala.example>"), domain: value("domain", "qala.example"))
                ], configurationHash: ""))
        let hit = value("hit", "отравлена").isEmpty ? "отравлена" : value("hit", "отравлена")
        let text = "Вода \(value("text", "здесь")) \(hit) \(value("text", "сейчас")) и дальше."
        let post = Sample.post(
            "a", text, hit: hit, source: value("source", "news"), platform: platform,
            author: value("author", "Qala News"),
            url: value("url", "https://news.qala.example/1"))
        var state = AlertingState()
        let changes = alerter.advance([post], state: &state, now: Sample.now)
        return alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now).digests
            .first
    }

    @Test("no field breaks out of its place in text, mail or HTML", arguments: fields)
    func everywhere(field: String) throws {
        for evil in Self.payloads {
            let made = try #require(digest(field, evil), "\(evil)")
            checkText(made.text, "\(field): \(evil.prefix(40))")
            checkMail(made.bytes, "\(field): \(evil.prefix(40))")
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
        "mark", "a", "small", "blockquote",
        "/html", "/head", "/title", "/style", "/body", "/div", "/p", "/h2", "/span", "/b", "/bdi", "/mark", "/a", "/small",
        "/blockquote",
    ]
    private static let attributes: Set<String> = [
        "lang", "charset", "name", "content", "class", "style", "dir", "href", "rel", "html",
    ]

    private func checkHTML(_ html: String, _ note: String) {
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
