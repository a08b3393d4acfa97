import Alerting
import Model
import Storage

/// Signs of life, and what they and daily caps are counted by.
extension Run {
    /// Puts a message into the outbox for everybody who heard nothing for a week, when the office wants that.
    ///
    /// It takes a whole week of watching: before that there is nothing to say.
    func heartbeats() throws(PipelineError) -> [Digest] {
        let alerter = desk.flow.alerter
        guard alerter.rules.office.hasHeartbeat,
            let since = try storage({ () throws(StorageError) in try edges.ledger.watchedSince() }),
            since < now.advanced(by: .days(-7))
        else { return [] }
        let last = try sent(since: now.advanced(by: .days(-15))).compactMapValues { $0.max() }
        let made = try storage { () throws(StorageError) in
            try edges.ledger.digestIDs(since: now.advanced(by: .days(-2)))
        }
        let digests = alerter.heartbeats(
            try sourceCount(), try runTimes(), lastSent: last, in: try circumstances(), now: now
        ).filter { !made.contains($0.id) }
        guard !digests.isEmpty else { return [] }
        try storage { () throws(StorageError) in try edges.ledger.commit(digests) }
        return digests
    }

    /// Recipient id to the instants of the messages since an instant that told of alerts.
    func sent(since start: Instant) throws(PipelineError) -> [String: [Instant]] {
        let sent = try storage { () throws(StorageError) in try edges.ledger.sentDigests(since: start) }
        return Dictionary(grouping: sent.filter(\.tellsOfAlerts), by: \.recipient).mapValues { $0.map(\.created) }
    }

    /// The runs of more than a week, and this one, which the ledger does not know yet.
    private func runTimes() throws(PipelineError) -> RunTimes {
        let (ledger, since) = (edges.ledger, now.advanced(by: .days(-8)))
        let runs = try storage { () throws(StorageError) in try ledger.runStarts(since: since) }
        return RunTimes(runs.filter { $0 < now } + [now], longest: max(longestPause, .hours(1)))
    }

    /// How many of the sources that are on answered when they were asked last.
    private func sourceCount() throws(PipelineError) -> SourceCount {
        let states = try storage { () throws(StorageError) in try edges.ledger.sources() }
        let enabled = edges.sources.filter(\.enabled)
        let read = enabled.count { states[$0.id]?.health.isAnswer ?? false }
        return SourceCount(read: read, failed: enabled.count - read)
    }
}
