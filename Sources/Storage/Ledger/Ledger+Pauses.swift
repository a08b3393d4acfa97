import GRDB
import Model

extension Migrations {
    /// Words of which one over one channel is enough, pages that are looked for less and less often, and addresses
    /// that a platform asked to leave alone.
    static let otherWaysAndPauses = """
        ALTER TABLE digest ADD COLUMN same_as TEXT;
        CREATE INDEX digest_same_as ON digest (same_as) WHERE same_as IS NOT NULL;
        ALTER TABLE publication ADD COLUMN sought_hash TEXT;
        ALTER TABLE publication ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE publication ADD COLUMN next_try INTEGER;
        CREATE TABLE held_address (
            channel TEXT NOT NULL, address TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (channel, address)
        ) STRICT, WITHOUT ROWID;
        """
}

/// Addresses that a platform asked to leave alone, across runs.
extension Ledger {
    package func held(channel: String, at now: Instant) throws(DeliveryJournalFailure) -> [String: Instant] {
        try journal { () throws(StorageError) in
            try read { database in
                let rows = try Row.fetchAll(
                    database, sql: "SELECT address, until FROM held_address WHERE channel = ? AND until > ?",
                    arguments: [channel, now])
                return try Dictionary(
                    rows.map { row -> (String, Instant) in (try row.get("address"), try row.get("until")) }
                ) { first, _ in first }
            }
        }
    }

    package func hold(
        _ address: String, channel: String, until: Instant, at now: Instant
    ) throws(DeliveryJournalFailure) {
        try journal { () throws(StorageError) in
            try write { database in
                try database.execute(sql: "DELETE FROM held_address WHERE until <= ?", arguments: [now])
                try database.execute(
                    sql: "INSERT OR REPLACE INTO held_address (channel, address, until) VALUES (?, ?, ?)",
                    arguments: [channel, address, until])
            }
        }
    }
}
