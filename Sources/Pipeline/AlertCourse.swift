import Model
import Storage

/// How it went with one alert, in time since it was opened: whose phones it reached, who took it, who answered it.
/// Drills and real alerts are measured alike.
package struct AlertCourse: Sendable, Hashable {
    package struct Reached: Sendable, Hashable {
        package var recipient: String
        package var channel: String
        package var after: TimeSpan
    }
    /// What somebody did about it.
    package struct Deed: Sendable, Hashable {
        package var by: String
        package var after: TimeSpan
    }
    /// In the order in which they were reached.
    package var reached: [Reached]
    package var claimed: Deed?
    package var answered: Deed?
    /// Somebody closed it: nobody needs to answer.
    package var isClosed: Bool

    init(of alert: Alert, in ledger: Ledger) throws(StorageError) {
        let channels = Dictionary(
            try ledger.deliveries(of: alert.id).map { ($0.digest.id, $0.digest.channel) }) { first, _ in first }
        reached = try ledger.told(of: alert.id).map {
            Reached(
                recipient: $0.recipient, channel: channels[$0.digest] ?? "", after: $0.accepted.since(alert.opened))
        }
        let events = try ledger.ackEvents(of: alert.id)
        func first(_ isWanted: (AckEvent.Kind) -> Bool) -> Deed? {
            events.first { isWanted($0.kind) }.map { Deed(by: $0.actor, after: $0.at.since(alert.opened)) }
        }
        claimed = first { if case .claimed = $0 { true } else { false } }
        answered = first { if case .responded = $0 { true } else { false } }
        isClosed = alert.state == .dismissed
    }

    /// To the first phone; nil: nobody was reached.
    package var firstPhone: TimeSpan? { reached.map(\.after).min() }
}
