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
    /// What was asked for is not there, in a sentence.
    case notFound(String)
    /// Watchlists, by the name that the user gave them, with files that cannot be used as they stand: what a replay
    /// would say of them would look like a finding.
    case brokenLists(String, [Finding])
    /// Sketches of these segments were made with patterns on that the archive before them switches off. `file` is what
    /// `jibu scan --sketch --limits` needs to make them again.
    case limits(segments: [String], patterns: [String], file: [UInt8])

    package var description: String {
        switch self {
        case .configuration(let findings):
            findings.map(\.description).joined(separator: "\n")
                + "\nThe configuration has errors, so nothing was done."
        case .key(let what): what
        case .storage(let error): "\(error)"
        case .locked(let folder):
            "Another run holds the lock on \(folder). This one did nothing; that is normal when runs overlap."
        case .nothingScanned(let what), .notFound(let what): what
        case .brokenLists(let name, let findings):
            findings.map(\.description).joined(separator: "\n")
                + "\n\(name): nothing was replayed, since claims of files with errors would be missing from every number. "
                + "Mend the files, or take them out."
        case .limits(let segments, let patterns, _):
            "\(patterns.joined(separator: ", ")) ran too long and is switched off for the rest of the archive, but "
                + "\(segments.count) segments were sketched with it. Keep the lines on standard output in a file, make "
                + "the sketches of the segments that it names again with jibu scan --sketch --limits FILE, and replay "
                + "once more."
        }
    }
}
