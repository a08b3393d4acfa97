/// One thing that somebody said about an alert, or that the end of a lease made happen. Events are only ever added;
/// what stands is a fold over them (`AckStanding`), so taking one twice is harmless.
package struct AckEvent: Sendable, Hashable {
    /// Why nobody needs to answer (delivery.md 2.6).
    package enum Reason: String, Sendable, CaseIterable {
        case falsePositive = "false-positive"
        case notOurs = "not-ours"
        case alreadyAnswered = "already-answered"
        case noAmplify = "no-amplify"
    }

    package enum Kind: Sendable, Hashable {
        /// I see to it.
        case claimed(Lease)
        /// I do not see to it after all.
        case released
        /// The lease ended and nothing was said.
        case lapsed
        /// The answer stands at this address.
        case responded(url: String)
        case dismissed(Reason)
        /// Another alert turned out to be the same story; what stood of it stands of this one (`AckStanding.join`).
        case merged(from: String)
    }

    /// How long a claim keeps others from it.
    package struct Lease: Sendable, Hashable {
        package var until: Instant
        /// When the claimer is reminded.
        package var remindAt: Instant

        package init(until: Instant, remindAt: Instant) {
            self.until = until
            self.remindAt = remindAt
        }
    }

    package var alert: String
    /// The code that was used; empty when none was.
    package var code: String
    /// Recipient id; of a lapse, of the person whose lease ended; empty where nobody did anything.
    package var actor: String
    /// The channel it came over; see also `inbox` and `ofItself`.
    package var channel: String
    /// Unique in the channel.
    package var externalID: String
    package var at: Instant
    package var kind: Kind
    /// SHA-256 of what was written, as hex: the words themselves are not kept.
    package var rawHash: String

    package init(
        alert: String, code: String, actor: String, channel: String, externalID: String, at: Instant, kind: Kind,
        rawHash: String
    ) {
        self.alert = alert
        self.code = code
        self.actor = actor
        self.channel = channel
        self.externalID = externalID
        self.at = at
        self.kind = kind
        self.rawHash = rawHash
    }

    /// The channel of what follows without anybody's word: a lease ended, two alerts are one.
    package static let ofItself = "jibu"
    /// The channel of `jibu ack`.
    package static let inbox = "inbox"

    /// One reply may speak of several stories of a claim: an event for each.
    package func isOfSameReply(_ other: AckEvent) -> Bool {
        (actor, channel, externalID) == (other.actor, other.channel, other.externalID)
    }
}
