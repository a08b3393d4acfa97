import Testing

@testable import Model

@Suite("What stands of two alerts that are one story")
struct MergedStandingTests {
    private let lease = AckEvent.Lease(until: Instant(seconds: 1000), remindAt: Instant(seconds: 750))
    private let answer = AckEvent.Kind.responded(url: "https://qala.example/1")

    private func event(_ actor: String, _ kind: AckEvent.Kind, of alert: String, at seconds: Int64) -> AckEvent {
        AckEvent(
            alert: alert, code: "", actor: actor, channel: "chat", externalID: "\(actor) \(seconds)",
            at: Instant(seconds: seconds), kind: kind, rawHash: "")
    }

    private func merge(_ younger: String = "b", into older: String = "a", at seconds: Int64 = 100) -> AckEvent {
        event("", .merged(from: younger), of: older, at: seconds)
    }

    @Test("a lease stands, whatever is over of the other alert, and whichever was said first", arguments: [
        AckEvent.Kind.dismissed(.notOurs), .responded(url: "https://qala.example/1"),
    ])
    func leaseStands(over: AckEvent.Kind) {
        for (taken, closed) in [("a", "b"), ("b", "a")] {
            for (first, second) in [(Int64(1), Int64(2)), (2, 1)] {
                let said = [
                    event("aigul", .claimed(lease), of: taken, at: first), event("grace", over, of: closed, at: second),
                ]
                let standing = AckStanding(said.sorted { $0.at < $1.at } + [merge()])
                #expect(standing.holder(at: Instant(seconds: 200)) == "aigul", "\(taken) \(first)")
                #expect(standing.end == nil && standing.isUnfinished)
            }
        }
    }

    @Test("what nobody has finished with stands open, and comes back when it had been closed")
    func open() {
        let younger = AckStanding([event("grace", .dismissed(.notOurs), of: "a", at: 1), merge()])
        #expect(younger.state == .open && younger.reopened == Instant(seconds: 100))
        let older = AckStanding([event("grace", .dismissed(.notOurs), of: "b", at: 1), merge()])
        #expect(older.state == .open && older.reopened == nil, "it was open all the time")
    }

    @Test("of two leases the first stands, and the other has ended: its holder is to hear of it")
    func leases() {
        let standing = AckStanding([
            event("aigul", .claimed(lease), of: "a", at: 2), event("daniyar", .claimed(lease), of: "b", at: 1), merge(),
        ])
        #expect(standing.holder(at: Instant(seconds: 200)) == "daniyar")
        #expect(standing.claimers == ["aigul", "daniyar"])
        #expect(standing.lapse == .init(by: "aigul", until: lease.until, at: Instant(seconds: 100)))
        let same = AckStanding([
            event("aigul", .claimed(lease), of: "a", at: 2), event("aigul", .claimed(lease), of: "b", at: 1), merge(),
        ])
        #expect(same.lapse == nil && same.holder(at: Instant(seconds: 200)) == "aigul")
    }

    @Test("an answer stands beside a dismissal, and the first of two answers")
    func ends() {
        let both = AckStanding([
            event("grace", .dismissed(.notOurs), of: "a", at: 1), event("aigul", answer, of: "b", at: 2), merge(),
        ])
        #expect(both.end?.actor == "aigul" && !both.isUnfinished)
        let answers = AckStanding([
            event("grace", answer, of: "a", at: 2), event("aigul", answer, of: "b", at: 1), merge(),
        ])
        #expect(answers.end?.actor == "aigul")
    }

    @Test("what is said afterwards is said of both; three stories may become one")
    func afterwards() {
        let said = [
            event("aigul", .claimed(lease), of: "c", at: 1), event("grace", .dismissed(.notOurs), of: "b", at: 2),
            merge("c", into: "b", at: 3), event("daniyar", answer, of: "a", at: 4), merge("b", into: "a", at: 5),
        ]
        #expect(AckStanding(said).holder(at: Instant(seconds: 200)) == "aigul")
        let released = AckStanding(said + [event("aigul", .released, of: "a", at: 6)])
        #expect(released.state == .open && released.reopened == Instant(seconds: 6))
    }

    @Test("a merge that an older Jibu did not note is read as one story")
    func older() {
        let standing = AckStanding([
            event("aigul", .claimed(lease), of: "b", at: 1), event("aigul", .released, of: "a", at: 2),
        ])
        #expect(standing.state == .open && standing.claimers == ["aigul"])
    }
}
