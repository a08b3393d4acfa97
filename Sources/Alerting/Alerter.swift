import Model

/// The room's way in: matched posts become stories, alerts, notices and digests.
///
/// A pure function of its arguments: the same rules, posts, state and instant give the same bytes, live and in a
/// replay.
package struct Alerter: Sendable {
    package let rules: AlertingRules

    package init(_ rules: AlertingRules) { self.rules = rules }

    /// Takes the posts of one run (or of one instant of a replay), in archive order, and says what must be written.
    ///
    /// Every post must come, matched or not: an unmatched one may be the head of a story. A post that came before in
    /// the same version changes nothing.
    package func advance(_ posts: [MatchedPost], state: inout AlertingState, now: Instant) -> AlertingChanges {
        var members: [StoryMember] = []
        var placed: [PlacedPost] = []
        for post in posts {
            let placement = state.stories.place(post: post.id, seen: post.seen, signature: post.signature, now: now)
            members += placement.changed
            placed.append(PlacedPost(post: post, story: placement.story, absorbed: placement.absorbed))
        }
        state.stories.prune(now: now)
        var changes = advance(placed: placed, state: &state, now: now)
        changes.members = members
        return changes
    }

    /// The same for posts whose stories are known: two watchlists that are compared share their stories.
    ///
    /// - Parameter placed: may leave out posts without a match that joined no stories; they change nothing here.
    package func advance(placed: [PlacedPost], state: inout AlertingState, now: Instant) -> AlertingChanges {
        var changes = AlertingChanges()
        changes.watched = noteWatched(&state, now: now)
        var touched = TouchedAlerts()
        for post in placed {
            merge(post.absorbed, into: post.story, state: &state, touched: &touched)
            count(post.post, in: post.story, state: &state, touched: &touched)
        }
        guard !touched.inOrder.isEmpty else { return changes }
        for claim in Set(touched.inOrder.compactMap { state.alerts[$0]?.claim }) {
            state.openBook(of: claim, tipping: rules.tipping)
        }
        let raised = raiseBursts(&touched, state: &state, now: now)
        changes.alerts = touched.inOrder.compactMap { state.alerts[$0] }
        for alert in changes.alerts where alert.state != .merged && alert.state != .dismissed {
            if isTopicWatch(alert.claim), !raised.contains(alert.id) { continue }
            let isBurst = raised.contains(alert.id)
            let held = holds(on: alert, state: state, now: now)
            for choice in route(alert, now: now, explains: false).recipients {
                let news = notice(
                    for: alert, choice: choice, isBurst: isBurst, holds: held, state: state, now: now)
                guard let notice = news else { continue }
                state.record(notice)
                changes.notices.append(notice)
            }
        }
        return changes
    }

    /// Why an alert goes to whom, and what its recipients are advised to do.
    /// - Parameter alerts: all alerts of the claim (others are ignored); the counter is summed over them.
    package func explain(
        _ alert: Alert, among alerts: [Alert], record: AnswerRecord = AnswerRecord(), now: Instant
    ) -> AlertExplanation {
        let others = AlertingState(alerts: alerts.filter { $0.id != alert.id } + [alert])
        return AlertExplanation(
            route: route(alert, now: now),
            response: Responder(rules, record: record).decide(
                claim: alert.claim, alerts: others.counted(claim: alert.claim), languages: [], now: now),
            isTopicWatch: isTopicWatch(alert.claim), urgency: alert.urgency(at: now),
            bursts: alert.bursts.filter { $0.isOn(at: now) })
    }
}

/// What `jibu explain` shows of an alert, beside its matches.
package struct AlertExplanation: Sendable {
    package var route: RouteDecision
    package var response: ResponseDecision
    /// Nobody is told of it without a burst.
    package var isTopicWatch: Bool
    /// The severity that the alert is routed by: higher than its own while a burst is on.
    package var urgency: Severity
    /// Bursts that are on.
    package var bursts: [Burst]
}

/// Ids of alerts that changed, in the order of their first change.
struct TouchedAlerts {
    private(set) var inOrder: [String] = []
    /// Hours that posts were counted for.
    private(set) var hours: Set<CountedHour> = []
    private var known: Set<String> = []

    mutating func note(_ id: String) {
        if known.insert(id).inserted { inOrder.append(id) }
    }

    /// The alert took a post.
    mutating func note(_ id: String, of claim: String, counted post: AlertPost) {
        note(id)
        hours.insert(CountedHour(claim: claim, language: post.language, hour: post.appeared.hour))
    }
}
