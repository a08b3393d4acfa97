import GRDB
import Glibc
import Model

/// The ledger as a file: its permissions, its connection's settings, its errors in our words.
enum LedgerFile {
    /// "JIBU", so that `file` and every SQLite tool can tell whose it is.
    static let applicationID: Int32 = 0x4A49_4255

    /// Makes folder and file for their owner only: the ledger names recipients.
    static func prepare(_ path: String) throws(StorageError) {
        let folder = Folders.parent(of: path)
        try Folders.make(folder)
        if Folders.exists(path) {
            guard chmod(path, 0o600) == 0 else { throw .cannotOpen(path: path, why: lastSystemError()) }
        } else {
            // SQLite gives its journal the permissions of the database.
            _ = try OpenFile.creating(path)
            try Folders.makeDurable(folder)
        }
    }

    /// Design decision 19 and trust.md (b), State DB. A rollback journal and
    /// one connection: the WAL-reset bug of old libraries cannot happen.
    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            // A reader's connection may still write to the file, since after a
            // crash the first one to open it rolls the journal back.
            if readOnly { return }
            try database.execute(sql: "PRAGMA journal_mode = TRUNCATE")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// What an error of GRDB means to us.
    static func storageError(_ error: any Error, path: String) -> StorageError {
        if let error = error as? StorageError { return error }
        if let error = error as? BadRow { return .damagedLedger(path: path, why: error.description) }
        guard let error = error as? DatabaseError else { return .ledger(path: path, why: "\(error)") }
        let why = error.message ?? "\(error.resultCode)"
        switch error.extendedResultCode {
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: return .notDurable(path: path, why: why)
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ: return .cannotRead(path: path, why: why)
        default: break
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_IOERR: return .cannotWrite(path: path, why: why)
        case .SQLITE_CORRUPT: return .damagedLedger(path: path, why: why)
        case .SQLITE_NOTADB: return .notALedger(path: path, why: why)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .ledgerBusy(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM: return .cannotOpen(path: path, why: why)
        case .SQLITE_READONLY: return .cannotWrite(path: path, why: why)
        default: return .ledger(path: path, why: why)
        }
    }
}
