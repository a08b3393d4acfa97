import Foundation
import Model
import Testing

@testable import Alerting

/// How words, names and long digests are shown.
@Suite("Showing")
struct ShowingTests {
    @Test(
        "words that repeat are shown once",
        arguments: [
            (["су уланған", "СУ УЛАНҒАН!", "суы уланған"], ["су уланған"]),
            (["maji ya bomba yametiwa sumu", "bomba yametiwa"], ["maji ya bomba yametiwa sumu"]),
            (["школы закроют", "закроют все школы"], ["школы закроют", "закроют все школы"]),
            (["a chip", "all of it"], ["a chip", "all of it"]), (["!", "!"], ["!"]),
        ])
    func distinct(hits: [String], shown: [String]) {
        let posts = hits.enumerated().flatMap { index, hit in
            Sample.post("p\(index)", hit, hit: hit).found.map(\.post)
        }
        #expect(Excerpts.distinct(posts, atMost: 3).map(\.matched) == shown)
    }

    @Test("a long hit is cut between words, a title is kept apart from the text below it")
    func excerpt() {
        let hit = "one two three " + String(repeating: "word ", count: 40) + "end"
        let alone = Excerpt(of: hit, around: 0..<hit.utf8.count, aloneWithin: true)
        #expect(alone.matched.hasSuffix(" word…") && alone.matched.count <= 81)
        let text = "Fuel news\n\nPetrol is no longer sold"
        let whole = Excerpt(of: text, around: 5..<17, aloneWithin: false)
        #expect([whole.before, whole.matched, whole.after] == ["Fuel ", "news · Petrol", " is no longer sold"])
    }

