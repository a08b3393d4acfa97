import Model

/// What a digest depends on beside alerts and notices: which ways to people are closed, what was not watched or not
/// read, and what was sent. A replay has the last only.
package struct Circumstances: Sendable {
    package var deadEnds: DeadEnds
    /// Gaps that may have cost posts, of sources that are watched.
    package var gaps: [Gap]
    /// Posts of the last days that hold pictures or sound and no text.
    package var unseen: [UnseenPosts]
    /// Names of platforms that no source watches, the most asked about first.
    package var unwatched: [String]
    /// Approvals, pages of the office, and who has taken what on.
    package var record: AnswerRecord
    /// Alert id to the code by which people name it in a reply.
    package var codes: [String: String]
    /// Channels whose replies are read.
    package var repliedOver: Set<String>
    /// Recipient id to the instants of the digests of the last two days that went to them, or are on their way.
    package var sent: [String: [Instant]]
    /// The digest by which somebody first heard of a claim: later mails about it stand below that one.
    package var threads: [ClaimThread: String]

    package init(
        deadEnds: DeadEnds = DeadEnds(), gaps: [Gap] = [], unseen: [UnseenPosts] = [], unwatched: [String] = [],
        record: AnswerRecord = AnswerRecord(), codes: [String: String] = [:], repliedOver: Set<String> = [],
        sent: [String: [Instant]] = [:], threads: [ClaimThread: String] = [:]
    ) {
        self.codes = codes
        self.repliedOver = repliedOver
        self.deadEnds = deadEnds
        self.gaps = gaps
        self.unseen = unseen
        self.unwatched = unwatched
        self.record = record
        self.sent = sent
        self.threads = threads
    }
}

/// Posts of one run that Jibu could not look at: they hold pictures or sound and no text.
package struct UnseenPosts: Sendable, Hashable {
    package var at: Instant
    package var count: Int

    package init(at: Instant, count: Int) {
        self.at = at
        self.count = count
    }
}
