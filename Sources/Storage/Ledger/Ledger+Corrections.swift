import GRDB
import Model
import Text

extension Migrations {
    /// How a post reads stands beside it; null, as of older posts: like a plain telling.
    static let tonesAndCorrections = """
        ALTER TABLE alert_post ADD COLUMN tone TEXT;
        CREATE TABLE correction (
            digest TEXT PRIMARY KEY, claim TEXT NOT NULL, alert TEXT NOT NULL, corrects TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

/// The message by which an earlier one is corrected.
package struct CorrectionRow: Sendable, Hashable {
    /// The digest that carries the correction.
    package var digest: String
    package var claim: String
    package var alert: String
    /// The digest that is corrected.
    package var corrects: String

    package init(digest: String, claim: String, alert: String, corrects: String) {
        self.digest = digest
        self.claim = claim
        self.alert = alert
        self.corrects = corrects
    }
}

/// The corrections of one claim in a period.
package struct CorrectionCount: Sendable, Hashable {
    package var claim: String
    /// How often somebody corrected what was sent of it.
    package var times: Int
    /// Messages to people who had got the earlier one.
    package var messages: Int
    /// Those that were delivered.
    package var delivered: Int
}

extension Ledger {
    /// What was corrected in `[from, until)`, by claim. None in a ledger that an older Jibu wrote and that is only
    /// looked at.
    package func corrections(from: Instant, until: Instant) throws(StorageError) -> [CorrectionCount] {
        try read { database in
            guard try database.tableExists("correction") else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT correction.claim, count(DISTINCT digest.created || ' ' || correction.alert) AS times,
                        count(*) AS messages, sum(delivery.state = 'accepted') AS delivered
                    FROM correction JOIN digest ON digest.id = correction.digest
                    JOIN delivery ON delivery.digest = digest.id
                    WHERE digest.created >= ? AND digest.created < ? GROUP BY correction.claim ORDER BY correction.claim
                    """, arguments: [from, until]
            ).map {
                CorrectionCount(
                    claim: try $0.get("claim"), times: try $0.get("times"), messages: try $0.get("messages"),
                    delivered: try $0.get("delivered"))
            }
        }
    }

    static func save(_ correction: CorrectionRow, _ database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO correction (digest, claim, alert, corrects) VALUES (?, ?, ?, ?)",
            arguments: [correction.digest, correction.claim, correction.alert, correction.corrects])
    }
}

extension Ledger {
    /// Writes how posts of alerts read, as people said.
    package func set(tones: [(alert: String, post: String, tone: Tone?)]) throws(StorageError) {
        try write { database in
            for (alert, post, tone) in tones {
                try database.execute(
                    sql: "UPDATE alert_post SET tone = ? WHERE alert = ? AND post = ?",
                    arguments: [ToneColumn.text(tone), alert, post])
            }
        }
    }
}

/// How a post reads, as a list: the kind, then the signs of it.
enum ToneColumn {
    static func text(_ tone: Tone?) -> String? { tone.map { ListColumn.text([$0.kind.rawValue] + $0.signs) } }

    static func tone(_ row: Row) throws -> Tone? {
        guard try row.find("tone", as: String.self) != nil else { return nil }
        let words = try ListColumn.list(row, "tone")
        guard let kind = words.first.flatMap(Tone.Kind.init(rawValue:)) else { throw BadRow(column: "tone") }
        return Tone(kind: kind, signs: Array(words.dropFirst()))
    }
}
