import Model
import Text

/// Posts of a story become posts of alerts: claim x story, with a counter.
extension Alerter {
    /// Counts a post for each claim that it satisfies, unless an earlier version of it already counts for that claim.
    func count(_ matched: MatchedPost, in story: String, state: inout AlertingState, touched: inout TouchedAlerts) {
        for found in matched.found {
            let (id, given) = (found.claim, found.post)
            guard let claim = rules.claims[id], belongs(matched, to: claim), !state.counts(matched.id, for: id)
            else { continue }
            var post = given
            // Of a topic without a claim every word counts: questions are what it is watched for.
            if claim.isTopicWatch { post.tone = nil }
            let alert = state.id(claim: id, story: story)
            if let known = state.alerts[alert], known.state != .merged {
                let places = merged(known.places, places(of: matched, claim: claim))
                state.add(post, places: places, to: alert)
            } else {
                state.store(
                    Alert(
                        id: alert, claim: id, story: story, state: .open, opened: post.seen, lastSeen: post.seen,
                        severity: claim.severity, topics: claim.topics, places: places(of: matched, claim: claim),
                        posts: [post], configuration: rules.configurationHash))
            }
            touched.note(alert, of: id, counted: post)
        }
    }

    /// Closes the alerts of absorbed stories silently into those of the story that stays (design decision 16).
    func merge(_ absorbed: [String], into story: String, state: inout AlertingState, touched: inout TouchedAlerts) {
        guard !absorbed.isEmpty else { return }
        let younger = Set(absorbed).flatMap { state.alerts(of: $0) }.filter { $0.state != .merged }
            .sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
        for var alert in younger {
            let id = state.id(claim: alert.claim, story: story)
            var older = state.alerts[id] ?? alert
            if older.id == id, older.state != .merged {
                older.take(alert, places: merged(older.places, alert.places))
            } else {
                older = alert
                (older.id, older.story) = (id, story)
            }
            (alert.state, alert.mergedInto) = (.merged, id)
            state.store(older)
            state.store(alert)
            touched.note(id)
            touched.note(alert.id)
        }
    }

    /// Where one post is about: places its text names, else those of its source, else those of the claim, else the
    /// office's place for all others.
    func places(of matched: MatchedPost, claim: Claim) -> [AlertPlace] {
        let chain: [(AlertPlace.Reason, [String])] = [
            (.text, matched.placesInText), (.source, rules.sourcePlaces[matched.source] ?? []),
            (.claim, claim.areas),
        ]
        for (reason, places) in chain where !places.isEmpty {
            return deepest(places.map { AlertPlace(place: $0, reason: reason) })
        }
        return [AlertPlace(place: rules.office.catchAll ?? AlertPlace.nowhere, reason: .catchAll)]
    }

    /// The places of two posts together. The nearer reason for a place wins; "not known" goes as soon as one is known.
    func merged(_ left: [AlertPlace], _ right: [AlertPlace]) -> [AlertPlace] {
        let both = (left + right).filter { $0.reason != .catchAll }
        return both.isEmpty ? left : deepest(both)
    }

    /// Drops places that hold another one of the list, since the deepest says most.
    private func deepest(_ places: [AlertPlace]) -> [AlertPlace] {
        var best: [String: AlertPlace] = [:]
        for place in places {
            if let known = best[place.place], known.reason.rank <= place.reason.rank { continue }
            best[place.place] = place
        }
        let above = Set(best.keys.flatMap { rules.places.upwards(from: $0).dropFirst() })
        let kept = best.values.filter { !above.contains($0.place) }
        return kept.sorted { ($0.reason.rank, $0.place) < ($1.reason.rank, $1.place) }.prefix(Self.placeCap).map { $0 }
    }

    /// A text that names more places than this names none of them in particular.
    private static let placeCap = 20
}

extension AlertPlace.Reason {
    /// How near the reason is to the post itself; 0 is nearest.
    var rank: Int {
        switch self {
        case .text: 0
        case .source: 1
        case .claim: 2
        case .catchAll: 3
        }
    }
}

extension Alert {
    /// First 16 hex digits of SHA-256 over claim and story.
    static func id(claim: String, story: String) -> String { String(WideHash.hex(["alert", claim, story]).prefix(16)) }

    /// Takes the posts of an alert that closes into this one, and what people already did about it.
    mutating func take(_ younger: Alert, places: [AlertPlace]) {
        let known = Set(posts.map(\.post.id))
        posts = (posts + younger.posts.filter { !known.contains($0.post.id) }).enumerated()
            .sorted { ($0.element.seen, $0.offset) < ($1.element.seen, $1.offset) }.map(\.element)
        opened = min(opened, younger.opened)
        lastSeen = max(lastSeen, younger.lastSeen)
        self.places = places
        bursts = Burst.merged(bursts, younger.bursts)
        state = state.joined(younger.state)
    }
}

extension Alert.State {
    /// Of two alerts that are one from now on: what somebody may still have to do stands, whatever is over of the other
    /// (`AckStanding.join`). A younger one that nobody was told of changes nothing.
    fileprivate func joined(_ younger: Alert.State) -> Alert.State {
        switch (isLive, younger.isLive) {
        case (true, false): self
        case (false, true): younger == .open ? self : younger
        case (true, true): [.claimed, .notified].first { self == $0 || younger == $0 } ?? .open
        case (false, false): self == .dismissed ? younger : self
        }
    }
}
