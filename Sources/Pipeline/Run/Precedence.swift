import Model
import Reading
import Storage

/// Who is asked first. It matters when there is more to fetch than the budget of a run allows: after an outage, or on a
/// poor line.
///
/// In words: first whoever was left out three times in a row, the longest wait first, so that nobody waits for ever,
/// and who was never read counts like the third time; then by the `weight` of jibu.yaml; then by the gravest alert of
/// the last 30 days that one of its posts belongs to; then one source of each host after the other, so that no host
/// keeps others waiting; then those whose last post is the newest; then in the order of the file.
struct Precedence {
    /// Left out so often in a row, a source goes before all others.
    static let patience = 3

    /// Source id to the gravest severity.
    private let gravity: [String: Severity]

    init(alerts: some Sequence<Alert>) {
        var gravity: [String: Severity] = [:]
        for alert in alerts where alert.state != .merged && alert.state != .dismissed {
            for source in Set(alert.posts.map(\.source)) {
                gravity[source] = max(gravity[source] ?? alert.severity, alert.severity)
            }
        }
        self.gravity = gravity
    }

    /// The positions of `sources` in the order in which they are asked.
    func order(_ sources: [ConfiguredSource], _ states: [String: SourceState]) -> [Int] {
        let ranks = sources.indices.map { rank(sources[$0], states[sources[$0].id], position: $0) }
        let byRank = ranks.sorted { $0.precedes($1) }
        // Within one class, the first source of each host goes before the second one of any.
        var turns: [Seat: Int] = [:]
        let seated = byRank.map { rank in
            let seat = Seat(standing: rank.standing, host: sources[rank.position].source.hosts.first ?? "")
            defer { turns[seat, default: 0] += 1 }
            return (rank: rank, turn: seat.host.isEmpty ? 0 : turns[seat, default: 0])
        }
        return seated.enumerated().sorted { one, other in
            (one.element.rank.standing, -one.element.turn, -one.offset)
                > (other.element.rank.standing, -other.element.turn, -other.offset)
        }.map(\.element.rank.position)
    }

    private func rank(_ source: ConfiguredSource, _ state: SourceState?, position: Int) -> Rank {
        let leftOut = state?.leftOut ?? 0
        let wasRead = state?.lastAttempt != nil
        let waiting = wasRead ? (leftOut >= Self.patience ? leftOut : 0) : max(leftOut, Self.patience)
        let severity = gravity[source.id].map { $0.rank + 1 } ?? 0
        return Rank(
            standing: Standing(waiting: waiting, weight: source.weight, gravity: severity),
            newest: state?.lastPost ?? Instant(milliseconds: .max), position: position)
    }

    /// What counts before everything else.
    private struct Standing: Hashable, Comparable {
        /// Runs that it was left out of, when these were too many; else 0.
        var waiting: Int
        var weight: Int
        var gravity: Int

        static func < (one: Standing, other: Standing) -> Bool {
            (one.waiting, one.weight, one.gravity) < (other.waiting, other.weight, other.gravity)
        }
    }

    private struct Rank {
        var standing: Standing
        /// A source that was never read counts as new.
        var newest: Instant
        var position: Int

        func precedes(_ other: Rank) -> Bool {
            if standing != other.standing { return standing > other.standing }
            return (newest, other.position) > (other.newest, position)
        }
    }

    private struct Seat: Hashable {
        var standing: Standing
        var host: String
    }
}
