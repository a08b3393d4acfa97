import GRDB
import Model

/// One finished run.
package struct RunRecord: Sendable, Hashable {
    package var id: String
    package var started: Instant
    package var ended: Instant
    /// The RunReport as JSON.
    package var report: String

    package init(id: String, started: Instant, ended: Instant, report: String) {
        self.id = id
        self.started = started
        self.ended = ended
        self.report = report
    }
}

extension Ledger {
    /// Records a run, and `ended` as the last time this ledger saw. A run recorded twice keeps its last report.
    package func record(_ run: RunRecord) throws(StorageError) {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO run (id, started, ended, report) VALUES (?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET ended = excluded.ended, report = excluded.report
                    """, arguments: [run.id, run.started, run.ended, run.report])
            try database.execute(
                sql: "INSERT OR REPLACE INTO meta (key, value) VALUES ('clock', ?)",
                arguments: [String(run.ended.milliseconds)])
        }
    }

    /// The last runs, youngest first: in the order in which they ran, whatever their clocks said (trust.md R9).
    package func runs(limit: Int) throws(StorageError) -> [RunRecord] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM run ORDER BY number DESC LIMIT ?", arguments: [max(0, limit)]
            ).map { row in
                RunRecord(
                    id: try row.get("id"), started: try row.get("started"), ended: try row.get("ended"),
                    report: try row.get("report"))
            }
        }
    }

    /// When runs began from an instant on, and the last one before it: oldest first.
    package func runStarts(since: Instant) throws(StorageError) -> [Instant] {
        try read {
            try Instant.fetchAll(
                $0,
                sql: """
                    SELECT started FROM run
                    WHERE started >= coalesce((SELECT max(started) FROM run WHERE started < ?1), ?1) ORDER BY started
                    """, arguments: [since])
        }
    }

    /// A number that reports of runs name, such as `without_text`, above 0: of the runs that began from `since` on and
    /// before `end`, the youngest first, at most `limit`. Only the numbers are read out of the reports, so that a week
    /// of runs costs little.
    package func numbers(
        _ member: String, since: Instant, before end: Instant, limit: Int
    ) throws(StorageError) -> [(at: Instant, number: Int)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT started, number FROM (
                        SELECT number AS turn, started,
                            CASE WHEN json_valid(report) THEN json_extract(report, '$.' || ?) END AS number
                        FROM run WHERE started >= ? AND started < ?)
                    WHERE typeof(number) = 'integer' AND number > 0 ORDER BY turn DESC LIMIT ?
                    """, arguments: [member, since, end, max(0, limit)]
            ).map { (try $0.get("started"), try $0.get("number")) }
        }
    }

    /// What the clock said at the end of the last run; nil before the first. A
    /// jump of more than a day against it means: purge nothing (trust.md R9).
    package func lastClock() throws(StorageError) -> Instant? {
        try read { database in
            let text = try String.fetchOne(database, sql: "SELECT value FROM meta WHERE key = 'clock'")
            return text.flatMap(Int64.init).map(Instant.init(milliseconds:))
        }
    }
}
