import GRDB
import Model

/// A post that a pattern left undecided, since it ran too long there or was switched off by then (trust.md S5). It is a
/// debt: it stands until a run whose lists have another pattern in that place has matched the post again.
package struct UndecidedPost: Sendable, Hashable {
    package var key: PostKey
    /// Id of the pattern.
    package var pattern: String
    /// Changes with the pattern itself, whatever its id.
    package var patternHash: String
    /// The day of the archive that holds the post.
    package var day: CivilDate

    package init(key: PostKey, pattern: String, patternHash: String, day: CivilDate) {
        self.key = key
        self.pattern = pattern
        self.patternHash = patternHash
        self.day = day
    }
}

/// The posts that wait for one pattern.
package struct UndecidedPattern: Sendable, Hashable {
    package var id: String
    package var hash: String
    package var posts: Int
    /// The oldest day of them.
    package var since: CivilDate
}

/// Posts whose undecided patterns are mended.
extension Ledger {
    /// What posts wait for, by pattern id.
    package func undecidedPatterns() throws(StorageError) -> [UndecidedPattern] {
        try read { database in
            guard try Self.hasUndecided(database) else { return [] }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT pattern, hash, count(*) AS posts, min(day) AS since FROM undecided
                    GROUP BY pattern, hash ORDER BY pattern, hash
                    """
            ).map { row in
                UndecidedPattern(
                    id: try row.get("pattern"), hash: try row.get("hash"), posts: try row.get("posts"),
                    since: try Self.day(row, "since"))
            }
        }
    }

    /// At most `most` of the posts that wait for these patterns, by day, then by id.
    package func undecidedPosts(
        of patterns: [UndecidedPattern], most: Int
    ) throws(StorageError) -> [(key: PostKey, day: CivilDate)] {
        try read { database in
            var days: [PostKey: CivilDate] = [:]
            for pattern in patterns {
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT post, version, day FROM undecided WHERE pattern = ? AND hash = ?
                        ORDER BY day, post, version LIMIT ?
                        """, arguments: [pattern.id, pattern.hash, most])
                for row in rows {
                    days[PostKey(id: try row.get("post"), version: try row.get("version"))] = try Self.day(row, "day")
                }
            }
            let all = days.map { (key: $0.key, day: $0.value) }
            return Array(
                all.sorted { ($0.day, $0.key.id, $0.key.version) < ($1.day, $1.key.id, $1.key.version) }.prefix(most))
        }
    }

    /// Ends the debts of posts that were matched again, then takes down those that there are now.
    static func save(undecided: [UndecidedPost], rematched: [PostKey], _ database: Database) throws {
        // A dry run works on a copy of whatever ledger there is.
        guard !undecided.isEmpty || !rematched.isEmpty, try database.tableExists("undecided") else { return }
        for key in rematched {
            try database.cachedStatement(sql: "DELETE FROM undecided WHERE post = ? AND version = ?")
                .execute(arguments: [key.id, key.version])
        }
        for post in undecided {
            try database.cachedStatement(
                sql: "INSERT OR REPLACE INTO undecided (post, version, pattern, hash, day) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [
                post.key.id, post.key.version, post.pattern, post.patternHash, post.day.description,
            ])
        }
    }

    /// False in a ledger that an older Jibu wrote and that is only looked at.
    private static func hasUndecided(_ database: Database) throws -> Bool {
        guard try database.tableExists("undecided") else { return false }
        return try Int.fetchOne(database, sql: "SELECT 1 FROM undecided LIMIT 1") != nil
    }

    private static func day(_ row: Row, _ column: String) throws -> CivilDate {
        guard let day = CivilDate(try row.get(column, as: String.self)) else { throw BadRow(column: column) }
        return day
    }
}

extension Migrations {
    /// One row for each post and pattern: `hash` is of the pattern as it was then, `day` the archive's day.
    static let undecidedPosts = """
        CREATE TABLE undecided (
            post TEXT NOT NULL, version INTEGER NOT NULL, pattern TEXT NOT NULL, hash TEXT NOT NULL, day TEXT NOT NULL,
            PRIMARY KEY (post, version, pattern)
        ) STRICT, WITHOUT ROWID;
        """
}
