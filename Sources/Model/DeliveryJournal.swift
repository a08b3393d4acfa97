/// What a deliverer must remember beyond one attempt: which messages of a digest are out, chats that moved, what was
/// spent. The ledger is the real one; each call is durable when it returns.
package protocol DeliveryJournal: Sendable {
    /// Parts of a digest that were begun, by number from 0.
    func parts(of digest: String) throws(DeliveryJournalFailure) -> [Int: DeliveryPart]

    /// Notes that a part goes out now: before its first byte.
    func begin(part: Int, of digest: String, at now: Instant) throws(DeliveryJournalFailure)

    /// Notes how a part ended: with the platform's own id, or, for nil, that it certainly did not go out.
    func end(part: Int, of digest: String, receipt: String?) throws(DeliveryJournalFailure)

    /// Notes that a part certainly did not go out, and gives back, in the same step, what was spent for it on the day
    /// on which it was begun. Nothing happens for a part that is not in doubt, so nothing is given back twice.
    func undo(part: Int, of digest: String, giving units: Int, channel: String) throws(DeliveryJournalFailure)

    /// Where an address leads now; itself when it has not moved.
    func address(_ address: String, channel: String) throws(DeliveryJournalFailure) -> String

    /// Notes that an address leads elsewhere from now on.
    func move(_ address: String, to new: String, channel: String, at now: Instant) throws(DeliveryJournalFailure)

    /// Addresses of a channel that are left alone at present, and until when.
    func held(channel: String, at now: Instant) throws(DeliveryJournalFailure) -> [String: Instant]

    /// Notes that the platform asked to leave an address alone until an instant.
    func hold(_ address: String, channel: String, until: Instant, at now: Instant) throws(DeliveryJournalFailure)

    /// What a channel has spent on a day, in its own units (segments of SMS).
    func spent(channel: String, day: CivilDate) throws(DeliveryJournalFailure) -> Int

    /// Adds to it. It is called before anything is sent: after a crash too much is counted, never too little.
    func spend(_ units: Int, channel: String, day: CivilDate) throws(DeliveryJournalFailure)

    /// The digest whose id begins so; nil when there is none, or more than one.
    func digest(beginning text: String) throws(DeliveryJournalFailure) -> String?

    /// The address that a digest goes to; nil when there is no such digest of the channel.
    func recipient(ofDigest id: String, channel: String) throws(DeliveryJournalFailure) -> String?

    /// The digest that a message with this receipt was a part of.
    func digest(ofReceipt receipt: String, channel: String) throws(DeliveryJournalFailure) -> String?
}

/// One message of a digest that was begun.
package enum DeliveryPart: Sendable, Hashable {
    /// Begun, and nobody knows how it ended.
    case inDoubt
    /// The platform took it.
    case accepted(receipt: String)
}

/// The journal could not be read or written: nothing may be sent then.
package struct DeliveryJournalFailure: Error, Sendable, Hashable {
    package var why: String
    package init(why: String) { self.why = why }
}
