import Model
import Testing

@testable import Alerting

@Suite("Silences and wider claims hold alerts back, and lose none")
struct HoldingTests {
    private static let end = Sample.now.advanced(by: .hours(10))

    private func silence(
        _ match: Route.Matcher = Route.Matcher(claims: ["water-poison"]), from: Instant = Sample.now,
        until: Instant = HoldingTests.end, breaksOn: Set<Silence.Breaker> = []
    ) -> Silence {
        Silence(
            id: "pipes", author: "Grace", reason: "the utility answers at noon", from: from, until: until,
            match: match, breaksOn: breaksOn)
    }

    @Test("what a silence holds is told once, when it ends")
    func untilTheEnd() throws {
        var desk = TestDesk(Sample.alerter(silences: [silence()]))
        desk.take(Sample.post("p1"), at: Sample.now)
        let notice = try #require(desk.queue.first)
        #expect(notice.notBefore == Self.end)
        let words = "silence pipes until 2026-11-20T16:00:00Z by Grace: the utility answers at noon"
        #expect(notice.held == words)
        #expect(desk.send(at: Sample.now).digests.isEmpty)
        #expect(desk.send(at: Self.end.advanced(by: .seconds(-1))).digests.isEmpty)
        #expect(desk.send(at: Self.end).digests.map(\.recipient) == ["aigul"])
        #expect(desk.send(at: Self.end.advanced(by: .hours(1))).digests.isEmpty)
    }

    @Test("other claims, places and people's own hours are not touched")
    func others() {
        let match = Route.Matcher(claims: ["water-poison"], places: ["south"])
        var desk = TestDesk(Sample.alerter(silences: [silence(match)]))
        desk.take(Sample.post("p1", places: ["north"]), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.count == 1)
        let night = [QuietHours(days: Set(1...7), from: 20 * 60, until: 7 * 60)]
        var quiet = TestDesk(Sample.alerter(recipients: [Sample.person("aigul", quiet: night)], silences: [silence()]))
        quiet.take(Sample.post("p1"), at: Sample.now)
        #expect(quiet.queue.map(\.notBefore) == [Sample.instant("2026-11-21T02:00:00Z")], "it ends in the night")
    }

    @Test("a silence that is written later holds what already waits")
    func writtenLater() {
        let person = Sample.person("aigul", cadence: .daily, digestAt: 12 * 60)
        var desk = TestDesk(Sample.alerter(recipients: [person]))
        desk.take(Sample.post("p1"), at: Sample.now)
        let noon = Sample.instant("2026-11-20T07:00:00Z")
        #expect(desk.queue.map(\.notBefore) == [noon])
        desk.alerter = Sample.alerter(recipients: [person], silences: [silence()])
        let batch = desk.send(at: noon)
        #expect(batch.digests.isEmpty)
        #expect(batch.postponed.map(\.notBefore) == [Sample.instant("2026-11-21T07:00:00Z")])
    }

    @Test("a silence that is taken away, or shortened, lets go at the next run")
    func takenAway() {
        var desk = TestDesk(Sample.alerter(silences: [silence()]))
        desk.take(Sample.post("p1"), at: Sample.now)
        let later = Sample.now.advanced(by: .hours(1))
        desk.alerter = Sample.alerter(silences: [silence(until: Sample.now.advanced(by: .hours(2)))])
        #expect(desk.send(at: later).digests.isEmpty)
        #expect(desk.queue.map(\.notBefore) == [Sample.now.advanced(by: .hours(2))])
        desk.alerter = Sample.alerter()
        #expect(desk.send(at: later).digests.count == 1)
        let soon = later.advanced(by: .minutes(5))
        desk.take(Sample.post("p2", source: "radio", author: "Radio", at: soon), at: soon)
        #expect(desk.queue.count == 1, "it counts as told: one more post is news")
    }

