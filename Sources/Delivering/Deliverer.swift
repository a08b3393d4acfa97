import Model

/// One channel that digests leave by.
///
/// A deliverer sends the bytes that it is handed and changes none of them. It never throws: every ending is an
/// `Outcome`, and when bytes went out without a final answer it says `unknown`, never `retry` (delivery.md 2.8).
package protocol Deliverer: Sendable {
    /// The channel's id in jibu.yaml; the same as `Digest.channel` of what it is handed.
    var channel: String { get }
    /// What Alerting must render for it.
    var format: ChannelFormat { get }
    var capabilities: Capabilities { get }

    /// One attempt for one recipient.
    func deliver(_ digest: Digest) async -> Outcome

    /// Asks the channel what became of a digest whose outcome is unknown; nil when the channel cannot tell.
    func reconcile(_ digest: Digest) async -> Outcome?
}

/// What a channel can do, as far as retries depend on it (delivery.md 2.9).
package struct Capabilities: Sendable, Hashable {
    /// Handing over the same digest twice shows it once.
    package var isIdempotent: Bool
    /// Smallest pause between two attempts; RFC 5321 4.5.4.1 asks mail for 30 minutes.
    package var smallestPause: TimeSpan
    /// What to do when reconciling gave no answer.
    package var whenUnknown: WhenUnknown

    package enum WhenUnknown: String, Sendable {
        /// Hand over the same bytes once more after the pause: the peer collapses repeats, or a repeat does little harm.
        case resend
        /// Never: the next channel, or a person, must do.
        case leave
    }

    package init(isIdempotent: Bool, smallestPause: TimeSpan, whenUnknown: WhenUnknown) {
        self.isIdempotent = isIdempotent
        self.smallestPause = smallestPause
        self.whenUnknown = whenUnknown
    }
}

extension Deliverer {
    package func reconcile(_ digest: Digest) async -> Outcome? { nil }
}
