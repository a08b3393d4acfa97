import Glibc
import Model

/// Why a secret could not be read. Never holds a byte of it.
public enum SecretFailure: Error, Sendable, Hashable, CustomStringConvertible {
    case unreadable(path: String, why: String)
    /// Others than its owner may read or change it.
    case tooOpen(path: String, mode: UInt32)
    case empty(path: String)
    case tooLong(path: String, maximum: Int)
    /// `{credential: …}` outside a systemd unit that loads it.
    case noCredentials(name: String)

    /// The stable code of the finding: `secret-too-open` or `secret-unreadable`.
    public var code: String {
        if case .tooOpen = self { "secret-too-open" } else { "secret-unreadable" }
    }

    public var description: String {
        switch self {
        case .unreadable(let path, let why): "the secret in \(path) cannot be read: \(why)"
        case .tooOpen(let path, let mode):
            "the secret in \(path) is open to others (mode 0\(String(mode, radix: 8)))"
        case .empty(let path): "the secret in \(path) is empty"
        case .tooLong(let path, let maximum): "the secret in \(path) has more than \(maximum) bytes"
        case .noCredentials(let name): "the credential \(name) is not there: CREDENTIALS_DIRECTORY is not set"
        }
    }

    /// What to do about it.
    public var help: String {
        switch self {
        case .unreadable: "Check that the file is there and belongs to the user that runs Jibu."
        case .tooOpen(let path, _): "Run: chmod 600 \(path)   Then change the secret: others may have read it."
        case .empty: "Write the secret into the file; one line feed at its end is not counted."
        case .tooLong: "Check that it is the right file."
        case .noCredentials: "Start Jibu through its systemd unit with LoadCredential=, or use {file: path}."
        }
    }
}

extension SecretReference {
    /// Longer secrets are refused: it is the wrong file.
    public static let maximumBytes = 64 << 10

    /// Reads the secret. One line feed (or CR LF) at its end is not part of it.
    ///
    /// - Parameter credentials: systemd's credentials folder; nil outside a unit.
    /// - Throws: when the file is missing, empty, or readable or writable for more than its owner. A file of root
    ///   may be readable for its group (0640), since a service cannot own it.
    public func read(credentials: String? = SecretReference.credentialsFolder) throws(SecretFailure) -> Secret {
        let path: String
        switch self {
        case .file(let name): path = name
        case .credential(let name):
            guard let credentials else { throw .noCredentials(name: name) }
            path = credentials + "/" + name
        }
        var bytes = try SecretReference.contents(of: path)
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw .empty(path: path) }
        return Secret(bytes)
    }

    /// `$CREDENTIALS_DIRECTORY` (systemd.exec, "Credentials").
    public static var credentialsFolder: String? { getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) } }

    /// The bytes of a regular file that only its owner can read.
    private static func contents(of path: String) throws(SecretFailure) -> [UInt8] {
        // O_NONBLOCK: a pipe with nobody at its other end must not hold up a run.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(path: path, why: reason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, why: reason()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, why: "it is no regular file") }
        let mode = UInt32(status.st_mode) & 0o7777
        guard isClosed(mode: mode, owner: status.st_uid) else { throw .tooOpen(path: path, mode: mode) }
        var bytes = [UInt8](repeating: 0, count: maximumBytes + 1)
        var count = 0
        while count < bytes.count {
            let room = bytes.count - count
            let got = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), room) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, why: reason()) }
            if got == 0 { break }
            count += got
        }
        guard count <= maximumBytes else { throw .tooLong(path: path, maximum: maximumBytes) }
        return Array(bytes.prefix(count))
    }

    /// 0600 or less; root's own files may be 0640.
    static func isClosed(mode: UInt32, owner: UInt32) -> Bool {
        mode & 0o077 == 0 || (owner == 0 && mode & 0o037 == 0)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
