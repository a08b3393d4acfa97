import GRDB
import Model

/// Retention: what is older than the configuration allows goes away, whole.
extension Ledger {
    /// Removes alerts last seen before `alerts` with their posts, notices and digests, identities of posts and runs
    /// that old, and story members before `members`. All or nothing; gives the number of alerts removed.
    ///
    /// The caller must have made sure that the clock can be trusted (trust.md R9).
    package func purge(alerts start: Instant, members: Instant) throws(StorageError) -> Int {
        try write { database in
            let old = "(SELECT id FROM alert WHERE last_seen < ?)"
            let notices = "(SELECT id FROM notice WHERE alert IN \(old))"
            let removed = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM alert WHERE last_seen < ?", arguments: [start]) ?? 0
            for statement in [
                "DELETE FROM told WHERE notice IN \(notices)",
                "DELETE FROM digest_notice WHERE notice IN \(notices)",
                "DELETE FROM notice WHERE alert IN \(old)",
                "DELETE FROM alert WHERE last_seen < ?",
                "DELETE FROM post WHERE last_seen < ?",
            ] {
                try database.execute(sql: statement, arguments: [start])
            }
            // Digests that told of nothing else. One that still tells of a younger alert stays until that one goes,
            // and so does a young word to the operators, which tells of no alert at all.
            let empty = "(SELECT id FROM digest WHERE created < ? AND id NOT IN (SELECT digest FROM digest_notice))"
            for table in ["attempt", "delivery_part", "delivery"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE digest IN \(empty)", arguments: [start])
            }
            try database.execute(sql: "DELETE FROM digest WHERE id IN \(empty)", arguments: [start])
            try database.execute(sql: "DELETE FROM correction WHERE digest NOT IN (SELECT id FROM digest)")
            try database.execute(sql: "DELETE FROM gap WHERE stop < ?", arguments: [start])
            try database.execute(sql: "DELETE FROM inbound WHERE taken < ?", arguments: [start])
            try database.execute(sql: "DELETE FROM reopened_address WHERE heard < ?", arguments: [start])
            try database.execute(sql: "DELETE FROM spent WHERE day < ?", arguments: [start.date.description])
            // What people said goes with the alert it was said of; a code rests a while before another alert has it.
            for table in ["ack_event", "ack_proof"] {
                try database.execute(sql: "DELETE FROM \(table) WHERE alert NOT IN (SELECT id FROM alert)")
            }
            let rested = start.advanced(by: TimeSpan(milliseconds: -AckCode.rest.milliseconds))
            try database.execute(
                sql: "DELETE FROM alert_code WHERE given < ? AND alert NOT IN (SELECT id FROM alert)",
                arguments: [rested])
            // The last run stays, however old: jibu doctor looks at it.
            try database.execute(
                sql: "DELETE FROM run WHERE ended < ? AND number < (SELECT max(number) FROM run)", arguments: [start])
            try database.execute(sql: "DELETE FROM story_member WHERE seen < ?", arguments: [members])
            return removed
        }
    }
}
