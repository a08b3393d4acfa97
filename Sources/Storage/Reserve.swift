import Glibc

/// Room kept for a run that finds the disk full (trust.md R5): given back, it lets the run send what lies in the outbox
/// and write down what became of it.
package struct Reserve: Sendable, Hashable {
    let path: String
    /// Enough for the ledger's journal and a few hundred deliveries.
    static let bytes = 4 << 20

    /// Makes the file when it is missing. False when there is no room for it: then this run has no reserve.
    package func keep() -> Bool {
        if Folders.exists(path) { return true }
        do throws(StorageError) {
            let file = try OpenFile.creating(path)
            // Real blocks, not a hole; and none at all when they do not all fit.
            guard posix_fallocate(file.descriptor, 0, off_t(Self.bytes)) == 0 else {
                unlink(path)
                return false
            }
            return true
        } catch {
            return false
        }
    }

    package var isKept: Bool { Folders.exists(path) }

    /// Gives the room back. False when there was none.
    package func release() -> Bool { unlink(path) == 0 }
}

extension DataFolder {
    package var reserve: Reserve { Reserve(path: path + "/reserve") }
}
