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

            let alertStart = now.advanced(by: TimeSpan(milliseconds: -LedgerState.alertSpan.milliseconds))
            let recent = "state IN \(Self.liveStates) OR last_seen >= ?"
            state.alerts = try Self.alerts(database, where: recent, [alertStart])
            state.queued = try Self.queued(database, dueAt: nil)
            let ofAlerts = "alert IN (SELECT id FROM alert WHERE \(recent))"
            state.notices = try Row.fetchAll(
                database, sql: "SELECT * FROM notice WHERE \(ofAlerts) ORDER BY created, id", arguments: [alertStart]
            ).map(Notice.init(row:))
            state.told = try Self.told(database, where: ofAlerts, [alertStart])
            state.watched = try Self.watched(database)
            return state
        }
    }

    /// Names come from our own enum, so they can stand in the statement.
    static let liveStates = words(Set(Alert.State.allCases.filter(\.isLive)))

    /// A list of our own words for `IN`.
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
