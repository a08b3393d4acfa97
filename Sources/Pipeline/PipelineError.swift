import Model
import Storage

/// Why a command could not do its work at all: exit status 2, except for a held lock, which is 3.
package enum PipelineError: Error, Sendable, CustomStringConvertible {
    /// jibu.yaml has errors; nothing is sent (design decision 18).
    case configuration([Finding])
    /// A key file is unreadable, too short or too open.
    case key(String)
    case storage(StorageError)
    /// Another run holds the lock.
    case locked(String)
    /// There was nothing to work on, and saying "0 hits" would mislead (design decision 22).
    case nothingScanned(String)

    package var description: String {
        switch self {
        case .configuration(let findings):
            findings.map(\.description).joined(separator: "\n")
                + "\nThe configuration has errors, so nothing was fetched and nothing was sent."
        case .key(let what): what
        case .storage(let error): "\(error)"
        case .locked(let folder):
            "Another run holds the lock on \(folder). This one did nothing; that is normal when runs overlap."
        case .nothingScanned(let what): what
        }
    }
}
