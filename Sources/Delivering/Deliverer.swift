import Model

/// One channel that digests leave by. docs/writing-a-channel.md shows how to add one.
///
/// ```
/// Deliverer, Capabilities      what a channel must do and say of itself
/// RetryLadder, Reconciling     when it is tried again, and what follows from an unknown ending
/// HTTPCall                     endings of an HTTP request that all channels over HTTP share
/// Mail/ Telegram/ Webhook/ SMS/ Programs/   the channels
/// ```
///
/// A deliverer sends the bytes that it is handed and changes none of them. It never throws: every ending is an
/// `Outcome`, and when bytes went out without a final answer it says `unknown`, never `retry` (delivery.md 2.8).
package protocol Deliverer: Sendable {
    /// The channel's id in jibu.yaml; the same as `Digest.channel` of what it is handed.
    var channel: String { get }
    /// What Alerting must render for it.
    var format: ChannelFormat { get }
    var capabilities: Capabilities { get }

    /// Until when the platform asked to send nothing where a digest goes; nil: it may go now. Asked before an attempt,
    /// which is not made then.
    func heldUntil(_ digest: Digest) async -> Instant?

    /// One attempt for one recipient.
    func deliver(_ digest: Digest) async -> Outcome

    /// Asks the channel what became of a digest whose outcome is unknown; nil when the channel cannot tell.
    func reconcile(_ digest: Digest) async -> Outcome?

    /// Looks whether the channel would work now, without sending anything to anybody.
    func doctor() async -> ChannelCheck
}

extension Deliverer {
    package func heldUntil(_ digest: Digest) async -> Instant? { nil }
    package func reconcile(_ digest: Digest) async -> Outcome? { nil }
    package func doctor() async -> ChannelCheck { .unchecked(why: "this channel can only be checked by sending") }
}

/// What a look at a channel found.
package enum ChannelCheck: Sendable, Hashable {
    /// It would take a message; `what` says who answered.
    case well(what: String)
    /// Nobody can be reached this way until the configuration is mended.
    case broken(why: String)
    /// It cannot be said now: no connection, or a server that is busy.
    case unclear(why: String)
    /// There is no way to look without sending.
    case unchecked(why: String)
}

/// What a channel can do (delivery.md 2.9).
package struct Capabilities: Sendable, Hashable {
    /// Handing over the same digest twice shows it once.
    package var isIdempotent: Bool
    /// Smallest pause between two attempts; RFC 5321 4.5.4.1 asks mail for 30 minutes.
    package var smallestPause: TimeSpan
    /// What to do when reconciling gave no answer.
    package var whenUnknown: WhenUnknown
    package var limits: Limits
    /// Later messages of a claim stand below its first one.
    package var canThread: Bool
    package var confirms: Confirmation

    package enum WhenUnknown: String, Sendable {
        /// Hand over the same bytes once more after the pause: the peer collapses repeats, or a repeat does little
        /// harm.
        case resend
        /// The same for what is critical; everything else waits for the next digest, which names it as still open.
        case resendIfCritical = "resend-if-critical"
        /// Never: the next channel, or a person, must do.
        case leave
    }

    /// How much fits.
    package struct Limits: Sendable, Hashable {
        package enum Unit: String, Sendable { case utf16, utf8, gsm7 }
        package var unit: Unit
        /// Units of one message.
        package var body: Int

        package init(_ unit: Unit, body: Int) {
            self.unit = unit
            self.body = body
        }
    }

    /// What an accepted digest means.
    package enum Confirmation: String, Sendable {
        /// Nothing that one could rely on.
        case none
        /// The peer took responsibility.
        case accept
        /// The peer says later whether it arrived.
        case delivery
    }

    package init(
        isIdempotent: Bool, smallestPause: TimeSpan, whenUnknown: WhenUnknown,
        limits: Limits = Limits(.utf8, body: 60_000), canThread: Bool = false,
        confirms: Confirmation = .accept
    ) {
        self.isIdempotent = isIdempotent
        self.smallestPause = smallestPause
        self.whenUnknown = whenUnknown
        self.limits = limits
        self.canThread = canThread
        self.confirms = confirms
    }
}
