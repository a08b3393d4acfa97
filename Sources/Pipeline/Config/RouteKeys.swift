import Model
import Settings

/// `routes:` a node of the routing tree, with the places of what it refers to.
struct RouteEntry: Sendable {
    let route: Route
    let place: FilePlace
    let match: MatchKeys.Entry
    let targets: [Located<Route.Target>]
    let steps: [EscalationStepEntry]
    let children: [RouteEntry]

    /// This entry and all below it, parents first. The file's depth is capped, so is this.
    var all: [RouteEntry] { [self] + children.flatMap(\.all) }
}

enum RouteKeys {
    static let id = Key<String>("id", .identifier, help: "Id of the route; explanations name it.")
    static let match = Key<MatchKeys.Entry>.optional(
        "match", MatchKeys.shape, help: "Which alerts it takes; absent means all.")
    static let to = Key<[Located<Route.Target>]>(
        "to", .list(of: target.located, maximum: 200),
        help: "Who is told: recipient ids, or {role: …}; absent means those of the route above.", default: [])
    static let goesOn = Key<Bool>(
        "continue", .bool, help: "True: the next sibling is asked too, although this one took the alert.",
        default: false)
    static let stormThreshold = Key<Int>.optional(
        "storm_threshold", .integer(1...10_000),
        help: "More new alerts than this for one person in an hour come together in the next digest; "
            + "absent means as the route above.")
    static let routes: Key<[RouteEntry]> = Key(
        "routes", .list(of: .reference(to: "route", expected: "a route") { shape }, maximum: 500),
        help: "Routes below, the first one that matches wins.", default: [])

    static let escalate = Key<[EscalationStepEntry]>(
        "escalate", .list(of: EscalationKeys.step, maximum: 20),
        help: "Who is told next while nobody takes an alert; absent means as the route above says.", default: [])
    static let loops = Key<Int>(
        "escalate_loops", .integer(1...Escalation.mostLoops), help: "How often the steps are gone through.", default: 1)
    static let ageLimit = Key<TimeSpan>(
        "escalate_until", .span(Escalation.ageLimits),
        help: "No step is due later than this after the alert opened, or last came back.",
        default: Escalation.usualAgeLimit)

    private static let role = Key<Recipient.Role>(
        "role", .choice(), help: "Everybody with this role whose areas and topics fit.")
    static let target = Shape<Route.Target>.either(
        Shape<Route.Target>.object("target", help: "Everybody with a role.", keys: [role]) { fields, _ in
            fields[role].map { .role($0) }
        },
        or: Shape<String>.identifier.map { .recipient($0) }
    ) { node in
        if case .mapping = node.content { true } else { false }
    }

    static let shape: Shape<RouteEntry> = Shape<RouteEntry>.object(
        "route", help: "Who is told about which alerts.",
        keys: [id, match, to, goesOn, stormThreshold, escalate, loops, ageLimit, routes]
    ) { fields, _ in
        guard let id = fields[id], let to = fields[to], let goesOn = fields[goesOn], let below = fields[routes],
            let steps = fields[escalate], let loops = fields[loops], let ageLimit = fields[ageLimit]
        else { return nil }
        let match = fields[match] ?? MatchKeys.Entry(place: fields.node.place)
        return RouteEntry(
            route: Route(
                id: id, match: match.matcher, to: to.map(\.value), goesOn: goesOn, children: below.map(\.route),
                escalation: steps.isEmpty
                    ? nil : Escalation(steps: steps.map(\.step), loops: loops, ageLimit: ageLimit),
                stormThreshold: fields[stormThreshold]),
            place: fields.node.place, match: match, targets: to + steps.flatMap(\.targets), steps: steps,
            children: below)
    }.defined(as: "route")
}

/// `match:` of a route.
enum MatchKeys {
    struct Entry: Sendable {
        var place: FilePlace
        var matcher = Route.Matcher()
        var claims: [Located<String>] = []
        var places: [Located<String>] = []
        var sources: [Located<String>] = []
        var platforms: [Located<String>] = []
    }

    private static func list(_ name: String, _ help: String) -> Key<[Located<String>]> {
        Key(name, .list(of: Shape<String>.line(maximum: 64).located, minimum: 1, maximum: 500), help: help, default: [])
    }
    static let claims = list("claims", "Claim ids.")
    static let topics = list("topics", "Topics of the claim.")
    static let places = list("places", "Places of the alert, with everything below them.")
    static let severities = Key<[Severity]>(
        "severities", .list(of: .choice(), minimum: 1, maximum: 4), help: "Severities of the alert.", default: [])
    static let languages = list("languages", "Languages of the posts.")
    static let platforms = list("platforms", "Platforms of the posts.")
    static let sources = list("sources", "Sources of the posts.")

    static let shape = Shape<Entry>.object(
        "match", help: "All given lists must hold one value of the alert each.",
        keys: [claims, topics, places, severities, languages, platforms, sources]
    ) { fields, _ in
        func words(_ key: Key<[Located<String>]>) -> [String] { (fields[key] ?? []).map(\.value) }
        return Entry(
            place: fields.node.place,
            matcher: Route.Matcher(
                claims: words(claims), topics: words(topics), places: words(places),
                severities: fields[severities] ?? [], languages: words(languages), platforms: words(platforms),
                sources: words(sources)),
            claims: fields[claims] ?? [], places: fields[places] ?? [], sources: fields[sources] ?? [],
            platforms: fields[platforms] ?? [])
    }
}
