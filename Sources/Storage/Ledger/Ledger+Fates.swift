import GRDB
import Model

extension Ledger {
    /// What became of the notices of an alert and of those that were merged into it, without those that were cancelled.
    package func fates(
        of alert: String
    ) throws(StorageError) -> [(notice: Notice, accepted: Instant?, delivery: Delivery.State?)] {
        try read { database in
            let group = try Self.group(of: try Self.root(of: alert, database), database)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT notice.*, told.accepted, delivery.state AS delivery_state FROM notice
                    LEFT JOIN told ON told.notice = notice.id LEFT JOIN delivery ON delivery.digest = notice.digest
                    WHERE notice.alert IN \(group.sql) AND \(try Self.standing(database))
                    ORDER BY notice.created, notice.id
                    """, arguments: group.arguments
            ).map { row in
                let state = try row.find("delivery_state", as: String.self)
                return (
                    try Notice(row: row), try row.find("accepted"), try state.map { word in
                        guard let known = Delivery.State(rawValue: word) else { throw BadRow(column: "state") }
                        return known
                    }
                )
            }
        }
    }
}
