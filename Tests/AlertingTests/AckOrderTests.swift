import Model
import Testing

@testable import Alerting

@Suite("Who was first")
struct AckOrderTests: AckScene {
    private func holder(_ replies: [Reply], _ written: [AckDemand] = [], at now: Instant? = nil) -> String? {
        var book = AckBook([entry()])
        _ = take(replies, &book, written: written, at: now)
        return book["a1"]?.standing.holder(at: Sample.now)
    }

    @Test("a command, a chat and a mailbox are one row: who spoke first has it, over whatever way")
    func oneRow() {
        let replies = [reply("ok 48217", after: 2), daniyars("ok 48217", after: 3)]
        #expect(holder(replies, [command("night", after: 1)]) == "night")
        #expect(holder(replies, [command("night", after: 4)]) == "aigul")
        let others = [reply("ok 48217", after: 2), daniyars("ok 48217", after: 1)]
        #expect(holder(others, [command("night", after: 2)]) == "daniyar")
    }

    @Test("in one instant the channel's id decides, and within a channel its own order, whatever ids its messages have")
    func ties() {
        #expect(holder([daniyars("ok 48217"), reply("ok 48217")]) == "aigul", "chat comes before mail")
        #expect(holder([daniyars("ok 48217")], [command("night", after: 0)]) == "night", "inbox comes before mail")
        var book = AckBook([entry()])
        let done = take([reply("ok 48217", id: "42/9"), reply("release 48217", id: "42/10")], &book)
        #expect(done.events.map(\.kind) == [.claimed(lease), .released])
        #expect(book["a1"]?.standing.state == .open)
    }

    @Test("a clock that lies wins nothing: what is ahead, or before the alert, was said when it was heard")
    func liars() {
        let hours: [Int64] = [-1, -86_400, 3600]
        for seconds in hours {
            let honest = daniyars("ok 48217", after: 5)
            #expect(holder([reply("ok 48217", after: seconds), honest]) == "daniyar", "\(seconds)")
            #expect(holder([honest], [command("night", after: seconds)]) == "daniyar", "\(seconds)")
        }
        // The time of a message that has none.
        var book = AckBook([entry()])
        var without = reply("ok 48217")
        without.at = Instant(seconds: 0)
        let done = take([without], &book)
        #expect(done.events.map(\.at) == [Sample.now.advanced(by: .minutes(1))])
    }

    @Test("what comes while a run is at work keeps its order, and counts as heard by that run")
    func meanwhile() {
        var book = AckBook([entry()])
        let done = take([reply("ok 48217", after: 95), daniyars("ok 48217", after: 94)], &book)
        #expect(done.events.map(\.actor) == ["daniyar", "aigul"])
        #expect(Set(done.events.map(\.at)) == [Sample.now.advanced(by: .minutes(1))])
    }
}
