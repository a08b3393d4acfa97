import Model
import Storage
import Text

/// When a source is asked again: never too often, later after failures, and
/// not all at the same minute (docs/decisions/0006-polite-fetching.md).
package struct Schedule: Sendable {
    /// The shortest time between two polls of one source.
    package var minimum: TimeSpan
    /// The longest time between two polls of a source whose period follows its posts.
    package var maximum: TimeSpan
    /// How often the job runs.
    package var runEvery: TimeSpan

    package init(minimum: TimeSpan, maximum: TimeSpan = .hours(6), runEvery: TimeSpan) {
        self.minimum = minimum
        self.maximum = max(minimum, maximum)
        self.runEvery = runEvery
    }

    /// The period of a source that nothing is known of yet.
    static let usual = TimeSpan.hours(1)

    /// How often a source is asked: what jibu.yaml says, else twice for each of its posts, by the busier of the last
    /// three days and the last four weeks, and never less than `minimum` nor more than `maximum`.
    func period(of source: ConfiguredSource, _ state: SourceState?, now: Instant) -> TimeSpan {
        if let every = source.every { return every }
        guard let state, let rate = state.pace(now: now).recentRate else { return min(max(Self.usual, minimum), maximum) }
        let longest = Double(maximum.milliseconds)
        let half = rate > 0 ? min(longest, 43_200_000 / rate) : longest
        return max(minimum, TimeSpan(milliseconds: Int64(half)))
    }

    /// The next instant at which a source is due.
    ///
    /// - Parameters:
    ///   - failures: failures in a row, this one included; 0 after an answer.
    ///   - notBefore: what the source or the server asked for.
    package func nextDue(
        source: String, every: TimeSpan, health: SourceHealth, failures: Int, notBefore: Instant?, now: Instant
    ) -> Instant {
        var wait = max(every, minimum)
        if failures > 0 { wait = max(wait, Schedule.backOff(failures)) }
        let planned = now.advanced(by: jittered(wait, source: source, now: now))
        return max(planned, allowed(notBefore, now: now) ?? planned)
    }

    /// What the source or the server asked for, as far as it is honoured: a week.
    func allowed(_ notBefore: Instant?, now: Instant) -> Instant? {
        notBefore.map { min($0, now.advanced(by: .days(7))) }
    }

    /// 1 hour, doubling to 7 days.
    static func backOff(_ failures: Int) -> TimeSpan {
        .hours(min(168, Int64(1) << Int64(min(max(failures - 1, 0), 8))))
    }

    /// Up to a tenth earlier or later, from the source's id and the instant, so
    /// that a test repeats. Never earlier than the minimum.
    private func jittered(_ wait: TimeSpan, source: String, now: Instant) -> TimeSpan {
        let roll = Int64(StableHash.hash64("\(source) \(now.milliseconds)".utf8) % 201) - 100
        let shifted = wait.milliseconds + wait.milliseconds / 1000 * roll
        // A run that starts a minute early must still find the source due.
        let slack = min(runEvery.milliseconds / 4, wait.milliseconds / 10)
        return TimeSpan(milliseconds: max(shifted - slack, minimum.milliseconds))
    }
}

extension Configuration {
    /// When its sources are asked.
    var schedule: Schedule { Schedule(minimum: minimumInterval, maximum: maximumInterval, runEvery: runEvery) }
}
