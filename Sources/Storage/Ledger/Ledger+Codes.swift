import GRDB
import Model
import Text

/// Codes of alerts, and what stands of them.
extension Ledger {
    /// Somebody may still have to do something about these.
    private static let unfinished = words(Alert.State.live)

    /// Alert id to code, for alerts that have one.
    package func codes(of alerts: some Sequence<String>) throws(StorageError) -> [String: String] {
        try read { database in
            guard try database.tableExists("alert_code") else { return [:] }
            let query = try database.cachedStatement(sql: "SELECT code FROM alert_code WHERE alert = ?")
            var codes: [String: String] = [:]
            for alert in alerts { codes[alert] = try String.fetchOne(query, arguments: [alert]) }
            return codes
        }
    }

    /// Gives a code to every live alert that has a notice and none: those of a ledger that an older Jibu wrote.
    package func giveMissingCodes(at now: Instant) throws(StorageError) {
        try write { database in
            let alerts = try String.fetchAll(
                database,
                sql: """
                    SELECT id FROM alert WHERE state IN \(Self.unfinished)
                    AND NOT EXISTS (SELECT 1 FROM alert_code WHERE alert_code.alert = alert.id)
                    AND EXISTS (SELECT 1 FROM notice WHERE notice.alert = alert.id) ORDER BY opened, id
                    """)
            try Self.giveCodes(to: alerts, at: now, database)
        }
    }

    /// Has anything been said about any alert?
    package func isAnythingSaid() throws(StorageError) -> Bool {
        try read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM ack_event)") ?? false }
    }

    /// Every alert that can be acknowledged, with what stands.
    ///
    /// - Parameter isWithTold: leave out who was told: a big office has many notices.
    package func ackBook(told isWithTold: Bool = true) throws(StorageError) -> AckBook {
        try read { database in
            guard try database.tableExists("ack_event") else { return AckBook() }
            var roots: [String: String] = [:]
            var entries: [String: AckBook.Entry] = [:]
            for row in try Row.fetchAll(
                database,
                sql: """
                    SELECT alert.id, alert.claim, alert.opened, alert.state, alert.merged_into, alert_code.code
                    FROM alert LEFT JOIN alert_code ON alert_code.alert = alert.id ORDER BY opened, id
                    """)
            {
                let id = try row.get("id", as: String.self)
                let isMerged = try row.word("state", as: Alert.State.self) == .merged
                if isMerged, let next = try row.find("merged_into", as: String.self) {
                    roots[id] = next
                }
                entries[id] = AckBook.Entry(
                    alert: id, claim: try row.get("claim"), opened: try row.get("opened"), code: try row.find("code"))
            }
            func root(_ id: String) -> String {
                var id = id
                for _ in 0..<16 { id = roots[id] ?? id }
                return id
            }
            let pairs = isWithTold ? try Row.fetchAll(database, sql: Self.reached) : []
            for row in pairs { entries[root(try row.get("alert"))]?.told.insert(try row.get("recipient")) }
            var said: [String: [AckEvent]] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM ack_event ORDER BY number") {
                let event = try AckEvent(row: row)
                said[root(event.alert), default: []].append(event)
            }
            for (alert, events) in said { entries[alert]?.standing = AckStanding(events) }
            // Without a reply only holders are written to.
            let live = entries.values.filter { isWithTold ? $0.standing.isUnfinished : $0.standing.isClaimed }
            for (claim, threads) in Dictionary(
                grouping: try Self.threads(of: Set(live.map(\.claim)), database), by: \.key.claim)
            {
                for entry in live where entry.claim == claim {
                    entries[entry.alert]?.threads = Dictionary(uniqueKeysWithValues: threads.map { ($0.key, $0.value) })
                }
            }
            // A code is used again after a long rest: the younger alert has it then.
            var codes: [String: String] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT alert, code FROM alert_code ORDER BY given") {
                codes[try row.get("code")] = root(try row.get("alert"))
            }
            return AckBook(
                entries.values.filter { roots[$0.alert] == nil }, codes: codes,
                merged: Dictionary(roots.keys.map { ($0, root($0)) }) { first, _ in first })
        }
    }

    /// Whom a message about which alert reached. One whose end is unknown may have: somebody who answers it has read
    /// it.
    private static let reached = """
        SELECT notice.alert, notice.recipient FROM told JOIN notice ON notice.id = told.notice
        UNION SELECT notice.alert, notice.recipient FROM notice JOIN delivery ON delivery.digest = notice.digest
            WHERE delivery.state IN ('inflight', 'unknown')
        """

    /// The codes that each of some digests tells of: what a reply to it without a code may mean.
    package func codes(ofDigests digests: Set<String>) throws(StorageError) -> [String: [String]] {
        try read { database in
            let query = try database.cachedStatement(
                sql: """
                    SELECT DISTINCT alert_code.code FROM digest_notice JOIN notice ON notice.id = digest_notice.notice
                    JOIN alert_code ON alert_code.alert = notice.alert WHERE digest_notice.digest = ?
                    """)
            var codes: [String: [String]] = [:]
            for digest in digests.sorted() { codes[digest] = try String.fetchAll(query, arguments: [digest]) }
            return codes
        }
    }

    /// Gives codes to those of some alerts that have none, in the order given.
    static func giveCodes(to alerts: [String], at now: Instant, _ database: Database) throws {
        // A dry run works on a copy of whatever ledger there is.
        guard !alerts.isEmpty, try database.tableExists("alert_code") else { return }
        let query = try database.cachedStatement(sql: "SELECT 1 FROM alert_code WHERE alert = ?")
        var known: Set<String> = []
        let without = try alerts.filter {
            try known.insert($0).inserted && Int.fetchOne(query, arguments: [$0]) == nil
        }
        guard !without.isEmpty else { return }
        var used = try codesInUse(at: now, database)
        for alert in without {
            let code = freeCode(for: alert, besides: used)
            used.insert(code)
            try database.execute(
                sql: "INSERT INTO alert_code (alert, code, given) VALUES (?, ?, ?)", arguments: [alert, code, now])
        }
    }

    /// Codes of alerts that live, and of those that were given or heard of in the last 90 days.
    private static func codesInUse(at now: Instant, _ database: Database) throws -> Set<String> {
        let start = now.advanced(by: TimeSpan(milliseconds: -AckCode.rest.milliseconds))
        return Set(
            try String.fetchAll(
                database,
                sql: """
                    SELECT alert_code.code FROM alert_code LEFT JOIN alert ON alert.id = alert_code.alert
                    WHERE alert_code.given >= ?1 OR alert.last_seen >= ?1 OR alert.state IN \(unfinished)
                    """, arguments: [start]))
    }

    /// A short code while there are some, else a long one. Where the search begins hangs on the alert, so that codes
    /// that follow each other are not alike.
    static func freeCode(for alert: String, besides used: Set<String>) -> String {
        let hash = StableHash.hash64(alert.utf8)
        // Without a leading zero: people leave it out.
        for (count, first) in [(9000, 1000), (900_000, 100_000)] {
            let start = Int(hash % UInt64(count))
            for step in 0..<count {
                let code = AckCode.code(first + (start + step) % count)
                if !used.contains(code) { return code }
            }
        }
        // 909,000 alerts in 90 days: the code of the oldest would be ambiguous, and so would any other.
        return AckCode.code(1000 + Int(hash % 9000))
    }
}
