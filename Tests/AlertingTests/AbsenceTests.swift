import Model
import Testing

@testable import Alerting

@Suite("Who is told instead of somebody who is not there")
struct AbsenceTests {
    /// Away on 20 and 21 November, local days.
    private let away = Holidays([Holidays.Event(day: Sample.day("2026-11-20"), length: .days(2))])
    private let back = Sample.instant("2026-11-21T19:00:00Z")

    private func desk(_ people: [Recipient]) -> TestDesk {
        TestDesk(Sample.alerter(recipients: people, route: Sample.route("root", to: [.recipient("aigul")])))
    }

    @Test("on holiday the stand-in is told at once, and the person on their return")
    func holiday() throws {
        var desk = desk([Sample.person("aigul", holidays: away), Sample.person("omar", deputyFor: ["aigul"])])
        desk.take(Sample.post("p1"), at: Sample.now)
        let first = desk.send(at: Sample.now)
        #expect(first.digests.map(\.recipient) == ["omar"])
        let text = try #require(first.digests.first).unwrapped
        #expect(text.contains("Sent to you because Aigul is away or cannot be reached."))
        #expect(desk.send(at: Sample.now.advanced(by: .hours(1))).digests.isEmpty, "once")
        #expect(desk.send(at: back).digests.map(\.recipient) == ["aigul"])
        #expect(desk.queue.isEmpty)
    }

    @Test("what breaks quiet reaches the person on holiday, and nobody instead")
    func breaking() {
        var desk = desk([
            Sample.person("aigul", holidays: away, breakQuietFor: [.high]), Sample.person("omar", deputyFor: ["aigul"]),
        ])
        desk.take(Sample.post("p1"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.map(\.recipient) == ["aigul"])
    }

    @Test("quiet hours alone are no absence")
    func night() {
        let night = [QuietHours(days: Set(1...7), from: 0, until: 23 * 60)]
        var desk = desk([Sample.person("aigul", quiet: night), Sample.person("omar", deputyFor: ["aigul"])])
        desk.take(Sample.post("p1"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.isEmpty)
    }

    @Test("who cannot be reached has their own stand-in before the press officers")
    func unreachable() {
        let people = [
            Sample.person("aigul"), Sample.person("omar", deputyFor: ["aigul"]),
            Sample.person("grace", role: .pressOfficer),
        ]
        let ends = DeadEnds(refused: ["aigul": Set(people[0].channels)])
        var first = desk(people)
        first.take(Sample.post("p1"), at: Sample.now)
        #expect(first.send(at: Sample.now, avoiding: ends).digests.map(\.recipient) == ["omar"])
        var second = desk(people)
        second.take(Sample.post("p1"), at: Sample.now)
        let both = DeadEnds(refused: ends.refused.merging(["omar": Set(people[1].channels)]) { left, _ in left })
        #expect(second.send(at: Sample.now, avoiding: both).digests.map(\.recipient) == ["grace"])
    }

    @Test("a mandate that ends while news waits hands it on")
    func mandate() {
        let night = [QuietHours(days: Set(1...7), from: 10 * 60, until: 9 * 60)]
        var desk = desk([
            Sample.person("aigul", quiet: night, until: Sample.day("2026-11-20")),
            Sample.person("omar", deputyFor: ["aigul"]),
        ])
        desk.take(Sample.post("p1"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.isEmpty)
        let morning = Sample.instant("2026-11-21T04:00:00Z")
        let batch = desk.send(at: morning)
        #expect(batch.digests.map(\.recipient) == ["omar"])
        #expect(batch.withdrawn.map(\.why) == ["the mandate ended on 2026-11-20"])
    }

    @Test("two who stand in for each other, both away, end the search")
    func circle() {
        var desk = desk([
            Sample.person("aigul", holidays: away, deputyFor: ["omar"]),
            Sample.person("omar", holidays: away, deputyFor: ["aigul"]),
        ])
        desk.take(Sample.post("p1"), at: Sample.now)
        #expect(desk.send(at: Sample.now).digests.isEmpty)
        #expect(desk.send(at: back).digests.map(\.recipient) == ["aigul"])
    }

    @Test("a trial shows the stand-in")
    func trial() throws {
        var desk = desk([Sample.person("aigul", holidays: away), Sample.person("omar", deputyFor: ["aigul"])])
        desk.take(Sample.post("p1"), at: Sample.now)
        let trial = desk.alerter.trial(of: try #require(desk.state.alerts.values.first), now: Sample.now)
        #expect(trial.told.map(\.recipient) == ["aigul", "omar"])
        #expect(trial.told.map(\.at) == [back, Sample.now])
        #expect(trial.words.last == "omar: 2026-11-20T06:00:00Z over mail, instead of aigul")
    }
}
