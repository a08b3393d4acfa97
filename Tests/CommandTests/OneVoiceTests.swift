import Foundation
import TestSupport
import Testing

/// Once somebody has taken a claim, the others of that area are not troubled with it, and get the link when it is out.
struct OneVoiceTests {
    private let office: TestOffice
    private let start = TestClock.start
    private let page = "http://news.example/answers/water"

    init() throws {
        office = try TestOffice(
            feeds: [("news", "http://news.example/feed.xml")], recipients: ["aigul", "marat", "grace"])
        let settings = try office.folder.read("jibu.yaml")
        // Deputies alone are told.
        try office.folder.write(
            settings.replacing("to: [{role: deputy}, {role: press-officer}]", with: "to: [{role: deputy}]"),
            to: "jibu.yaml")
        office.serve("/feed.xml", .ok(Feed.rss(("a", "They say the water is poisoned in Qala"))))
    }

    private func mails(to name: String) -> [MailView] {
        office.mails.filter { $0.recipients.count == 1 && $0.recipients[0].hasPrefix("<\(name)@qala.example>") }
    }

    private func words(_ mail: MailView) -> String {
        mail.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func alert() async throws -> String {
        let alerts = try await office.jibu("alerts", "list", "--json").decoded(AlertView.self)
        return try #require(alerts.first { $0.claim == "water-poisoned" }).id
    }

    /// Puts keys among those of Marat.
    private func marat(_ keys: String) throws {
        let settings = try office.folder.read("jibu.yaml")
        try office.folder.write(
            settings.replacing("name: Marat, role: deputy,", with: "name: Marat, role: deputy, \(keys),"), to: "jibu.yaml")
    }

    @Test("an entry that somebody else has says so instead of advice: no code, and no page before there is one")
    func taken() async throws {
        // Marat comes into office after Aigul has taken the first story.
        try marat("mandate: {from: 2026-11-21}")
        _ = try await office.run(at: start)
        #expect(mails(to: "aigul").count == 1 && mails(to: "marat").isEmpty)
        _ = try await office.jibu("ack", try await alert(), "--by", "aigul", at: start.later(days: 3))
        _ = try await office.run(at: start.later(days: 3, minutes: 5))
        office.serve(
            "/feed.xml",
            .ok(
                Feed.rss(
                    ("a", "They say the water is poisoned in Qala"),
                    ("b", "An uncle of mine at the bridge swears that the water is poisoned there"))))
        _ = try await office.run(at: start.later(days: 3, minutes: 35))
        let text = words(try #require(mails(to: "marat").first))
        let advice = "Aigul answers this here. Write nothing of your own; you get the link when the answer is out."
        #expect(text.contains(advice), "\(text)")
        for word in ["An answer is due", "published page", "I see to it", "The water was tested", "On the office"] {
            #expect(!text.contains(word), "\(word): \(text)")
        }
    }

    @Test("who was told hears where the answer stands when its author says so: once, and nobody else does")
    func done() async throws {
        _ = try await office.run(at: start)
        #expect(mails(to: "marat").count == 1)
        let alert = try await alert()
        _ = try await office.jibu("ack", alert, "--by", "aigul", at: start.later(minutes: 5))
        _ = try await office.run(at: start.later(minutes: 10))
        #expect(mails(to: "marat").count == 1, "nothing is out yet")
        office.serve("/answers/water", .ok("<title>Answer</title>"))
        _ = try await office.jibu("ack", alert, "--by", "aigul", "--responded", page, at: start.later(minutes: 20))
        let report = try await office.run(at: start.later(minutes: 25)).report
        #expect(report.remarks.contains("1 person told where somebody else's answer stands"), "\(report.remarks)")
        let mail = try #require(mails(to: "marat").last)
        #expect(mails(to: "marat").count == 2 && mail.header("Subject") == "Jibu: the answer is out")
        #expect(words(mail).contains("The answer is out: \(page) Share that page, write nothing of your own."))
        #expect(words(mail).contains("About: Safety of the tap water"))
        #expect(mail.header("In-Reply-To") == mails(to: "marat").first?.header("Message-ID"))
        for minutes in [40, 60] { _ = try await office.run(at: start.later(minutes: minutes)) }
        #expect(mails(to: "marat").count == 2 && mails(to: "grace").isEmpty && mails(to: "aigul").count == 1)
    }

    @Test("the page that is found is told to the others when their quiet hours are over, and its taker gets the text")
    func found() async throws {
        try marat("quiet_hours: [{from: \"09:20\", to: \"11:00\"}]")
        let html = try await office.jibu("publish", "water-poisoned", "--at", page, at: start)
        office.serve("/answers/water", .status(404))
        _ = try await office.run(at: start)
        #expect(mails(to: "marat").count == 1)
        _ = try await office.jibu("ack", try await alert(), "--by", "aigul", at: start.later(minutes: 5))
        _ = try await office.run(at: start.later(minutes: 10))
        office.serve("/answers/water", .ok(html.output))
        let report = try await office.run(at: start.later(minutes: 30)).report
        #expect(report.remarks.contains { $0.contains("was found at \(page)") })
        #expect(words(try #require(mails(to: "aigul").last)).contains("The water was tested"))
        #expect(mails(to: "marat").count == 1, "quiet hours")
        _ = try await office.run(at: start.later(hours: 2, minutes: 15))
        let last = words(try #require(mails(to: "marat").last))
        #expect(mails(to: "marat").count == 2 && last.contains("The answer is out: \(page)"))
        #expect(!last.contains("The water was tested"), "one voice")
        _ = try await office.run(at: start.later(hours: 3))
        #expect(mails(to: "marat").count == 2)
    }

    @Test("messages ask for the words of their reader's language")
    func ownWords() async throws {
        let settings = try office.folder.read("jibu.yaml")
            .replacing("languages: [en], channels: [{mail: aigul", with: "languages: [ru], channels: [{mail: aigul")
            .replacing("languages: [en], channels: [{mail: grace", with: "languages: [kk], channels: [{mail: grace")
            .replacing("severity: high}}", with: "severity: high}, approvers: [grace]}")
        try office.folder.write(settings, to: "jibu.yaml")
        _ = try await office.run(at: start)
        // Nobody reads her mail channel, so a reply would be lost.
        #expect(words(try #require(mails(to: "grace").first)).firstMatch(of: /кеңсеге \d{6} кодын айтыңыз/) != nil)
        _ = try await office.jibu("ack", try await alert(), "--by", "aigul", at: start.later(minutes: 1))
        // After three of four working hours: is the answer out?
        for minutes in [5, 190] { _ = try await office.run(at: start.later(minutes: minutes)) }
        let reminder = words(try #require(mails(to: "aigul").last))
        #expect(reminder.firstMatch(of: /напишите: готово \d{5} и адрес/) != nil, "\(reminder)")
        #expect(reminder.firstMatch(of: /отказ \d{5}/) != nil && !reminder.contains("done") && !reminder.contains("release"))
    }

    @Test("posts that do not count make no sentence without numbers")
    func setAside() async throws {
        office.serve("/feed.xml", .ok(Feed.rss(("a", "Is it true that the water is poisoned in Qala?"))))
        // What is asked waits for the daily digest.
        for days in [0, 1] { _ = try await office.run(at: start.later(days: days)) }
        let texts = office.mails.map(words).joined()
        #expect(texts.contains("Safety of the tap water") && !texts.contains("0 posts") && !texts.contains("Decided by"))
        let text = "They say the water is poisoned in Qala"
        office.serve("/feed.xml", .ok(Feed.rss(("b", text))))
        let one = try await office.jibu("explain", text, at: start)
        #expect(!one.output.contains("1 posts") && !one.output.contains("1 authors"), "\(one.output)")
    }
}
