import GRDB
import Model

/// TRANSACTION 1: from posts that are durable in the archive to notices that will be told.
extension Ledger {
    /// Commits all of it or nothing. Committing the same batch again changes nothing but times.
    package func commit(_ covered: CoveredBatch) throws(StorageError) {
        try write { database in
            for name in covered.segments {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO segment (name, covered) VALUES (?, ?)", arguments: [name, covered.at])
            }
            for post in covered.posts { try Self.save(post, database) }
            for source in covered.sources { try Self.save(source, database) }
            for gap in covered.gaps { try Self.save(gap, database) }
            if let blocks = covered.hostBlocks { try Self.replace(hostBlocks: blocks, database) }
            for member in covered.members { try Self.save(member, database) }
            let joins = try Self.joins(covered, database)
            for alert in covered.alerts { try Self.save(alert, database) }
            for event in joins { _ = try Self.add(event, database) }
            // Who had seen to an alert that was merged sees to the one that took its posts.
            for alert in covered.alerts where alert.state == .merged {
                if try !Self.events(of: try Self.root(of: alert.id, database), database).isEmpty {
                    try self.settle(alert.id, at: covered.at, database)
                }
            }
            for notice in covered.notices { try Self.save(notice, database) }
            try Self.giveCodes(to: covered.notices.map(\.alert), at: covered.at, database)
            try Self.save(watched: covered.watched, database)
            try Self.save(undecided: covered.undecided, rematched: covered.rematched, database)
        }
    }

    /// Alerts that close into another one now, both of which stood for themselves, and something was said of one of them.
    /// What nobody was told of, and what only gets another id by the merge, stands for nothing of its own.
    private static func joins(_ covered: CoveredBatch, _ database: Database) throws -> [AckEvent] {
        // A dry run works on a copy of whatever ledger there is.
        guard try database.tableExists("ack_event") else { return [] }
        func state(_ id: String) throws -> Alert.State? {
            try Row.fetchOne(database, sql: "SELECT state FROM alert WHERE id = ?", arguments: [id])?.word("state")
        }
        func isSaid(_ id: String) throws -> Bool { try !events(of: id, database).isEmpty }
        return try covered.alerts.compactMap { alert in
            guard alert.state == .merged, let into = alert.mergedInto, let before = try state(alert.id),
                before != .merged, try state(into) != nil
            else { return nil }
            let isOfWeight = try before == .notified && isSaid(into)
            guard try isOfWeight || isSaid(alert.id) else { return nil }
            return AckEvent(
                alert: into, code: "", actor: "", channel: AckEvent.ofItself, externalID: "merge \(alert.id)",
                at: covered.at, kind: .merged(from: alert.id), rawHash: "")
        }
    }

    private static func save(_ post: PostVersion, _ database: Database) throws {
        // An older version never replaces a newer one: a segment may be covered late.
        try database.cachedStatement(
            sql: """
                INSERT INTO post (id, version, fingerprint, source, first_seen, last_seen)
                VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                ON CONFLICT (id) DO UPDATE SET
                    first_seen = min(first_seen, excluded.first_seen), last_seen = max(last_seen, excluded.last_seen),
                    fingerprint = iif(excluded.version > version, excluded.fingerprint, fingerprint),
                    source = iif(excluded.version > version, excluded.source, source),
                    version = max(version, excluded.version)
                """
        ).execute(arguments: [post.key.id, post.key.version, post.fingerprint, post.source, post.seen])
    }

    static func save(_ notice: Notice, _ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO notice (
                    id, alert, recipient, route, kind, created, not_before, held, instead_of, interrupts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            notice.id, notice.alert, notice.recipient, notice.route, notice.kind.rawValue, notice.created,
            notice.notBefore, notice.held, notice.insteadOf, notice.interrupts,
        ])
    }
}
