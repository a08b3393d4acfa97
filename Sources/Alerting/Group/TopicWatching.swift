import Model

/// Topic watches: posts on a topic in some places are counted, and only a burst is told, to analysts only.
extension Alerter {
    func isTopicWatch(_ claim: String) -> Bool { rules.claims[claim]?.isTopicWatch ?? false }

    /// Does a post count for a claim? For a topic watch it must be about one of its places: one that the text names,
    /// else one that the source reports from.
    func belongs(_ matched: MatchedPost, to claim: Claim) -> Bool {
        guard claim.isTopicWatch else { return true }
        let source = rules.sourcePlaces[matched.source] ?? []
        let places = matched.placesInText.isEmpty ? source : matched.placesInText
        return places.contains { place in claim.areas.contains { rules.places.holds($0, place) } }
    }

    /// Who gets an alert: the routing tree decides, but not about topic watches. Those are work in progress, so they go
    /// to the analysts, or to the operators where there is none; never to deputies.
    ///
    /// - Parameter explains: false leaves out reasons and the people who do not get it.
    func route(_ alert: Alert, now: Instant, explains: Bool = true) -> RouteDecision {
        guard isTopicWatch(alert.claim) else { return rules.router.decide(alert, now: now, explains: explains) }
        let route = "topic-watch"
        var decision = RouteDecision()
        for role in [Recipient.Role.analyst, .operations] where decision.recipients.isEmpty {
            decision.taken = [RouteDecision.Taken(route: route, path: [route], targets: [.role(role)])]
            for person in rules.recipients where person.role == role {
                if let obstacle = person.outsideMandate(at: now, officeZone: rules.office.timeZone) {
                    decision.leftOut.append(RouteDecision.LeftOut(recipient: person.id, route: route, why: obstacle))
                } else {
                    let why = "\(role.rawValue); bursts of a topic watch go to nobody else"
                    decision.recipients.append(RouteDecision.Choice(recipient: person.id, route: route, why: why))
                }
            }
        }
        return decision
    }
}
