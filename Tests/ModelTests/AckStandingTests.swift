import Testing

@testable import Model

@Suite("What stands of an alert")
struct AckStandingTests {
    private let lease = AckEvent.Lease(until: Instant(seconds: 1000), remindAt: Instant(seconds: 750))

    private func event(_ actor: String, _ kind: AckEvent.Kind, at seconds: Int64 = 10) -> AckEvent {
        AckEvent(
            alert: "a1", code: "48217", actor: actor, channel: "chat", externalID: "\(actor) \(seconds)",
            at: Instant(seconds: seconds), kind: kind, rawHash: "")
    }

    @Test("the first claim wins, and the same person may claim again for longer")
    func first() {
        var standing = AckStanding([event("aigul", .claimed(lease))])
        let step1 = standing.take(event("daniyar", .claimed(lease), at: 11))
        #expect(!step1)
        #expect(standing.holder(at: Instant(seconds: 999)) == "aigul")
        let longer = AckEvent.Lease(until: Instant(seconds: 2000), remindAt: Instant(seconds: 1750))
        let step2 = standing.take(event("aigul", .claimed(longer), at: 900))
        #expect(step2)
        #expect(standing.state == .claimed(by: "aigul", since: Instant(seconds: 10), longer))
        #expect(standing.claimers == ["aigul"])
    }

    @Test("a lease that is over holds nobody back, whether or not a run has noticed")
    func over() {
        var standing = AckStanding([event("aigul", .claimed(lease))])
        #expect(standing.holder(at: Instant(seconds: 1000)) == nil)
        let step3 = standing.take(event("daniyar", .claimed(lease), at: 1000))
        #expect(step3)
        #expect(standing.claimers == ["aigul", "daniyar"])
        let step4 = standing.take(event("aigul", .lapsed, at: 1001))
        #expect(!step4, "the end of a lease that somebody else took over")
    }

    @Test("only who holds it may give it back or close it; anybody may have answered it")
    func others() {
        let held = AckStanding([event("aigul", .claimed(lease))])
        var standing = held
        let step5 = standing.take(event("daniyar", .released, at: 11))
        #expect(!step5)
        let step6 = standing.take(event("daniyar", .dismissed(.notOurs), at: 11))
        #expect(!step6)
        #expect(standing == held)
        let step7 = standing.take(event("daniyar", .responded(url: "https://qala.example/1"), at: 12))
        #expect(step7)
        #expect(!standing.isUnfinished)
        let step8 = standing.take(event("aigul", .responded(url: "https://qala.example/2"), at: 13))
        #expect(!step8, "the first one counts")
        let step13 = standing.take(event("aigul", .released, at: 13))
        #expect(!step13, "it is not her answer")
        #expect(standing.end?.actor == "daniyar")
        let step9 = standing.take(event("aigul", .claimed(lease), at: 13))
        #expect(!step9)
    }

    @Test("what was given back, lapsed or was closed by mistake is open again, and remembers who had it")
    func reopened() {
        var standing = AckStanding([event("aigul", .claimed(lease)), event("aigul", .lapsed, at: 1000)])
        #expect(standing.state == .open && standing.claimers == ["aigul"])
        #expect(standing.reopened == Instant(seconds: 1000))
        let step10 = standing.take(event("grace", .dismissed(.falsePositive), at: 1001))
        #expect(step10)
        let step11 = standing.take(event("aigul", .released, at: 1002))
        #expect(!step11, "she did not close it")
        let step12 = standing.take(event("grace", .released, at: 1003))
        #expect(step12)
        #expect(standing.state == .open)
    }

    @Test("an ended lease is remembered until its holder says something")
    func lapse() {
        var standing = AckStanding([event("aigul", .claimed(lease)), event("aigul", .lapsed, at: 1010)])
        #expect(standing.lapse == .init(by: "aigul", until: lease.until, at: Instant(seconds: 1010)))
        standing.take(event("daniyar", .claimed(lease), at: 1011))
        #expect(standing.lapse?.by == "aigul")
        standing.take(event("aigul", .claimed(lease), at: 1012))
        #expect(standing.lapse == nil)
    }
}
