import Model

/// The room's way in: matched posts become stories, alerts, notices and digests.
///
/// A pure function of its arguments: the same rules, posts, state and instant give the same bytes, live and in a replay.
package struct Alerter: Sendable {
    package let rules: AlertingRules
    let router: Router
    let schedules: [String: Schedule]
    let recipients: [String: Recipient]

    package init(_ rules: AlertingRules) {
        self.rules = rules
        router = Router(rules)
        recipients = Dictionary(rules.recipients.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        schedules = recipients.mapValues { Schedule($0, officeZone: rules.office.timeZone) }
    }

    /// Takes the posts of one run (or of one instant of a replay), in archive order, and says what must be written.
    ///
    /// Every post must come, matched or not: an unmatched one may be the head of a story. A post that came before in
    /// the same version changes nothing.
    package func advance(_ posts: [MatchedPost], state: inout AlertingState, now: Instant) -> AlertingChanges {
        var changes = AlertingChanges()
        var touched = TouchedAlerts()
        for post in posts {
            let placement = state.stories.place(
                post: post.post.id, seen: post.post.seen, signature: post.signature, now: now)
            changes.members += placement.changed
            merge(placement.absorbed, into: placement.story, state: &state, touched: &touched)
            count(post, in: placement.story, state: &state, touched: &touched)
        }
        state.stories.prune(now: now)
        changes.alerts = touched.inOrder.compactMap { state.alerts[$0] }
        for alert in changes.alerts where alert.state != .merged && alert.state != .dismissed {
            let decision = router.decide(alert, now: now)
            changes.routes[alert.id] = decision
            for choice in decision.recipients {
                guard let notice = notice(for: alert, choice: choice, state: state, now: now) else { continue }
                state.record(notice)
                changes.notices.append(notice)
            }
        }
        return changes
    }

    /// Why an alert goes to whom, and what its recipients are advised to do.
    /// - Parameter alerts: all alerts of the claim (others are ignored); the counter is summed over them.
    package func explain(_ alert: Alert, among alerts: [Alert], now: Instant) -> AlertExplanation {
        let stories = Self.standing(alerts + [alert], claim: alert.claim)
        return AlertExplanation(
            route: router.decide(alert, now: now),
            response: Responder(rules).decide(claim: alert.claim, alerts: stories, languages: [], now: now))
    }

    /// The alerts of a claim that count, each once, oldest first.
    static func standing(_ alerts: some Sequence<Alert>, claim: String) -> [Alert] {
        var seen: Set<String> = []
        return alerts.filter { $0.claim == claim && $0.state != .merged && seen.insert($0.id).inserted }
            .sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
    }
}

/// What `jibu explain` shows of an alert, beside its matches.
package struct AlertExplanation: Sendable {
    package var route: RouteDecision
    package var response: ResponseDecision
}

/// Ids of alerts that changed, in the order of their first change.
struct TouchedAlerts {
    private(set) var inOrder: [String] = []
    private var known: Set<String> = []

    mutating func note(_ id: String) {
        if known.insert(id).inserted { inOrder.append(id) }
    }
}
