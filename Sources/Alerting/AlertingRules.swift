import Model

/// Everything that Alerting decides by: one immutable snapshot of the configuration.
package struct AlertingRules: Sendable {
    package let office: OfficeFacts
    /// Claim id to claim.
    package private(set) var claims: [String: Claim]
    /// Claim id to its response file.
    package private(set) var responses: [String: ResponseTemplate]
    package let places: PlaceTree
    /// Source id to the places that it reports from.
    package let sourcePlaces: [String: [String]]
    package let recipients: [Recipient]
    package let route: Route
    package let tipping: TippingPoint
    /// Who approves texts, and what they wait for.
    package let answering: AnsweringPolicy
    /// Channel id to what it wants to be handed. A channel that is missing here cannot be used.
    package let channels: [String: ChannelFormat]
    /// Channel id to whether it rings on a phone; absent: what its format says.
    private let ringing: [String: Bool]
    /// What makes alerts wait.
    package let silences: [Silence]
    package let inhibitions: [Inhibition]
    /// Channel id of mail to what its readers answer to; absent: the sender's own address.
    package let replyAddresses: [String: ReplyAddress]
    /// How long somebody has an alert who took it.
    package let acknowledging: AckRules
    /// Written into every alert that these rules open.
    package let configurationHash: String
    let router: Router
    /// Recipient id to recipient, and to the hours in which they may be told.
    let roster: [String: Recipient]
    let schedules: [String: Schedule]
    /// Route id to its own storm threshold, or the nearest one above it.
    let storms: [String: Int]
    /// The clock of the office.
    let clock: LocalTime

    /// The day that an instant falls on where the office is.
    package func day(of instant: Instant) -> CivilDate { clock.day(of: instant) }

    package init(
        office: OfficeFacts, claims: [String: Claim], responses: [String: ResponseTemplate], places: [Place],
        sourcePlaces: [String: [String]], recipients: [Recipient], route: Route, tipping: TippingPoint,
        answering: AnsweringPolicy = AnsweringPolicy(),
        channels: [String: ChannelFormat], ringing: [String: Bool] = [:], silences: [Silence] = [],
        inhibitions: [Inhibition] = [],
        replyAddresses: [String: ReplyAddress] = [:], acknowledging: AckRules = AckRules(), configurationHash: String
    ) {
        self.replyAddresses = replyAddresses
        self.office = office
        self.claims = claims
        self.responses = responses
        self.places = PlaceTree(places)
        self.sourcePlaces = sourcePlaces
        self.recipients = recipients
        self.route = route
        self.tipping = tipping
        self.answering = answering
        self.channels = channels
        self.ringing = ringing
        self.silences = silences
        self.inhibitions = inhibitions
        self.acknowledging = acknowledging
        self.configurationHash = configurationHash
        router = Router(route, recipients: recipients, places: self.places, officeZone: office.timeZone)
        roster = Dictionary(recipients.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        schedules = roster.mapValues { Schedule($0, officeZone: office.timeZone) }
        storms = Self.storms(of: route)
        clock = LocalTime(office.timeZone, orElse: "UTC")
    }

    private static func storms(of root: Route) -> [String: Int] {
        var storms: [String: Int] = [:]
        var open: [(route: Route, above: Int?)] = [(root, nil)]
        while let (route, above) = open.popLast() {
            let threshold = route.stormThreshold ?? above
            storms[route.id] = threshold
            open += route.children.map { (route: $0, above: threshold) }
        }
        return storms
    }
}

extension AlertingRules {
    /// Does a channel ring on a phone? Opinion, criticism, satire and experiments stay out of it (trust.md U9).
    func rings(_ channel: String) -> Bool { ringing[channel] ?? channels[channel]?.rings ?? true }

    /// May news of an alert have a message of its own? What is no claim, or reads like opinion in all of its posts,
    /// interrupts nobody (trust.md U9).
    func mayInterrupt(_ alert: Alert) -> Bool {
        alert.isPlain() && claims[Exercise.claim(behind: alert.claim) ?? alert.claim].map { $0.kind == .claim } ?? true
    }

    /// The same rules with the claims of drills, told and answered like the claims behind them.
    func rehearsing(_ exercises: Set<String>) -> AlertingRules {
        var rules = self
        for exercise in exercises {
            guard let claim = Exercise.claim(behind: exercise) else { continue }
            rules.claims[exercise] = claims[claim]
            rules.responses[exercise] = responses[claim]
        }
        return rules
    }
}

/// What a digest says about the office that runs Jibu.
package struct OfficeFacts: Sendable, Hashable {
    /// Identifier; goes into the List-Id.
    package var id: String
    package var name: String
    /// A mail address.
    package var contact: String
    /// IANA name; "today" of review dates and mandates is counted in it.
    package var timeZone: String
    /// In order of preference.
    package var languages: [String]
    /// The address of its own site; nil: it has none, or does not say.
    package var site: String?
    /// The place of alerts that nothing gives a place; nil: they have none.
    package var catchAll: String?
    package var electionSilence: [ElectionSilence]
    /// Whoever heard nothing for a week is told that Jibu is at work.
    package var hasHeartbeat: Bool

    package init(
        id: String, name: String, contact: String, timeZone: String, languages: [String], site: String? = nil,
        catchAll: String? = nil, electionSilence: [ElectionSilence] = [], hasHeartbeat: Bool = false
    ) {
        self.site = site
        self.id = id
        self.name = name
        self.contact = contact
        self.timeZone = timeZone
        self.languages = languages
        self.catchAll = catchAll
        self.electionSilence = electionSilence
        self.hasHeartbeat = hasHeartbeat
    }
}

/// places.yaml as a tree that can be walked upwards.
package struct PlaceTree: Sendable {
    private let nodes: [String: Place]
    /// A tree deeper than this is cut; it also ends a circle of parents.
    private static let depthCap = 16

    package init(_ places: [Place]) {
        nodes = Dictionary(places.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(id: String) -> Place? { nodes[id] }

    /// The place itself, its parent, and so on up to a root.
    package func upwards(from id: String) -> [String] {
        var path = [id]
        while path.count < Self.depthCap, let last = path.last, let parent = nodes[last]?.parent,
            !path.contains(parent)
        {
            path.append(parent)
        }
        return path
    }

    /// Is `place` the same as `area`, or below it?
    package func holds(_ area: String, _ place: String) -> Bool { upwards(from: place).contains(area) }

    /// The name in the first language that has one, else the id.
    package func name(of id: String, in languages: [String]) -> String {
        guard let names = nodes[id]?.names else { return id }
        for language in languages { if let name = names[language] { return name } }
        return names.min { $0.key < $1.key }?.value ?? id
    }
}

extension AlertPlace {
    /// The place of an alert of which nothing is known.
    package static let nowhere = "*"
}
