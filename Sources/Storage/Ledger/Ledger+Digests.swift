import Foundation
import GRDB
import Model

/// Notices, and TRANSACTION 2: their digests, frozen in the outbox before any connection opens.
extension Ledger {
    /// Notices that no digest carries yet, by time, recipient and id.
    ///
    /// - Parameter dueAt: only those whose `notBefore` has come by then; nil: all of them.
    package func queuedNotices(dueAt now: Instant? = nil) throws(StorageError) -> [Notice] {
        try read { try Self.queued($0, dueAt: now) }
    }

    /// Notices that nobody took back: an alert that somebody sees to, or that is over, is not told (`Ledger+Ack`).
    static func standing(_ database: Database) throws -> String {
        // A ledger of an older Jibu that is only looked at has no such column.
        try database.columns(in: "notice").contains { $0.name == "cancelled" } ? "notice.cancelled IS NULL" : "1"
    }

    static func queued(_ database: Database, dueAt now: Instant?) throws -> [Notice] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT notice.*, (SELECT count(*) FROM digest_notice WHERE digest_notice.notice = notice.id) AS carried
                FROM notice WHERE digest IS NULL AND \(try standing(database)) AND not_before <= ?
                ORDER BY not_before, recipient, id
                """,
            arguments: [now ?? Instant(milliseconds: .max)]
        ).map(Notice.init(row:))
    }

    /// Notices that a digest carries at present, by id.
    package func notices(in digest: String) throws(StorageError) -> [Notice] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM notice WHERE digest = ? AND \(try Self.standing(database)) ORDER BY id",
                arguments: [digest]
            ).map(Notice.init(row:))
        }
    }

    /// Puts digests into the outbox, each due at once, and binds their notices to them.
    ///
    /// All or nothing. A digest whose id is there already is passed over: its
    /// bytes are frozen. Throws `ledger` when a notice is unknown or already
    /// bound to another digest, since it would be told twice.
    package func commit(_ digests: [Digest]) throws(StorageError) {
        try write { database in
            for digest in digests { try save(digest, database) }
        }
    }

    func save(_ digest: Digest, _ database: Database) throws {
        if let same = digest.sameAs, try Self.isSaid(same, besides: digest.id, database) { return }
        try database.execute(
            sql: """
                INSERT INTO digest (
                    id, recipient, channel, address, created, subject, bytes, text, expires, severity, same_as)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                """,
            arguments: [
                digest.id, digest.recipient, digest.channel, digest.address, digest.created, digest.subject,
                Data(digest.bytes), digest.text, digest.expires, digest.severity.rawValue, digest.sameAs,
            ])
        guard database.changesCount == 1 else { return }
        try database.execute(
            sql: "INSERT INTO delivery (digest, state, attempts, next_attempt) VALUES (?, 'pending', 0, ?)",
            arguments: [digest.id, digest.created])
        for (position, notice) in digest.notices.enumerated() {
            try database.execute(
                sql: "UPDATE notice SET digest = ? WHERE id = ? AND digest IS NULL", arguments: [digest.id, notice])
            guard database.changesCount == 1 else {
                throw StorageError.ledger(
                    path: path, why: "notice \(notice) is unknown or already in another digest than \(digest.id)")
            }
            try database.execute(
                sql: "INSERT INTO digest_notice (digest, position, notice) VALUES (?, ?, ?)",
                arguments: [digest.id, position, notice])
        }
    }

    /// Does another digest say the same, which has arrived, may have, or may do so yet?
    private static func isSaid(_ same: String, besides digest: String, _ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM digest JOIN delivery ON delivery.digest = digest.id
                WHERE digest.same_as = ? AND digest.id != ?
                AND (delivery.state NOT IN ('recipient-dead', 'expired', 'cancelled') OR EXISTS (
                    SELECT 1 FROM attempt WHERE attempt.digest = digest.id AND outcome = 'unknown')))
                """, arguments: [same, digest]) ?? false
    }

    /// Frees the notices of a digest that will never reach its recipient, so
    /// that they go into a new one over another channel.
    ///
    /// Only from `recipient-dead`, `expired` and `cancelled`; throws `wrongState` otherwise.
    package func requeueNotices(of digest: String) throws(StorageError) {
        try write { try self.requeueNotices(of: digest, $0) }
    }

    func requeueNotices(of digest: String, _ database: Database) throws {
        let state = try self.state(of: digest, database)
        guard [.recipientDead, .expired, .cancelled].contains(state) else {
            throw StorageError.wrongState(digest: digest, state: state.rawValue, asked: "free its notices")
        }
        try database.execute(sql: "UPDATE notice SET digest = NULL WHERE digest = ?", arguments: [digest])
    }
}

extension Notice {
    init(row: Row) throws {
        self.init(
            id: try row.get("id"), alert: try row.get("alert"), recipient: try row.get("recipient"),
            route: try row.get("route"), kind: try row.word("kind"), created: try row.get("created"),
            notBefore: try row.get("not_before"), held: try row.find("held"), insteadOf: try row.find("instead_of"),
            carried: try row.find("carried") ?? 0, interrupts: try row.find("interrupts") ?? true)
    }
}
