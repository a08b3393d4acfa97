/// Why the archive or the ledger could not do what was asked: where, what, and what to do.
///
/// Every case ends a run with exit status 2 (design decision 22); none of
/// them may be retried inside the run. A failed fsync above all: the kernel
/// marks the pages clean, so a second fsync that succeeds proves nothing
/// (trust.md R4).
package enum StorageError: Error, Sendable, Hashable {
    /// A file or folder could not be made or opened.
    case cannotOpen(path: String, why: String)
    case cannotRead(path: String, why: String)
    case cannotWrite(path: String, why: String)
    /// No space or quota left.
    case diskFull(path: String)
    /// An fsync failed: what was written may be lost at the next power cut.
    case notDurable(path: String, why: String)
    /// A post is too long for one line of the archive.
    case postTooLarge(id: String, bytes: Int)
    /// The compressor or decompressor could not be set up.
    case compressor(why: String)
    /// There is no ledger yet.
    case noLedger(path: String)
    /// The file is a database of another program, or no database at all.
    case notALedger(path: String, why: String)
    /// A newer Jibu has written the ledger; `changes` are the migrations that this one does not know.
    case newerLedger(path: String, changes: [String])
    case damagedLedger(path: String, why: String)
    /// Another program kept the database locked for too long.
    case ledgerBusy(path: String)
    /// Any other failure of the database.
    case ledger(path: String, why: String)
    case unknownDigest(id: String)
    /// A delivery was asked to do what its state does not allow.
    case wrongState(digest: String, state: String, asked: String)
}

extension StorageError: CustomStringConvertible {
    package var description: String { "\(what) \(help)" }

    /// One sentence: what happened, and where.
    package var what: String {
        switch self {
        case .cannotOpen(let path, let why): "\(path): cannot be opened: \(why)."
        case .cannotRead(let path, let why): "\(path): cannot be read: \(why)."
        case .cannotWrite(let path, let why): "\(path): cannot be written: \(why)."
        case .diskFull(let path): "\(path): the disk is full."
        case .notDurable(let path, let why): "\(path): the disk did not confirm that data is safe: \(why)."
        case .postTooLarge(let id, let bytes):
            "post \(id): \(bytes) bytes are more than one line of the archive may hold (\(Limits.lineBytes))."
        case .compressor(let why): "zstd: \(why)."
        case .noLedger(let path): "\(path): there is no ledger yet."
        case .notALedger(let path, let why): "\(path): this is not a ledger of Jibu: \(why)."
        case .newerLedger(let path, let changes):
            "\(path): a newer Jibu has written this ledger (\(changes.joined(separator: ", ")))."
        case .damagedLedger(let path, let why): "\(path): the ledger is damaged: \(why)."
        case .ledgerBusy(let path): "\(path): another program keeps the ledger locked."
        case .ledger(let path, let why): "\(path): the ledger refused: \(why)."
        case .unknownDigest(let id): "digest \(id): there is no such digest in the ledger."
        case .wrongState(let digest, let state, let asked): "digest \(digest): cannot \(asked) while it is \(state)."
        }
    }

    /// One sentence: what to do about it.
    package var help: String {
        switch self {
        case .cannotOpen, .cannotRead, .cannotWrite:
            "Check that the folder exists and belongs to the user that runs Jibu."
        case .diskFull: "Free some space and run again; nothing was deleted and nothing is lost."
        case .notDurable: "Check the disk (dmesg, smartctl), then run again; this run has stopped to stay safe."
        case .postTooLarge: "Lower the limit for the text of a post in the source's settings."
        case .compressor: "Free some memory and run again."
        case .noLedger: "Run `jibu run` once."
        case .notALedger: "Move the file away, or set `data` in jibu.yaml to another folder."
        case .newerLedger: "Install that version again, or restore the backup from before the upgrade."
        case .damagedLedger: "Copy the data folder somewhere safe, then restore the last backup; the archive is whole."
        case .ledgerBusy: "Close the program that has it open (a database browser, a backup), then run again."
        case .ledger: "Run `jibu doctor`; if it stays, report it with this message."
        case .unknownDigest, .wrongState: "Run `jibu doctor`; if it stays, report it with this message."
        }
    }
}
