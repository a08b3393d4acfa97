import GRDB
import Model

/// What was sent, for daily caps and signs of life.
extension Migrations {
    static let digestsByTime = "CREATE INDEX digest_created ON digest (created);"
}

/// A digest that reached its recipient, or may still do so.
package struct SentDigest: Sendable, Hashable {
    package var recipient: String
    package var created: Instant
    /// It tells of alerts; words to operators, signs of life and drills do not.
    package var tellsOfAlerts: Bool
}

extension Ledger {
    /// Digests since an instant, oldest first, without those that certainly reached nobody.
    package func sentDigests(since start: Instant) throws(StorageError) -> [SentDigest] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT digest.recipient, digest.created,
                        EXISTS (
                            SELECT 1 FROM digest_notice JOIN notice ON notice.id = digest_notice.notice
                            JOIN alert ON alert.id = notice.alert
                            WHERE digest_notice.digest = digest.id AND \(Self.isNoExercise)) AS tells
                    FROM digest JOIN delivery ON delivery.digest = digest.id
                    WHERE digest.created >= ? AND delivery.state NOT IN ('recipient-dead', 'expired', 'cancelled')
                    ORDER BY digest.created, digest.id
                    """, arguments: [start]
            ).map {
                SentDigest(
                    recipient: try $0.get("recipient"), created: try $0.get("created"),
                    tellsOfAlerts: try $0.get("tells"))
            }
        }
    }

    /// The digest by which each person first heard of each of some claims over each channel, of those that arrived.
    package func threads(of claims: Set<String>) throws(StorageError) -> [ClaimThread: String] {
        try read { try Self.threads(of: claims, $0) }
    }

    static func threads(of claims: Set<String>, _ database: Database) throws -> [ClaimThread: String] {
        guard !claims.isEmpty else { return [:] }
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT notice.recipient, digest.channel, alert.claim, told.digest
                FROM alert JOIN notice ON notice.alert = alert.id JOIN told ON told.notice = notice.id
                JOIN digest ON digest.id = told.digest
                WHERE alert.claim IN (\(claims.map { _ in "?" }.joined(separator: ", ")))
                ORDER BY told.accepted, told.digest
                """, arguments: StatementArguments(claims.sorted()))
        return try Dictionary(
            rows.map { row in
                let thread = ClaimThread(
                    recipient: try row.get("recipient"), channel: try row.get("channel"), claim: try row.get("claim"))
                return (thread, try row.get("digest", as: String.self))
            }) { first, _ in first }
    }

    /// Who has been sent an address in a message since an instant, or is about to be.
    package func recipients(ofLink url: String, since start: Instant) throws(StorageError) -> Set<String> {
        try read {
            try String.fetchSet(
                $0,
                sql: """
                    SELECT digest.recipient FROM digest JOIN delivery ON delivery.digest = digest.id
                    WHERE digest.created >= ? AND instr(digest.text, ?) > 0 AND delivery.state != 'cancelled'
                    """, arguments: [start, url])
        }
    }

    /// Ids of all digests since an instant, whatever became of them.
    package func digestIDs(since start: Instant) throws(StorageError) -> Set<String> {
        try read { try String.fetchSet($0, sql: "SELECT id FROM digest WHERE created >= ?", arguments: [start]) }
    }

    /// Since when the first of the claims is watched; nil before the first run.
    package func watchedSince() throws(StorageError) -> Instant? {
        try read { try Instant.fetchOne($0, sql: "SELECT min(since) FROM watched") }
    }
}