    @Test(
        "numbers and dates stay as they are, addresses do not",
        arguments: [
            ("50.000 kwa kila mtu", "50.000 kwa kila mtu"), ("до 20.11.2026 г.", "до 20.11.2026 г."),
            ("1.000.000", "1.000.000"), ("192.168.10.12", "192[.]168[.]10[.]12"), ("http://12.34", "http[:]//12[.]34"),
            ("12.kz", "12[.]kz"), ("12.34/a", "12[.]34/a"), ("a@12.34", "a[at]12[.]34"),
        ])
    func numbers(text: String, shown: String) { #expect(Shown.defanged(text) == shown) }

    @Test("asterisks are our marks alone")
    func asterisks() {
        var page = Page(language: "en", subject: "", lead: "", footer: "")
        var entry = Page.Entry(title: "T", badge: "high", isGrave: true)
        entry.lines = [Page.Line("Words", [[.quoted("**not** "), .marked("a*b"), .quoted("*")]])]
        page.entries = [entry]
        #expect(PlainText.render(page).contains("Words: \u{2217}\u{2217}not\u{2217}\u{2217} **a\u{2217}b**\u{2217}\n"))
    }

    @Test("our own words keep to 100 columns, an address stays whole")
    func columns() {
        let words = String(repeating: "слово ", count: 60)
        var page = Page(language: "ru", subject: "", lead: words, footer: words)
        var entry = Page.Entry(title: "T", badge: "b", isGrave: false)
        entry.lines = [
            Page.Line("Метка", words), Page.Line("Две", [[.text(words)], [.text(words + "https://a.example/b")]]),
        ]
        page.entries = [entry]
        let text = PlainText.render(page)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(text.contains("https://a.example/b"))
    }

    @Test(
        "platforms have names, and an unknown one keeps its id",
        arguments: [
            ("en", "feed", "websites and forums"), ("sw", "feed", "tovuti na majukwaa"), ("kk", "telegram", "Telegram"),
            ("ru", "whatsapp-export", "WhatsApp"), ("fr", "gopher", "gopher"),
        ])
    func platforms(language: String, id: String, name: String) {
        #expect(Wording.first(of: [language]).platform(id) == name)
    }

    @Test("digests are written in the languages that lists may be told in")
    func readerLanguages() { #expect(Set(Wording.all.map(\.language)) == Set(Claim.readerLanguages)) }

    @Test("a list of identifiers is folded at 78 characters")
    func folded() {
        let ids = (0..<9).map { String(repeating: String($0), count: 16) }
        let header = MailHeader.identifiers("X-Jibu-Alerts", ids)
        let lines = header.components(separatedBy: "\r\n")
        #expect(lines.count > 1 && lines.allSatisfy { $0.utf8.count <= 78 })
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" ") && !$0.hasPrefix("  ") })
        #expect(header.replacing("\r\n", with: "") == "X-Jibu-Alerts: " + ids.joined(separator: " "))
    }

    @Test("an SMS carries the text that was written for it, also to who wants short entries")
    func shortSMS() throws {
        var person = Sample.person("aigul", channels: [.init(channel: "sms", address: "+77001234567")])
        person.length = .short
        let alerter = Sample.alerter(
            responses: [Sample.response(post: "{{fact}} {{contact}}", sms: "SMS: {{fact}}")], recipients: [person],
            channels: ["sms": .sms(segments: 4)])
        var state = AlertingState()
        let posts = (0..<3).map { Sample.post("p\($0)", author: "A\($0)") }
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        let text = String(decoding: try #require(batch.digests.first).bytes, as: UTF8.self)
        #expect(text.contains("SMS: The tap water of Qala is safe.") && !text.contains("+0 000 00 00"))
    }

    @Test("a mail names the alerts that it tells")
    func header() throws {
        let batch = Scenario.batch(Sample.person("aigul"))
        let digest = try #require(batch.digests.first)
        let lines = String(decoding: digest.bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let line = try #require(lines.first { $0.hasPrefix("X-Jibu-Alerts: ") })
        #expect(Set(line.dropFirst(15).split(separator: " ").map(String.init)) == Set(batch.notified.map(\.id)))
    }

    /// Ten claims with answers as long as those of the shipped lists, in Kazakh.
    private func tenKazakh() throws -> Digest {
        let text = "Соңғы аптада көршілер айтып жүр: құбырдағы су уланған екен, балаларға бермеңіздер, таратыңыздар!"
        let claims = (0..<10).map { number in
            var claim = Sample.claim("claim-\(number)", severity: .critical)
            claim.titles = ["kk": "Құбыр суының қауіпсіздігі \(number)"]
            claim.statements = ["kk": "Құбырлар жөнделгеннен бері ауыз су уланған."]
            return claim
        }
        let sentence = "Зертхана жиырма төрт сынама алды, барлығы нормаға сай келеді. "
        let responses = claims.map {
            Sample.response(
                $0.id, languages: ["kk"], post: "{{fact}} \(String(repeating: sentence, count: 4)) {{contact}} {{evidence_url}}",
                sms: "{{fact}} \(sentence)\(sentence)")
        }
        let alerter = Sample.alerter(
            claims: claims, responses: responses, recipients: [Sample.person("aigul", languages: ["kk"])])
        var state = AlertingState()
        let posts = (0..<40).map { index in
            Sample.post(
                "p\(index)", text + " \(index)", hit: "құбырдағы су уланған", claim: "claim-\(index % 10)",
                author: "Сарыөзен хабарлары \(index)", url: "https://saryozen-news.example/2026/11/19/\(index)",
                language: "kk", places: ["north"])
        }
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        #expect(batch.postponed.isEmpty)
        return try #require(batch.digests.first)
    }

    @Test("ten entries in Cyrillic fit into one mail below the limit; the last ones say less")
    func tenEntries() throws {
        let digest = try tenKazakh()
        #expect(digest.bytes.count <= MIMEMessage.comfortable)
        #expect(digest.text.contains("10. Құбыр суының қауіпсіздігі"))
        #expect(digest.text.components(separatedBy: "----- осы жерден көшіріңіз -----").count - 1 >= 10)
        #expect(digest.text.components(separatedBy: "\n\n10. ").last?.contains("SMS үшін") == false)
    }
}
