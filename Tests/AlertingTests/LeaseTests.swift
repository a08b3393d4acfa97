import Model
import Testing

@testable import Alerting

@Suite("What time alone does")
struct LeaseTests: AckScene {
    @Test("a reminder at three quarters of the lease, once; at its end the alert is open again")
    func lapse() throws {
        var book = AckBook([entry()])
        _ = take([reply("ok 48217")], &book)
        #expect(alerter.tick(&book, now: lease.remindAt.advanced(by: .seconds(-1))).answers.isEmpty)
        let reminder = alerter.tick(&book, now: lease.remindAt)
        #expect(reminder.events.isEmpty && reminder.answers.first?.subject == "Jibu: is the answer out?")
        let second = alerter.tick(&book, now: lease.remindAt.advanced(by: .minutes(15)))
        #expect(second.answers.map(\.id) == reminder.answers.map(\.id), "the ledger keeps the first of one id")
        let over = alerter.tick(&book, now: lease.until)
        #expect(over.events.map(\.kind) == [.lapsed])
        #expect(over.answers.first?.text.contains("Your time for it ended") == true)
        #expect(book["a1"]?.standing.claimers == ["aigul"] && book["a1"]?.standing.state == .open)
        #expect(alerter.tick(&book, now: lease.until.advanced(by: .hours(1))).events.isEmpty)
    }

    @Test("one reply took every story of an entry: one reminder, and one word when the time is over")
    func stories() {
        var book = AckBook([
            entry(), entry("a2", code: "12340"), entry("a3", code: "10008"),
            entry("b1", code: "20009", claim: "clinic"),
        ])
        _ = take([reply("ok 48217"), reply("ok 20009", id: "2")], &book)
        let reminders = alerter.tick(&book, now: lease.remindAt).answers
        #expect(reminders.count == 2 && reminders.contains { $0.text.contains("48217") })
        let over = alerter.tick(&book, now: lease.until)
        #expect(over.events.map(\.alert).sorted() == ["a1", "a2", "a3", "b1"])
        #expect(over.answers.count == 2 && over.words.count == 2, "\(over.words)")
    }

    @Test("two people held two alerts that are one story: the first keeps it, the other is told who has it")
    func merged() {
        func event(_ actor: String, _ kind: AckEvent.Kind, of alert: String, after seconds: Int64) -> AckEvent {
            AckEvent(
                alert: alert, code: "", actor: actor, channel: "mail", externalID: actor,
                at: Sample.now.advanced(by: .seconds(seconds)), kind: kind, rawHash: "")
        }
        let events = [
            event("daniyar", .claimed(lease), of: "a2", after: 1), event("aigul", .claimed(lease), of: "a1", after: 2),
            event("", .merged(from: "a2"), of: "a1", after: 3),
        ]
        var book = AckBook([entry("a1", events)])
        let told = alerter.tick(&book, now: Sample.now.advanced(by: .minutes(15))).answers
        #expect(told.map(\.recipient) == ["aigul"])
        #expect(told.first?.text.contains("Daniyar has it until") == true)
    }

    /// Somebody with quiet hours from 22:00 to 07:00 whose lease ended at 21:50, and a run that noticed at 22:00.
    private func night() -> (book: AckBook, night: Instant, morning: Instant) {
        let lease = AckEvent.Lease(
            until: Sample.instant("2026-11-20T16:50:00Z"), remindAt: Sample.instant("2026-11-20T16:00:00Z"))
        let claim = AckEvent(
            alert: "a1", code: "", actor: "night", channel: "mail", externalID: "0", at: Sample.now,
            kind: .claimed(lease), rawHash: "")
        return (
            AckBook([entry("a1", [claim])]), Sample.instant("2026-11-20T17:00:00Z"),
            Sample.instant("2026-11-21T02:00:00Z")
        )
    }

    @Test("a lease that ends in quiet hours: its holder hears of it when they are over, once, and not days later")
    func quiet() throws {
        var (book, night, morning) = night()
        let over = alerter.tick(&book, now: night)
        #expect(over.events.map(\.kind) == [.lapsed] && over.answers.isEmpty)
        #expect(alerter.tick(&book, now: morning.advanced(by: .minutes(-1))).answers.isEmpty)
        let told = alerter.tick(&book, now: morning)
        #expect(told.events.isEmpty && told.answers.first?.text.contains("Your time for it ended") == true)
        let again = alerter.tick(&book, now: morning.advanced(by: .hours(1)))
        #expect(again.answers.map(\.id) == told.answers.map(\.id), "the ledger keeps the first of one id")
        #expect(alerter.tick(&book, now: night.advanced(by: .days(5))).answers.isEmpty)
    }

    @Test("if somebody else took it in the night, that is what they hear; if they took it again themselves, nothing")
    func quietAndTaken() throws {
        var (book, night, morning) = night()
        _ = alerter.tick(&book, now: night)
        var other = book
        _ = take([daniyars("ok 48217", after: 12 * 3600)], &book, at: night.advanced(by: .hours(1)))
        let told = alerter.tick(&book, now: morning)
        #expect(told.answers.map(\.recipient) == ["night"])
        #expect(told.answers.first?.text.contains("Daniyar has it until") == true)
        _ = take([], &other, written: [command("night", after: 12 * 3600)], at: night.advanced(by: .hours(1)))
        #expect(alerter.tick(&other, now: morning).answers.isEmpty)
    }
}
