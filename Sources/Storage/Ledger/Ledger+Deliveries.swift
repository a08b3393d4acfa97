import Foundation
import GRDB
import Model

/// The outbox at work (delivery.md 2.8):
///
/// ```
/// pending -> inflight -> accepted | unknown | retry | recipient-dead | configuration-dead
/// ```
///
/// and `expired` or `cancelled` without an attempt.
///
/// `begin` is durable before the connection opens, so a death in between is
/// seen afterwards: the row is still `inflight`, and becomes `unknown`, never `retry`.
extension Ledger {
    /// Deliveries to work on at `now`, oldest digest first: `pending`, `retry`,
    /// and `unknown` ones, which are reconciled before anything is sent again.
    package func dueDeliveries(at now: Instant) throws(StorageError) -> [Delivery] {
        try read { database in
            try Self.deliveries(
                database,
                where: """
                    delivery.state IN ('pending', 'retry', 'unknown') AND delivery.next_attempt <= ?
                    AND digest.expires > ?
                    """, [now, now])
        }
    }

    /// Says durably that an attempt starts: `inflight`, attempt n, until `at` + `lease`.
    ///
    /// Call it before the connection. Throws `wrongState` unless the delivery
    /// is pending, waiting for a retry, or unknown after its reconciling.
    package func begin(_ digest: String, at now: Instant, lease: TimeSpan) throws(StorageError) -> Delivery {
        try write { database in
            let state = try self.state(of: digest, database)
            guard [.pending, .retry, .unknown].contains(state) else {
                throw StorageError.wrongState(digest: digest, state: state.rawValue, asked: "start a delivery")
            }
            try database.execute(
                sql: """
                    UPDATE delivery SET state = 'inflight', attempts = attempts + 1, lease_until = ? WHERE digest = ?
                    """,
                arguments: [now.advanced(by: lease), digest])
            try database.execute(
                sql: """
                    INSERT INTO attempt (digest, number, begun)
                    SELECT digest, attempts, ? FROM delivery WHERE digest = ?
                    """, arguments: [now, digest])
            return try self.delivery(digest, database)
        }
    }

    /// Records how an attempt, or the reconciling of an unknown one, ended.
    ///
    /// An accepted digest's notices are told, and their open alerts notified, in the same transaction.
    ///
    /// An outcome that only a working channel gives closes the channel's breaker. A `retry` after `unknown` is the
    /// proof that nothing was delivered by any attempt: none of them is in doubt any more.
    ///
    /// - Parameters:
    ///   - next: when to go on after `retry` and `unknown`; nil: at the next run.
    ///   - expired: why there is no going on after `retry` and `unknown`; the delivery is given up.
    ///   - breaker: what the channel is broken by, after `configurationDead`.
    /// - Throws: `wrongState` unless the delivery is inflight or unknown.
    package func finish(
        _ digest: String, _ outcome: Outcome, at now: Instant, next: Instant? = nil, expired: String? = nil,
        breaker: BrokenChannel? = nil
    ) throws(StorageError) {
        try write { database in
            let state = try self.state(of: digest, database)
            guard state == .inflight || state == .unknown else {
                throw StorageError.wrongState(digest: digest, state: state.rawValue, asked: "end a delivery")
            }
            try database.execute(
                sql: """
                    UPDATE delivery SET state = ?, detail = ?, next_attempt = ?, lease_until = NULL WHERE digest = ?
                    """,
                arguments: [
                    expired == nil ? outcome.state.rawValue : Delivery.State.expired.rawValue,
                    expired ?? outcome.detail, next ?? now, digest,
                ])
            try database.execute(
                sql: """
                    UPDATE attempt SET ended = ?1, outcome = ?2, detail = ?3
                    WHERE digest = ?4 AND (number = (SELECT attempts FROM delivery WHERE digest = ?4)
                        OR outcome = 'unknown' AND ?5)
                    """, arguments: [now, outcome.name, outcome.detail, digest, state == .unknown && outcome.isRetry])
            switch outcome {
            case .accepted:
                try Self.markTold(digest, at: now, database)
                try self.mend(channelOf: digest, at: now, database)
            case .recipientDead, .digestRefused: try self.mend(channelOf: digest, at: now, database)
            case .configurationDead: if let breaker { try Self.save(breaker, database) }
            case .retry, .unknown: break
            }
        }
    }

    /// Turns deliveries that were cut off by a death into `unknown`; returns them.
    ///
    /// Cut off: the lease is over, or it began after `now` (the clock was set back).
    ///
    /// - Parameter isOnlyRun: the caller holds the run lock, so nobody else can be sending and no lease counts.
    package func recoverInflight(at now: Instant, isOnlyRun: Bool = false) throws(StorageError) -> [Delivery] {
        try write { database in
            let cutOff = try Self.deliveries(
                database,
                where: """
                    delivery.state = 'inflight' AND (? OR delivery.lease_until IS NULL OR delivery.lease_until <= ?
                    OR ? < (SELECT max(begun) FROM attempt WHERE attempt.digest = delivery.digest))
                    """, [isOnlyRun, now, now])
            for delivery in cutOff {
                let why = "the run ended during attempt \(delivery.attempts)"
                try database.execute(
                    sql: """
                        UPDATE delivery SET state = 'unknown', detail = ?, next_attempt = ?, lease_until = NULL
                        WHERE digest = ?
                        """,
                    arguments: [why, now, delivery.digest.id])
                try database.execute(
                    sql: "UPDATE attempt SET outcome = 'unknown', detail = ? WHERE digest = ? AND number = ?",
                    arguments: [why, delivery.digest.id, delivery.attempts])
            }
            return try cutOff.map { try self.delivery($0.digest.id, database) }
        }
    }

