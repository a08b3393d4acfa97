import Model

/// Notices that are in earlier digests, by their reader: a message looks at what one person was told, not at a month of
/// everybody's.
package struct ToldNotices: Sendable {
    private var byRecipient: [String: [Notice]] = [:]

    package init(_ notices: [Notice] = []) { add(notices) }

    package mutating func add(_ notices: [Notice]) {
        for notice in notices { byRecipient[notice.recipient, default: []].append(notice) }
    }

    /// Takes the notices of some alerts out, and gives them back.
    package mutating func remove(alerts: Set<String>) -> [Notice] {
        var gone: [Notice] = []
        for (recipient, notices) in byRecipient {
            let own = notices.filter { alerts.contains($0.alert) }
            guard !own.isEmpty else { continue }
            gone += own
            byRecipient[recipient] = notices.filter { !alerts.contains($0.alert) }
        }
        return gone
    }

    /// What one person was told, in the order it was added.
    package subscript(recipient: String) -> [Notice] { byRecipient[recipient] ?? [] }

    /// What was told of some alerts, the oldest first.
    package func about(_ alerts: Set<String>) -> [Notice] {
        byRecipient.values.flatMap { $0.filter { alerts.contains($0.alert) } }
            .sorted { ($0.created, $0.id) < ($1.created, $1.id) }
    }
}
