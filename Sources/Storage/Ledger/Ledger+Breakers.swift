import GRDB
import Model

/// A channel that works for nobody until somebody mends its configuration (delivery.md 2.8). Its digests keep their
/// place in the outbox.
package struct BrokenChannel: Sendable, Hashable {
    package var channel: String
    package var since: Instant
    /// The last refusal's sentence.
    package var why: String
    /// What the channel's settings were: when they change, somebody has mended them.
    package var fingerprint: String
    /// Refusals in a row.
    package var refusals: Int
    /// When it is tried again although nothing changed: the far end may have been mended.
    package var nextTry: Instant
    /// When a person was told.
    package var told: Instant?

    package init(
        channel: String, since: Instant, why: String, fingerprint: String, refusals: Int, nextTry: Instant,
        told: Instant? = nil
    ) {
        self.channel = channel
        self.since = since
        self.why = why
        self.fingerprint = fingerprint
        self.refusals = refusals
        self.nextTry = nextTry
        self.told = told
    }
}

extension Ledger {
    /// Channels whose breaker is open, by id. None in a ledger that an older Jibu wrote and that is only looked at.
    package func brokenChannels() throws(StorageError) -> [BrokenChannel] {
        try read { database in
            guard try database.tableExists("broken_channel") else { return [] }
            return try Row.fetchAll(database, sql: "SELECT * FROM broken_channel ORDER BY channel").map { row in
                BrokenChannel(
                    channel: try row.get("channel"), since: try row.get("since"), why: try row.get("why"),
                    fingerprint: try row.get("fingerprint"), refusals: try row.get("refusals"),
                    nextTry: try row.get("next_try"), told: try row.find("told"))
            }
        }
    }

    /// Closes a channel's breaker: somebody has mended its settings. Its deliveries are due again; returns how many.
    package func mend(channel: String, at now: Instant) throws(StorageError) -> Int {
        try write { database in
            try database.execute(sql: "DELETE FROM broken_channel WHERE channel = ?", arguments: [channel])
            return try self.resumeDeliveries(of: channel, at: now, database)
        }
    }

    /// Makes the deliveries of a channel due again; returns how many. The breaker stays as it is.
    package func resumeDeliveries(channel: String, at now: Instant) throws(StorageError) -> Int {
        try write { try self.resumeDeliveries(of: channel, at: now, $0) }
    }

    private func resumeDeliveries(of channel: String, at now: Instant, _ database: Database) throws -> Int {
        try database.execute(
            sql: """
                UPDATE delivery SET state = 'retry', next_attempt = ? WHERE state = 'configuration-dead'
                AND digest IN (SELECT id FROM digest WHERE channel = ?)
                """, arguments: [now, channel])
        return database.changesCount
    }

    /// The channel has shown that it works.
    func mend(channelOf digest: String, at now: Instant, _ database: Database) throws {
        guard
            let channel = try String.fetchOne(
                database,
                sql: """
                    SELECT channel FROM broken_channel
                    WHERE channel = (SELECT channel FROM digest WHERE id = ?)
                    """, arguments: [digest])
        else { return }
        try database.execute(sql: "DELETE FROM broken_channel WHERE channel = ?", arguments: [channel])
        _ = try resumeDeliveries(of: channel, at: now, database)
    }

    static func save(_ broken: BrokenChannel, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO broken_channel (channel, since, why, fingerprint, refusals, next_try, told)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                broken.channel, broken.since, broken.why, broken.fingerprint, broken.refusals, broken.nextTry,
                broken.told,
            ])
    }
}

extension Migrations {
    static let deadEnds = """
        ALTER TABLE notice ADD COLUMN instead_of TEXT;
        ALTER TABLE delivery ADD COLUMN settled INTEGER;
        ALTER TABLE delivery ADD COLUMN word INTEGER;
        CREATE INDEX digest_recipient ON digest (recipient, created);
        CREATE TABLE broken_channel (
            channel TEXT PRIMARY KEY, since INTEGER NOT NULL, why TEXT NOT NULL, fingerprint TEXT NOT NULL,
            refusals INTEGER NOT NULL, next_try INTEGER NOT NULL, told INTEGER
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE gap ADD COLUMN detail TEXT;
        ALTER TABLE gap ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE gap ADD COLUMN seen_back_to INTEGER;
        """
}
