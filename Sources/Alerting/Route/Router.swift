import Model

/// Walks the routing tree and finds the people an alert is for.
package struct Router: Sendable {
    private let root: Route
    private let recipients: [Recipient]
    private let places: PlaceTree
    private let officeZone: String
    /// A tree deeper than this is not walked further; it also bounds the recursion.
    private static let depthCap = 32

    package init(_ root: Route, recipients: [Recipient], places: PlaceTree, officeZone: String) {
        (self.root, self.recipients, self.places, self.officeZone) = (root, recipients, places, officeZone)
    }

    /// Who gets the alert, by which route, and why nobody else does.
    package func decide(_ alert: Alert, now: Instant) -> RouteDecision {
        var decision = RouteDecision()
        let facts = Facts(alert, now: now)
        walk(root, path: [], facts: facts, into: &decision)
        for taken in decision.taken {
            for target in taken.targets { add(target, of: taken.route, alert: alert, now: now, to: &decision) }
        }
        if decision.recipients.isEmpty { addCatchAll(now: now, to: &decision) }
        let chosen = Set(decision.recipients.map(\.recipient))
        decision.leftOut.removeAll { chosen.contains($0.recipient) }
        return decision
    }

    /// Alertmanager's rule (dispatch/route.go `Match`): a route that matches asks its children in order; the first that
    /// takes the alert ends the search among its siblings unless it says `continue`; a route none of whose children
    /// takes the alert takes it itself. Returns whether the alert was taken here or below.
    @discardableResult
    private func walk(_ route: Route, path: [String], facts: Facts, into decision: inout RouteDecision) -> Bool {
        let path = path + [route.id]
        let mismatch = mismatch(route.match, facts)
        decision.steps.append(
            RouteDecision.Step(route: route.id, depth: path.count - 1, matched: mismatch == nil, why: mismatch))
        guard mismatch == nil else { return false }
        var taken = false
        if path.count < Self.depthCap {
            for child in route.children {
                guard walk(child, path: path, facts: facts, into: &decision) else { continue }
                taken = true
                if !child.goesOn { break }
            }
        }
        if !taken { decision.taken.append(RouteDecision.Taken(route: route.id, path: path, targets: route.to)) }
        return true
    }

    /// The people whom some targets of a route mean.
    func people(_ targets: [Route.Target], of route: String, alert: Alert, now: Instant) -> [RouteDecision.Choice] {
        var decision = RouteDecision()
        for target in targets { add(target, of: route, alert: alert, now: now, to: &decision) }
        return decision.recipients
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

    private func add(
        _ target: Route.Target, of route: String, alert: Alert, now: Instant, to decision: inout RouteDecision
    ) {
        switch target {
        case .recipient(let id):
            guard let recipient = recipients.first(where: { $0.id == id }) else { return }
            consider(recipient, route: route, why: "named by the route", unless: nil, now: now, to: &decision)
        case .role(let role):
            for recipient in recipients where recipient.role == role {
                let fit = fit(recipient, alert)
                consider(
                    recipient, route: route, why: "\(role.rawValue) \(fit.why)", unless: fit.holds ? nil : fit.why,
                    now: now, to: &decision)
            }
        }
    }

    /// Nobody is found: an alert is never lost, so every press officer gets it, whatever their areas and topics.
    private func addCatchAll(now: Instant, to decision: inout RouteDecision) {
        decision.isCatchAll = true
        let route = decision.taken.first?.route ?? root.id
        for recipient in recipients where recipient.role == .pressOfficer {
            let why = "press officer; no route found anybody else, so all press officers get it"
            consider(recipient, route: route, why: why, unless: nil, now: now, to: &decision)
        }
    }

    private func consider(
        _ recipient: Recipient, route: String, why: String, unless obstacle: String?, now: Instant,
        to decision: inout RouteDecision
    ) {
        guard !decision.recipients.contains(where: { $0.recipient == recipient.id }) else { return }
        if let obstacle = obstacle ?? recipient.outsideMandate(at: now, officeZone: officeZone) {
            decision.leftOut.append(RouteDecision.LeftOut(recipient: recipient.id, route: route, why: obstacle))
        } else {
            decision.recipients.append(RouteDecision.Choice(recipient: recipient.id, route: route, why: why))
        }
    }

    /// Do a person's areas and topics fit the alert?
    func fits(_ recipient: Recipient, _ alert: Alert) -> Bool { fit(recipient, alert).holds }

    /// The same, with the reason in words, either way.
    private func fit(_ recipient: Recipient, _ alert: Alert) -> (holds: Bool, why: String) {
        var why = "for every place"
        if !recipient.areas.isEmpty {
            let found = recipient.areas.first { area in alert.places.contains { places.holds(area, $0.place) } }
            guard let found else {
                let named = alert.places.map(\.place).joined(separator: ", ")
                return (false, "answers for \(recipient.areas.joined(separator: ", ")), not for \(named)")
            }
            why = "for \(found)"
        }
        guard recipient.topics.isEmpty || recipient.topics.contains(where: alert.topics.contains) else {
            return (false, "follows \(recipient.topics.joined(separator: ", ")), not this topic")
        }
        return (true, why)
    }
}

extension Recipient {
    /// Why a person's mandate shuts them out at an instant, in words; nil when it does not. Days are local days of the
    /// person, and both ends of the mandate belong to it.
    func outsideMandate(at now: Instant, officeZone: String) -> String? {
        let today = LocalTime(timeZone, orElse: officeZone).day(of: now)
        if let from = mandateFrom, today < from { return "the mandate starts on \(from)" }
        if let until = mandateUntil, today > until { return "the mandate ended on \(until)" }
        return nil
    }
}
