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
            for alert in covered.alerts { try Self.save(alert, database) }
            // Who had seen to an alert that was merged sees to the one that took its posts.
            for alert in covered.alerts where alert.state == .merged {
                if try !Self.events(of: try Self.root(of: alert.id, database), database).isEmpty {
                    try self.settle(alert.id, at: covered.at, database)
                }
            }
            for notice in covered.notices { try Self.save(notice, database) }
            try Self.giveCodes(to: covered.notices.map(\.alert), at: covered.at, database)
            try Self.save(watched: covered.watched, database)
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
