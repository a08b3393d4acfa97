import GRDB

/// Every change of the ledger's tables, in order, by name. A name that was
/// released never changes its meaning; a new need is a new migration.
///
/// Times are milliseconds since 1970 (`Instant`); lists are JSON text.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 first tables") { database in
            try database.execute(sql: intake)
            try database.execute(sql: alerting)
            try database.execute(sql: delivering)
            try database.execute(sql: runs)
        }
        migrator.registerMigration("2 bursts") { try $0.execute(sql: bursts) }
        migrator.registerMigration("3 dead ends") { try $0.execute(sql: deadEnds) }
        migrator.registerMigration("4 what sources give and cost") { try $0.execute(sql: sourceHistory) }
        migrator.registerMigration("5 stories in order") { try $0.execute(sql: storiesInOrder) }
        migrator.registerMigration("6 acknowledgements") { try $0.execute(sql: acknowledgements) }
        migrator.registerMigration("7 approvals") { try $0.execute(sql: approvals) }
        migrator.registerMigration("8 replies") { try $0.execute(sql: replies) }
        migrator.registerMigration("9 what is remembered") { try $0.execute(sql: remembering) }
        migrator.registerMigration("11 digests by time") { try $0.execute(sql: digestsByTime) }
        migrator.registerMigration("12 tones and corrections") { try $0.execute(sql: tonesAndCorrections) }
        migrator.registerMigration("13 other ways and pauses") { try $0.execute(sql: otherWaysAndPauses) }
        migrator.registerMigration("14 undecided posts") { try $0.execute(sql: undecidedPosts) }
        migrator.registerMigration("15 addresses that answer again") { try $0.execute(sql: reopenedAddresses) }
        migrator.registerMigration("16 when approvals were taken") { try $0.execute(sql: approvalsTaken) }
        return migrator
    }

    /// What was read, from where, and how far.
    private static let intake = """
        CREATE TABLE segment (name TEXT PRIMARY KEY, covered INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE post (
            id TEXT PRIMARY KEY, version INTEGER NOT NULL, fingerprint TEXT NOT NULL, source TEXT NOT NULL,
            first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE source (
            id TEXT PRIMARY KEY, cursor TEXT, health TEXT NOT NULL, detail TEXT, throttled_until INTEGER,
            failures INTEGER NOT NULL, next_due INTEGER, last_attempt INTEGER, last_answer INTEGER,
            last_posts INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE gap (
            source TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (source, start)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE host_block (host TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// Stories, alerts and the notices that come of them.
    private static let alerting = """
        CREATE TABLE story_member (
            post TEXT PRIMARY KEY, story TEXT NOT NULL, seen INTEGER NOT NULL, signature BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX story_member_seen ON story_member (seen);
        CREATE TABLE alert (
            id TEXT PRIMARY KEY, claim TEXT NOT NULL, story TEXT NOT NULL, state TEXT NOT NULL,
            opened INTEGER NOT NULL, last_seen INTEGER NOT NULL, severity TEXT NOT NULL, topics TEXT NOT NULL,
            places TEXT NOT NULL, configuration TEXT NOT NULL, merged_into TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX alert_last_seen ON alert (last_seen);
        CREATE TABLE alert_post (
            alert TEXT NOT NULL REFERENCES alert ON DELETE CASCADE, position INTEGER NOT NULL,
            post TEXT NOT NULL, version INTEGER NOT NULL, source TEXT NOT NULL, platform TEXT NOT NULL,
            author_kind TEXT NOT NULL, author TEXT, url TEXT, published INTEGER, seen INTEGER NOT NULL,
            language TEXT NOT NULL, before TEXT NOT NULL, matched TEXT NOT NULL, after TEXT NOT NULL,
            hits TEXT NOT NULL,
            PRIMARY KEY (alert, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE notice (
            id TEXT PRIMARY KEY, alert TEXT NOT NULL REFERENCES alert, recipient TEXT NOT NULL, route TEXT NOT NULL,
            kind TEXT NOT NULL, created INTEGER NOT NULL, not_before INTEGER NOT NULL, held TEXT,
            digest TEXT REFERENCES digest
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX notice_alert ON notice (alert);
        CREATE INDEX notice_queued ON notice (not_before) WHERE digest IS NULL;
        CREATE INDEX notice_digest ON notice (digest);
        """

    /// The outbox and the record of what became of it.
    private static let delivering = """
        CREATE TABLE digest (
            id TEXT PRIMARY KEY, recipient TEXT NOT NULL, channel TEXT NOT NULL, address TEXT NOT NULL,
            created INTEGER NOT NULL, subject TEXT NOT NULL, bytes BLOB NOT NULL, text TEXT NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE digest_notice (
            digest TEXT NOT NULL REFERENCES digest, position INTEGER NOT NULL,
            notice TEXT NOT NULL REFERENCES notice,
            PRIMARY KEY (digest, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX digest_notice_notice ON digest_notice (notice);
        CREATE TABLE delivery (
            digest TEXT PRIMARY KEY REFERENCES digest, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            next_attempt INTEGER NOT NULL, lease_until INTEGER, detail TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_state ON delivery (state, next_attempt);
        CREATE TABLE attempt (
            digest TEXT NOT NULL REFERENCES digest, number INTEGER NOT NULL, begun INTEGER NOT NULL, ended INTEGER,
            outcome TEXT, detail TEXT,
            PRIMARY KEY (digest, number)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE told (
            notice TEXT PRIMARY KEY REFERENCES notice, digest TEXT NOT NULL REFERENCES digest,
            accepted INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    private static let runs = """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, started INTEGER NOT NULL, ended INTEGER NOT NULL,
            report TEXT NOT NULL
        ) STRICT;
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """
}
