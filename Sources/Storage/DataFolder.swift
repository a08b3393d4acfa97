/// The data folder of one office, and the way into this room.
///
/// ```
/// data/
///   run.lock          RunLock    held by the one run that may write
///   archive/          Archive    every kept post, one segment per run, before anything is decided about it
///   ledger.sqlite     Ledger     what was decided: alerts, notices, digests, deliveries, cursors
///   reserve           Reserve    room for the bookkeeping of a run that finds the disk full
/// ```
///
/// A run takes the lock, opens both, and only then fetches.
package struct DataFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Adds one line to a log of this folder, durably.
    package func append(_ line: [UInt8], to log: String) throws(StorageError) {
        try Folders.make(path)
        let file = try OpenFile.forAppending(path + "/" + log)
        try file.write(line + [UInt8(ascii: "\n")])
        try file.makeDurable()
    }

    /// Takes the run lock; nil when another run holds it.
    package func lock() throws(StorageError) -> RunLock? { try RunLock.acquire(folder: path) }

    package var archive: Archive { Archive(folder: path + "/archive") }

    package var ledgerPath: String { path + "/ledger.sqlite" }

    /// Opens the ledger for the holder of the lock, making or migrating it when needed.
    package func ledger() throws(StorageError) -> Ledger { try Ledger.open(path: ledgerPath) }

    /// Opens the ledger for looking only; throws `noLedger` before the first run.
    package func ledgerForReading() throws(StorageError) -> Ledger { try Ledger.open(path: ledgerPath, readOnly: true) }
}
