import Glibc

/// An open file that closes itself; every descriptor is close-on-exec, so that no plugin inherits it.
struct OpenFile: ~Copyable {
    let descriptor: Int32
    let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    static func forReading(_ path: String) throws(StorageError) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, why: lastSystemError()) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Makes a file that did not exist; only its owner may read it.
    static func creating(_ path: String) throws(StorageError) -> OpenFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path, or: { .cannotOpen(path: $0, why: $1) }) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Opens a file for locking, making it when it is missing.
    static func forLocking(_ path: String) throws(StorageError) -> OpenFile {
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path, or: { .cannotOpen(path: $0, why: $1) }) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    /// Opens a file to write at its end, making it when it is missing; only its owner may read it.
    static func forAppending(_ path: String) throws(StorageError) -> OpenFile {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path, or: { .cannotOpen(path: $0, why: $1) }) }
        return OpenFile(descriptor: descriptor, path: path)
    }

    func write(_ bytes: [UInt8]) throws(StorageError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path, or: { .cannotWrite(path: $0, why: $1) }) }
            written += count
        }
    }

    /// Fills `buffer` from `offset` on; returns how many bytes there were.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StorageError) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(path: path, why: lastSystemError()) }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// The bytes of a range; fewer when the file ends.
    func bytes(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
        var failure: StorageError?
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { target, filled in
            do throws(StorageError) {
                filled = try read(at: offset, into: UnsafeMutableRawBufferPointer(target))
            } catch {
                failure = error
                filled = 0
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Bytes in the file at this moment.
    func size() throws(StorageError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, why: lastSystemError()) }
        return Int(status.st_size)
    }

    /// Waits until the disk has the file. An error is final: never call this again for the same data (trust.md R4).
    func makeDurable() throws(StorageError) {
        guard fsync(descriptor) == 0 else { throw .notDurable(path: path, why: lastSystemError()) }
    }
}

/// What Storage does with folders; each change is durable before the call returns.
enum Folders {
    /// Makes a folder and its missing parents, for its owner only. A new
    /// folder is durable when its parent's list of names is.
    static func make(_ path: String) throws(StorageError) {
        if exists(path) { return }
        let parent = parent(of: path)
        if parent != path { try make(parent) }
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw failure(path, or: { .cannotOpen(path: $0, why: $1) })
        }
        try makeDurable(parent)
    }

    static func makeDurable(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notDurable(path: path, why: lastSystemError()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .notDurable(path: path, why: lastSystemError()) }
    }

    /// Names in a folder, in byte order; none when there is no such folder.
    static func names(in path: String) throws(StorageError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .cannotRead(path: path, why: lastSystemError())
        }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else {
                guard errno == 0 else { throw .cannotRead(path: path, why: lastSystemError()) }
                break
            }
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func rename(_ from: String, to: String) throws(StorageError) {
        guard Glibc.rename(from, to) == 0 else { throw failure(to, or: { .cannotWrite(path: $0, why: $1) }) }
    }

    /// Removes a file; one that is already gone counts as removed.
    static func remove(_ path: String) throws(StorageError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .cannotWrite(path: path, why: lastSystemError()) }
    }

    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// The system's words for the error of the last call.
func lastSystemError() -> String { String(cString: strerror(errno)) }

/// `diskFull` when that was the reason, else what `other` makes of it.
private func failure(_ path: String, or other: (String, String) -> StorageError) -> StorageError {
    [ENOSPC, EDQUOT].contains(errno) ? .diskFull(path: path) : other(path, lastSystemError())
}
