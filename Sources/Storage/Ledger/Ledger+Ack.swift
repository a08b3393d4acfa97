import GRDB
import Model

/// What replies and the ends of leases lead to: all of it durable together, or none of it (delivery.md 2.6).
package struct AckBatch: Sendable, Hashable {
    package var at: Instant
    package var events: [AckEvent]
    /// Answers, reminders: into the outbox like every digest.
    package var answers: [Digest]
    /// Notices to people who are told because nobody took an alert.
    package var notices: [Notice]
    /// Every reply that was looked at, obeyed or not: it is not looked at again.
    package var replies: [ReplyName]
    /// Digests that came back although a server had taken them, with what it said.
    package var bounced: [String: String]
    /// Approvals of texts that came as replies.
    package var approvals: [Approval]
    /// Channel id to the cursor of its poll.
    package var cursors: [String: String]
    /// Addresses that somebody certainly wrote from, and when.
    package var heard: [Recipient.Address: Instant]

    package init(
        at: Instant, events: [AckEvent] = [], answers: [Digest] = [], notices: [Notice] = [], replies: [ReplyName] = [],
        bounced: [String: String] = [:], approvals: [Approval] = [], cursors: [String: String] = [:],
        heard: [Recipient.Address: Instant] = [:]
    ) {
        self.at = at
        self.events = events
        self.answers = answers
        self.notices = notices
        self.replies = replies
        self.bounced = bounced
        self.approvals = approvals
        self.cursors = cursors
        self.heard = heard
    }

    package var isEmpty: Bool {
        events.isEmpty && answers.isEmpty && notices.isEmpty && replies.isEmpty && bounced.isEmpty
            && approvals.isEmpty && cursors.isEmpty && heard.isEmpty
    }
}

extension Ledger {
    /// Records what was said and does what follows from it: the state of each alert, and its messages that wait. Of an
    /// alert that somebody sees to, nothing is sent to anybody else; of one that came back, everything that was kept
    /// back goes out.
    package func commit(_ batch: AckBatch) throws(StorageError) {
        try write { database in
            for reply in batch.replies { _ = try Self.take(reply, at: batch.at, database) }
            for approval in batch.approvals { _ = try Self.add(approval, database) }
            for (digest, why) in batch.bounced.sorted(by: { $0.key < $1.key }) {
                _ = try Self.bounce(digest, why: why, database)
            }
            for (channel, cursor) in batch.cursors.sorted(by: { $0.key < $1.key }) {
                try Self.saveReplyCursor(cursor, channel: channel, at: batch.at, database)
            }
            for (address, at) in batch.heard { try Self.reopen(address, heardAt: at, database) }
            var touched: [String] = []
            for event in batch.events where try Self.add(event, database) && !touched.contains(event.alert) {
                touched.append(event.alert)
            }
            for alert in touched { try self.settle(alert, at: batch.at, database) }
            for notice in batch.notices { try Self.save(notice, database) }
            try Self.giveCodes(to: batch.notices.map(\.alert), at: batch.at, database)
            for answer in batch.answers { try self.save(answer, database) }
        }
    }

    /// Those of some replies that no run has looked at.
    package func unseen(_ replies: [ReplyName]) throws(StorageError) -> Set<ReplyName> {
        try read { database in
            let query = try database.cachedStatement(sql: "SELECT 1 FROM inbound WHERE channel = ? AND id = ?")
            return Set(try replies.filter { try Int.fetchOne(query, arguments: [$0.channel, $0.id]) == nil })
        }
    }

