import GRDB
import Model

/// What pollers of replies must remember, and which replies were taken (delivery.md 2.8). A reply's effect, its id and
/// the cursor belong into one transaction; so these steps take the database of that transaction.
extension Ledger {
    /// Where a channel's poller goes on; nil before its first poll.
    package func replyCursor(channel: String) throws(StorageError) -> String? {
        try read { database in
            guard try database.tableExists("reply_cursor") else { return nil }
            return try String.fetchOne(
                database, sql: "SELECT cursor FROM reply_cursor WHERE channel = ?", arguments: [channel])
        }
    }

    /// Notes a reply; false when it was taken before, and then nothing may follow from it again.
    static func take(_ reply: ReplyName, at now: Instant, _ database: Database) throws -> Bool {
        try database.execute(
            sql: "INSERT INTO inbound (channel, id, taken) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            arguments: [reply.channel, reply.id, now])
        return database.changesCount == 1
    }

    /// Notes that a digest came back although a server had taken it, or may have: its recipient was not told after all, and
    /// it is settled like every dead delivery. False when it was not out, or came back before.
    static func bounce(_ digest: String, why: String, _ database: Database) throws -> Bool {
        try database.execute(
            sql: """
                UPDATE delivery SET state = 'recipient-dead', detail = ?, settled = NULL, word = NULL
                WHERE digest = ? AND (state = 'accepted' OR (state IN ('unknown', 'expired') AND attempts > 0))
                """, arguments: ["it came back: \(why)", digest])
        guard database.changesCount == 1 else { return false }
        try database.execute(sql: "DELETE FROM told WHERE digest = ?", arguments: [digest])
        return true
    }

    /// Notes that somebody wrote from an address which had refused: a chat that was opened again says so by nothing
    /// else.
    static func reopen(_ address: Recipient.Address, heardAt at: Instant, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO reopened_address (channel, address, heard)
                SELECT ?1, ?2, ?3 WHERE EXISTS (
                    SELECT 1 FROM digest JOIN delivery ON delivery.digest = digest.id
                    WHERE digest.channel = ?1 AND digest.address = ?2 AND delivery.state = 'recipient-dead')
                """, arguments: [address.channel, address.address, at])
    }

    /// True of a refusal before somebody wrote from its address. None in a ledger that an older Jibu wrote and that is
    /// only looked at.
    static func isReopened(_ database: Database) throws -> String {
        guard try database.tableExists("reopened_address") else { return "0" }
        return """
            EXISTS (
                SELECT 1 FROM reopened_address AS again
                WHERE again.channel = digest.channel AND again.address = digest.address
                AND again.heard > (SELECT max(begun) FROM attempt WHERE attempt.digest = digest.id))
            """
    }

    /// Notes where a channel's poller goes on.
    static func saveReplyCursor(_ cursor: String?, channel: String, at now: Instant, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO reply_cursor (channel, cursor, asked) VALUES (?, ?, ?)",
            arguments: [channel, cursor, now])
    }
}

extension Migrations {
    static let replies = """
        CREATE TABLE reply_cursor (channel TEXT PRIMARY KEY, cursor TEXT, asked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE inbound (
            channel TEXT NOT NULL, id TEXT NOT NULL, taken INTEGER NOT NULL, PRIMARY KEY (channel, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX inbound_taken ON inbound (taken);
        CREATE TABLE delivery_part (
            digest TEXT NOT NULL REFERENCES digest, part INTEGER NOT NULL, begun INTEGER NOT NULL, receipt TEXT,
            PRIMARY KEY (digest, part)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_part_receipt ON delivery_part (receipt) WHERE receipt IS NOT NULL;
        CREATE TABLE moved_address (
            channel TEXT NOT NULL, address TEXT NOT NULL, leads_to TEXT NOT NULL, moved INTEGER NOT NULL,
            PRIMARY KEY (channel, address)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE spent (
            channel TEXT NOT NULL, day TEXT NOT NULL, units INTEGER NOT NULL, PRIMARY KEY (channel, day)
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE digest ADD COLUMN severity TEXT;
        """

    static let reopenedAddresses = """
        CREATE TABLE reopened_address (
            channel TEXT NOT NULL, address TEXT NOT NULL, heard INTEGER NOT NULL, PRIMARY KEY (channel, address)
        ) STRICT, WITHOUT ROWID;
        """
}
