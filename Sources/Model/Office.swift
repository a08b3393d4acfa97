/// A node of places.yaml: region, district, village.
package struct Place: Sendable, Hashable {
    package var id: String
    /// Nil for a root.
    package var parent: String?
    /// Language code to name.
    package var names: [String: String]
    /// Language code to terms: words, `*` at the end for any ending.
    package var terms: [String: [String]]

    package init(id: String, parent: String?, names: [String: String], terms: [String: [String]]) {
        self.id = id
        self.parent = parent
        self.names = names
        self.terms = terms
    }
}

/// A person on the roster.
package struct Recipient: Sendable, Hashable {
    package enum Role: String, Sendable, CaseIterable {
        case deputy, analyst
        case pressOfficer = "press-officer"
        case operations = "operator"
    }
    package enum Cadence: String, Sendable, CaseIterable { case instant, hourly, daily, weekly }
    /// How much an entry says.
    package enum Length: String, Sendable, CaseIterable { case short, full }

    package var id: String
    package var name: String
    package var role: Role
    /// Places they answer for, with everything below; empty means everywhere.
    package var areas: [String]
    /// Empty means all topics.
    package var topics: [String]
    /// In order of preference.
    package var languages: [String]
    /// In order of preference.
    package var channels: [Address]
    /// IANA name.
    package var timeZone: String
    package var quietHours: [QuietHours]
    /// Days on which nothing is sent.
    package var holidays: Holidays
    /// Severities that are told in quiet hours and on holidays too.
    package var breakQuietFor: Set<Severity>
    package var cadence: Cadence
    /// Local time of daily and weekly digests, minutes after midnight.
    package var digestAt: Int
    /// No digest before or after the mandate.
    package var mandateFrom: CivilDate?
    package var mandateUntil: CivilDate?
    /// How much each entry of a digest says.
    package var length = Length.full
    /// Most messages on one local day; nil: no limit.
    package var dailyCap: Int?
    /// Critical news waits too once the day's messages are used up. It always counts as one.
    package var capHoldsCritical: Bool
    /// People whom this one is told for while they are out of office, on holiday or cannot be reached.
    package var deputyFor: [String]
    /// The day on which the person agreed to be written to; nil when the roster does not say.
    package var consent: CivilDate?

    /// One way to reach a person: the id of a delivery channel and an address in its form.
    package struct Address: Sendable, Hashable {
        package var channel: String
        package var address: String
        package init(channel: String, address: String) {
            self.channel = channel
            self.address = address
        }

        /// A group or a public channel of Telegram, by its number or its name. Telegram gives the number of whoever
        /// writes there: what is said in a room is said by nobody whom this address means.
        package var isRoom: Bool {
            address.hasPrefix("@") || (address.hasPrefix("-") && address.dropFirst().allSatisfy(\.isNumber))
        }
    }

    package init(
        id: String, name: String, role: Role, areas: [String], topics: [String], languages: [String],
        channels: [Address], timeZone: String, quietHours: [QuietHours], holidays: Holidays = Holidays(),
        breakQuietFor: Set<Severity>, cadence: Cadence, digestAt: Int, mandateFrom: CivilDate?,
        mandateUntil: CivilDate?, dailyCap: Int? = nil, capHoldsCritical: Bool = false, deputyFor: [String] = [],
        consent: CivilDate? = nil
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.areas = areas
        self.topics = topics
        self.languages = languages
        self.channels = channels
        self.timeZone = timeZone
        self.quietHours = quietHours
        self.holidays = holidays
        self.breakQuietFor = breakQuietFor
        self.cadence = cadence
        self.digestAt = digestAt
        self.mandateFrom = mandateFrom
        self.mandateUntil = mandateUntil
        self.dailyCap = dailyCap
        self.capHoldsCritical = capHoldsCritical
        self.deputyFor = deputyFor
        self.consent = consent
    }
}

/// A weekly window in the recipient's zone in which nothing is sent.
package struct QuietHours: Sendable, Hashable {
    /// ISO weekdays on which the window starts; 1 is Monday.
    package var days: Set<Int>
    /// Minutes after local midnight.
    package var from: Int
    /// Minutes after local midnight; at or before `from` means on the next day.
    package var until: Int
    package init(days: Set<Int>, from: Int, until: Int) {
        self.days = days
        self.from = from
        self.until = until
    }
}

/// A node of the routing tree (delivery.md 2.1): depth first, the first child that takes the alert wins unless it says
/// `continue`.
package struct Route: Sendable, Hashable {
    package var id: String
    package var match: Matcher
    /// Empty: those of the route above.
    package var to: [Target]
    /// Go on to the next sibling after this one took the alert.
    package var goesOn: Bool
    package var children: [Route]
    /// Who is told next while nobody takes the alert; nil: as the route above says.
    package var escalation: Escalation?
    /// More new alerts than this for one person in an hour come together in the next digest; nil: as the route above.
    package var stormThreshold: Int?

    /// All given lists must hold one value of the alert each; an empty list asks nothing.
    package struct Matcher: Sendable, Hashable {
        package var claims: [String]
        package var topics: [String]
        /// A place matches when it is the alert's place or above it.
        package var places: [String]
        package var severities: [Severity]
        package var languages: [String]
        package var platforms: [String]
        package var sources: [String]

        package init(
            claims: [String] = [], topics: [String] = [], places: [String] = [], severities: [Severity] = [],
            languages: [String] = [], platforms: [String] = [], sources: [String] = []
        ) {
            self.claims = claims
            self.topics = topics
            self.places = places
            self.severities = severities
            self.languages = languages
            self.platforms = platforms
            self.sources = sources
        }
    }

    package enum Target: Sendable, Hashable {
        /// This recipient, whatever their areas and topics.
        case recipient(String)
        /// Everybody of that role whose areas and topics fit the alert.
        case role(Recipient.Role)
    }

    package init(
        id: String, match: Matcher, to: [Target], goesOn: Bool, children: [Route], escalation: Escalation? = nil,
        stormThreshold: Int? = nil
    ) {
        self.escalation = escalation
        self.id = id
        self.match = match
        self.to = to
        self.goesOn = goesOn
        self.children = children
        self.stormThreshold = stormThreshold
    }
}
