import Model
import Testing

@testable import Alerting

@Suite("The routing tree")
struct RoutingTests {
    static let roster = [
        Sample.person("north-deputy", areas: ["north"]),
        Sample.person("south-deputy", areas: ["south"], topics: ["water"]),
        Sample.person("region-deputy", areas: ["region"]),
        Sample.person("health-deputy", areas: ["qala"], topics: ["health"]),
        Sample.person("old-deputy", until: Sample.day("2026-11-19")),
        Sample.person("press", role: .pressOfficer),
        Sample.person("press-south", role: .pressOfficer, areas: ["south"]),
        Sample.person("boss", role: .operations, areas: ["elsewhere"]),
        Sample.person("desk", role: .operations), Sample.person("sam", role: .operations),
        Sample.person("analyst", role: .analyst),
    ]

    static let tree = Sample.route(
        "root", to: [.role(.pressOfficer)],
        [
            Sample.route(
                "health", Route.Matcher(topics: ["health"], places: ["qala"], severities: [.high, .critical]),
                to: [.role(.deputy), .role(.pressOfficer)]),
            Sample.route("north", Route.Matcher(places: ["north"]), to: [.role(.deputy)], goesOn: true),
            Sample.route("telegram", Route.Matcher(platforms: ["telegram"]), to: [.recipient("boss")]),
            Sample.route(
                "kazakh", Route.Matcher(languages: ["kk"]), to: [.recipient("desk")], goesOn: true,
                [Sample.route("special", Route.Matcher(claims: ["special"]), to: [.recipient("sam")])]),
            Sample.route("elections", Route.Matcher(topics: ["elections"])),
            Sample.route("rumours", Route.Matcher(sources: ["rumours"]), to: [.role(.analyst)]),
        ])

    struct Case: Sendable, CustomTestStringConvertible {
        var expected: [String]
        var severity = Severity.low
        var topics = ["roads"]
        var places = ["elsewhere"]
        var platforms = ["feed"]
        var languages = ["ru"]
        var source = "news"
        var claim = "claim"

        init(
            _ expected: [String], _ severity: Severity = .low, topics: [String] = ["roads"],
            places: [String] = ["elsewhere"], platforms: [String] = ["feed"], languages: [String] = ["ru"],
            source: String = "news", claim: String = "claim"
        ) {
            (self.expected, self.severity, self.topics, self.places) = (expected, severity, topics, places)
            (self.platforms, self.languages, self.source, self.claim) = (platforms, languages, source, claim)
        }

        var testDescription: String {
            "\(severity) \(topics) \(places) \(platforms) \(languages) \(source) \(claim) -> \(expected)"
        }

        var alert: Alert {
            var posts: [AlertPost] = []
            for platform in platforms {
                for language in languages {
                    let matched = Sample.post(
                        "\(platform)-\(language)", source: source, platform: platform, language: language)
                    posts += matched.found.map(\.post)
                }
            }
            return Alert(
                id: "a", claim: claim, story: "s", state: .open, opened: Sample.now, lastSeen: Sample.now,
                severity: severity, topics: topics, places: places.map { AlertPlace(place: $0, reason: .text) },
                posts: posts, configuration: "")
        }
    }

    static let cases: [Case] = [
        Case(["press"]),
        Case(["press", "press-south"], places: ["south"]),
        Case(["press"], places: ["qala"]),
        Case(["press"], places: ["*"]),
        Case(["health-deputy", "press", "region-deputy"], .high, topics: ["health"], places: ["qala"]),
        Case(["health-deputy", "press", "region-deputy"], .critical, topics: ["health"], places: ["qala"]),
        Case(["press"], .medium, topics: ["health"], places: ["qala"]),
        Case(
            ["health-deputy", "north-deputy", "press", "region-deputy"], .high, topics: ["health"], places: ["north"]),
        Case(["health-deputy", "press", "press-south", "region-deputy"], .high, topics: ["health"], places: ["south"]),
        Case(
            ["health-deputy", "press", "press-south", "region-deputy", "south-deputy"], .high,
            topics: ["health", "water"], places: ["south"]),
        Case(["press"], .high, topics: ["health"], places: ["region"]),
        Case(["press"], .high, topics: ["health"]),
        Case(["north-deputy", "region-deputy"], places: ["north"]),
        Case(["boss", "north-deputy", "region-deputy"], places: ["north"], platforms: ["telegram"]),
        Case(["boss"], places: ["south"], platforms: ["telegram"]),
        Case(["desk"], languages: ["kk"]),
        Case(["boss"], platforms: ["telegram"], languages: ["kk"]),
        Case(["sam"], languages: ["kk"], claim: "special"),
        Case(["analyst", "sam"], languages: ["kk"], source: "rumours", claim: "special"),
        Case(["analyst", "desk"], languages: ["kk"], source: "rumours"),
        Case(["press", "press-south"], topics: ["elections"]),
        Case(["desk"], topics: ["elections"], languages: ["kk"]),
        Case(["boss"], topics: ["elections"], platforms: ["telegram"]),
        Case(["analyst"], source: "rumours"),
        Case(["boss"], platforms: ["telegram"], source: "rumours"),
        Case(["analyst", "north-deputy", "region-deputy"], places: ["north"], source: "rumours"),
        Case(["press"], claim: "special"),
        Case(["north-deputy", "region-deputy"], places: ["north", "south"]),
        Case(["north-deputy", "region-deputy", "south-deputy"], topics: ["water"], places: ["north", "south"]),
        Case(
            ["health-deputy", "north-deputy", "press", "press-south", "region-deputy"], .high, topics: ["health"],
            places: ["north", "south"]),
        Case(["health-deputy", "press", "region-deputy"], .high, topics: ["roads", "health"], places: ["qala"]),
        Case(["press"], topics: [], places: ["qala"]),
        Case(["north-deputy", "region-deputy"], topics: [], places: ["north"]),
        Case(["press"], places: ["mars"]),
        Case(["desk", "north-deputy", "region-deputy"], places: ["north"], languages: ["kk"]),
        Case(["north-deputy", "region-deputy", "sam"], places: ["north"], languages: ["kk"], claim: "special"),
        Case(["boss", "north-deputy", "region-deputy"], places: ["north"], platforms: ["telegram"], languages: ["kk"]),
        Case(
            ["health-deputy", "press", "region-deputy"], .high, topics: ["health"], places: ["qala"],
            platforms: ["telegram"], languages: ["kk"]),
        Case(
            ["analyst", "desk", "health-deputy", "north-deputy", "region-deputy"], topics: ["health"],
            places: ["north"], languages: ["kk"], source: "rumours"),
        Case(["press", "press-south"], topics: ["water"], places: ["south"]),
        Case(["desk"], languages: ["ru", "kk"]),
        Case(["boss"], platforms: ["feed", "telegram"]),
        Case(["north-deputy", "region-deputy"], topics: ["elections"], places: ["north"]),
        Case(["analyst"], places: ["region"], source: "rumours"),
    ]

