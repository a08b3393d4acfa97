import GRDB
import Model

/// Transaction 2 whole: what is sent now, what is sent later, and what is not sent any more.
package struct OutboxBatch: Sendable, Hashable {
    package var digests: [Digest]
    /// Notices with a later `notBefore`, for the next digest.
    package var postponed: [Notice]
    /// Notices with a sooner `notBefore`; the digests may carry them.
    package var released: [Notice]
    /// Ids of notices that will never be told: a mandate ended, an alert was dismissed.
    package var withdrawn: [String]
    /// Notices to people who stand in for somebody who cannot be reached; the digests may carry them.
    package var standIns: [Notice]
    /// Which of the digests correct earlier ones.
    package var corrections: [CorrectionRow]

    package init(
        digests: [Digest], postponed: [Notice] = [], released: [Notice] = [], withdrawn: [String] = [],
        standIns: [Notice] = [], corrections: [CorrectionRow] = []
    ) {
        self.corrections = corrections
        self.standIns = standIns
        self.digests = digests
        self.postponed = postponed
        self.released = released
        self.withdrawn = withdrawn
    }
}

extension Ledger {
    /// TRANSACTION 2. All or nothing; see `commit(_:)` for digests alone.
    ///
    /// A withdrawn notice is removed: should the reason end, the next post of
    /// its alert makes it anew. One that a dead digest carried once goes back
    /// to that digest instead, since it is part of the record.
    package func commit(_ outbox: OutboxBatch) throws(StorageError) {
        try write { database in
            for notice in outbox.standIns { try Self.save(notice, database) }
            for notice in outbox.released { try Self.move(notice, database) }
            for digest in outbox.digests { try self.save(digest, database) }
            for correction in outbox.corrections { try Self.save(correction, database) }
            for notice in outbox.postponed { try Self.move(notice, database) }
            for id in outbox.withdrawn {
                try database.execute(
                    sql: """
                        UPDATE notice SET digest = (SELECT max(digest) FROM digest_notice WHERE notice = id)
                        WHERE id = ? AND digest IS NULL
                        """, arguments: [id])
                try database.execute(sql: "DELETE FROM notice WHERE id = ? AND digest IS NULL", arguments: [id])
            }
        }
    }

    /// Writes the time of a notice that is in no digest yet.
    private static func move(_ notice: Notice, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE notice SET not_before = ?, held = ?, interrupts = ? WHERE id = ? AND digest IS NULL",
            arguments: [notice.notBefore, notice.held, notice.interrupts, notice.id])
    }

    /// Gives the next run its number, durably: names of segments and reports
    /// follow the order of runs, whatever the clock says (trust.md R9).
    package func startRun(at now: Instant) throws(StorageError) -> Int {
        try write { database in
            let last = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'run'").flatMap {
                Int($0)
            }
            let (next, overflow) = (last ?? 0).addingReportingOverflow(1)
            guard !overflow else { throw StorageError.ledger(path: self.path, why: "there were too many runs") }
            try database.execute(
                sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('run', ?)", arguments: [String(next)])
            return next
        }
    }

    /// A copy of a ledger in memory, for a dry run: it sees everything and changes nothing. Empty when there is none.
    package static func inMemoryCopy(of path: String) throws(StorageError) -> Ledger {
        let copy = try Ledger.inMemory()
        do throws(StorageError) {
            try Ledger.open(path: path, readOnly: true).backUp(to: copy)
        } catch {
            guard case .noLedger = error else { throw error }
        }
        return copy
    }

    /// Version of the linked SQLite; nil when not even an empty ledger can be made.
    package static var libraryVersion: String? {
        try? Ledger.inMemory().read { try String.fetchOne($0, sql: "SELECT sqlite_version()") } ?? nil
    }
}
