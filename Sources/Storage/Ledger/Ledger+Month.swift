import GRDB
import Model

/// One notice of a period, from the moment it was made to the moment it arrived.
package struct NoticeTimes: Sendable, Hashable {
    package var created: Instant
    /// When it was to be sent: quiet hours, digests and silences are in it.
    package var due: Instant
    /// When its delivery was accepted; nil when it was not, or not yet.
    package var accepted: Instant?
    package var channel: String?
}

extension Ledger {
    /// True of alerts that are no drill: a drill is counted nowhere.
    static let isNoExercise = "alert.claim NOT GLOB '\(Exercise.prefix)*'"

    /// Notices made in `[from, until)`, oldest first, without those of drills.
    package func noticeTimes(from: Instant, until: Instant) throws(StorageError) -> [NoticeTimes] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT notice.created, notice.not_before, told.accepted, digest.channel
                    FROM notice JOIN alert ON alert.id = notice.alert LEFT JOIN told ON told.notice = notice.id
                    LEFT JOIN digest ON digest.id = told.digest
                    WHERE notice.created >= ? AND notice.created < ? AND \(Self.isNoExercise)
                    ORDER BY notice.created, notice.id
                    """, arguments: [from, until]
            ).map {
                NoticeTimes(
                    created: try $0.get("created"), due: try $0.get("not_before"), accepted: try $0.find("accepted"),
                    channel: try $0.find("channel"))
            }
        }
    }

    /// Reports of the runs that began in `[from, until)`, oldest first.
    package func runReports(from: Instant, until: Instant) throws(StorageError) -> [String] {
        try read {
            try String.fetchAll(
                $0, sql: "SELECT report FROM run WHERE started >= ? AND started < ? ORDER BY number",
                arguments: [from, until])
        }
    }
}
