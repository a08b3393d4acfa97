/// An hour in which a claim was told far more often, in one language, than at that time of day before (languages.md 7).
package struct Burst: Sendable, Hashable {
    package var language: String
    /// The start of the hour that raised the alarm.
    package var hour: Instant
    /// Posts in that hour.
    package var posts: Int
    /// The same with the copies of one story by one author counted once: what the alarm is decided by.
    package var tellings: Int
    package var authors: Int
    /// Tellings in the hours that the hour was compared with, together.
    package var earlier: Int
    /// How many hours it was compared with.
    package var hours: Int
    /// The last hour that was above the alarm's threshold, this one or a later one.
    package var lastLoud: Instant

    package init(
        language: String, hour: Instant, posts: Int, tellings: Int, authors: Int, earlier: Int, hours: Int,
        lastLoud: Instant
    ) {
        self.language = language
        self.hour = hour
        self.posts = posts
        self.tellings = tellings
        self.authors = authors
        self.earlier = earlier
        self.hours = hours
        self.lastLoud = lastLoud
    }

    /// How long after its last loud hour a burst raises the urgency of an alert.
    package static let span = TimeSpan.hours(24)

    /// Does it still count?
    package func isOn(at now: Instant) -> Bool { now < lastLoud.advanced(by: Self.span) }
}

extension Severity {
    /// One step up; `critical` stays.
    package var raised: Severity {
        switch self {
        case .low: .medium
        case .medium: .high
        case .high, .critical: .critical
        }
    }
}

extension Alert {
    /// The severity that an alert is routed, ordered and told by: one step up while a burst is on.
    package func urgency(at now: Instant) -> Severity {
        bursts.contains { $0.isOn(at: now) } ? severity.raised : severity
    }
}
