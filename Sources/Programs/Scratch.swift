import CLinux
import Foundation

/// A program's working folder: mode 0700, with the files that its request names (0600).
struct Scratch {
    let path: String

    /// Nil with the reason when it cannot be made.
    static func make(below base: String, files: [String: [UInt8]], input: [UInt8]) -> (Scratch?, problem: String) {
        var template = Array("\(base)/\(namePrefix)XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let made else { return (nil, "no folder could be made below \(base): \(systemText(errno))") }
        let scratch = Scratch(path: made)
        for (name, bytes) in files.merging([inputName: input], uniquingKeysWith: { first, _ in first }) {
            guard !name.isEmpty, !name.contains("/"), name != ".", name != "..",
                scratch.write(bytes, to: "\(made)/\(name)")
            else {
                scratch.remove()
                return (nil, "the file \(name) could not be written below \(base)")
            }
        }
        return (scratch, "")
    }

    /// What standard input is read from.
    var input: String { "\(path)/\(Scratch.inputName)" }
    static let inputName = ".input"

    private func write(_ bytes: [UInt8], to file: String) -> Bool {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }

    private static let namePrefix = "jibu-program-"

    /// Removes the folder and all that the program put there; links are not followed. A folder that `make` did not
    /// make stays.
    func remove() {
        guard (path as NSString).lastPathComponent.hasPrefix(Scratch.namePrefix) else { return }
        try? FileManager.default.removeItem(atPath: path)
    }
}
