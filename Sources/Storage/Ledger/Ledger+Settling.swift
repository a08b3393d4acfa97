import GRDB
import Model

/// What follows from deliveries that ended without reaching anybody: one transaction.
package struct Settlement: Sendable, Hashable {
    /// Certainly never delivered, and not tried any more: digest id to the reason.
    package var cancelled: [String: String] = [:]
    /// Digests whose notices go into new digests.
    package var freed: [String] = []
    /// Digests of which nothing more follows, freed or not.
    package var settled: [String] = []
    /// Words of some of them that carry no notices, for another channel.
    package var again: [Digest] = []

    package init() {}

    package var isEmpty: Bool { cancelled.isEmpty && freed.isEmpty && settled.isEmpty && again.isEmpty }
}

/// A message to the people who keep Jibu running, and what it tells of.
package struct Words: Sendable, Hashable {
    /// Into the outbox like every digest; they carry no notices.
    package var digests: [Digest]
    /// Dead deliveries that they tell of.
    package var deliveries: [String]
    /// Broken channels that they tell of.
    package var channels: [String]

    package init(digests: [Digest], deliveries: [String], channels: [String]) {
        self.digests = digests
        self.deliveries = deliveries
        self.channels = channels
    }
}

extension Ledger {
    /// Deliveries that ended without reaching anybody and from which nothing has followed yet, oldest first.
    package func unsettled() throws(StorageError) -> [Delivery] {
        try read { try Self.deliveries($0, where: "\(Self.isDead) AND delivery.settled IS NULL", []) }
    }

    /// Dead deliveries of which no person has been told yet, oldest first. A word that ran out of time is none: another
    /// one would follow about that one. What told of an alert is, and what corrected it.
    package func untold() throws(StorageError) -> [Delivery] {
        try read { database in
            try Self.deliveries(
                database,
                where: """
                    \(Self.isDead) AND delivery.word IS NULL AND (delivery.state = 'recipient-dead'
                    OR EXISTS (SELECT 1 FROM digest_notice WHERE digest_notice.digest = digest.id)
                    OR EXISTS (SELECT 1 FROM correction WHERE correction.digest = digest.id))
                    """, [])
        }
    }

    /// Those of some digests that correct earlier ones.
    package func corrections(among digests: [String]) throws(StorageError) -> Set<String> {
        try read { database in
            let query = try database.cachedStatement(sql: "SELECT 1 FROM correction WHERE digest = ?")
            return Set(try digests.filter { try Int.fetchOne(query, arguments: [$0]) != nil })
        }
    }

    private static let isDead = "delivery.state IN ('recipient-dead', 'expired', 'cancelled')"

    /// Commits all of it or nothing.
    package func commit(_ settlement: Settlement, at now: Instant) throws(StorageError) {
        try write { database in
            for (digest, why) in settlement.cancelled.sorted(by: { $0.key < $1.key }) {
                let state = try self.state(of: digest, database)
                guard [.pending, .retry, .configurationDead].contains(state) else {
                    throw StorageError.wrongState(digest: digest, state: state.rawValue, asked: "cancel a delivery")
                }
                // Its own death is no news: what broke the channel is told.
                try database.execute(
                    sql: "UPDATE delivery SET state = 'cancelled', detail = ?, word = ? WHERE digest = ?",
                    arguments: [why, now, digest])
            }
            for digest in settlement.freed { try self.requeueNotices(of: digest, database) }
            for digest in settlement.settled {
                try database.execute(
                    sql: "UPDATE delivery SET settled = ? WHERE digest = ?", arguments: [now, digest])
            }
            for digest in settlement.again { try self.save(digest, database) }
        }
    }

    /// Puts words into the outbox and notes what they tell of. All or nothing.
    package func commit(_ words: Words, at now: Instant) throws(StorageError) {
        try write { database in
            for digest in words.digests { try self.save(digest, database) }
            for digest in words.deliveries {
                try database.execute(sql: "UPDATE delivery SET word = ? WHERE digest = ?", arguments: [now, digest])
            }
            for channel in words.channels {
                try database.execute(
                    sql: "UPDATE broken_channel SET told = ? WHERE channel = ?", arguments: [now, channel])
            }
        }
    }

    /// Ways that did not lead to their recipient since an instant, and have not worked again after that.
    ///
    /// An address that refused is tried anew once that is longer ago, since mailboxes are mended without telling us, or
    /// once somebody wrote from it: a chat opens with a `/start`. One that refused a text is closed for what that text
    /// told, and for nothing else.
    package func deadEnds(since: Instant) throws(StorageError) -> DeadEnds {
        let broken = try brokenChannels()
        return try read { database in
            var ends = DeadEnds(brokenChannels: Set(broken.map(\.channel)))
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT digest.id, digest.recipient, digest.channel, digest.address, delivery.state,
                        \(Self.isOfText) AS of_text
                    FROM delivery JOIN digest ON digest.id = delivery.digest
                    WHERE delivery.state IN ('recipient-dead', 'expired') AND digest.created >= ?
                    AND NOT (delivery.state = 'recipient-dead' AND NOT \(Self.isOfText)
                        AND \(try Self.isReopened(database)))
                    AND (\(Self.isOfText) OR NOT EXISTS (
                        SELECT 1 FROM digest AS later JOIN delivery AS good ON good.digest = later.id
                        WHERE later.recipient = digest.recipient AND later.created > digest.created
                        AND later.channel = digest.channel AND later.address = digest.address
                        AND good.state = 'accepted'))
                    """, arguments: [since])
            for row in rows {
                let recipient = try row.get("recipient", as: String.self)
                let address = Recipient.Address(channel: try row.get("channel"), address: try row.get("address"))
                if try row.get("of_text", as: Bool.self) {
                    let notices = try String.fetchAll(
                        database, sql: "SELECT notice FROM digest_notice WHERE digest = ?",
                        arguments: [try row.get("id", as: String.self)])
                    for notice in notices { ends.refusedTexts[notice, default: []].insert(address) }
                } else if try row.word("state", as: Delivery.State.self) == .recipientDead {
                    ends.refused[recipient, default: []].insert(address)
                } else {
                    ends.slow[recipient, default: []].insert(address)
                }
            }
            return ends
        }
    }

    /// It was the text that was refused, and something was told in it. A word that is refused closes the address: else a
    /// word about it would follow, and another one about that.
    private static let isOfText = """
        (delivery.state = 'recipient-dead'
        AND (SELECT outcome FROM attempt WHERE attempt.digest = digest.id ORDER BY number DESC LIMIT 1)
            IS 'digest-refused'
        AND EXISTS (SELECT 1 FROM digest_notice WHERE digest_notice.digest = digest.id))
        """
}
