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

    private func settled(
        _ answer: Outcome?, _ whenUnknown: Capabilities.WhenUnknown, doubts: Int = 1, isIdempotent: Bool = false,
        begun: Instant? = Sample.now
    ) async -> Delivery {
        let capabilities = Capabilities(
            isIdempotent: isIdempotent, smallestPause: .minutes(30), whenUnknown: whenUnknown)
        let asked = Delivery(
            digest: Sample.digest(), state: .unknown, attempts: doubts, nextAttempt: Sample.now, detail: "no reply",
            doubts: doubts, begun: begun)
        return await Channel(capabilities: capabilities, answer: answer).settled(asked, now: Sample.now)
    }

    @Test("the channel's answer decides")
    func answered() async {
        #expect(await settled(.accepted(receipt: "found"), .resend).state == .accepted)
        let notSent = await settled(.retry(after: nil, why: "not found"), .leave)
        #expect(notSent.state == .retry && notSent.doubts == 0)
        #expect(await settled(.recipientDead(why: "no such user"), .resend, doubts: 2).state == .recipientDead)
    }

    @Test("without an answer mail goes again once, half an hour after the attempt")
    func unanswered() async {
        let mail = await settled(nil, .resend)
        #expect(mail.state == .retry)
        #expect(mail.nextAttempt == Sample.now.advanced(by: .minutes(30)))
        let old = await settled(nil, .resend, begun: Sample.now.advanced(by: .hours(-1)))
        #expect(old.state == .retry && old.nextAttempt == Sample.now)
        let setBack = await settled(nil, .resend, begun: Sample.now.advanced(by: .days(900)))
        #expect(setBack.state == .retry && setBack.nextAttempt == Sample.now, "a clock set back is not waited for")
    }

    @Test("after the bound nothing more is sent: one repeat for mail, none for what must not repeat")
    func bound() async {
        let twice = await settled(nil, .resend, doubts: 2)
        #expect(twice.state == .expired)
        #expect(twice.detail == "handed over 2 times without an answer: it may have arrived")
        #expect(await settled(nil, .leave).state == .expired)
        let same = await settled(nil, .resend, doubts: 9, isIdempotent: true)
        #expect(same.state == .retry && same.nextAttempt == Sample.now, "a repeat that nobody sees has no bound")
    }

    @Test("a broken channel is asked less and less often", arguments: zip([0, 1, 2, 3, 4, 900], [1, 1, 2, 4, 6, 6]))
    func breaker(refusals: Int, hours: Int64) {
        #expect(RetryLadder.breakerPause(refusals: refusals) == .hours(hours))
    }
}
