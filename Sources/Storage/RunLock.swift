import Glibc

/// The right to write to a data folder, held by one process at a time.
///
/// It is a kernel lock on `run.lock`, not the file's existence: the kernel
/// releases it when the process ends, however it ends, so it is never stale
/// (trust.md R7). Keep the value alive for the whole run.
package final class RunLock: Sendable {
    private let file: OpenFile

    private init(file: consuming OpenFile) { self.file = file }

    /// Unlocks before it closes: a process that starts at this moment may hold a copy of the descriptor until it runs.
    deinit { _ = flock(file.descriptor, LOCK_UN) }

    /// Takes the lock without waiting; nil when another run holds it.
    package static func acquire(folder: String) throws(StorageError) -> RunLock? {
        try Folders.make(folder)
        let file = try OpenFile.forLocking(folder + "/run.lock")
        while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            if errno == EWOULDBLOCK { return nil }
            throw .cannotOpen(path: file.path, why: lastSystemError())
        }
        return RunLock(file: file)
    }
}
