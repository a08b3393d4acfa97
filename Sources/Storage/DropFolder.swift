import Glibc

/// A folder into which people put files for Jibu. Each is taken once, then moved to `done/` or `failed/` in it.
package struct DropFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) { self.path = path }

    /// A file that lies there, as it is at this moment.
    package struct File: Sendable, Hashable {
        package var name: String
        package var bytes: Int
        /// When its content last changed, in nanoseconds since 1970.
        package var changed: Int64

        package init(name: String, bytes: Int, changed: Int64) {
            self.name = name
            self.bytes = bytes
            self.changed = changed
        }
    }

    package enum Place: String, Sendable, CaseIterable { case done, failed }

    /// Names that programs give to files they are still writing.
    private static let unfinished = [
        ".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~",
    ]
    /// Files that one look takes in.
    private static let mostFiles = 1000

    package var exists: Bool { Folders.exists(path) }

    /// Plain files in the order of their names; not those that are hidden, that by their name are still being written,
    /// or that only point elsewhere.
    package func files() throws(StorageError) -> [File] {
        var files: [File] = []
        for name in try Folders.names(in: path) {
            guard !name.hasPrefix("."), !Self.unfinished.contains(where: name.lowercased().hasSuffix) else { continue }
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            let changed = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
            files.append(File(name: name, bytes: Int(status.st_size), changed: changed))
            if files.count == Self.mostFiles { break }
        }
        return files
    }

    /// Moves a file that has been dealt with; nothing that lies there already is replaced.
    ///
    /// - Parameter words: what to tell the person who looks there: a text of the same name with `.txt`, durable before
    ///   the file moves.
    package func move(_ name: String, to place: Place, saying words: String?) throws(StorageError) {
        let folder = path + "/" + place.rawValue
        try Folders.make(folder)
        var target = name
        var turn = 1
        while Folders.exists(folder + "/" + target) || Folders.exists(folder + "/" + target + ".txt") {
            turn += 1
            target = "\(turn)-\(name)"
        }
        if let words { try Inbox(folder: folder).put(Array((words + "\n").utf8), as: target + ".txt") }
        try Folders.rename(path + "/" + name, to: folder + "/" + target)
        try Folders.makeDurable(folder)
        try Folders.makeDurable(path)
    }

    /// Paths of the plain files in `done/` and `failed/`, whatever they are called.
    package func taken() throws(StorageError) -> [String] {
        var paths: [String] = []
        for place in Place.allCases {
            let folder = path + "/" + place.rawValue
            for name in try Folders.names(in: folder) {
                var status = stat()
                guard lstat(folder + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
                paths.append(folder + "/" + name)
            }
        }
        return paths
    }

    /// Removes a file that `taken` gave.
    package static func forget(_ path: String) throws(StorageError) { try Folders.remove(path) }
}
