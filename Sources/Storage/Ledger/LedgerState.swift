import Model

/// What Alerting goes on from: the recent past, as one value.
package struct LedgerState: Sendable, Hashable {
    /// Posts of the last 7 days with their stories, oldest first.
    package var members: [StoryMember] = []
    /// Alerts that were seen since `Alert.remembered(at:)`, or that a notice in `queued` names; with all that were
    /// merged into them, and those that they were merged into. Oldest first.
    package var alerts: [Alert] = []
    /// Notices that no digest carries yet, due or held back.
    package var queued: [Notice] = []
    /// All notices of `alerts`, sent or not, by time and id.
    package var notices: [Notice] = []
    /// Which of them reached their recipient.
    package var told: [Told] = []

    /// Claim id to the instant since which it is watched.
    package var watched: [String: Instant] = [:]

    package init() {}

    package static let memberSpan = TimeSpan.days(7)
}

/// A notice whose delivery was accepted.
package struct Told: Sendable, Hashable {
    package var notice: String
    package var alert: String
    package var recipient: String
    package var kind: Notice.Kind
    package var digest: String
    package var accepted: Instant
}
