import Model
import Text

/// Drills: an alert about nothing, for the people and over the channels that a real one would take.
extension Alerter {
    /// The alert of a drill and the notices of it.
    ///
    /// - Parameters:
    ///   - place: where it is said to be; nil: where the claim belongs, else `office.catch_all`.
    ///   - id: tells two drills apart.
    ///   - start: when it was ordered: what times to phone, to claim and to answer are counted from.
    package func exercise(
        about claim: Claim, in place: String? = nil, id: String, started start: Instant, now: Instant
    ) -> (alert: Alert, notices: [Notice]) {
        let name = Exercise.claim(of: claim.id)
        let areas = place.map { [$0] } ?? claim.areas
        let nowhere = AlertPlace(place: rules.office.catchAll ?? AlertPlace.nowhere, reason: .catchAll)
        let places = areas.isEmpty ? [nowhere] : areas.map { AlertPlace(place: $0, reason: .claim) }
        // As many posts as it takes to be answered, by persons: nothing of them is shown but a number.
        let posts = (0..<min(max(rules.tipping.posts, rules.tipping.authors, 1), 50)).map { number in
            AlertPost(
                post: PostKey(id: "exercise \(id) \(number)", version: 1), source: "exercise", platform: "exercise",
                authorKind: .person, author: "exercise-\(number)", url: nil, published: start, seen: start,
                language: claim.languages.first ?? "en", excerpt: Excerpt(before: "", matched: "…", after: ""),
                hits: [])
        }
        let story = "exercise \(id)"
        let alert = Alert(
            id: Alert.id(claim: name, story: story), claim: name, story: story, state: .open, opened: start,
            lastSeen: start, severity: claim.severity, topics: claim.topics,
            places: places, posts: posts, configuration: rules.configurationHash)
        let notices = route(alert, now: now, explains: false).recipients.compactMap { choice -> Notice? in
            let interrupts = rules.mayInterrupt(alert)
            let slot = rules.schedules[choice.recipient]?.slot(alert.severity, interrupts: interrupts, now: now)
            guard let slot else { return nil }
            return Notice(
                id: WideHash.hex(["notice", alert.id, choice.recipient, Notice.Kind.new.rawValue, "0"]),
                alert: alert.id, recipient: choice.recipient, route: choice.route, kind: .new, created: now,
                notBefore: slot.notBefore, held: slot.held, interrupts: interrupts)
        }
        return (alert, notices)
    }

    /// The same with rules that know the claims of drills.
    package func rehearsing(_ alerts: some Sequence<Alert>) -> Alerter {
        let exercises = Set(alerts.lazy.filter(\.isExercise).map(\.claim))
        return exercises.isEmpty ? self : Alerter(rules.rehearsing(exercises))
    }
}
