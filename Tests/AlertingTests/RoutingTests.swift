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
        Case(["press"], topics: ["elections"]),
        Case(["press", "press-south"], topics: ["elections"], places: ["south"]),
        Case(["desk", "press"], topics: ["elections"], languages: ["kk"]),
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
        Case(["north-deputy", "press", "region-deputy"], topics: ["elections"], places: ["north"]),
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

    @Test("nobody found: the press officers of the place get it, else all of them, and the reason says so")
    func catchAll() {
        let nobody = Sample.route("root", to: [.recipient("ghost")])
        func officers(_ roster: [Recipient], _ place: String) -> [String] {
            let decision = decide(Case([], places: [place]).alert, route: nobody, roster: roster)
            #expect(decision.isCatchAll)
            #expect(decision.words.contains("no route found anybody: it goes to press officers"))
            #expect(decision.recipients.allSatisfy { $0.why.contains("no route found anybody else") })
            return decision.recipients.map(\.recipient)
        }
        #expect(officers(Self.roster, "south") == ["press", "press-south"])
        #expect(officers(Self.roster, "north") == ["press"])
        let regional = Self.roster.filter { $0.id != "press" } + [
            Sample.person("press-north", role: .pressOfficer, areas: ["north"], topics: ["sports"])
        ]
        #expect(officers(regional, "north") == ["press-north"], "whatever their topics")
        #expect(officers(regional, "elsewhere") == ["press-south", "press-north"], "nobody's place is everybody's")
    }

    @Test("the root itself may not match; the alert is still not lost")
    func rootRefuses() {
        let decision = decide(Case([]).alert, route: Sample.route("root", Route.Matcher(topics: ["none"])))
        #expect(decision.recipients.map(\.recipient) == ["press"])
    }

    @Test("a route that names nobody tells those of the route above it, from any depth")
    func inheritance() {
        let tree = Sample.route(
            "root", to: [.recipient("desk")],
            [Sample.route("a", to: [], [Sample.route("b", Route.Matcher(topics: ["roads"]), to: [])])])
        let decision = decide(Case([]).alert, route: tree)
        #expect(decision.taken.map(\.route) == ["b"])
        #expect(decision.recipients.map(\.recipient) == ["desk"] && !decision.isCatchAll)
    }

    @Test("out of office, those who stand in for a person get it, and for one who is out too, theirs")
    func deputies() {
        let roster = [
            Sample.person("old", areas: ["north"], until: Sample.day("2026-11-19")),
            Sample.person("later", areas: ["south"], from: Sample.day("2026-12-01"), deputyFor: ["old"]),
            Sample.person("sara", areas: ["south"], deputyFor: ["later"]),
            Sample.person("omar", areas: ["south"], deputyFor: ["old", "sara"]),
            Sample.person("press", role: .pressOfficer),
        ]
        let decision = decide(
            Case([], places: ["north"]).alert, route: Sample.route("root", to: [.role(.deputy)]), roster: roster)
        #expect(Set(decision.recipients.map(\.recipient)) == ["omar", "sara"])
        #expect(decision.words.contains("to omar (route root): stands in for old: the mandate ended on 2026-11-19"))
        #expect(decision.words.contains("not to old (route root): the mandate ended on 2026-11-19"))
        #expect(!decision.isCatchAll)
    }

    @Test("without reasons the same people are found")
    func unexplained() {
        for entry in Self.cases {
            let router = Sample.alerter(recipients: Self.roster, route: Self.tree).rules.router
            let short = router.decide(entry.alert, now: Sample.now, explains: false)
            #expect(short.recipients.map(\.recipient).sorted() == entry.expected && short.leftOut.isEmpty)
        }
    }

    @Test("what nothing gives a place belongs to the office's place for all others, with that reason")
    func unplaced() throws {
        let officers = [
            Sample.person("region-press", role: .pressOfficer, areas: ["region"]),
            Sample.person("north-press", role: .pressOfficer, areas: ["north"]),
        ]
        let alerter = Sample.alerter(
            claims: [Sample.claim(areas: [])], recipients: officers,
            route: Sample.route(
                "root", to: [.recipient("north-press")],
                [Sample.route("region", Route.Matcher(places: ["region"]), to: [.role(.pressOfficer)])]),
            sourcePlaces: [:], catchAll: "region")
        var state = AlertingState()
        let changes = alerter.advance([Sample.post("p1")], state: &state, now: Sample.now)
        #expect(changes.alerts.first?.places == [AlertPlace(place: "region", reason: .catchAll)])
        #expect(changes.notices.map(\.recipient) == ["region-press"])
        let named = alerter.advance([Sample.post("p2", places: ["north"])], state: &state, now: Sample.now)
        #expect(named.alerts.first?.places == [AlertPlace(place: "north", reason: .text)], "a known place replaces it")
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
