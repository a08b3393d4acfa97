import Model
import Testing

@testable import Watchlists

struct TopicWatchShapeTests {
    private static let places = [Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["en": ["qala"]])]

    private func load(_ match: String, places: String = "[qala]") -> (watchlists: Watchlists, findings: [Finding]) {
        let list = """
            watchlist: test
            owner: press@qala.example
            purpose: Answer rumours about drinking water before people stop drinking it.
            reviewed: 2026-11-15
            review_by: 2027-01-25
            claims:
              - id: water
                title: Safety of the tap water
                statement: The tap water of Qala has been poisoned since the October repair.
                severity: high
                match: {pattern: 'water is poison\\w*'}
            topic_watches:
              - id: water-talk
                title: Talk about the water of Qala
                topic: water
                places: \(places)
                match: \(match)
                examples: {match: ["the water pipes smell"]}

            """
        return Watchlists.load(
            lists: [WatchlistFile(path: "test.yaml", text: list)], responses: [], places: Self.places,
            today: CivilDate("2026-11-20") ?? CivilDate(daysSinceEpoch: 0))
    }

    @Test("a topic watch matches beside the claims, and needs neither statement nor answer")
    func read() throws {
        let (watchlists, findings) = load("{terms: ['water pipes'], language: en}")
        #expect(findings.map(\.code) == ["response-missing"])
        let watch = try #require(watchlists.claims.last)
        #expect(watch.id == "water-talk")
        #expect(watch.isTopicWatch)
        #expect(watch.areas == ["qala"])
        #expect(!watchlists.claims[0].isTopicWatch)
        var matcher = watchlists.patterns.matcher()
        #expect(matcher.matches(in: "The water pipes of Qala").claims == ["water-talk"])
        #expect(Examples.run(watchlists).map(\.passed) == [true])
    }

    @Test(
        "a topic watch of a person, a group, an account or a gathering is refused as a claim would be",
        arguments: [
            ("{pattern: 'Nursultan Akhmetov'}", "person-name-only"), ("{pattern: '@water_news'}", "handle-only"),
            ("{pattern: 'muslims?'}", "group-only"), ("{pattern: 'protest'}", "protest-and-place"),
            ("{pattern: '\\bqala protest'}", "protest-and-place"),
        ])
    func refused(match: String, code: String) {
        let (watchlists, findings) = load(match)
        #expect(findings.map(\.code).contains(code), "\(findings)")
        #expect(watchlists.claims.isEmpty)
    }

    @Test("its places must be known")
    func places() {
        let unknown = load("{pattern: 'water pipes'}", places: "[nowhere]").findings
        #expect(unknown.map(\.code).contains("unknown-reference"))
        #expect(load("{pattern: 'water pipes'}", places: "[]").findings.hasErrors)
    }
}
