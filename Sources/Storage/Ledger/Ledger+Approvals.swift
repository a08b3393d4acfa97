import GRDB
import Model

/// Approvals of texts, and the office's pages with its answers.
extension Ledger {
    /// What is known about answers. Empty in a ledger that an older Jibu wrote and that is only looked at.
    package func answerRecord() throws(StorageError) -> AnswerRecord {
        try read { database in
            guard try database.tableExists("approval") else { return AnswerRecord() }
            let approvals = try Row.fetchAll(database, sql: "SELECT * FROM approval ORDER BY at, id").map { row in
                Approval(
                    claim: try row.get("claim"), hash: try row.get("hash"), holdingHash: try row.get("holding_hash"),
                    coversAnswer: try row.get("covers_answer", as: Int.self) == 1, approver: try row.get("approver"),
                    channel: try row.get("channel"), externalID: try row.find("external_id"), at: try row.get("at"),
                    taken: try row.find("taken"))
            }
            let pages = try Row.fetchAll(database, sql: "SELECT * FROM publication").map { row in
                Publication(
                    claim: try row.get("claim"), url: try row.get("url"), recorded: try row.get("recorded"),
                    foundHash: try row.find("found_hash"), checked: try row.find("checked"),
                    soughtHash: try row.find("sought_hash"), tries: try row.find("tries") ?? 0,
                    next: try row.find("next_try"))
            }
            let leases = try Self.leases(database)
            return AnswerRecord(
                approvals: approvals, publications: Dictionary(pages.map { ($0.claim, $0) }) { first, _ in first },
                claimedBy: leases.mapValues(\.by), claimedUntil: leases.mapValues(\.until))
        }
    }

    /// Adds approvals; one that is known changes nothing. Returns those that are new.
    package func commit(approvals: [Approval]) throws(StorageError) -> [Approval] {
        try write { database in try approvals.filter { try Self.add($0, database) } }
    }

    /// False when it was there already.
    static func add(_ approval: Approval, _ database: Database) throws -> Bool {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO approval
                    (id, claim, hash, holding_hash, covers_answer, approver, channel, external_id, at, taken)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                approval.key, approval.claim, approval.hash, approval.holdingHash, approval.coversAnswer ? 1 : 0,
                approval.approver, approval.channel, approval.externalID, approval.at, approval.taken,
            ])
        return database.changesCount == 1
    }

    /// Writes where an answer stands, and whether it was found there; the last word about a claim holds.
    package func commit(publications: [Publication]) throws(StorageError) {
        try write { database in
            for page in publications {
                try database.execute(
                    sql: """
                        INSERT OR REPLACE INTO publication (
                            claim, url, recorded, found_hash, checked, sought_hash, tries, next_try)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        page.claim, page.url, page.recorded, page.foundHash, page.checked, page.soughtHash, page.tries,
                        page.next,
                    ])
            }
        }
    }
}

extension Approval {
    /// The same approval over the same way is the same row: a reply by its own id, a command by its instant.
    fileprivate var key: String {
        [claim, channel, approver, externalID ?? String(at.milliseconds)].joined(separator: "\n")
    }
}

extension Migrations {
    static let approvals = """
        CREATE TABLE approval (
            id TEXT PRIMARY KEY, claim TEXT NOT NULL, hash TEXT NOT NULL, holding_hash TEXT NOT NULL,
            covers_answer INTEGER NOT NULL, approver TEXT NOT NULL, channel TEXT NOT NULL, external_id TEXT,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX approval_claim ON approval (claim);
        CREATE TABLE publication (
            claim TEXT PRIMARY KEY, url TEXT NOT NULL, recorded INTEGER NOT NULL, found_hash TEXT, checked INTEGER
        ) STRICT, WITHOUT ROWID;
        """

    /// When a run heard of an approval; null, as of older ones: when it was given.
    static let approvalsTaken = "ALTER TABLE approval ADD COLUMN taken INTEGER;"
}