    @Test("ordinary growth that a silence held goes with the next digest, and does not interrupt when the silence ends")
    func growth() {
        let later = Sample.now.advanced(by: .hours(1))
        let waiting = silence(from: later)
        var desk = TestDesk(Sample.alerter(silences: [waiting]))
        desk.take(
            Sample.post("p1"), Sample.post("p2", source: "radio", author: "Radio"), Sample.post("p3"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.count == 1)
        let then = later.advanced(by: .hours(1))
        desk.take(Sample.post("p4", at: then), at: then)
        let morning = Sample.instant("2026-11-21T03:00:00Z")
        #expect(desk.queue.map(\.notBefore) == [morning])
        #expect(desk.queue.map(\.interrupts) == [false])
        #expect(desk.send(at: Self.end).digests.isEmpty, "the silence is over, and one post more is no alarm")
        desk.alerter = Sample.alerter()
        #expect(desk.send(at: Self.end.advanced(by: .hours(1))).digests.isEmpty, "nor when it is taken away")
        desk.alerter = Sample.alerter(silences: [silence(from: later, until: morning.advanced(by: .hours(2)))])
        #expect(desk.send(at: morning).digests.isEmpty)
        #expect(desk.queue.map(\.notBefore) == [morning.advanced(by: .hours(24))], "the digest after it")
        #expect(desk.send(at: morning.advanced(by: .hours(24))).digests.count == 1)
    }

    @Test("a post on a platform that is new breaks a silence that says so", arguments: [true, false])
    func newPlatform(isBreaker: Bool) {
        let later = Sample.now.advanced(by: .hours(1))
        var desk = TestDesk(
            Sample.alerter(silences: [silence(from: later, breaksOn: isBreaker ? [.newPlatform] : [.burst])]))
        desk.take(Sample.post("p0", at: Sample.now), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.count == 1)
        let soon = later.advanced(by: .minutes(10))
        desk.take(Sample.post("p1", source: "radio", at: soon), at: soon)
        #expect(desk.send(at: soon).digests.isEmpty, "the same platform")
        let then = soon.advanced(by: .minutes(10))
        desk.take(
            Sample.post("p2", source: "chat", platform: "telegram", kind: .person, author: "p-1", url: nil, at: then),
            at: then)
        #expect(desk.send(at: then).digests.count == (isBreaker ? 1 : 0))
    }

    @Test("while a wide claim is told, a narrow one about the same place waits, and then is told")
    func inhibition() {
        let claims = [
            Sample.claim(), Sample.claim("clinic-closed", title: "The clinic", topics: ["health"], areas: ["north"]),
        ]
        let inhibition = Inhibition(claim: "water-poison", mutes: ["clinic-closed"])
        func clinic(_ id: String, _ text: String, at now: Instant, place: String = "north") -> MatchedPost {
            Sample.post(
                id, text, hit: "клиника закрыта",
                claim: "clinic-closed", pattern: "clinic/1", at: now, places: [place])
        }
        var desk = TestDesk(Sample.alerter(claims: claims, inhibitions: [inhibition]))
        desk.take(Sample.post("w1", places: ["qala"]), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.count == 1)
        let later = Sample.now.advanced(by: .hours(1))
        desk.take(clinic("c1", "Соседка сказала, что клиника закрыта навсегда и врачей нет", at: later), at: later)
        #expect(desk.send(at: later).digests.isEmpty)
        #expect(desk.queue.map(\.held) == ["inhibited by water-poison, which is told about the same place"])
        let other = clinic("c2", "Пишут: у вокзала клиника закрыта с утра", at: later, place: "elsewhere")
        desk.take(other, at: later)
        #expect(desk.send(at: later).digests.count == 1, "another place waits for nothing")
        let after = Sample.now.advanced(by: .hours(24))
        #expect(desk.send(at: after).digests.count == 1)
        #expect(desk.queue.isEmpty)
    }

    @Test("what a silence holds is shown in no other story's entry")
    func otherStory() throws {
        var desk = TestDesk(
            Sample.alerter(silences: [silence(Route.Matcher(claims: ["water-poison"], places: ["south"]))]))
        let held = Sample.post(
            "p1", "Соседка сказала, что вода отравлена и дети болеют", hit: "вода отравлена", source: "radio",
            author: "Radio", url: "https://radio.qala.example/held", places: ["south"])
        let told = Sample.post(
            "p2", "Пишут: у вокзала вода отравлена с утра", hit: "вода отравлена", source: "paper", author: "Paper",
            url: "https://paper.qala.example/told", places: ["north"])
        desk.take(held, told, at: Sample.now)
        #expect(desk.queue.count == 2)
        let text = try #require(desk.send(at: Sample.now).digests.first).unwrapped
        #expect(text.contains("https://paper.qala.example/told"))
        #expect(!text.contains("https://radio.qala.example/held"))
    }

    @Test("what a silence holds is not called to mind as still open", arguments: [true, false])
    func stillOpen(isSilent: Bool) throws {
        let claims = [Sample.claim(), Sample.claim("clinic-closed", title: "The clinic")]
        var desk = TestDesk(Sample.alerter(claims: claims))
        desk.take(Sample.post("p1"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.count == 1)
        let later = Sample.now.advanced(by: .hours(1))
        desk.alerter = Sample.alerter(claims: claims, silences: isSilent ? [silence()] : [])
        desk.take(
            Sample.post(
                "c1", "Соседка сказала, что клиника закрыта навсегда и врачей нет", hit: "клиника закрыта",
                claim: "clinic-closed", pattern: "clinic/1", at: later), at: later)
        let text = try #require(desk.send(at: later).digests.first).unwrapped
        #expect(text.contains("The clinic"))
        #expect(text.contains("Water quality after the repair") == !isSilent)
    }

    @Test("a claim never waits for itself")
    func itself() {
        #expect(Inhibition(claim: "a", mutes: ["a", "b"]).mutes == ["b"])
    }
}
