/// A time in which alerts of a kind wait (delivery.md 2.5). Nothing is dropped: what it held is told when it is over.
package struct Silence: Sendable, Hashable {
    /// What ends the wait before its time.
    package enum Breaker: String, Sendable, CaseIterable {
        /// A burst that began in the silence.
        case burst
        /// A post on a platform on which the claim was not told in the month before the silence.
        case newPlatform = "new-platform"
    }

    package var id: String
    package var author: String
    package var reason: String
    package var from: Instant
    package var until: Instant
    package var match: Route.Matcher
    package var breaksOn: Set<Breaker>

    /// A longer one is forgotten rather than meant.
    package static let longest = TimeSpan.days(30)

    package init(
        id: String, author: String, reason: String, from: Instant, until: Instant, match: Route.Matcher,
        breaksOn: Set<Breaker>
    ) {
        self.id = id
        self.author = author
        self.reason = reason
        self.from = from
        self.until = until
        self.match = match
        self.breaksOn = breaksOn
    }

    package func isOn(at now: Instant) -> Bool { from <= now && now < until }
}

/// While a wide claim is told, narrower ones about the same place wait (delivery.md 2.5).
package struct Inhibition: Sendable, Hashable {
    /// The wide claim.
    package var claim: String
    /// Claims that wait; never `claim` itself.
    package var mutes: Set<String>

    /// How long after the wide claim's last post the others go on waiting.
    package static let span = TimeSpan.hours(24)

    package init(claim: String, mutes: Set<String>) {
        self.claim = claim
        self.mutes = mutes.subtracting([claim])
    }
}
