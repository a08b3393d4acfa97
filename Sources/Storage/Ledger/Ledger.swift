import GRDB
import Model
import Synchronization

/// What Jibu decided and what became of it, in one SQLite file.
///
/// In the order of a run:
///
/// ```
/// open, recoverInflight      Ledger, Ledger+Deliveries
/// uncovered, known, sources  Ledger+Posts, Ledger+Sources      what to read again, what is new
/// state                      Ledger+State                      what Alerting goes on from
/// undecidedPatterns, undecidedPosts  Ledger+Undecided          posts that mended patterns are matched with again
/// commit(CoveredBatch)       Ledger+Covered                    TRANSACTION 1
/// queuedNotices              Ledger+Notices
/// commit([Digest])           Ledger+Digests                    TRANSACTION 2, before any connection
/// dueDeliveries, begin, finish   Ledger+Deliveries             `begin` is durable before the connection
/// record                     Ledger+Runs
/// ```
///
/// One connection; the holder of `RunLock` is the only writer (design
/// decisions 2 and 19). Every call that returned is durable. After an error
/// of the disk the ledger refuses everything: what it would say next may not
/// be what the disk has (trust.md R4).
package final class Ledger: Sendable {
    /// Where the file is; `:memory:` for replay.
    package let path: String
    private let isReadOnly: Bool
    private let queue: DatabaseQueue
    private let broken = Mutex<StorageError?>(nil)

    private init(path: String, readOnly: Bool) throws(StorageError) {
        self.path = path
        isReadOnly = readOnly
        let configuration = LedgerFile.configuration(readOnly: readOnly)
        do {
            queue = try path == Self.memory
                ? DatabaseQueue(configuration: configuration) : DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw LedgerFile.storageError(error, path: path)
        }
    }

    /// Opens a ledger, making it when it is missing and bringing its tables up to date.
    ///
    /// - Parameter readOnly: for commands that only look; never makes, migrates or writes.
    package static func open(path: String, readOnly: Bool = false) throws(StorageError) -> Ledger {
        if readOnly {
            guard Folders.exists(path) else { throw .noLedger(path: path) }
        } else {
            try LedgerFile.prepare(path)
        }
        let ledger = try Ledger(path: path, readOnly: readOnly)
        try ledger.check()
        if !readOnly {
            try ledger.backUpBeforeMigration()
            try ledger.migrate()
        }
        return ledger
    }

    /// A ledger of an older Jibu, to look at what all of them have.
    static func reading(_ path: String) throws(StorageError) -> Ledger { try Ledger(path: path, readOnly: true) }

    /// An empty ledger that is gone with its value: replay runs the same code on it.
    package static func inMemory() throws(StorageError) -> Ledger {
        let ledger = try Ledger(path: memory, readOnly: false)
        try ledger.migrate()
        return ledger
    }

    private static let memory = ":memory:"

    /// Refuses files that are not ours, that a newer Jibu wrote, or that are damaged.
    private func check() throws(StorageError) {
        try read { database in
            let id = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
            let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
            guard id == LedgerFile.applicationID || (id == 0 && isEmpty) else {
                throw StorageError.notALedger(path: path, why: "its application id is \(id)")
            }
            if isEmpty {
                if isReadOnly { throw StorageError.noLedger(path: path) }
                return
            }
            let problems = try String.fetchAll(database, sql: "PRAGMA quick_check(5)")
            guard problems == ["ok"] else {
                throw StorageError.damagedLedger(path: path, why: problems.joined(separator: "; "))
            }
            let applied = try Migrations.migrator.appliedIdentifiers(database)
            let unknown = applied.subtracting(Migrations.migrator.migrations)
            guard unknown.isEmpty else { throw StorageError.newerLedger(path: path, changes: unknown.sorted()) }
            if isReadOnly, applied.isEmpty { throw StorageError.noLedger(path: path) }
        }
    }

    private func migrate() throws(StorageError) {
        do {
            // The mark goes first, by itself: a file that a killed run left with some tables of ours must be ours.
            // A ledger that has it is not written to: opening it needs no room on the disk.
            try queue.writeWithoutTransaction { database in
                guard try Int32.fetchOne(database, sql: "PRAGMA application_id") != LedgerFile.applicationID else { return }
                try database.execute(sql: "PRAGMA application_id = \(LedgerFile.applicationID)")
            }
            try Migrations.migrator.migrate(queue)
        } catch {
            throw remember(error)
        }
    }

    /// Copies everything into another ledger.
    func backUp(to copy: Ledger) throws(StorageError) { try backUp(into: copy.queue) }

    func backUp(into copy: DatabaseQueue) throws(StorageError) {
        do {
            try queue.backup(to: copy)
        } catch {
            throw LedgerFile.storageError(error, path: path)
        }
    }

    /// Runs a query in one consistent view of the database.
    func read<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        try refuseIfBroken()
        do {
            return try queue.read(body)
        } catch {
            throw remember(error)
        }
    }

    /// Runs one transaction: all of it is durable when this returns, none of it when it throws.
    func write<Value>(_ body: (Database) throws -> Value) throws(StorageError) -> Value {
        try refuseIfBroken()
        guard !isReadOnly else { throw .ledger(path: path, why: "it was opened for reading only") }
        do {
            return try queue.write(body)
        } catch {
            throw remember(error)
        }
    }

    private func refuseIfBroken() throws(StorageError) {
        if let error = broken.withLock({ $0 }) { throw error }
    }

    private func remember(_ error: any Error) -> StorageError {
        let known = LedgerFile.storageError(error, path: path)
        switch known {
        case .notDurable, .cannotRead, .cannotWrite, .damagedLedger: broken.withLock { $0 = known }
        default: break
        }
        return known
    }
}
