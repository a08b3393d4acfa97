import GRDB
import Model

/// Where each source stands, which hosts want quiet, and which periods were not watched.
extension Ledger {
    /// All sources ever read, by id.
    package func sources() throws(StorageError) -> [String: SourceState] {
        try read { database in
            let states = try Row.fetchAll(database, sql: "SELECT * FROM source").map(SourceState.init(row:))
            return Dictionary(states.map { ($0.id, $0) }) { first, _ in first }
        }
    }

    /// Hosts that still ask for no requests at `now`.
    package func hostBlocks(at now: Instant) throws(StorageError) -> [String: Instant] {
        try read { database in
            let rows = try Row.fetchAll(database, sql: "SELECT * FROM host_block WHERE until > ?", arguments: [now])
            return try Dictionary(rows.map { (try $0.get("host"), try $0.get("until")) }) { first, _ in first }
        }
    }

    /// Gaps that are open, or that ended after `since`, by source and start.
    package func gaps(since: Instant) throws(StorageError) -> [Gap] {
        try read { database in
            // A ledger that an older Jibu wrote and that is only looked at holds none.
            guard try database.columns(in: "gap").contains(where: { $0.name == "is_open" }) else { return [] }
            return try Row.fetchAll(
                database, sql: "SELECT * FROM gap WHERE is_open OR stop > ? ORDER BY source, start",
                arguments: [since]
            ).map(Gap.init(row:))
        }
    }

    static func save(_ source: SourceState, _ database: Database) throws {
        var throttledUntil: Instant?
        if case .throttled(let until) = source.health { throttledUntil = until }
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO source (
                    id, cursor, health, detail, throttled_until, failures, next_due, last_attempt, last_answer,
                    last_posts, last_post, left_out, history)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            source.id, source.cursor?.text, source.health.name, source.health.detail, throttledUntil, source.failures,
            source.nextDue, source.lastAttempt, source.lastAnswer, source.lastPosts, source.lastPost, source.leftOut,
            source.history.text,
        ])
    }

    static func save(_ gap: Gap, _ database: Database) throws {
        // One gap grows until the source answers again.
        try database.cachedStatement(
            sql: """
                INSERT INTO gap (source, start, stop, reason, detail, is_open, seen_back_to)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, start) DO UPDATE SET
                    stop = max(stop, excluded.stop), reason = excluded.reason, detail = excluded.detail,
                    is_open = excluded.is_open, seen_back_to = excluded.seen_back_to
                """
        ).execute(arguments: [
            gap.source, gap.start, gap.stop, gap.reason.rawValue, gap.detail, gap.isOpen, gap.seenBackTo,
        ])
    }

    static func replace(hostBlocks: [HostBlock], _ database: Database) throws {
        try database.execute(sql: "DELETE FROM host_block")
        for block in hostBlocks {
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO host_block (host, until) VALUES (?, ?)")
                .execute(arguments: [block.host, block.until])
        }
    }
}

extension Gap {
    init(row: Row) throws {
        self.init(
            source: try row.get("source"), start: try row.get("start"), stop: try row.get("stop"),
            reason: try row.word("reason"), detail: try row.find("detail"), isOpen: try row.get("is_open"),
            seenBackTo: try row.find("seen_back_to"))
    }
}

extension SourceState {
    init(row: Row) throws {
        let name = try row.get("health", as: String.self)
        let detail = try row.find("detail", as: String.self) ?? ""
        let until = try row.find("throttled_until", as: Instant.self)
        let all: [SourceHealth] = [
            .healthy, .quiet, .unchanged, .throttled(until: until), .softFailed(detail), .failed(detail), .gone(detail),
        ]
        guard let health = all.first(where: { $0.name == name }) else { throw BadRow(column: "health") }
        self.init(
            id: try row.get("id"), cursor: try row.find("cursor").map(Cursor.init), health: health,
            failures: try row.get("failures"), nextDue: try row.find("next_due"),
            lastAttempt: try row.find("last_attempt"), lastAnswer: try row.find("last_answer"),
            lastPosts: try row.find("last_posts"), lastPost: try row.find("last_post"),
            leftOut: try row.find("left_out") ?? 0, history: SourceHistory(text: try row.find("history") ?? ""))
    }
}

extension Migrations {
    static let sourceHistory = """
        ALTER TABLE source ADD COLUMN last_post INTEGER;
        ALTER TABLE source ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE source ADD COLUMN history TEXT NOT NULL DEFAULT '';
        """
}
