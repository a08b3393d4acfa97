import Model
import Testing

@testable import Alerting

@Suite("Days of election silence")
struct ElectionSilenceTests {
    private let day = ElectionSilence(from: Sample.day("2026-11-20"), until: Sample.day("2026-11-21"))
    /// Midnight after the last day, in the office's zone (Almaty, UTC+5).
    private let end = Sample.instant("2026-11-21T19:00:00Z")

    private func desk(_ silences: [ElectionSilence], severity: Severity = .critical) -> TestDesk {
        TestDesk(
            Sample.alerter(
                claims: [Sample.claim(severity: severity)], responses: [Sample.response()],
                recipients: [Sample.person("aigul"), Sample.person("grace", role: .pressOfficer)],
                route: Sample.route("root", to: [.role(.deputy), .role(.pressOfficer)]), electionSilence: silences))
    }

    @Test("press officers are told at once, without the answer; deputies when it is over, with it")
    func held() throws {
        var desk = desk([day])
        desk.take(Sample.post("p1"), at: Sample.now)
        let first = desk.send(at: Sample.now).digests
        #expect(first.map(\.recipient) == ["grace"])
        let text = try #require(first.first?.unwrapped)
        #expect(text.contains("Election silence until 2026-11-22 00:00: the answer is held back."))
        #expect(!text.contains("The tap water of Qala is safe."))
        #expect(desk.queue.map(\.notBefore) == [end])
        #expect(desk.queue.map(\.held) == ["election silence until 2026-11-22, 00:00 Asia/Almaty"])
        #expect(desk.send(at: end.advanced(by: .seconds(-1))).digests.isEmpty)
        let last = desk.send(at: end).digests
        #expect(last.map(\.recipient) == ["aigul"])
        #expect(try #require(last.first).unwrapped.contains("The tap water of Qala is safe."))
    }

    @Test("it is on for its places, those below and those above, and for what has no place")
    func places() {
        let south = ElectionSilence(from: day.from, until: day.until, places: ["south"])
        let rules = Sample.alerter(electionSilence: [south]).rules
        func isOn(_ place: String) -> Bool {
            rules.electionSilence(about: [AlertPlace(place: place, reason: .text)], now: Sample.now) != nil
        }
        #expect(isOn("south") && isOn("qala") && isOn("region") && isOn("*"))
        #expect(!isOn("north") && !isOn("elsewhere"))
    }

    @Test(
        "its days are local days of the office, both ends among them",
        arguments: [
            ("2026-11-19T18:59:59Z", false), ("2026-11-19T19:00:00Z", true), ("2026-11-21T18:59:59Z", true),
            ("2026-11-21T19:00:00Z", false),
        ])
    func days(now: String, isOn: Bool) {
        let rules = Sample.alerter(electionSilence: [day]).rules
        #expect((rules.electionSilence(about: [], now: Sample.instant(now)) != nil) == isOn)
    }

    @Test("a day that is taken out of the file lets go at the next run")
    func released() {
        var desk = desk([day])
        desk.take(Sample.post("p1"), at: Sample.now)
        _ = desk.send(at: Sample.now)
        desk.alerter = self.desk([]).alerter
        #expect(desk.send(at: Sample.now.advanced(by: .hours(1))).digests.map(\.recipient) == ["aigul"])
    }
}
