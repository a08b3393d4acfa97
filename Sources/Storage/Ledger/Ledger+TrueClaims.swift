import GRDB
import Model

/// Claims that turned out to be right: since when Jibu knows it, and who was corrected since.
extension Ledger {
    /// Notes that claims are right after all, or not any more. Returns since when that is known, of those that are.
    package func note(
        right: Set<String>, wrong: Set<String>, at now: Instant
    ) throws(StorageError) -> [String: Instant] {
        try write { database in
            for claim in wrong {
                try database.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [Self.key(of: claim)])
            }
            var known: [String: Instant] = [:]
            for claim in right {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO meta (key, value) VALUES (?, ?)",
                    arguments: [Self.key(of: claim), String(now.milliseconds)])
                let text = try String.fetchOne(
                    database, sql: "SELECT value FROM meta WHERE key = ?", arguments: [Self.key(of: claim)])
                guard let since = text.flatMap({ Int64($0) }) else { throw BadRow(column: "value") }
                known[claim] = Instant(milliseconds: since)
            }
            return known
        }
    }

    private static func key(of claim: String) -> String { "right after all \(claim)" }

    /// Where corrections of a claim went, or are on their way to, since an instant.
    package func corrected(claim: String, since start: Instant) throws(StorageError) -> Set<Recipient.Address> {
        try read { database in
            Set(
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT DISTINCT digest.channel, digest.address
                        FROM correction JOIN digest ON digest.id = correction.digest
                        WHERE correction.claim = ? AND digest.created >= ?
                        """, arguments: [claim, start]
                ).map { Recipient.Address(channel: try $0.get("channel"), address: try $0.get("address")) })
        }
    }
}
