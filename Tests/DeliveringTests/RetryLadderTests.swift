import Model
import Testing

@testable import Delivering

@Suite("When a delivery is tried again")
struct RetryLadderTests {
    private func pause(_ attempts: Int, asked: TimeSpan? = nil, _ capabilities: Capabilities, id: String = "ab")
        -> TimeSpan
    {
        RetryLadder.nextAttempt(
            Sample.digest(id), attempts: attempts, asked: asked, capabilities: capabilities, now: Sample.now
        ).since(Sample.now)
    }

    @Test(
        "each step is within a fifth of the table",
        arguments: zip(1...10, [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, 86_400] as [Int64]))
    func steps(attempt: Int, seconds: Int64) {
        let found = pause(attempt, Sample.plain)
        #expect(found.milliseconds >= seconds * 800 && found.milliseconds <= seconds * 1200)
    }

    @Test("mail leaves out the steps under half an hour, and never comes sooner")
    func mail() {
        #expect(pause(1, Sample.mailLike) >= .minutes(30) && pause(1, Sample.mailLike) <= .minutes(36))
        #expect(pause(2, Sample.mailLike) >= .minutes(96))
    }

    @Test("what the peer asks for is kept, never shortened")
    func asked() {
        #expect(pause(1, asked: .hours(3), Sample.plain) == .hours(3))
        #expect(pause(5, asked: .seconds(1), Sample.plain) >= .hours(4))
    }

    @Test("jitter comes from the digest: always the same for one, not the same for all")
    func jitter() {
        #expect(pause(3, Sample.plain) == pause(3, Sample.plain))
        #expect(Set((0..<50).map { pause(3, Sample.plain, id: "\($0)") }).count > 10)
    }

    @Test("numbers of attempts out of range do not crash", arguments: [Int.min, -1, 0, 1000, Int.max])
    func wild(attempts: Int) { #expect(pause(attempts, Sample.plain) > .seconds(0)) }

    @Test(
        "an outcome leads to its state",
        arguments: [
            (Outcome.accepted(receipt: "ok"), Delivery.State.accepted), (.retry(after: nil, why: "x"), .retry),
            (.recipientDead(why: "x"), .recipientDead), (.configurationDead(why: "x"), .configurationDead),
            (.unknown(why: "x"), .unknown),
        ])
    func states(outcome: Outcome, state: Delivery.State) {
        let next = RetryLadder.delivery(
            Sample.delivery(), after: outcome, capabilities: Sample.mailLike, now: Sample.now)
        #expect(next.state == state)
        #expect(next.detail == outcome.detail)
    }

    @Test("a retry that would come after the digest expires is expired, and says what was last")
    func expires() {
        let delivery = Sample.delivery(Sample.digest(lives: .minutes(10)))
        let next = RetryLadder.delivery(
            delivery, after: .retry(after: nil, why: "451 busy"), capabilities: Sample.mailLike, now: Sample.now)
        #expect(next.state == .expired)
        #expect(next.detail == "not delivered before 2026-11-20T06:10:00Z; last: 451 busy")
    }

    @Test("an accepted delivery never expires")
    func accepted() {
        let late = Sample.now.advanced(by: .days(30))
        #expect(RetryLadder.expired(Sample.delivery(state: .accepted), now: late).state == .accepted)
        #expect(RetryLadder.expired(Sample.delivery(state: .pending), now: late).state == .expired)
    }
}

@Suite("Unknown outcomes")
struct ReconcilingTests {
    /// A channel that says what it is told to when asked.
    private struct Channel: Deliverer {
        var channel = "mail"
        var format = ChannelFormat.text
        var capabilities: Capabilities
        var answer: Outcome?
        func deliver(_ digest: Digest) async -> Outcome { .unknown(why: "not asked") }
        func reconcile(_ digest: Digest) async -> Outcome? { answer }
    }

    private func settled(_ answer: Outcome?, _ whenUnknown: Capabilities.WhenUnknown) async -> Delivery {
        let capabilities = Capabilities(isIdempotent: false, smallestPause: .minutes(30), whenUnknown: whenUnknown)
        let asked = Delivery(
            digest: Sample.digest(), state: .unknown, attempts: 1, nextAttempt: Sample.now.advanced(by: .minutes(30)),
            detail: "no reply")
        return await Channel(capabilities: capabilities, answer: answer).settled(asked, now: Sample.now)
    }

    @Test("the channel's answer decides")
    func answered() async {
        #expect(await settled(.accepted(receipt: "found"), .resend).state == .accepted)
        #expect(await settled(.retry(after: nil, why: "not found"), .leave).state == .retry)
    }

    @Test("without an answer mail goes again after half an hour, and what must not repeat stays unknown")
    func unanswered() async {
        let mail = await settled(nil, .resend)
        #expect(mail.state == .retry)
        #expect(mail.nextAttempt == Sample.now.advanced(by: .minutes(30)))
        #expect(await settled(nil, .leave).state == .unknown)
    }
}
