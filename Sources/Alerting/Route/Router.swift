import Model

/// Walks the routing tree and finds the people an alert is for.
package struct Router: Sendable {
    let root: Route
    let recipients: [Recipient]
    let byID: [String: Recipient]
    let byRole: [Recipient.Role: [Recipient]]
    /// Person id to those who stand in for them, in the order of the roster.
    let deputies: [String: [Recipient]]
    let places: PlaceTree
    let officeZone: String
    /// A tree deeper than this is not walked further; it also bounds the recursion.
    private static let depthCap = 32

    package init(_ root: Route, recipients: [Recipient], places: PlaceTree, officeZone: String) {
        (self.root, self.recipients, self.places, self.officeZone) = (root, recipients, places, officeZone)
        byID = Dictionary(recipients.map { ($0.id, $0) }) { first, _ in first }
        byRole = Dictionary(grouping: recipients, by: \.role)
        var deputies: [String: [Recipient]] = [:]
        for person in recipients { for absent in person.deputyFor { deputies[absent, default: []].append(person) } }
        self.deputies = deputies
    }

    /// Who gets the alert, by which route, and why nobody else does.
    ///
    /// - Parameter explains: false leaves out the people who do not get it: a roster has thousands of them.
    package func decide(_ alert: Alert, now: Instant, explains: Bool = true) -> RouteDecision {
        var decision = RouteDecision()
        let facts = Facts(alert, now: now)
        walk(root, path: [], inherited: [], facts: facts, into: &decision)
        var search = PeopleSearch(self, alert, now: now, explains: explains)
        for taken in decision.taken { search.add(taken.targets, of: taken.route) }
        if search.chosen.isEmpty {
            decision.isCatchAll = true
            search.addPressOfficers(of: decision.taken.first?.route ?? root.id)
        }
        decision.recipients = search.chosen
        decision.leftOut = search.leftOut.filter { !search.isChosen($0.recipient) }
        return decision
    }

    /// Alertmanager's rule (dispatch/route.go `Match`): a route that matches asks its children in order; the first that
    /// takes the alert ends the search among its siblings unless it says `continue`; a route none of whose children
    /// takes the alert takes it itself. A route that names nobody tells those whom the route above it tells.
    /// Returns whether the alert was taken here or below.
    @discardableResult
    private func walk(
        _ route: Route, path: [String], inherited: [Route.Target], facts: Facts, into decision: inout RouteDecision
    ) -> Bool {
        let path = path + [route.id]
        let targets = route.to.isEmpty ? inherited : route.to
        let mismatch = mismatch(route.match, facts)
        decision.steps.append(
            RouteDecision.Step(route: route.id, depth: path.count - 1, matched: mismatch == nil, why: mismatch))
        guard mismatch == nil else { return false }
        var taken = false
        if path.count < Self.depthCap {
            for child in route.children {
                guard walk(child, path: path, inherited: targets, facts: facts, into: &decision) else { continue }
                taken = true
                if !child.goesOn { break }
            }
        }
        if !taken { decision.taken.append(RouteDecision.Taken(route: route.id, path: path, targets: targets)) }
        return true
    }

    /// Ids of the people whom some targets of a route mean.
    func people(_ targets: [Route.Target], of route: String, alert: Alert, now: Instant) -> [String] {
        var search = PeopleSearch(self, alert, now: now, explains: false)
        search.add(targets, of: route)
        return search.chosen.map(\.recipient)
    }

    /// The chain of a route: its own, else that of the nearest route above it.
    ///
    /// - Parameter path: route ids from the root down.
    func escalation(along path: [String]) -> Escalation? {
        guard path.first == root.id else { return nil }
        var route = root
        var chain = root.escalation
        for id in path.dropFirst() {
            guard let child = route.children.first(where: { $0.id == id }) else { break }
            route = child
            chain = child.escalation ?? chain
        }
        return chain
    }

    /// Does a matcher take the alert?
    func takes(_ alert: Alert, _ match: Route.Matcher, now: Instant) -> Bool {
        mismatch(match, Facts(alert, now: now)) == nil
    }

    /// What a matcher can ask about an alert.
    private struct Facts {
        var claim: String
        var severity: Severity
        var topics: [String]
        var places: [String]
        var languages: Set<String>
        var platforms: Set<String>
        var sources: Set<String>

        init(_ alert: Alert, now: Instant) {
            // A drill goes where its claim would go.
            claim = Exercise.claim(behind: alert.claim) ?? alert.claim
            severity = alert.urgency(at: now)
            topics = alert.topics
            places = alert.places.map(\.place)
            languages = Set(alert.posts.map(\.language))
            platforms = Set(alert.posts.map(\.platform))
            sources = Set(alert.posts.map(\.source))
        }
    }

    /// The first demand that the alert does not meet, in words; nil when it meets all.
    private func mismatch(_ match: Route.Matcher, _ facts: Facts) -> String? {
        func unmet(_ name: String, _ wanted: [String], _ isMet: (String) -> Bool) -> String? {
            wanted.isEmpty || wanted.contains(where: isMet)
                ? nil : "\(name) is not \(wanted.joined(separator: " or "))"
        }
        return unmet("claim", match.claims) { $0 == facts.claim }
            ?? unmet("topic", match.topics) { facts.topics.contains($0) }
            ?? unmet("place", match.places) { area in facts.places.contains { places.holds(area, $0) } }
            ?? unmet("severity", match.severities.map(\.rawValue)) { $0 == facts.severity.rawValue }
            ?? unmet("language", match.languages) { facts.languages.contains($0) }
            ?? unmet("platform", match.platforms) { facts.platforms.contains($0) }
            ?? unmet("source", match.sources) { facts.sources.contains($0) }
    }
}
