import Model

extension Router {
    /// Do a person's areas and topics fit the alert?
    func fits(_ recipient: Recipient, _ alert: Alert) -> Bool {
        (recipient.areas.isEmpty || area(of: recipient, in: alert) != nil) && wantsTopic(recipient, alert)
    }

    func area(of recipient: Recipient, in alert: Alert) -> String? {
        recipient.areas.first { area in alert.places.contains { places.holds(area, $0.place) } }
    }

    func wantsTopic(_ recipient: Recipient, _ alert: Alert) -> Bool {
        recipient.topics.isEmpty || recipient.topics.contains(where: alert.topics.contains)
    }

    /// Those who stand in for a person; for one of them who cannot, those who stand in for that one.
    func deputies(of absent: String, where isThere: (Recipient) -> Bool) -> [Recipient] {
        var found: [Recipient] = []
        var known: Set<String> = [absent]
        var open = [absent]
        while let id = open.popLast() {
            for person in deputies[id] ?? [] where known.insert(person.id).inserted {
                if isThere(person) { found.append(person) } else { open.append(person.id) }
            }
        }
        return found
    }
}

/// Finds the people of the routes that took one alert, each once.
struct PeopleSearch {
    private let router: Router
    private let alert: Alert
    private let now: Instant
    private let explains: Bool
    private(set) var chosen: [RouteDecision.Choice] = []
    private(set) var leftOut: [RouteDecision.LeftOut] = []
    private var ids: Set<String> = []

    init(_ router: Router, _ alert: Alert, now: Instant, explains: Bool) {
        (self.router, self.alert, self.now, self.explains) = (router, alert, now, explains)
    }

    func isChosen(_ id: String) -> Bool { ids.contains(id) }

    mutating func add(_ targets: [Route.Target], of route: String) {
        for target in targets {
            switch target {
            case .recipient(let id):
                if let person = router.byID[id] { take(person, route) { "named by the route" } }
            case .role(let role):
                for person in router.byRole[role] ?? [] { addFitting(person, route) }
            }
        }
    }

    private mutating func addFitting(_ person: Recipient, _ route: String) {
        guard router.fits(person, alert) else {
            if explains { leaveOut(person, route, obstacle(person)) }
            return
        }
        let area = router.area(of: person, in: alert)
        take(person, route) { "\(person.role.rawValue) for \(area ?? "every place")" }
    }

    private func obstacle(_ person: Recipient) -> String {
        guard person.areas.isEmpty || router.area(of: person, in: alert) != nil else {
            let known = alert.places.map(\.place).filter { $0 != AlertPlace.nowhere }
            let named = known.isEmpty ? "and no place is known" : "not for \(known.joined(separator: ", "))"
            return "answers for \(person.areas.joined(separator: ", ")), \(named)"
        }
        return "follows \(person.topics.joined(separator: ", ")), not this topic"
    }

    /// Nobody is found: an alert is never lost. The press officers of its place get it, whatever their topics; when
    /// there are none, all press officers.
    mutating func addPressOfficers(of route: String) {
        let officers = router.byRole[.pressOfficer] ?? []
        for officer in officers where officer.areas.isEmpty || router.area(of: officer, in: alert) != nil {
            take(officer, route) { "press officer of the place; no route found anybody else" }
        }
        guard chosen.isEmpty else { return }
        for officer in officers {
            take(officer, route) { "press officer; no route found anybody else, so all press officers get it" }
        }
    }

    /// Chooses a person; outside their mandate, those who stand in for them.
    private mutating func take(_ person: Recipient, _ route: String, why: () -> String) {
        guard !ids.contains(person.id) else { return }
        let zone = router.officeZone
        guard let absence = person.outsideMandate(at: now, officeZone: zone) else {
            ids.insert(person.id)
            return chosen.append(
                RouteDecision.Choice(recipient: person.id, route: route, why: explains ? why() : ""))
        }
        if explains { leaveOut(person, route, absence) }
        for deputy in router.deputies(of: person.id, where: { $0.outsideMandate(at: now, officeZone: zone) == nil })
        where ids.insert(deputy.id).inserted {
            let why = explains ? "stands in for \(person.id): \(absence)" : ""
            chosen.append(RouteDecision.Choice(recipient: deputy.id, route: route, why: why))
        }
    }

    private mutating func leaveOut(_ person: Recipient, _ route: String, _ why: String) {
        leftOut.append(RouteDecision.LeftOut(recipient: person.id, route: route, why: why))
    }
}

extension Recipient {
    /// Why a person's mandate shuts them out at an instant, in words; nil when it does not. Days are local days of the
    /// person, and both ends of the mandate belong to it.
    func outsideMandate(at now: Instant, officeZone: String) -> String? {
        guard mandateFrom != nil || mandateUntil != nil else { return nil }
        let today = LocalTime(timeZone, orElse: officeZone).day(of: now)
        if let from = mandateFrom, today < from { return "the mandate starts on \(from)" }
        if let until = mandateUntil, today > until { return "the mandate ended on \(until)" }
        return nil
    }
}
