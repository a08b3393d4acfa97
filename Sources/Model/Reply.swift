/// One message that a person sent back over a channel.
package struct Reply: Sendable, Hashable {
    /// The channel's id in jibu.yaml.
    package var channel: String
    /// The platform's own id, unique in the channel: what makes taking it twice harmless.
    package var id: String
    /// When it was sent, by the platform's clock.
    package var at: Instant
    /// As in `Recipient.Address.address`: a chat id, a mail address.
    package var address: String
    /// The channel itself vouches for `address`. Telegram does for a person, not for a group; mail only with a valid
    /// code in the address that was answered.
    package var isAuthentic: Bool
    /// The reader's own words, without what they quote; at most 4,000 bytes. Of somebody who is not on the roster, all.
    package var text: String
    /// Id of the digest that it answers, when the channel says so.
    package var repliesTo: String?

    /// The most bytes of `text`.
    package static let mostBytes = 4000

    package init(
        channel: String, id: String, at: Instant, address: String, isAuthentic: Bool, text: String,
        repliesTo: String? = nil
    ) {
        self.channel = channel
        self.id = id
        self.at = at
        self.address = address
        self.isAuthentic = isAuthentic
        self.text = text
        self.repliesTo = repliesTo
    }
}

/// What a reply is known by: taking it twice must be harmless.
package struct ReplyName: Sendable, Hashable {
    package var channel: String
    /// Unique in the channel.
    package var id: String

    package init(channel: String, id: String) {
        self.channel = channel
        self.id = id
    }
}

extension Reply {
    package var name: ReplyName { ReplyName(channel: channel, id: id) }
}

/// Pulls replies from one channel: there is no server that could be called.
package protocol ReplyReader: Sendable {
    /// The channel's id in jibu.yaml.
    var channel: String { get }

    /// What came since `cursor`; nil at the first time. The platform is told that everything up to `cursor` is taken,
    /// and nothing beyond: so pass only a cursor that the ledger has committed.
    ///
    /// Never throws: what went wrong is `trouble`, and then the cursor is the last message that was taken, or left out.
    func poll(after cursor: String?) async -> ReplyPoll
}

/// What one poll gave.
package struct ReplyPoll: Sendable, Hashable {
    /// In the order in which they came. A reply may come again in a later poll, under the same id.
    package var replies: [Reply]
    /// To be committed in one transaction with what the replies led to.
    package var cursor: String?
    /// One sentence for the operator; what came before it is still in `replies`.
    package var trouble: String?
    /// Messages of people who are not on the roster, newest last.
    package var others: [Reply]
    /// More is waiting: poll again once the cursor is committed.
    package var isMore: Bool
    /// Digests that came back undelivered, with what the far end said: id to reason.
    package var bounced: [String: String]
    /// Digests that are late, and that a server still tries to deliver: id to reason.
    package var delayed: [String: String]

    package init(
        replies: [Reply] = [], cursor: String? = nil, trouble: String? = nil, others: [Reply] = [],
        isMore: Bool = false, bounced: [String: String] = [:], delayed: [String: String] = [:]
    ) {
        self.replies = replies
        self.cursor = cursor
        self.trouble = trouble
        self.others = others
        self.isMore = isMore
        self.bounced = bounced
        self.delayed = delayed
    }
}
