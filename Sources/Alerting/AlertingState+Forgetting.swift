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
        let isNewDay = forgottenBefore.map { $0 < oldest } ?? true
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
        for head in heads.subtracting(overdue) {
            var open = [head]
            while let id = open.popLast() {
                open += mergedInto[id] ?? []
                if let alert = drop(id) { gone.append(alert) }
            }
        }
        return gone
    }

    /// Takes one alert out of every table. What was merged into it must go too.
    private mutating func drop(_ id: String) -> Alert? {
        guard let alert = alerts.removeValue(forKey: id) else { return nil }
        past.insert(Self.mark(id))
        mergedInto[id] = nil
        books[alert.claim] = nil
        alertsOfClaim[alert.claim]?.remove(id)
        alertsOfStory[alert.story]?.remove(id)
        if alertsOfStory[alert.story]?.isEmpty ?? false { alertsOfStory[alert.story] = nil }
        for key in noticeLists.removeValue(forKey: id) ?? [] {
            noticed[key]?.remove(id)
            let old = notices[key] ?? []
            let kept = old.filter { $0.alert != id }
            for notice in old { noticePlaces[notice.id] = nil }
            for (place, notice) in kept.enumerated() { noticePlaces[notice.id] = place }
            notices[key] = kept.isEmpty ? nil : kept
            if kept.isEmpty { noticed[key] = nil }
        }
        return alert
    }
}
