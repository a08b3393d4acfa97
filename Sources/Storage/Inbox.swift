/// Files that a command leaves for the next run (design decision 19): `data/inbox/`. Only the holder of the run lock
/// takes them away, so a command never waits for a run.
package struct Inbox: Sendable, Hashable {
    package let folder: String
    /// Bytes of one file; what is larger was not put there by us.
    static let longest = 1 << 20
    /// Files that one run takes.
    private static let mostFiles = 10_000

    package init(folder: String) { self.folder = folder }

    /// Puts a file there, durably and whole; one of that name is replaced.
    package func put(_ bytes: [UInt8], as name: String) throws(StorageError) {
        try Folders.make(folder)
        let path = folder + "/" + name
        let half = path + ".tmp"
        try Folders.remove(half)
        do {
            let file = try OpenFile.creating(half)
            try file.write(bytes)
            try file.makeDurable()
        }
        try Folders.rename(half, to: path)
        try Folders.makeDurable(folder)
    }

    /// Files whose names begin and end like this, in the order of their names. Nil bytes: the file is too large.
    package func files(prefix: String, suffix: String) throws(StorageError) -> [(name: String, bytes: [UInt8]?)] {
        var files: [(name: String, bytes: [UInt8]?)] = []
        for name in try Folders.names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            guard files.count < Self.mostFiles else { break }
            let file = try OpenFile.forReading(folder + "/" + name)
            let size = try file.size()
            guard size <= Self.longest else {
                files.append((name, nil))
                continue
            }
            var bytes = [UInt8](repeating: 0, count: size)
            var failure: StorageError?
            let read = bytes.withUnsafeMutableBytes { buffer -> Int in
                do throws(StorageError) { return try file.read(at: 0, into: buffer) } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            files.append((name, Array(bytes.prefix(read))))
        }
        return files
    }

    /// Takes a file away once what it said is durable elsewhere.
    package func remove(_ name: String) throws(StorageError) { try Folders.remove(folder + "/" + name) }
}

extension DataFolder {
    package var inbox: Inbox { Inbox(folder: path + "/inbox") }
    /// Messages out of private groups that matched a claim: never in the archive, and gone after a short time.
    package var privateTips: Inbox { Inbox(folder: path + "/private") }
}
