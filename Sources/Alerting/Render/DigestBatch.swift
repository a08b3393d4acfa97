import Model

/// What became of the notices that were due.
package struct DigestBatch: Sendable {
    /// To be made durable before any connection opens; sorted by recipient.
    package var digests: [Digest] = []
    /// Notices with a later `notBefore`: quiet hours at the moment of sending, a silence, a daily cap, or folded into
    /// "+n more".
    package var postponed: [Notice] = []
    /// Notices with a sooner `notBefore`, since what held them back is over, or a message goes out that takes them
    /// along; the digests may carry them.
    package var released: [Notice] = []
    /// Notices that are not told any more, with the reason.
    package var withdrawn: [Withdrawal] = []
    /// Notices that stay due because no channel of the recipient can be used, with the reason.
    package var unreachable: [Withdrawal] = []
    /// New notices to people who are told instead of those; to be made durable with the digests.
    package var standIns: [Notice] = []
    /// Alerts that the digests tell for the first time, in the state `notified`.
    package var notified: [Alert] = []

    package init() {}

    package struct Withdrawal: Sendable, Hashable {
        package var notice: String
        /// What it would have told of.
        package var alert: String
        package var recipient: String
        package var why: String
        /// A message that did not arrive had it: it is part of the record.
        package var wasCarried: Bool

        init(_ notice: Notice, why: String) {
            self.notice = notice.id
            alert = notice.alert
            recipient = notice.recipient
            self.why = why
            wasCarried = notice.carried > 0
        }
    }
}
