import Model
import Testing

@testable import Alerting

@Suite("What a reply leads to")
struct AcknowledgingTests: AckScene {
    @Test("the first of two claims wins, whatever channel it came over, and the second person is told who has it")
    func race() throws {
        var book = AckBook([entry()])
        let done = take([daniyars("ок 48217", after: 1), reply("/ack_48217")], &book)
        #expect(book["a1"]?.standing.holder(at: Sample.now) == "aigul")
        #expect(done.events.map(\.actor) == ["aigul", "daniyar"])
        #expect(done.events.first?.kind == .claimed(lease))
        #expect(done.answers.map { "\($0.recipient) \($0.channel) \($0.address)" } == [
            "aigul chat 42", "daniyar mail daniyar@qala.example",
        ])
        let (first, second) = (try #require(done.answers.first), try #require(done.answers.last))
        #expect(first.text.contains("It is yours until 2026-11-20 15:01"))
        #expect(first.text.contains("Water quality after the repair (code 48217)"))
        #expect(second.text.contains("Этим занимается Aigul, до 2026-11-20 15:01"))
        #expect(first.notices.isEmpty && !first.text.contains("poisoned"))
        #expect(done.words.count == 2)
    }

    @Test("the same reply over the same book makes the same events and the same answer")
    func again() {
        var book = AckBook([entry()])
        let first = take([reply("ok 48217")], &book)
        var other = AckBook([entry()])
        let second = take([reply("ok 48217")], &other)
        #expect(first.events == second.events && first.answers == second.answers)
    }

    @Test("what a person says of an entry holds for every story of its claim that they were told of")
    func stories() {
        let others = [
            entry("a2", code: "12340"), entry("a3", code: "10008", told: ["daniyar"]),
            entry("a4", code: "20009", claim: "clinic"),
        ]
        var book = AckBook([entry()] + others)
        let done = take([reply("ok 48217")], &book)
        #expect(done.events.map(\.alert) == ["a1", "a2"])
        #expect(book["a3"]?.standing.state == .open && book["a4"]?.standing.state == .open)
    }

    @Test("somebody who was not told of it may take it too: they have the code by telephone")
    func byTelephone() {
        var book = AckBook([entry(told: ["aigul"]), entry("a2", code: "12340", told: ["aigul"])])
        #expect(take([daniyars("ok 48217")], &book).events.map(\.alert) == ["a1"])
    }

    @Test("strangers, former members and mail that nothing vouches for are not obeyed, and not answered")
    func refused() {
        var book = AckBook([entry()])
        let done = take(
            [
                reply("ok 48217", from: "666"), reply("ok 48217", from: "former@qala.example", over: "mail"),
                reply("ok 48217", from: "aigul@qala.example", over: "mail", isAuthentic: false),
                reply("ok 48217", over: "mail"),
            ], &book)
        #expect(done.events.isEmpty && done.answers.isEmpty)
        #expect(done.strangers == 3 && done.unauthentic == 1)
    }

    @Test("a code with a slip is asked about, naming only what the person was told of; nothing is done")
    func slips() throws {
        var book = AckBook([
            entry(), entry("a2", code: "48225", claim: "clinic"), entry("a3", code: "48263", told: ["daniyar"]),
        ])
        let done = take([reply("ok 48213")], &book)
        let text = try #require(done.answers.first).text
        #expect(done.events.isEmpty && text.contains("48213 is no code"))
        #expect(text.contains("Did you mean 48217 (Water quality after the repair)?"))
        #expect(!text.contains("48225") && !text.contains("48263"))
        let unknown = take([reply("ok 12340")], &book).answers.first?.text
        #expect(unknown?.contains("No open alert has the code 12340") == true)
    }

    @Test("a word without a code means the one alert that the answered message told of, or nothing")
    func context() {
        var book = AckBook([entry(), entry("a2", code: "12340", claim: "clinic")])
        let one = take([reply("ok", to: "d1")], &book, digests: ["d1": ["48217"]])
        #expect(one.events.map(\.alert) == ["a1"])
        for (digest, codes) in [("d2", ["48217", "12340"]), ("d3", [])] {
            let asked = take([reply("release", to: digest)], &book, digests: [digest: codes])
            #expect(asked.events.isEmpty && asked.answers.count == 1, "\(digest)")
        }
    }

    @Test("done, by whoever did it; the person who held it hears of it")
    func responded() throws {
        var book = AckBook([entry()])
        _ = take([reply("ok 48217")], &book)
        let done = take([daniyars("готово 48217 https://qala.example/water")], &book)
        #expect(done.events.map(\.kind) == [.responded(url: "https://qala.example/water")])
        #expect(done.answers.map(\.recipient) == ["daniyar", "aigul"])
        #expect(done.answers.last?.text.contains("Daniyar has answered it: https://qala.example/water") == true)
        let late = take([reply("dismiss 48217 2", id: "9")], &book)
        #expect(late.events.isEmpty && late.answers.first?.text.contains("Daniyar has answered it") == true)
    }

    @Test("giving back and closing are the holder's; closing by mistake can be taken back")
    func closing() {
        var book = AckBook([entry()])
        _ = take([reply("ok 48217")], &book)
        for text in ["release 48217", "нет 48217 не наше"] {
            let refused = take([daniyars(text)], &book)
            #expect(refused.events.isEmpty && refused.answers.first?.text.contains("Aigul") == true, "\(text)")
        }
        #expect(take([reply("dismiss 48217 1", id: "2")], &book).events.map(\.kind) == [.dismissed(.falsePositive)])
        #expect(book["a1"]?.standing.isUnfinished == false)
        #expect(take([reply("release 48217", id: "3")], &book).events.map(\.kind) == [.released])
        #expect(book["a1"]?.standing.state == .open)
        #expect(take([reply("release 48217", id: "4")], &book).answers.first?.text.contains("not yours") == true)
    }

    @Test("what one reply closed, one reply opens again, and nothing else that the person closed")
    func openingAgain() {
        var book = AckBook([
            entry(), entry("a2", code: "12340"), entry("a3", code: "10008", told: ["daniyar"]),
        ])
        #expect(take([reply("dismiss 10008 1")], &book).events.map(\.alert) == ["a3"])
        #expect(take([reply("dismiss 48217 2", id: "2")], &book).events.map(\.alert) == ["a1", "a2"])
        let back = take([reply("release 12340", id: "3")], &book)
        #expect(back.events.map(\.alert) == ["a2", "a1"])
        #expect(book["a1"]?.standing.state == .open && book["a2"]?.standing.state == .open)
        #expect(book["a3"]?.standing.isUnfinished == false)
    }

    @Test("whoever answered may name another address and take the answer back, for every story; nobody else may")
    func correcting() {
        var book = AckBook([entry(), entry("a2", code: "12340")])
        _ = take([reply("done 48217 https://qala.example/watr")], &book)
        let right = AckEvent.Kind.responded(url: "https://qala.example/water")
        let corrected = take([reply("done 48217 https://qala.example/water", id: "2")], &book)
        #expect(corrected.events.map(\.kind) == [right, right])
        for text in ["отпустить 48217", "готово 48217 https://qala.example/other"] {
            #expect(take([daniyars(text)], &book).events.isEmpty, "\(text)")
        }
        let back = take([reply("release 48217", id: "3")], &book)
        #expect(back.events.map(\.alert) == ["a1", "a2"] && back.events.map(\.kind) == [.released, .released])
        #expect(book["a1"]?.standing.state == .open && book["a2"]?.standing.state == .open)
    }

    @Test("a claim that comes too late takes no other story either")
    func refusedForAll() {
        let held = AckEvent(
            alert: "a1", code: "", actor: "daniyar", channel: "mail", externalID: "0", at: Sample.now,
            kind: .claimed(lease), rawHash: "")
        var book = AckBook([entry("a1", [held]), entry("a2", code: "12340")])
        let done = take([reply("ok 48217", after: 1)], &book)
        #expect(done.events.map(\.alert) == ["a1"])
        #expect(done.answers.first?.text.contains("Daniyar") == true)
        #expect(book["a2"]?.standing.state == .open)
    }

    @Test("who was first hangs on when it was written; the time to answer begins when a run hears of it")
    func late() {
        var book = AckBook([entry()])
        let late = Sample.now.advanced(by: .hours(5))
        _ = take([daniyars("ок 48217", after: 1), reply("/ack_48217")], &book, at: late)
        #expect(book["a1"]?.standing.holder(at: late) == "aigul")
        #expect(alerter.tick(&book, now: late).events.isEmpty)
    }

    @Test("a number that is longer than any code is not repeated whole")
    func longNumbers() throws {
        var book = AckBook([entry()])
        let text = try #require(take([reply("ok 87012345678")], &book).answers.first).text
        #expect(text.contains("8701234…") && !text.contains("87012345"))
    }

    @Test("words that ask for nothing are counted and not answered; an approver's word is left to others")
    func talk() {
        var book = AckBook([entry()])
        let done = take([reply("Thank you!"), reply("approve 123456", id: "2")], &book)
        #expect(done.withoutCommand == 1 && done.approvals.map(\.id) == ["2"] && done.answers.isEmpty)
    }
}
