import GRDB
import Glibc
import Model

/// A copy of the ledger as it was before its tables change (trust.md R22): the older Jibu can go on with it.
extension Ledger {
    /// Where the copy from before a change lies: `ledger.before-3.sqlite` beside the ledger.
    static func backupPath(of path: String, before change: String) -> String {
        let stem = path.hasSuffix(".sqlite") ? String(path.dropLast(7)) : path
        return "\(stem).before-\(change.prefix { $0 != " " }).sqlite"
    }

    /// Copies the ledger durably, unless it is new. A copy that a killed run left half made is made again.
    func backUpBeforeMigration() throws(StorageError) {
        let applied = try read { try Migrations.migrator.appliedIdentifiers($0) }
        guard !applied.isEmpty, let next = Migrations.migrator.migrations.first(where: { !applied.contains($0) }) else {
            return
        }
        let final = Self.backupPath(of: path, before: next)
        if Folders.exists(final) { return }
        let half = final + ".tmp"
        try Folders.remove(half)
        _ = try OpenFile.creating(half)
        do {
            let copy = try DatabaseQueue(path: half)
            try backUp(into: copy)
            try copy.close()
        } catch {
            throw LedgerFile.storageError(error, path: half)
        }
        try OpenFile.forReading(half).makeDurable()
        try Folders.rename(half, to: final)
        try Folders.makeDurable(Folders.parent(of: final))
    }

    /// Removes copies from before a migration once the last run before it is longer ago than data may be kept.
    ///
    /// - Parameter oldest: data from before this instant may not be kept. The clock must be one that can be trusted.
    package func dropBackups(before oldest: Instant) throws(StorageError) {
        let folder = Folders.parent(of: path)
        let names = try Folders.names(in: folder).filter { $0.hasPrefix("ledger.before-") }
        guard !names.isEmpty else { return }
        for name in names {
            let copy = try Ledger.reading(folder + "/" + name)
            if let last = try copy.lastClock(), last >= oldest { continue }
            try Folders.remove(folder + "/" + name)
        }
    }
}
