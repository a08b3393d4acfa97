import GRDB
import Model
import Text

/// Which alerts to list; nil asks nothing.
package struct AlertFilter: Sendable, Hashable {
    package var states: Set<Alert.State>?
    package var claim: String?
    /// Seen at or after this instant.
    package var since: Instant?
    /// The beginning of an id, as a person types it.
    package var idPrefix: String?

    package init(
        states: Set<Alert.State>? = nil, claim: String? = nil, since: Instant? = nil, idPrefix: String? = nil
    ) {
        self.states = states
        self.claim = claim
        self.since = since
        self.idPrefix = idPrefix
    }
}

extension Ledger {
    /// Alerts, oldest first, with all their posts.
    package func alerts(_ filter: AlertFilter = AlertFilter()) throws(StorageError) -> [Alert] {
        var conditions = ["1"]
        var arguments = StatementArguments()
        if let states = filter.states {
            conditions.append("state IN \(Self.words(states))")
        }
        if let claim = filter.claim {
            conditions.append("claim = ?")
            arguments += [claim]
        }
        if let since = filter.since {
            conditions.append("last_seen >= ?")
            arguments += [since]
        }
        if let prefix = filter.idPrefix {
            // Through the key: ids are ASCII, so what begins so lies between the prefix and its last follower.
            conditions.append("id >= ? AND id < ? AND substr(id, 1, length(?)) = ?")
            arguments += [prefix, prefix + "\u{10FFFF}", prefix, prefix]
        }
        let (sql, bound) = (conditions.joined(separator: " AND "), arguments)
        return try read { try Self.alerts($0, where: sql, bound) }
    }

    /// One alert with all its posts; nil when there is none with this id.
    package func alert(_ id: String) throws(StorageError) -> Alert? {
        try read { try Self.alerts($0, where: "id = ?", [id]).first }
    }

    /// Notices of an alert, oldest first, whatever became of them.
    package func notices(of alert: String) throws(StorageError) -> [Notice] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM notice WHERE alert = ? ORDER BY created, id", arguments: [alert]
            ).map(Notice.init(row:))
        }
    }

    /// Who was told about an alert, in the order of acceptance.
    package func told(of alert: String) throws(StorageError) -> [Told] {
        try read { try Self.told($0, where: "notice.alert = ?", [alert]) }
    }

    static func alerts(_ database: Database, where condition: String, _ arguments: StatementArguments) throws -> [Alert]
    {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM alert WHERE \(condition) ORDER BY opened, id", arguments: arguments)
        let posts = try database.cachedStatement(sql: "SELECT * FROM alert_post WHERE alert = ? ORDER BY position")
        return try rows.map { row in
            let id = try row.get("id", as: String.self)
            return Alert(
                id: id, claim: try row.get("claim"), story: try row.get("story"), state: try row.word("state"),
                opened: try row.get("opened"), lastSeen: try row.get("last_seen"), severity: try row.word("severity"),
                topics: try ListColumn.list(row, "topics"),
                places: try ListColumn.pairs(row, "places").map { place, reason in
                    guard let reason = AlertPlace.Reason(rawValue: reason) else { throw BadRow(column: "places") }
                    return AlertPlace(place: place, reason: reason)
                },
                posts: try Row.fetchAll(posts, arguments: [id]).map(AlertPost.init(row:)),
                configuration: try row.get("configuration"), mergedInto: try row.find("merged_into"),
                bursts: try BurstColumn.list(row))
        }
    }

    /// Writes an alert whole, but for its state: what was told stays told, and what people said of it follows from
    /// their words alone (`Ledger+Ack`). A caller's state may be older than either; only a merge is the caller's to
    /// say.
    static func save(_ alert: Alert, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO alert (
                    id, claim, story, state, opened, last_seen, severity, topics, places, configuration, merged_into,
                    bursts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    claim = excluded.claim, story = excluded.story,
                    state = CASE WHEN excluded.state = 'merged' THEN 'merged'
                        WHEN state = 'open' AND excluded.state = 'notified' THEN 'notified' ELSE state END,
                    opened = excluded.opened, last_seen = excluded.last_seen, severity = excluded.severity,
                    topics = excluded.topics, places = excluded.places, configuration = excluded.configuration,
                    merged_into = excluded.merged_into, bursts = excluded.bursts
                """
        ).execute(arguments: [
            alert.id, alert.claim, alert.story, alert.state.rawValue, alert.opened, alert.lastSeen,
            alert.severity.rawValue, ListColumn.text(alert.topics),
            ListColumn.text(alert.places.map { [$0.place, $0.reason.rawValue] }), alert.configuration,
            alert.mergedInto, BurstColumn.text(alert.bursts),
        ])
        let start = try writtenPosts(of: alert, database)
        if start == 0 {
            try database.cachedStatement(sql: "DELETE FROM alert_post WHERE alert = ?").execute(arguments: [alert.id])
        }
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO alert_post (
                    alert, position, post, version, source, platform, author_kind, author, url, published, seen,
                    language, before, matched, after, hits, tone)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (position, post) in alert.posts.enumerated().dropFirst(start) {
            try insert.execute(arguments: [
                alert.id, position, post.post.id, post.post.version, post.source, post.platform,
                post.authorKind.rawValue, post.author, post.url, post.published, post.seen, post.language,
                post.excerpt.before, post.excerpt.matched, post.excerpt.after,
                ListColumn.text(post.hits.map { [$0.pattern, $0.view.rawValue] }), ToneColumn.text(post.tone),
            ])
        }
    }
}

extension Ledger {
    /// How many posts of an alert are written already, in its order: a copied text may have a hundred thousand of
    /// them, and a run adds a few. Posts never leave an alert, so the last one tells of those before it.
    private static func writtenPosts(of alert: Alert, _ database: Database) throws -> Int {
        let last = try database.cachedStatement(
            sql: "SELECT position, post, version, seen FROM alert_post WHERE alert = ? ORDER BY position DESC LIMIT 1")
        guard let row = try Row.fetchOne(last, arguments: [alert.id]) else { return 0 }
        let position = try row.get("position", as: Int.self)
        guard alert.posts.indices.contains(position) else { return 0 }
        let same = alert.posts[position]
        let key = PostKey(id: try row.get("post"), version: try row.get("version"))
        return try same.post == key && row.get("seen") == same.seen ? position + 1 : 0
    }
}

extension AlertPost {
    init(row: Row) throws {
        self.init(
            post: PostKey(id: try row.get("post"), version: try row.get("version")), source: try row.get("source"),
            platform: try row.get("platform"), authorKind: try row.word("author_kind"),
            author: try row.find("author"), url: try row.find("url"), published: try row.find("published"),
            seen: try row.get("seen"), language: try row.get("language"),
            excerpt: Excerpt(
                before: try row.get("before"), matched: try row.get("matched"), after: try row.get("after")),
            hits: try ListColumn.pairs(row, "hits").map { pattern, view in
                guard let view = View(rawValue: view) else { throw BadRow(column: "hits") }
                return Hit(pattern: pattern, view: view)
            }, tone: try ToneColumn.tone(row))
    }
}
