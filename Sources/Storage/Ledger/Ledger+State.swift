import GRDB
import Model

extension Ledger {
    /// The state at `now`. Rows dated after `now` (the clock was set back) are kept: nothing is alerted twice for it.
    ///
    /// - Parameter members: leave out the members of stories: a busy week has a million of them.
    package func state(at now: Instant, members isWithMembers: Bool = true) throws(StorageError) -> LedgerState {
        var members: [StoryMember] = []
        if isWithMembers { try forEachMember(at: now) { members.append($0) } }
        return try read { database in
            var state = LedgerState()
            state.members = members

            let start = Alert.remembered(at: now)
            let remembered = try Self.remembered(database)
            state.alerts = try Self.alerts(database, where: "id IN \(remembered)", [start])
            state.queued = try Self.queued(database, dueAt: nil)
            let ofAlerts = "alert IN \(remembered)"
            state.notices = try Row.fetchAll(
                database,
                sql: "SELECT * FROM notice WHERE \(ofAlerts) AND \(try Self.standing(database)) ORDER BY created, id",
                arguments: [start]
            ).map(Notice.init(row:))
            state.told = try Self.told(database, where: ofAlerts, [start])
            state.watched = try Self.watched(database)
            return state
        }
    }

    /// Hands over every post of every alert that is not in the state: alert id, claim and post id.
    package func forEachPast(at now: Instant, _ body: (String, String, String) -> Void) throws(StorageError) {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT alert.id, alert.claim, alert_post.post
                    FROM alert JOIN alert_post ON alert_post.alert = alert.id
                    WHERE alert.id NOT IN \(try Self.remembered(database))
                    """, arguments: [Alert.remembered(at: now)])
            while let row = try rows.next() { body(try row.get("id"), try row.get("claim"), try row.get("post")) }
        }
    }

    /// Ids of the alerts of a state, with one argument: since when. Those that were merged into one another are
    /// remembered together, as `AlertingState.forget` has it.
    private static func remembered(_ database: Database) throws -> String {
        """
        (WITH RECURSIVE remembered(id) AS (
            SELECT id FROM alert WHERE last_seen >= ?
            UNION SELECT alert FROM notice WHERE digest IS NULL AND \(try standing(database))
            UNION SELECT alert.merged_into FROM alert JOIN remembered ON alert.id = remembered.id
                WHERE alert.merged_into IS NOT NULL
            UNION SELECT alert.id FROM remembered JOIN alert ON alert.merged_into = remembered.id)
        SELECT id FROM remembered)
        """
    }

    /// A list of our own words for `IN`; they come from our own enums, so they can stand in the statement.
    static func words<Word: RawRepresentable>(_ words: Set<Word>) -> String where Word.RawValue == String {
        "(" + words.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ") + ")"
    }

    static func told(_ database: Database, where condition: String, _ arguments: StatementArguments) throws -> [Told] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT told.*, notice.alert, notice.recipient, notice.kind
                FROM told JOIN notice ON notice.id = told.notice
                WHERE \(condition) ORDER BY told.accepted, told.notice
                """,
            arguments: arguments
        ).map { row in
            Told(
                notice: try row.get("notice"), alert: try row.get("alert"), recipient: try row.get("recipient"),
                kind: try row.word("kind"), digest: try row.get("digest"), accepted: try row.get("accepted"))
        }
    }
}

extension Migrations {
    static let remembering = """
        ALTER TABLE notice ADD COLUMN interrupts INTEGER NOT NULL DEFAULT 1;
        UPDATE notice SET interrupts = 0 WHERE kind = 'update';
        CREATE INDEX alert_merged_into ON alert (merged_into) WHERE merged_into IS NOT NULL;
        """
}
