import Model
import Testing

@testable import Alerting

@Suite("A sign of life for whoever heard nothing")
struct HeartbeatTests {
    /// Monday 23 November 2026, 08:00 in Almaty.
    private let due = Sample.instant("2026-11-23T03:00:00Z")
    private let sources = SourceCount(read: 12, failed: 1)

    private func beats(
        _ people: [Recipient] = [Sample.person("aigul")], at now: Instant, lastSent: [String: Instant] = [:],
        hasHeartbeat: Bool = true, gaps: [Gap] = []
    ) -> [Digest] {
        Sample.alerter(recipients: people, hasHeartbeat: hasHeartbeat).heartbeats(
            sources, lastSent: lastSent, in: Circumstances(gaps: gaps), now: now)
    }

    @Test("on Monday at the hour of their digests, with the count of sources and the gaps")
    func words() throws {
        let gap = Gap(
            source: "news", start: due.advanced(by: .days(-2)), stop: due.advanced(by: .days(-1)), reason: .failed,
            isOpen: false)
        let digest = try #require(beats(at: due, gaps: [gap]).first)
        #expect(digest.subject == "Nothing to report this week" && digest.notices.isEmpty)
        #expect(
            digest.unwrapped.contains(
                "For Aigul: Jibu was at work and found nothing for you since 2026-11-16 08:00. 12 sources were read, "))
        #expect(digest.unwrapped.contains("1 could not be read"))
        #expect(digest.unwrapped.contains("news") && digest.unwrapped.contains("2026-11-21 08:00"))
        #expect(beats(at: due.advanced(by: .hours(3))).map(\.id) == [digest.id], "one id a week, so it goes out once")
    }

    @Test("not before the hour, not on other days, not when the office wants none")
    func times() {
        #expect(beats(at: due.advanced(by: .minutes(-1))).isEmpty)
        #expect(beats(at: due.advanced(by: .days(1))).isEmpty)
        #expect(beats(at: due, hasHeartbeat: false).isEmpty)
    }

    @Test("whoever was told something in the week before needs none")
    func told() {
        #expect(beats(at: due, lastSent: ["aigul": due.advanced(by: .days(-6))]).isEmpty)
        #expect(beats(at: due, lastSent: ["aigul": due.advanced(by: .days(-8))]).count == 1)
    }

    @Test("nobody is woken for it, and nobody out of office gets it")
    func hours() {
        let quiet = [QuietHours(days: [1], from: 0, until: 10 * 60)]
        let people = [Sample.person("aigul", quiet: quiet), Sample.person("old", until: Sample.day("2026-11-01"))]
        #expect(beats(people, at: due).isEmpty)
        #expect(beats(people, at: due.advanced(by: .hours(2))).map(\.recipient) == ["aigul"])
    }

    @Test("in the reader's language", arguments: ["kk", "ru", "sw", "rw", "fr", "en"])
    func languages(language: String) throws {
        let digest = try #require(beats([Sample.person("aigul", languages: [language])], at: due).first)
        #expect(digest.subject == Wording.first(of: [language]).say(.beatSubject))
        #expect(digest.unwrapped.contains("12") && !digest.unwrapped.contains("{"))
    }
}