    /// Gives up deliveries whose digest is too old to be sent; returns them for the report. Inflight ones stay.
    package func expireDeliveries(at now: Instant) throws(StorageError) -> [Delivery] {
        try write { database in
            let old = try Self.deliveries(
                database,
                where: """
                    delivery.state IN ('pending', 'retry', 'unknown', 'configuration-dead') AND digest.expires <= ?
                    """, [now])
            for delivery in old {
                try database.execute(
                    sql: "UPDATE delivery SET state = 'expired' WHERE digest = ?", arguments: [delivery.digest.id])
            }
            return try old.map { try self.delivery($0.digest.id, database) }
        }
    }

    /// One delivery; nil when the digest is unknown.
    package func delivery(_ digest: String) throws(StorageError) -> Delivery? {
        try read { try Self.deliveries($0, where: "digest.id = ?", [digest]).first }
    }

    /// Every delivery that carried, or will carry, a notice of the alert; oldest first.
    package func deliveries(of alert: String) throws(StorageError) -> [Delivery] {
        try read { database in
            try Self.deliveries(
                database,
                where: """
                    digest.id IN (SELECT digest_notice.digest FROM digest_notice
                    JOIN notice ON notice.id = digest_notice.notice WHERE notice.alert = ?)
                    """, [alert])
        }
    }

    /// Deliveries in these states, oldest first.
    package func deliveries(in states: Set<Delivery.State>) throws(StorageError) -> [Delivery] {
        try read { try Self.deliveries($0, where: "delivery.state IN \(Self.words(states))", []) }
    }

    // MARK: Steps

    func state(of digest: String, _ database: Database) throws -> Delivery.State {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT state FROM delivery WHERE digest = ?", arguments: [digest])
        else { throw StorageError.unknownDigest(id: digest) }
        return try row.word("state")
    }

    private func delivery(_ digest: String, _ database: Database) throws -> Delivery {
        guard let delivery = try Self.deliveries(database, where: "digest.id = ?", [digest]).first else {
            throw StorageError.unknownDigest(id: digest)
        }
        return delivery
    }

    private static func markTold(_ digest: String, at now: Instant, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT OR IGNORE INTO told (notice, digest, accepted)
                SELECT notice, digest, ? FROM digest_notice WHERE digest = ?
                """, arguments: [now, digest])
        try database.execute(
            sql: """
                UPDATE alert SET state = 'notified' WHERE state = 'open' AND id IN (
                SELECT notice.alert FROM notice JOIN digest_notice ON digest_notice.notice = notice.id
                WHERE digest_notice.digest = ?)
                """, arguments: [digest])
    }

    static func deliveries(
        _ database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Delivery] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT delivery.*, digest.*,
                    (SELECT count(*) FROM attempt WHERE attempt.digest = digest.id AND outcome = 'unknown') AS doubts,
                    (SELECT max(begun) FROM attempt WHERE attempt.digest = digest.id) AS begun
                FROM delivery JOIN digest ON digest.id = delivery.digest
                WHERE \(condition) ORDER BY digest.created, digest.id
                """,
            arguments: arguments
        ).map { row in
            let id = try row.get("id", as: String.self)
            let digest = Digest(
                id: id, recipient: try row.get("recipient"), channel: try row.get("channel"),
                address: try row.get("address"), created: try row.get("created"), subject: try row.get("subject"),
                notices: try String.fetchAll(
                    database, sql: "SELECT notice FROM digest_notice WHERE digest = ? ORDER BY position",
                    arguments: [id]),
                bytes: Array(try row.get("bytes", as: Data.self)), text: try row.get("text"),
                expires: try row.get("expires"),
                severity: try row.find("severity", as: String.self).flatMap(Severity.init) ?? .low,
                sameAs: try row.find("same_as"))
            return Delivery(
                digest: digest, state: try row.word("state"), attempts: try row.get("attempts"),
                nextAttempt: try row.get("next_attempt"), detail: try row.find("detail"),
                doubts: try row.get("doubts"), begun: try row.find("begun"))
        }
    }
}

extension Outcome {
    fileprivate var isRetry: Bool { if case .retry = self { true } else { false } }

    /// The state of a delivery that ended so.
    fileprivate var state: Delivery.State {
        switch self {
        case .accepted: .accepted
        case .retry: .retry
        // What the attempt says tells them apart (`deadEnds`).
        case .recipientDead, .digestRefused: .recipientDead
        case .configurationDead: .configurationDead
        case .unknown: .unknown
        }
    }
}
