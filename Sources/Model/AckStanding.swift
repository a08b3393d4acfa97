/// What the events of an alert come to, and of those that were merged into it.
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
    /// Who gave it back then, or let their time for it end; nil when nobody did.
    package private(set) var gaveBack: String?
    /// What answered or closed it; nil while somebody may still have to do something.
    package private(set) var end: AckEvent?
    /// The last lease that ended with nothing said, or gave way to an older one, until that person says something.
    package private(set) var lapse: Lapse?

    package struct Lapse: Sendable, Hashable {
        package var by: String
        /// The end of the lease.
        package var until: Instant
        /// When a run noticed.
        package var at: Instant
    }

    package init(_ events: some Sequence<AckEvent> = []) {
        let events = Array(events)
        // Until it was merged, what was said of an alert was said of that one alone.
        var apart: [String: AckStanding] = [:]
        for case .merged(let from) in events.map(\.kind) { apart[from] = .untouched }
        for event in events {
            if case .merged(let from) = event.kind {
                guard let other = apart.removeValue(forKey: from) else { continue }
                if apart[event.alert]?.join(other, at: event.at) == nil { join(other, at: event.at) }
            } else if apart[event.alert]?.take(event) == nil {
                take(event)
            }
        }
    }

    private static let untouched = AckStanding()

    /// The person whose lease runs at an instant.
    package func holder(at now: Instant) -> String? {
        guard case .claimed(let by, _, let lease) = state, now < lease.until else { return nil }
        return by
    }

    /// Goes on with one event; false when it changes nothing. The first claim wins, and what is over is not claimed.
    /// Only who answered may name another address for the answer, or take it back.
    @discardableResult
    package mutating func take(_ event: AckEvent) -> Bool {
        let holder = holder(at: event.at)
        if event.actor == lapse?.by { lapse = nil }
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
            if case (.lapsed, .claimed(_, _, let lease)) = (event.kind, state) {
                lapse = Lapse(by: by, until: lease.until, at: event.at)
            }
            (state, reopened, gaveBack, end) = (.open, event.at, event.actor, nil)
        default: return false
        }
        return true
    }

    /// Two alerts are one from now on. What somebody may still have to do stands, whatever is over of the other: nobody
    /// has finished with all of it. Of two leases, and of two ends of one kind, the first stands.
    mutating func join(_ other: AckStanding, at now: Instant) {
        let mine = self
        let isTheirs = (other.weight, mine.since) > (mine.weight, other.since)
        let (stands, falls) = isTheirs ? (other, mine) : (mine, other)
        (state, end) = (stands.state, stands.end)
        claimers = falls.claimers.filter { !stands.claimers.contains($0) } + stands.claimers
        let isOthers = mine.reopened.map { mine in other.reopened.map { $0 > mine } ?? false } ?? true
        (reopened, gaveBack) = isOthers ? (other.reopened, other.gaveBack) : (mine.reopened, mine.gaveBack)
        if state == .open, mine.end != nil { (reopened, gaveBack) = (now, nil) }
        lapse = [mine.lapse, other.lapse].compactMap { $0 }.max { $0.at < $1.at }
        if case .claimed(let by, _, let lease) = falls.state, by != claimers.last {
            lapse = Lapse(by: by, until: lease.until, at: now)
        }
    }

    /// What is unfinished weighs more than what is over.
    private var weight: Int {
        switch state {
        case .dismissed: 0
        case .responded: 1
        case .open: 2
        case .claimed: 3
        }
    }

    private var since: Instant {
        switch state {
        case .open: Instant(milliseconds: .min)
        case .claimed(_, let since, _): since
        case .responded(_, let at, _), .dismissed(_, let at, _): at
        }
    }

    private mutating func claim(_ event: AckEvent, since: Instant, _ lease: AckEvent.Lease) {
        claimers.removeAll { $0 == event.actor }
        claimers.append(event.actor)
        state = .claimed(by: event.actor, since: since, lease)
    }
}