    private func decide(_ alert: Alert, route: Route = tree, roster: [Recipient] = roster) -> RouteDecision {
        Sample.alerter(recipients: roster, route: route).rules.router.decide(alert, now: Sample.now)
    }

    @Test("the right people get it", arguments: cases)
    func table(_ expected: Case) {
        let decision = decide(expected.alert)
        #expect(decision.recipients.map(\.recipient).sorted() == expected.expected, "\(decision.words)")
    }

    @Test("nobody found: all press officers get it, and the reason says so")
    func catchAll() {
        let decision = decide(Case([], topics: ["elections"]).alert)
        #expect(decision.isCatchAll)
        #expect(decision.words.contains("no route found anybody: it goes to all press officers"))
        #expect(decision.recipients.allSatisfy { $0.why.contains("no route found anybody else") })
    }

    @Test("the root itself may not match; the alert is still not lost")
    func rootRefuses() {
        let decision = decide(Case([]).alert, route: Sample.route("root", Route.Matcher(topics: ["none"])))
        #expect(decision.recipients.map(\.recipient) == ["press", "press-south"])
    }

    @Test("without a press officer the words say that nobody gets it")
    func nobody() {
        let decision = decide(Case([]).alert, roster: [Sample.person("x", areas: ["north"])])
        #expect(decision.recipients.isEmpty)
        #expect(decision.words.contains { $0.hasPrefix("nobody gets it") })
    }

    @Test("the path and every route asked are told, with the first demand not met")
    func path() {
        let decision = decide(Case([], languages: ["kk"], claim: "special").alert)
        #expect(decision.taken.map(\.path) == [["root", "kazakh", "special"]])
        #expect(
            decision.words == [
                "route root: matches", "  route health: no, topic is not health",
                "  route north: no, place is not north",
                "  route telegram: no, platform is not telegram", "  route kazakh: matches",
                "    route special: matches",
                "  route elections: no, topic is not elections", "  route rumours: no, source is not rumours",
                "taken by root > kazakh > special", "to sam (route special): named by the route",
            ])
    }

    @Test("people who were looked at and left out are told with the reason")
    func leftOut() {
        let decision = decide(Case([], .high, topics: ["health"], places: ["south"]).alert)
        let why = Dictionary(uniqueKeysWithValues: decision.leftOut.map { ($0.recipient, $0.why) })
        #expect(why["north-deputy"] == "answers for north, not for south")
        #expect(why["south-deputy"] == "follows water, not this topic")
        #expect(why["old-deputy"] == "the mandate ended on 2026-11-19")
    }

    @Test(
        "a mandate holds on both its days, in the person's own zone",
        arguments: [
            ("2026-11-20T18:59:59Z", "Asia/Almaty", true), ("2026-11-20T19:00:00Z", "Asia/Almaty", false),
            ("2026-11-18T19:00:00Z", "Asia/Almaty", true), ("2026-11-18T18:59:59Z", "Asia/Almaty", false),
            ("2026-11-20T22:30:00Z", "Europe/Paris", true), ("2026-11-20T23:00:00Z", "Europe/Paris", false),
        ])
    func mandate(now: String, zone: String, isIn: Bool) {
        let person = Sample.person("x", zone: zone, from: Sample.day("2026-11-19"), until: Sample.day("2026-11-20"))
        #expect((person.outsideMandate(at: Sample.instant(now), officeZone: "UTC") == nil) == isIn)
    }

    @Test("a recipient named by a route gets it whatever their areas, but not after their mandate")
    func named() {
        let route = Sample.route("root", to: [.recipient("boss"), .recipient("old-deputy"), .recipient("ghost")])
        let decision = decide(Case([], places: ["north"]).alert, route: route)
        #expect(decision.recipients.map(\.recipient) == ["boss"])
    }

    @Test("a tree as deep as a file allows does not exhaust the stack")
    func deep() {
        var route = Sample.route("leaf", to: [.recipient("sam")])
        for level in 0..<2000 { route = Sample.route("r\(level)", to: [.recipient("desk")], [route]) }
        #expect(decide(Case([]).alert, route: route).recipients.map(\.recipient) == ["desk"])
    }

    @Test("a circle of parents among places ends")
    func circle() {
        let tree = PlaceTree([
            Place(id: "a", parent: "b", names: [:], terms: [:]), Place(id: "b", parent: "a", names: [:], terms: [:]),
        ])
        #expect(tree.upwards(from: "a") == ["a", "b"])
    }
}
