import Model
import Testing

@testable import Alerting

@Suite("Fewer messages, and not a word lost")
struct CapTests {
    private let start = Sample.now

    private func claims(_ count: Int, _ severity: Severity = .high) -> [Claim] {
        (0..<count).map { Sample.claim("claim-\($0)", title: "Claim \($0)", severity: severity, topics: ["t"]) }
    }

    /// A post that makes one claim, in words of its own.
    private func post(_ number: Int, at now: Instant) -> MatchedPost {
        let words = ["мост", "школа", "рынок", "больница", "вокзал", "парк", "театр", "стадион"]
        let places = "\(words[number % 8]) номер \(number * 17) и \(words[(number + 3) % 8])"
        let text = "\(places): слух \(number), вода отравлена"
        return Sample.post("p\(number)", text, hit: "вода отравлена", claim: "claim-\(number)", at: now)
    }

    private func later(_ minutes: Int64) -> Instant { start.advanced(by: .minutes(minutes)) }

    @Test("over the cap news waits for the next message, which says how much waited; nothing is lost")
    func cap() throws {
        let person = Sample.person("aigul", cap: 2)
        var desk = TestDesk(Sample.alerter(claims: claims(5), recipients: [person]))
        var digests: [Digest] = []
        for number in 0..<5 {
            desk.take(post(number, at: later(Int64(number) * 20)), at: later(Int64(number) * 20))
            digests += desk.send(at: later(Int64(number) * 20)).digests
        }
        #expect(digests.map(\.created) == [later(0), later(20)])
        let morning = Sample.instant("2026-11-21T03:00:00Z")
        #expect(desk.queue.map(\.notBefore) == [morning, morning, morning])
        #expect(desk.queue.allSatisfy { $0.held?.hasPrefix("daily cap of 2 is used up; daily digest") ?? false })
        let rest = desk.run(from: later(100), to: morning, every: .minutes(20)) + desk.send(at: morning).digests
        #expect(rest.map(\.created) == [morning])
        let text = try #require(rest.first?.unwrapped)
        #expect(text.contains("3 of these items waited, so that you get fewer messages."))
        #expect(Set((digests + rest).flatMap(\.notices)).count == 5 && desk.queue.isEmpty)
    }

    @Test("critical news counts and is not held, unless the roster says so", arguments: [false, true])
    func critical(holds: Bool) {
        let person = Sample.person("aigul", cap: 1, capHoldsCritical: holds)
        var desk = TestDesk(Sample.alerter(claims: claims(4, .critical), recipients: [person]))
        var count = 0
        for number in 0..<3 {
            desk.take(post(number, at: later(Int64(number) * 20)), at: later(Int64(number) * 20))
            count += desk.send(at: later(Int64(number) * 20)).digests.count
        }
        #expect(count == (holds ? 1 : 3))
        #expect(desk.queue.count == (holds ? 2 : 0))
    }

    @Test("what waits for the cap goes along with the next message, whichever it is")
    func rides() throws {
        let all = [Sample.claim("claim-0"), Sample.claim("claim-1"), Sample.claim("claim-2", severity: .critical)]
        var desk = TestDesk(Sample.alerter(claims: all, recipients: [Sample.person("aigul", cap: 1)]))
        for number in 0..<2 {
            desk.take(post(number, at: later(Int64(number) * 20)), at: later(Int64(number) * 20))
            _ = desk.send(at: later(Int64(number) * 20))
        }
        #expect(desk.queue.count == 1)
        desk.take(post(2, at: later(60)), at: later(60))
        let digest = try #require(desk.send(at: later(60)).digests.first)
        #expect(digest.notices.count == 2 && desk.queue.isEmpty)
        #expect(digest.unwrapped.contains("1 of these items waited"))
        #expect(desk.told.map(\.notBefore).max() == later(60), "it counts as told then")
    }

    @Test("the cap counts local days: a midnight in the person's zone makes room")
    func midnight() {
        let person = Sample.person("aigul", zone: "Asia/Almaty", cap: 1)
        var desk = TestDesk(Sample.alerter(claims: claims(3), recipients: [person]))
        let evening = Sample.instant("2026-11-20T18:30:00Z")
        desk.take(post(0, at: evening), at: evening)
        #expect(desk.send(at: evening).digests.count == 1)
        let night = Sample.instant("2026-11-20T19:10:00Z")
        desk.take(post(1, at: night), at: night)
        #expect(desk.send(at: night).digests.count == 1)
    }

    @Test("in a storm the first alerts interrupt, and the others come together with a count")
    func storm() throws {
        let route = Sample.route("root", to: [.role(.deputy)], storm: 3)
        var desk = TestDesk(Sample.alerter(claims: claims(9), route: route))
        var digests: [Digest] = []
        for number in 0..<8 {
            desk.take(post(number, at: later(Int64(number) * 5)), at: later(Int64(number) * 5))
            digests += desk.send(at: later(Int64(number) * 5)).digests
        }
        #expect(digests.map(\.created) == [later(0), later(5), later(10)])
        #expect(desk.queue.count == 5)
        #expect(
            desk.queue.allSatisfy {
                $0.held?.hasPrefix("storm on root: more than 3 new alerts in an hour; daily digest") ?? false
            })
        // An hour later the storm is over: the next alert interrupts, and takes along what waited.
        desk.take(post(8, at: later(75)), at: later(75))
        let digest = try #require(desk.send(at: later(75)).digests.first)
        #expect(digest.unwrapped.contains("5 of these items waited"))
        #expect(Set((digests + [digest]).flatMap(\.notices)).count == 9 && desk.queue.isEmpty)
    }

    @Test("a storm threshold counts for the routes below, unless they have their own; critical news comes through")
    func inherited() {
        let tree = Sample.route(
            "root", to: [.role(.deputy)], storm: 1,
            [
                Sample.route("own", Route.Matcher(claims: ["claim-0", "claim-1", "claim-2"]), storm: 2),
                Sample.route("below", Route.Matcher(claims: ["claim-3", "claim-4", "claim-5"])),
            ])
        #expect(Sample.alerter(route: tree).rules.storms == ["root": 1, "own": 2, "below": 1])
        let list = claims(5) + [Sample.claim("claim-5", severity: .critical)]
        var desk = TestDesk(Sample.alerter(claims: list, route: tree))
        desk.take((0..<6).map { post($0, at: start) }, at: start)
        let held = Set(desk.queue.filter { $0.held != nil }.compactMap { desk.state.resolve($0.alert)?.claim })
        #expect(held == ["claim-2", "claim-4"])
    }
}