    /// What stands of every alert of which something was said: by the id of the alert that took the posts of the
    /// others.
    package func standings() throws(StorageError) -> [String: AckStanding] {
        try read { database in
            guard try database.tableExists("ack_event") else { return [:] }
            var roots: [String: String] = [:]
            var said: [String: [AckEvent]] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM ack_event ORDER BY number") {
                let event = try AckEvent(row: row)
                let root = try roots[event.alert] ?? Self.root(of: event.alert, database)
                roots[event.alert] = root
                said[root, default: []].append(event)
            }
            return said.mapValues { AckStanding($0) }
        }
    }

    /// What was said about an alert and those that were merged into it, in the order taken.
    package func ackEvents(of alert: String) throws(StorageError) -> [AckEvent] {
        try read { database in
            guard try database.tableExists("ack_event") else { return [] }
            return try Self.events(of: try Self.root(of: alert, database), database)
        }
    }

    /// Alerts that nobody has taken and that are not over, without their posts; oldest first.
    package func untaken() throws(StorageError) -> [(id: String, state: Alert.State, opened: Instant)] {
        let untaken = Self.words([Alert.State.open, .notified])
        return try read { database in
            try Row.fetchAll(
                database, sql: "SELECT id, state, opened FROM alert WHERE state IN \(untaken) ORDER BY opened, id"
            ).map { (try $0.get("id"), try $0.word("state"), try $0.get("opened")) }
        }
    }

    /// Cancels what waits about alerts that somebody has taken, for everybody but the holder. A run calls it before it
    /// renders: posts may have come since.
    package func cancelTaken(at now: Instant) throws(StorageError) {
        try write { database in
            for (alert, lease) in try Self.leases(database).sorted(by: { $0.key < $1.key }) {
                try self.cancel(alert, besides: lease.by, why: "\(lease.by) has it", at: now, database)
            }
        }
    }

    /// Alert id to the person who has taken it, and until when.
    static func leases(_ database: Database) throws -> [String: (by: String, until: Instant)] {
        let taken = try String.fetchAll(database, sql: "SELECT id FROM alert WHERE state = 'claimed'")
        var leases: [String: (by: String, until: Instant)] = [:]
        for alert in taken {
            if case .claimed(let by, _, let lease) = AckStanding(try events(of: alert, database)).state {
                leases[alert] = (by, lease.until)
            }
        }
        return leases
    }

    // MARK: Steps

    /// False when it was there already.
    static func add(_ event: AckEvent, _ database: Database) throws -> Bool {
        let (kind, value, lease) = AckColumns.columns(event.kind)
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO ack_event (
                    alert, code, actor, channel, external_id, at, kind, value, until, remind_at, raw_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                event.alert, event.code, event.actor, event.channel, event.externalID, event.at, kind, value,
                lease?.until, lease?.remindAt, event.rawHash,
            ])
        return database.changesCount == 1
    }

    /// Makes the state of an alert and its waiting messages follow from its events.
    func settle(_ alert: String, at now: Instant, _ database: Database) throws {
        let root = try Self.root(of: alert, database)
        let events = try Self.events(of: root, database)
        let standing = AckStanding(events)
        let group = try Self.group(of: root, database)
        switch standing.state {
        case .open:
            let isTold = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM told JOIN notice ON notice.id = told.notice
                    WHERE notice.alert IN \(group.sql))
                    """, arguments: group.arguments) ?? false
            try Self.set(isTold ? .notified : .open, of: root, database)
            // An answer that was taken back is not looked for.
            if events.last?.kind == .released {
                try database.execute(sql: "DELETE FROM ack_proof WHERE alert = ?", arguments: [root])
            }
            // The steps of a chain are made anew for what came back.
            try database.execute(
                sql: """
                    UPDATE notice SET cancelled = NULL
                    WHERE digest IS NULL AND kind != 'escalation' AND alert IN \(group.sql)
                    """, arguments: group.arguments)
        case .claimed(let by, _, _):
            try Self.set(.claimed, of: root, database)
            try cancel(root, besides: by, why: "\(by) has it", at: now, database)
        case .responded(let by, let at, let url):
            try Self.set(.responded, of: root, database)
            try cancel(root, besides: nil, why: "\(by) answered it", at: now, database)
            try Self.expectProof(of: root, url: url, at: at, database)
        case .dismissed(let by, _, _):
            try Self.set(.dismissed, of: root, database)
            try cancel(root, besides: nil, why: "\(by) closed it", at: now, database)
        }
    }

    private static func set(_ state: Alert.State, of alert: String, _ database: Database) throws {
        try database.execute(sql: "UPDATE alert SET state = ? WHERE id = ?", arguments: [state.rawValue, alert])
    }

    /// Digests that nobody tried to deliver are dissolved: what they tell of other alerts is rendered anew. What was
    /// tried may have arrived, and stays as it is.
    private func cancel(
        _ alert: String, besides holder: String?, why: String, at now: Instant, _ database: Database
    ) throws {
        let group = try Self.group(of: alert, database)
        let others = "alert IN \(group.sql) AND recipient IS NOT ?"
        let arguments = group.arguments + [holder]
        let digests = try String.fetchAll(
            database,
            sql: """
                SELECT DISTINCT notice.digest FROM notice JOIN delivery ON delivery.digest = notice.digest
                WHERE \(others) AND delivery.state = 'pending' AND delivery.attempts = 0 ORDER BY notice.digest
                """, arguments: arguments)
        for digest in digests {
            // Nothing follows from its end, and nobody is told of it.
            try database.execute(
                sql: "UPDATE delivery SET state = 'cancelled', detail = ?, word = ?, settled = ? WHERE digest = ?",
                arguments: [why, now, now, digest])
            try requeueNotices(of: digest, database)
        }
        try database.execute(
            sql: "UPDATE notice SET cancelled = ? WHERE digest IS NULL AND cancelled IS NULL AND \(others)",
            arguments: [now] + arguments)
    }
}

/// An alert and all that were merged into it, as a piece of SQL with what it is bound to.
struct AlertGroup {
    let sql: String
    let arguments: StatementArguments
}

extension Ledger {
    /// UNION drops what was seen, so even a circle of merges ends.
    static func group(of root: String, _ database: Database) throws -> AlertGroup {
        let ids = try String.fetchAll(
            database,
            sql: """
                WITH RECURSIVE same (id) AS (
                    SELECT ? UNION SELECT alert.id FROM alert JOIN same ON alert.merged_into = same.id)
                SELECT id FROM same
                """, arguments: [root])
        return AlertGroup(
            sql: "(" + Array(repeating: "?", count: ids.count).joined(separator: ", ") + ")",
            arguments: StatementArguments(ids))
    }

    /// The alert that took the posts of one that was merged, and so on.
    static func root(of alert: String, _ database: Database) throws -> String {
        var id = alert
        for _ in 0..<16 {
            guard
                let next = try String.fetchOne(
                    database, sql: "SELECT merged_into FROM alert WHERE id = ? AND state = 'merged'", arguments: [id])
            else { break }
            id = next
        }
        return id
    }

    static func events(of root: String, _ database: Database) throws -> [AckEvent] {
        guard try database.tableExists("ack_event") else { return [] }
        let group = try group(of: root, database)
        return try Row.fetchAll(
            database, sql: "SELECT * FROM ack_event WHERE alert IN \(group.sql) ORDER BY number",
            arguments: group.arguments
        ).map(AckEvent.init(row:))
    }
}

/// The kind of an event in its columns.
enum AckColumns {
    static func columns(_ kind: AckEvent.Kind) -> (kind: String, value: String?, lease: AckEvent.Lease?) {
        switch kind {
        case .claimed(let lease): ("claimed", nil, lease)
        case .released: ("released", nil, nil)
        case .lapsed: ("lapsed", nil, nil)
        case .responded(let url): ("responded", url, nil)
        case .dismissed(let reason): ("dismissed", reason.rawValue, nil)
        case .merged(let alert): ("merged", alert, nil)
        }
    }
}

extension AckEvent {
    init(row: Row) throws {
        let kind: Kind
        switch try row.get("kind", as: String.self) {
        case "claimed": kind = .claimed(Lease(until: try row.get("until"), remindAt: try row.get("remind_at")))
        case "released": kind = .released
        case "lapsed": kind = .lapsed
        case "responded": kind = .responded(url: try row.get("value"))
        case "dismissed": kind = .dismissed(try row.word("value"))
        case "merged": kind = .merged(from: try row.get("value"))
        default: throw BadRow(column: "kind")
        }
        self.init(
            alert: try row.get("alert"), code: try row.get("code"), actor: try row.get("actor"),
            channel: try row.get("channel"), externalID: try row.get("external_id"), at: try row.get("at"), kind: kind,
            rawHash: try row.get("raw_hash"))
    }
}
