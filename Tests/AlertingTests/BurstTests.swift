import Model
import Testing

@testable import Alerting

@Suite("Bursts raise the urgency of alerts")
struct BurstTests {
    /// Evening in Almaty, in quiet hours: only what is critical breaks them.
    let now = Sample.instant("2026-11-20T18:30:00Z")
    let alerter = Sample.alerter(
        recipients: [
            Sample.person(
                "aigul", quiet: [QuietHours(days: Set(1...7), from: 22 * 60, until: 7 * 60)],
                breakQuietFor: [.critical])
        ], tipping: TippingPoint(posts: 100, authors: 100, severity: .critical))

    /// State of an office that watched the claim for 29 days and saw six posts in six hours two days ago.
    private func watched() -> AlertingState {
        var state = AlertingState(watched: ["water-poison": now.advanced(by: .days(-29))])
        for number in 0..<6 {
            let before = now.advanced(by: .hours(Int64(number - 54)))
            _ = alerter.advance(posts(number..<number + 1, at: before, prefix: "old"), state: &state, now: before)
        }
        return state
    }

    private func posts(
        _ numbers: Range<Int>, at instant: Instant, prefix: String = "p", authors: Int = 100
    ) -> [MatchedPost] {
        numbers.map { Sample.post("\(prefix)\($0)", author: "\(prefix)\($0 % authors)", at: instant) }
    }

    @Test("an hour like no other interrupts quiet hours, although the counter did not double")
    func interrupts() throws {
        var state = watched()
        let changes = alerter.advance(posts(0..<5, at: now), state: &state, now: now)
        let alert = try #require(changes.alerts.first)
        let burst = try #require(alert.bursts.first)
        #expect(burst.tellings == 5)
        #expect(burst.authors == 5)
        #expect(burst.hours == 84)
        #expect(alert.severity == .high)
        #expect(alert.urgency(at: now) == .critical)
        let notice = try #require(changes.notices.first)
        #expect(notice.kind == .update)
        #expect(notice.notBefore == now)
        #expect(alerter.explain(alert, among: [alert], now: now).bursts == [burst])
        #expect(burst.words.contains("5 posts by 5 authors (ru)"))
    }

    @Test("the digest says that it rises fast and why it counts for more, in every language", arguments: Wording.all)
    func digest(wording: Wording) throws {
        let alerter = Sample.alerter(recipients: [Sample.person("aigul", languages: [wording.language])])
        var state = AlertingState(watched: ["water-poison": now.advanced(by: .days(-29))])
        let changes = alerter.advance(posts(0..<5, at: now), state: &state, now: now)
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: now)
        let text = try #require(batch.digests.first).text
        let start = try #require(wording.phrases[.rising]?.split(separator: ":").first)
        #expect(text.contains(start))
        #expect(text.contains("84"))
        #expect(text.contains(wording.say(.severityCritical)))
        // A day later the burst is over.
        let later = now.advanced(by: .hours(26))
        let quiet = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: later)
        #expect(try !#require(quiet.digests.first).text.contains(start))
    }

    @Test("the raised urgency decides the route, for a day")
    func route() {
        let router = Sample.alerter(
            recipients: [Sample.person("aigul"), Sample.person("grace", role: .pressOfficer)],
            route: Sample.route(
                "root", to: [.role(.deputy)],
                [Sample.route("grave", Route.Matcher(severities: [.critical]), to: [.role(.pressOfficer)])]))
        var state = AlertingState(watched: ["water-poison": now.advanced(by: .days(-28))])
        let changes = router.advance(posts(0..<5, at: now), state: &state, now: now)
        #expect(changes.notices.map(\.recipient) == ["grace"])
        let tomorrow = now.advanced(by: .hours(25))
        let late = router.advance(posts(0..<1, at: tomorrow, prefix: "late"), state: &state, now: tomorrow)
        #expect(late.notices.map(\.recipient) == ["aigul"])
    }

    @Test("the copies of one author are one telling, and three authors are needed")
    func collapsed() throws {
        var state = watched()
        let few = alerter.advance(posts(0..<40, at: now, authors: 4), state: &state, now: now)
        #expect(try #require(few.alerts.first).bursts.isEmpty, "four authors, one story: four tellings")
    }

    @Test("on the first day there is nothing to compare with, so a handful is no burst")
    func firstDay() throws {
        var state = AlertingState()
        let changes = alerter.advance(posts(0..<6, at: now), state: &state, now: now)
        #expect(try #require(changes.alerts.first).bursts.isEmpty)
        #expect(changes.watched == ["water-poison": now])
        #expect(alerter.advance([], state: &state, now: now.advanced(by: .hours(1))).watched.isEmpty)
    }

    @Test("posts read late count in the hour in which they came out, and old hours raise no alarm")
    func late() throws {
        var state = watched()
        let old = posts(0..<8, at: now.advanced(by: .hours(-26)))
        let changes = alerter.advance(old, state: &state, now: now)
        #expect(try #require(changes.alerts.first).bursts.isEmpty)
    }

    @Test("a burst that goes on alarms again when it doubles or after six quiet hours, not before")
    func again() throws {
        var state = watched()
        func alarm(_ count: Int, hours: Int64) throws -> Burst? {
            let then = now.advanced(by: .hours(hours))
            let changes = alerter.advance(
                posts(0..<count, at: then, prefix: "h\(hours)-"), state: &state, now: then)
            let burst = try #require(changes.alerts.first?.bursts.first)
            return burst.hour.hour == then.hour ? burst : nil
        }
        #expect(try alarm(5, hours: 0) != nil)
        #expect(try alarm(9, hours: 1) == nil)
        #expect(try alarm(8, hours: 5) == nil, "loud hours lie less than six hours apart")
        #expect(try alarm(10, hours: 6)?.tellings == 10)
        #expect(try alarm(6, hours: 13) != nil, "six hours were quiet")
    }

    @Test("state read back from storage knows the bursts of before")
    func reload() throws {
        var live = watched()
        let first = alerter.advance(posts(0..<5, at: now), state: &live, now: now)
        var read = AlertingState(
            members: first.members, alerts: Array(live.alerts.values), notices: first.notices, watched: live.watched)
        let later = now.advanced(by: .hours(1))
        let posts = posts(0..<7, at: later, prefix: "x")
        #expect(
            alerter.advance(posts, state: &live, now: later).alerts
                == alerter.advance(posts, state: &read, now: later).alerts)
    }

    @Test("of two alerts that become one, the later burst of each language stays")
    func merged() {
        func burst(_ language: String, _ hours: Int64) -> Burst {
            Burst(
                language: language, hour: now, posts: 5, tellings: 5, authors: 5, earlier: 0, hours: 84,
                lastLoud: now.advanced(by: .hours(hours)))
        }
        #expect(
            Burst.merged([burst("ru", 1), burst("kk", 0)], [burst("ru", 2)]) == [burst("kk", 0), burst("ru", 2)])
    }
}
