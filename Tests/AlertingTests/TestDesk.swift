import Model

@testable import Alerting

/// An office that works through time: posts in, digests out, every message accepted.
struct TestDesk {
    var alerter: Alerter
    var state = AlertingState()
    var queue: [Notice] = []
    var told: [Notice] = []
    var sent: [String: [Instant]] = [:]

    init(_ alerter: Alerter) { self.alerter = alerter }

    mutating func take(_ posts: MatchedPost..., at now: Instant) { take(posts, at: now) }

    mutating func take(_ posts: [MatchedPost], at now: Instant) {
        queue += alerter.advance(posts, state: &state, now: now).notices
    }

    mutating func send(at now: Instant, avoiding ends: DeadEnds = DeadEnds()) -> DigestBatch {
        let batch = alerter.digests(
            due: queue, state: state, alreadyTold: ToldNotices(told),
            in: Circumstances(deadEnds: ends, sent: sent), now: now)
        let moved = Dictionary((batch.released + batch.postponed).map { ($0.id, $0) }) { _, last in last }
        let carried = Set(batch.digests.flatMap(\.notices))
        let gone = Set(batch.withdrawn.map(\.notice))
        queue = (queue + batch.standIns).map { moved[$0.id] ?? $0 }
        told += queue.filter { carried.contains($0.id) }
        queue.removeAll { carried.contains($0.id) || gone.contains($0.id) }
        for digest in batch.digests { sent[digest.recipient, default: []].append(now) }
        state.note(batch)
        return batch
    }

    /// Sends in steps, as runs do, and gives the digests with their instants.
    mutating func run(from start: Instant, to end: Instant, every period: TimeSpan) -> [Digest] {
        var digests: [Digest] = []
        var now = start
        while now <= end {
            digests += send(at: now).digests
            now = now.advanced(by: period)
        }
        return digests
    }
}

extension Digest {
    /// The text with its lines joined, as a sentence was before it was broken.
    var unwrapped: String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
