/// One thing that somebody said about an alert, or that the end of a lease made happen. Events are only ever added; what
/// stands is a fold over them (`AckStanding`), so taking one twice is harmless.
package struct AckEvent: Sendable, Hashable {
    /// Why nobody needs to answer (delivery.md 2.6).
    package enum Reason: String, Sendable, CaseIterable {
        case falsePositive = "false-positive"
        case notOurs = "not-ours"
        case alreadyAnswered = "already-answered"
        case noAmplify = "no-amplify"
    }

    package enum Kind: Sendable, Hashable {
        /// I see to it.
        case claimed(Lease)
        /// I do not see to it after all.
        case released
        /// The lease ended and nothing was said.
        case lapsed
        /// The answer stands at this address.
        case responded(url: String)
        case dismissed(Reason)
    }

    /// How long a claim keeps others from it.
    package struct Lease: Sendable, Hashable {
        package var until: Instant
        /// When the claimer is reminded.
        package var remindAt: Instant

        package init(until: Instant, remindAt: Instant) {
            self.until = until
            self.remindAt = remindAt
        }
    }

    package var alert: String
    /// The code that was used; empty when none was.
    package var code: String
    /// Recipient id; of a lapse, of the person whose lease ended.
    package var actor: String
    /// The channel it came over; `inbox` for `jibu ack`, `jibu` for what followed from time alone.
    package var channel: String
    /// Unique in the channel.
    package var externalID: String
    package var at: Instant
    package var kind: Kind
    /// SHA-256 of what was written, as hex: the words themselves are not kept.
    package var rawHash: String

    package init(
        alert: String, code: String, actor: String, channel: String, externalID: String, at: Instant, kind: Kind,
        rawHash: String
    ) {
        self.alert = alert
        self.code = code
        self.actor = actor
        self.channel = channel
        self.externalID = externalID
        self.at = at
        self.kind = kind
        self.rawHash = rawHash
    }

    /// One reply may speak of several stories of a claim: an event for each.
    package func isOfSameReply(_ other: AckEvent) -> Bool {
        (actor, channel, externalID) == (other.actor, other.channel, other.externalID)
    }
}

/// What the events of one alert come to.
package struct AckStanding: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// Nobody sees to it.
        case open
        case claimed(by: String, since: Instant, AckEvent.Lease)
        case responded(by: String, at: Instant, url: String)
        case dismissed(by: String, at: Instant, AckEvent.Reason)
    }

    package private(set) var state = State.open
    /// Everybody who has had it, in the order in which they last took it.
    package private(set) var claimers: [String] = []
    /// When it last came back to `open`; nil when it never did.
    package private(set) var reopened: Instant?
    /// What answered or closed it; nil while somebody may still have to do something.
    package private(set) var end: AckEvent?

    package init(_ events: some Sequence<AckEvent> = []) {
        for event in events { take(event) }
    }

    /// The person whose lease runs at an instant.
    package func holder(at now: Instant) -> String? {
        guard case .claimed(let by, _, let lease) = state, now < lease.until else { return nil }
        return by
    }

    /// Goes on with one event; false when it changes nothing. The first claim wins, and what is over is not claimed. Only
    /// who answered may name another address for the answer, or take it back.
    @discardableResult
    package mutating func take(_ event: AckEvent) -> Bool {
        let holder = holder(at: event.at)
        switch (event.kind, state) {
        case (.claimed(let lease), .open): claim(event, since: event.at, lease)
        case (.claimed(let lease), .claimed(let by, let since, _)):
            guard holder == nil || holder == event.actor else { return false }
            claim(event, since: holder == by ? since : event.at, lease)
        case (.responded(let url), .open), (.responded(let url), .claimed), (.responded(let url), .dismissed):
            (state, end) = (.responded(by: event.actor, at: event.at, url: url), event)
        case (.responded(let url), .responded(let by, _, _)):
            guard by == event.actor else { return false }
            (state, end) = (.responded(by: by, at: event.at, url: url), event)
        case (.dismissed(let reason), .open), (.dismissed(let reason), .claimed):
            guard holder == nil || holder == event.actor else { return false }
            (state, end) = (.dismissed(by: event.actor, at: event.at, reason), event)
        case (.released, .claimed(let by, _, _)), (.released, .dismissed(let by, _, _)),
            (.released, .responded(let by, _, _)), (.lapsed, .claimed(let by, _, _)):
            guard by == event.actor else { return false }
            (state, reopened, end) = (.open, event.at, nil)
        default: return false
        }
        return true
    }

    private mutating func claim(_ event: AckEvent, since: Instant, _ lease: AckEvent.Lease) {
        claimers.removeAll { $0 == event.actor }
        claimers.append(event.actor)
        state = .claimed(by: event.actor, since: since, lease)
    }
}
