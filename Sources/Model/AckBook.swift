/// Alerts as replies see them: by code, with what stands and who was told. Alerts that were merged into another are
/// that other one.
package struct AckBook: Sendable {
    /// One alert that stands for itself.
    package struct Entry: Sendable, Hashable {
        package var alert: String
        package var claim: String
        package var opened: Instant
        /// Its own code; nil before its first notice.
        package var code: String?
        package var standing: AckStanding
        /// Recipients whom a message about it reached, or may have reached. Notices that wait are none.
        package var told: Set<String>
        /// The digests by which people first heard of its claim.
        package var threads: [ClaimThread: String] = [:]

        package var isExercise: Bool { Exercise.claim(behind: claim) != nil }

        package init(
            alert: String, claim: String, opened: Instant, code: String?, standing: AckStanding = AckStanding(),
            told: Set<String> = []
        ) {
            self.alert = alert
            self.claim = claim
            self.opened = opened
            self.code = code
            self.standing = standing
            self.told = told
        }
    }

    private var entries: [String: Entry] = [:]
    /// Alert id to entry; codes of merged alerts lead to the alert that took their posts.
    private var byCode: [String: String] = [:]
    private var ofClaim: [String: [String]] = [:]
    /// Alert that was merged, to the entry that took its posts.
    private var merged: [String: String] = [:]

    /// - Parameters:
    ///   - codes: every code that is in use, to the id of an entry.
    ///   - merged: ids of alerts that were merged, to the id of an entry.
    package init(_ entries: [Entry] = [], codes: [String: String] = [:], merged: [String: String] = [:]) {
        self.merged = merged
        self.entries = Dictionary(entries.map { ($0.alert, $0) }) { first, _ in first }
        byCode = codes
        for entry in entries {
            ofClaim[entry.claim, default: []].append(entry.alert)
            if let code = entry.code { byCode[code] = entry.alert }
        }
    }

    package subscript(alert: String) -> Entry? { entries[alert] }

    package func entry(ofCode code: String) -> Entry? { byCode[code].flatMap { entries[$0] } }

    /// What a demand names: a code, an id, or the id of an alert that was merged since.
    package func entry(of target: String) -> Entry? {
        entry(ofCode: target) ?? entries[target] ?? merged[target].flatMap { entries[$0] }
    }

    /// Alerts that nobody has finished with and that a person was told of, oldest first.
    package func open(to recipient: String, of claim: String? = nil) -> [Entry] {
        let ids = claim.map { ofClaim[$0] ?? [] } ?? Array(entries.keys)
        return inOrder(
            ids.compactMap { entries[$0] }.filter { $0.standing.isUnfinished && $0.told.contains(recipient) })
    }

    /// Alerts of a claim that one reply of a person answered or closed together, oldest first.
    package func finished(by end: AckEvent, of claim: String) -> [Entry] {
        let all = (ofClaim[claim] ?? []).compactMap { entries[$0] }
        return inOrder(all.filter { $0.standing.end.map(end.isOfSameReply) ?? false })
    }

    /// Alerts whose lease ended at or after an instant with nothing said by its holder since, oldest first.
    package func lapsed(since start: Instant) -> [Entry] {
        inOrder(entries.values.filter { $0.standing.lapse.map { $0.at >= start } ?? false })
    }

    /// Alerts that somebody has taken and not finished with, oldest first.
    package var claimed: [Entry] { inOrder(entries.values.filter(\.standing.isClaimed)) }

    /// Alerts that somebody has taken or answered, oldest first.
    package var taken: [Entry] {
        inOrder(
            entries.values.filter { entry in
                if case .responded = entry.standing.state { true } else { entry.standing.isClaimed }
            })
    }

    private func inOrder(_ entries: [Entry]) -> [Entry] {
        entries.sorted { ($0.opened, $0.alert) < ($1.opened, $1.alert) }
    }

    /// Goes on with an event; false when it changes nothing.
    @discardableResult
    package mutating func take(_ event: AckEvent) -> Bool { entries[event.alert]?.standing.take(event) ?? false }
}

extension AckStanding {
    /// May somebody still have to do something?
    package var isUnfinished: Bool {
        switch state {
        case .open, .claimed: true
        case .responded, .dismissed: false
        }
    }

    /// Has somebody taken it?
    package var isClaimed: Bool { if case .claimed = state { true } else { false } }
}
