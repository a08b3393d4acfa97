import Model
import Testing

@testable import Alerting

@Suite("Topic watches: only bursts are told, to analysts only")
struct TopicWatchTests {
    let now = Sample.instant("2026-11-20T08:30:00Z")

    private func alerter(_ people: [Recipient]) -> Alerter {
        var watch = Sample.claim(
            "water-talk", title: "Talk about water", statement: "Talk about water", severity: .low, topics: ["water"],
            areas: ["qala"])
        watch.isTopicWatch = true
        return Sample.alerter(
            claims: [watch], recipients: people,
            route: Sample.route("root", to: [.role(.deputy), .role(.pressOfficer)]),
            tipping: TippingPoint(posts: 1, authors: 1, severity: .low))
    }

    private func posts(
        _ count: Int, at instant: Instant, places: [String] = [], source: String = "news"
    ) -> [MatchedPost] {
        (0..<count).map {
            Sample.post(
                "\(instant.milliseconds)-\(source)-\($0)", claim: "water-talk", source: source, author: "A\($0)",
                at: instant, places: places)
        }
    }

    private var watched: AlertingState { AlertingState(watched: ["water-talk": now.advanced(by: .days(-29))]) }

    private let everybody = [
        Sample.person("aigul"), Sample.person("grace", role: .pressOfficer), Sample.person("ana", role: .analyst),
        Sample.person("otto", role: .operations),
    ]

    @Test("a few posts tell nobody; a burst tells the analyst and nobody else")
    func burst() throws {
        let alerter = alerter(everybody)
        var state = watched
        let before = now.advanced(by: .hours(-3))
        #expect(alerter.advance(posts(3, at: before), state: &state, now: before).notices.isEmpty)
        let changes = alerter.advance(posts(6, at: now), state: &state, now: now)
        #expect(changes.notices.map(\.recipient) == ["ana"])
        #expect(changes.notices.map(\.route) == ["topic-watch"])
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: now)
        let text = try #require(batch.digests.first).text
        #expect(text.contains("No claim is known yet"))
        #expect(text.contains("Rising fast"))
        #expect(!text.contains("Answer now"))
        let alert = try #require(changes.alerts.first)
        #expect(alerter.explain(alert, among: [alert], now: now).route.recipients.map(\.recipient) == ["ana"])
    }

    @Test("without an analyst the operator gets it; without both nobody does, and never a deputy")
    func operators() {
        for (people, expected) in [(everybody.filter { $0.id != "ana" }, ["otto"]), (Array(everybody.prefix(2)), [])] {
            var state = watched
            let changes = alerter(people).advance(posts(6, at: now), state: &state, now: now)
            #expect(changes.notices.map(\.recipient) == expected)
        }
    }

    @Test("only posts about its places count: named in the text, else reported from there")
    func places() {
        let alerter = alerter(everybody)
        func counts(_ posts: [MatchedPost]) -> Bool {
            var state = watched
            return !alerter.advance(posts, state: &state, now: now).alerts.isEmpty
        }
        #expect(counts(posts(1, at: now, places: ["north"])), "north lies in qala")
        #expect(counts(posts(1, at: now)), "the source reports from qala")
        #expect(!counts(posts(1, at: now, places: ["elsewhere"])))
        #expect(!counts(posts(1, at: now, source: "nowhere")))
    }
}
