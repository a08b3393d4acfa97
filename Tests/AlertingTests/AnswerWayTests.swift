import Model
import Testing

@testable import Alerting

@Suite("Which way an answer takes")
struct AnswerWayTests: AckScene {
    static let chat = Recipient.Address(channel: "chat", address: "42")
    static let broken = DeadEnds(brokenChannels: ["chat"])

    private func answer(avoiding ends: DeadEnds) -> Digest? {
        var book = AckBook([entry()])
        return alerter.take([reply("ok 48217")], book: &book, avoiding: ends, now: Sample.now).answers.first
    }

    @Test(
        "where somebody wrote they are answered, unless nothing gets there: then over their next way that works",
        arguments: [
            (DeadEnds(), "chat"), (Self.broken, "mail"), (DeadEnds(refused: ["aigul": [Self.chat]]), "mail"),
            (DeadEnds(slow: ["aigul": [Self.chat]]), "mail"), (DeadEnds(brokenChannels: ["chat", "mail"]), "chat"),
            (DeadEnds(refused: ["daniyar": [Self.chat]]), "chat"),
        ])
    func answered(ends: DeadEnds, channel: String) {
        #expect(answer(avoiding: ends)?.channel == channel)
    }

    @Test("a reminder goes around a broken channel; over either it is the same word")
    func reminder() throws {
        var book = AckBook([entry()])
        _ = take([reply("ok 48217")], &book)
        let usual = try #require(alerter.tick(&book, now: lease.remindAt).answers.first)
        let around = try #require(alerter.tick(&book, avoiding: Self.broken, now: lease.remindAt).answers.first)
        #expect(usual.channel == "chat" && around.channel == "mail")
        #expect(usual.id != around.id && usual.sameAs == around.sameAs && usual.sameAs != nil)
        let over = try #require(alerter.tick(&book, now: lease.until).answers.first)
        #expect(over.sameAs != usual.sameAs)
    }

    @Test("an answer that did not get through goes another way with the same words, in quiet hours only while it is fresh")
    func again() throws {
        let answer = try #require(self.answer(avoiding: DeadEnds()))
        let mail = Recipient.Address(channel: "mail", address: "aigul@qala.example")
        let again = try #require(alerter.again(answer, over: mail, now: Sample.now))
        #expect(again.channel == "mail" && again.sameAs == answer.sameAs && again.id != answer.id)
        #expect(again.text == answer.text && again.subject == answer.subject)
        #expect(String(decoding: again.bytes, as: UTF8.self).contains("Message-ID: <\(again.id)@qala.example>"))

        var night = answer
        night.recipient = "night"
        night.created = Sample.instant("2026-11-20T17:30:00Z")
        let here = Recipient.Address(channel: "mail", address: "night@qala.example")
        #expect(alerter.again(night, over: here, now: night.created.advanced(by: .minutes(10))) != nil)
        #expect(alerter.again(night, over: here, now: night.created.advanced(by: .hours(1))) == nil)
        night.sameAs = nil
        #expect(alerter.again(night, over: here, now: night.created) == nil, "it is no answer")
    }

    @Test("the words of a page are found again in its text, however long its lines are")
    func paragraphs() {
        let long = String(repeating: "слово ", count: 60) + "end."
        let lines = ["Lead, " + long, "One.", long, "Two.", "Three."]
        let page = Page(
            language: "en", subject: "", lead: lines[0], after: Array(lines.dropFirst()), footer: "Sent by Jibu. " + long)
        #expect(PlainText.paragraphs(of: PlainText.render(page)) == lines)
    }
}
