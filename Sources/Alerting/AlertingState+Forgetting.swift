import Model

/// What is past is forgotten, so that the work of a run depends on a month, not on all that ever was
/// (docs/decisions/0019-a-month-of-alerts.md).
extension AlertingState {
    /// Forgets alerts that got no post since `Alert.remembered(at:)`, with their notices. A claim that comes back after
    /// that is news again. Posts that count stay known: an edit does not count twice.
    ///
    /// Alerts that were merged into one another are kept or forgotten together: what was told of one was told of all.
    /// Nothing is looked at unless a day has begun since the last time.
    ///
    /// - Parameter waiting: alerts that a notice in no digest names; they stay. Asked only when something is past.
    /// - Returns: the forgotten alerts, in no order.
    package mutating func forget(at now: Instant, besides waiting: @autoclosure () -> Set<String>) -> [Alert] {
        let oldest = Alert.remembered(at: now)
        let isNewDay = isNewDay(at: now)
        guard isNewDay || !overdue.isEmpty else { return [] }
        var heads = overdue
        if isNewDay {
            forgottenBefore = oldest
            // A head has the posts of all that were merged into it, so it is the one that was seen last.
            heads = Set(alerts.values.filter { $0.lastSeen < oldest }.map { resolve($0.id)?.id ?? $0.id })
        }
        heads = heads.filter { alerts[$0].map { $0.lastSeen < oldest } ?? false }
        guard !heads.isEmpty else {
            overdue = []
            return []
        }
        overdue = heads.intersection(waiting().compactMap { resolve($0)?.id })
        var gone: [Alert] = []
        var lists: Set<ToldKey> = []
        for head in heads.subtracting(overdue) {
            var open = [head]
            while let id = open.popLast() {
                open += mergedInto[id] ?? []
                if let alert = drop(id, &lists) { gone.append(alert) }
            }
        }
        forget(Set(gone.map(\.id)), in: lists)
        return gone
    }

    /// Has a day begun since `forget` last looked at all alerts? Until then only what waited can be forgotten.
    package func isNewDay(at now: Instant) -> Bool { forgottenBefore.map { $0 < Alert.remembered(at: now) } ?? true }

    /// Takes one alert out of every table but the notices, and names their lists. What was merged into it must go too.
    private mutating func drop(_ id: String, _ lists: inout Set<ToldKey>) -> Alert? {
        guard let alert = alerts.removeValue(forKey: id) else { return nil }
        past.insert(Self.mark(id))
        mergedInto[id] = nil
        books[alert.claim] = nil
        alertsOfClaim[alert.claim]?.remove(id)
        alertsOfStory[alert.story]?.remove(id)
        if alertsOfStory[alert.story]?.isEmpty ?? false { alertsOfStory[alert.story] = nil }
        lists.formUnion(noticeLists.removeValue(forKey: id) ?? [])
        return alert
    }

    /// Takes the notices of alerts out of their lists, each list once: a day's alerts share few of them.
    private mutating func forget(_ gone: Set<String>, in lists: Set<ToldKey>) {
        for key in lists {
            noticed[key]?.subtract(gone)
            let old = notices[key] ?? []
            let kept = old.filter { !gone.contains($0.alert) }
            for notice in old { noticePlaces[notice.id] = nil }
            for (place, notice) in kept.enumerated() { noticePlaces[notice.id] = place }
            notices[key] = kept.isEmpty ? nil : kept
            if kept.isEmpty { noticed[key] = nil }
        }
    }
}
