import GRDB
import Model

/// What Jibu found at the address at which somebody said that an answer stands.
package struct AckProof: Sendable, Hashable {
    package var alert: String
    package var url: String
    /// When it was said.
    package var said: Instant
    /// When it was last looked at; nil: not yet.
    package var checked: Instant?
    /// HTTP status of the last look; nil: no answer.
    package var status: Int?
    /// SHA-256 of the page's bytes, as hex; nil: there was no page.
    package var hash: String?
    package var title: String?
    /// Why there is no page.
    package var why: String?
    package var tries: Int
    /// When to look again; nil: not any more.
    package var next: Instant?

    package init(
        alert: String, url: String, said: Instant, checked: Instant? = nil, status: Int? = nil, hash: String? = nil,
        title: String? = nil, why: String? = nil, tries: Int = 0, next: Instant?
    ) {
        self.alert = alert
        self.url = url
        self.said = said
        self.checked = checked
        self.status = status
        self.hash = hash
        self.title = title
        self.why = why
        self.tries = tries
        self.next = next
    }
}

extension Ledger {
    /// Proofs that are to be looked for by now, oldest first.
    package func dueProofs(at now: Instant) throws(StorageError) -> [AckProof] {
        try read {
            try Row.fetchAll(
                $0, sql: "SELECT * FROM ack_proof WHERE next_try <= ? ORDER BY said, alert", arguments: [now]
            ).map(AckProof.init(row:))
        }
    }

    /// The proof of an alert; nil when nobody said where an answer stands.
    package func proof(of alert: String) throws(StorageError) -> AckProof? {
        try read { database in
            guard try database.tableExists("ack_proof") else { return nil }
            return try Row.fetchOne(database, sql: "SELECT * FROM ack_proof WHERE alert = ?", arguments: [alert])
                .map(AckProof.init(row:))
        }
    }

    package func save(_ proof: AckProof) throws(StorageError) {
        try write {
            try $0.execute(
                sql: """
                    INSERT OR REPLACE INTO ack_proof (
                        alert, url, said, checked, status, hash, title, why, tries, next_try)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    proof.alert, proof.url, proof.said, proof.checked, proof.status, proof.hash, proof.title, proof.why,
                    proof.tries, proof.next,
                ])
        }
    }

    /// Notes that there is something to look for. What was found at the same address before stays; what was not is
    /// looked for at once when somebody says again that it is there.
    static func expectProof(of alert: String, url: String, at now: Instant, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO ack_proof (alert, url, said, tries, next_try) VALUES (?1, ?2, ?3, 0, ?3)
                ON CONFLICT (alert) DO UPDATE SET url = ?2, said = ?3, checked = NULL, status = NULL, hash = NULL,
                    title = NULL, why = NULL, tries = 0, next_try = ?3
                WHERE url != ?2 OR (hash IS NULL AND said < ?3)
                """, arguments: [alert, url, now])
    }
}

extension AckProof {
    init(row: Row) throws {
        self.init(
            alert: try row.get("alert"), url: try row.get("url"), said: try row.get("said"),
            checked: try row.find("checked"), status: try row.find("status"), hash: try row.find("hash"),
            title: try row.find("title"), why: try row.find("why"), tries: try row.get("tries"),
            next: try row.find("next_try"))
    }
}

extension Migrations {
    static let acknowledgements = """
        CREATE TABLE alert_code (alert TEXT PRIMARY KEY, code TEXT NOT NULL, given INTEGER NOT NULL)
            STRICT, WITHOUT ROWID;
        CREATE TABLE ack_event (
            number INTEGER PRIMARY KEY, alert TEXT NOT NULL, code TEXT NOT NULL, actor TEXT NOT NULL,
            channel TEXT NOT NULL, external_id TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT,
            until INTEGER, remind_at INTEGER, raw_hash TEXT NOT NULL, UNIQUE (channel, external_id, alert)
        ) STRICT;
        CREATE INDEX ack_event_alert ON ack_event (alert);
        CREATE TABLE ack_proof (
            alert TEXT PRIMARY KEY, url TEXT NOT NULL, said INTEGER NOT NULL, checked INTEGER, status INTEGER, hash TEXT,
            title TEXT, why TEXT, tries INTEGER NOT NULL, next_try INTEGER
        ) STRICT, WITHOUT ROWID;
        ALTER TABLE notice ADD COLUMN cancelled INTEGER;
        """
}
