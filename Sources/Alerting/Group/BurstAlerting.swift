import Model

/// An hour of one claim in one language that posts were counted for.
struct CountedHour: Hashable {
    var claim: String
    var language: String
    var hour: Int64
}

/// Loud hours raise the urgency of alerts.
extension Alerter {
    /// Hours longer ago than this raise no alarm: they are the past, read late.
    private static let freshness = TimeSpan.hours(24)

    /// Judges the hours that new posts were counted for, and writes bursts into the alerts that they belong to.
    ///
    /// - Returns: alerts with a new alarm: these interrupt.
    func raiseBursts(_ touched: inout TouchedAlerts, state: inout AlertingState, now: Instant) -> Set<String> {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -Self.freshness.milliseconds)).hour
        let hours = touched.hours.filter { $0.hour >= oldest }
            .sorted { ($0.hour, $0.claim, $0.language) < ($1.hour, $1.claim, $1.language) }
        var raised: Set<String> = []
        for counted in hours {
            guard let book = state.book(of: counted.claim) else { continue }
            let history = book.history(in: counted.language)
            let cell = history.cell(counted.hour)
            let since = state.watched[counted.claim] ?? now
            let (earlier, compared) = history.baseline(of: counted.hour, since: since.hour)
            guard
                BurstRule.isLoud(
                    tellings: cell.tellings, authors: cell.authors.count, earlier: earlier, hours: compared)
            else { continue }
            let hour = Instant(hour: counted.hour)
            let last = book.lastBurst(in: counted.language)
            var burst = Burst(
                language: counted.language, hour: hour, posts: cell.posts, tellings: cell.tellings,
                authors: cell.authors.count, earlier: earlier, hours: compared, lastLoud: hour)
            let isAlarm = last.map { burst.alarms(after: $0) } ?? true
            if !isAlarm, let last {
                burst = last
                burst.lastLoud = max(last.lastLoud, hour)
            }
            let holding = cell.alerts.compactMap { state.alerts[$0] }
            for alert in holding.sorted(by: { ($0.opened, $0.id) < ($1.opened, $1.id) }) {
                state.set(burst, of: alert.id)
                touched.note(alert.id)
                if isAlarm { raised.insert(alert.id) }
            }
        }
        return raised
    }

    /// Notes since when each claim is watched: what was never looked for is no evidence of silence.
    func noteWatched(_ state: inout AlertingState, now: Instant) -> [String: Instant] {
        guard state.watchedConfiguration != rules.configurationHash else { return [:] }
        state.watchedConfiguration = rules.configurationHash
        let new = rules.claims.keys.filter { state.watched[$0] == nil }
        for claim in new { state.watched[claim] = now }
        return Dictionary(uniqueKeysWithValues: new.map { ($0, now) })
    }
}

extension Burst {
    /// Is this hour news after the alarm before?
    func alarms(after last: Burst) -> Bool {
        tellings >= last.tellings * 2 || hour.hour - last.lastLoud.hour > BurstRule.quietHours
    }

    /// The bursts of two alerts that become one: the later one of each language.
    static func merged(_ left: [Burst], _ right: [Burst]) -> [Burst] {
        var latest: [String: Burst] = [:]
        for burst in left + right {
            if let known = latest[burst.language], known.lastLoud >= burst.lastLoud { continue }
            latest[burst.language] = burst
        }
        return latest.values.sorted { $0.language < $1.language }
    }

    /// The burst in plain English, for analysts.
    package var words: String {
        let end = Instant(hour: hour.hour + 1)
        let usual = hours == 0
            ? "the claim is watched for the first day, so there is nothing to compare with"
            : "\(earlier) in the \(hours) hours around that time of day on the days before"
        let found = "\(Count.of(posts, "post")) by \(Count.of(authors, "author")) (\(language))"
        return "\(found) from \(hour) to \(end); \(usual)"
    }
}
