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
        hasHeartbeat: Bool = true, gaps: [Gap] = [], runs: [Instant]? = nil
    ) -> [Digest] {
        Sample.alerter(recipients: people, hasHeartbeat: hasHeartbeat).heartbeats(
            sources, RunTimes(runs ?? hourly(until: now), longest: .hours(3)), lastSent: lastSent,
            in: Circumstances(gaps: gaps), now: now)
    }

    /// More than a week of runs every hour.
    private func hourly(until now: Instant) -> [Instant] {
        (0...192).map { now.advanced(by: .hours(Int64(-$0))) }
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
                "For Aigul: Jibu was at work and found nothing for you since 2026-11-16 08:00. It ran 169 times. 12 "
                    + "sources were read, "))
        #expect(digest.unwrapped.contains("1 could not be read"))
        #expect(digest.unwrapped.contains("news") && digest.unwrapped.contains("2026-11-21 08:00"))
        #expect(beats(at: due.advanced(by: .hours(3))).map(\.id) == [digest.id], "one id a week, so it goes out once")
    }

    @Test("nobody is told that Jibu was at work while it stood still, in their language",
        arguments: ["kk", "ru", "sw", "rw", "fr", "en"])
    func pauses(language: String) throws {
        let stop = Sample.instant("2026-11-18T09:00:00Z")
        let runs = hourly(until: due).filter { $0 <= stop || $0 >= stop.advanced(by: .days(2)) }
        let person = Sample.person("aigul", languages: [language])
        let digest = try #require(beats([person], at: due, runs: runs).first)
        let wording = Wording.first(of: [language])
        #expect(digest.subject == wording.say(.beatGapsSubject) && digest.subject != wording.say(.beatSubject))
        let told = wording.say(.beatNoRun, ["from": "2026-11-18 14:00", "to": "2026-11-20 14:00"])
        #expect(digest.unwrapped.contains(told), "whatever the sources showed afterwards: \(digest.text)")
        #expect(digest.unwrapped.contains(wording.say(.ran, 122)) && !digest.text.contains("{"))
        #expect(try #require(beats([person], at: due).first).subject == wording.say(.beatSubject))
    }

    @Test("the last run before the week tells of a pause that began then; of many pauses the longest are named")
    func manyPauses() throws {
        let old = due.advanced(by: .days(-10))
        let digest = try #require(beats(at: due, runs: [old, due]).first)
        #expect(digest.unwrapped.contains("No run took place from 2026-11-13 08:00 to 2026-11-23 08:00."))
        #expect(digest.unwrapped.contains("It ran 1 time."))
        // Nine pauses, each an hour longer than the one after it.
        var runs = [due]
        for hours in 4...12 { runs.append(runs[runs.count - 1].advanced(by: .hours(Int64(-hours)))) }
        let text = try #require(beats(at: due, runs: runs).first).unwrapped
        #expect(text.ranges(of: "No run took place").count == 7 && text.contains("and 2 more gaps"))
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
