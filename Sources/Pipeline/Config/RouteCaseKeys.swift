import Model
import Settings

/// One case of `jibu route test`: an alert as the routes see it, an instant, and who must hear of it when.
struct RouteCase: Sendable {
    let name: String
    let place: FilePlace
    let claim: Located<String>
    let severity: Severity?
    let topics: [String]?
    let places: [Located<String>]?
    let languages: [String]
    let platforms: [String]
    let sources: [String]
    let at: Instant
    let expect: [Expectation]

    /// Somebody who must be told; what is nil may be anything.
    struct Expectation: Sendable, Hashable {
        var recipient: String
        var channel: String?
        var sendAt: Instant?
    }
}

enum RouteCaseKeys {
    static let name = Key<String>("name", .line(maximum: 200), help: "What the case shows, as a sentence.")
    static let claim = Key<Located<String>>(
        "claim", Shape<String>.identifier.located, help: "The claim; it gives what the case leaves out.")
    static let severity = Key<Severity>.optional("severity", .choice(), help: "Absent means the claim's.")
    static let topics = Key<[String]>.optional(
        "topics", .list(of: .line(maximum: 64), maximum: 100), help: "Absent means the claim's.")
    static let places = Key<[Located<String>]>.optional(
        "places", .list(of: Shape<String>.identifier.located, maximum: 100), help: "Absent means the claim's areas.")
    static let languages = words("languages", "Languages of the posts.")
    static let platforms = words("platforms", "Platforms of the posts.")
    static let sources = words("sources", "Sources of the posts.")
    static let at = Key<Instant>("at", .instant, help: "When the alert is opened.")
    static let expect = Key<[RouteCase.Expectation]>(
        "expect", .list(of: expectation, maximum: 5000), help: "Everybody who is told, and nobody else.")

    static let recipient = Key<String>("recipient", .identifier, help: "Who is told.")
    static let channel = Key<String>.optional("channel", .identifier, help: "Over what; absent means over anything.")
    static let sendAt = Key<Instant>.optional("send_at", .instant, help: "When; absent means at any time.")

    private static func words(_ name: String, _ help: String) -> Key<[String]> {
        Key(name, .list(of: .line(maximum: 64), maximum: 100), help: help, default: [])
    }

    private static let expectation = Shape<RouteCase.Expectation>.object(
        "expectation", help: "Somebody who is told.", keys: [recipient, channel, sendAt]
    ) { fields, _ in
        guard let recipient = fields[recipient] else { return nil }
        return RouteCase.Expectation(recipient: recipient, channel: fields[channel], sendAt: fields[sendAt])
    }

    private static let routeCase = Shape<RouteCase>.object(
        "case", help: "An alert, an instant, and who hears of it.",
        keys: [name, claim, severity, topics, places, languages, platforms, sources, at, expect]
    ) { fields, _ in
        guard let name = fields[name], let claim = fields[claim], let languages = fields[languages],
            let platforms = fields[platforms], let sources = fields[sources], let at = fields[at],
            let expect = fields[expect]
        else { return nil }
        return RouteCase(
            name: name, place: fields.node.place, claim: claim, severity: fields[severity], topics: fields[topics],
            places: fields[places], languages: languages, platforms: platforms, sources: sources, at: at,
            expect: expect)
    }

    private static let cases = Key<[RouteCase]>(
        "cases", .list(of: routeCase, minimum: 1, maximum: 10_000), help: "The cases.")

    /// The whole file.
    static let file = Shape<[RouteCase]>.object(
        "file", help: "Cases that say who must hear of what, and when.", keys: [cases]
    ) { fields, _ in fields[cases] }
}
