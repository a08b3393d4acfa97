import Foundation
import Model
import Settings

/// A key file of the privacy section: made on the first run, readable by its owner alone.
enum KeyFile {
    /// Reads the key. When its file is missing, a new one of 32 random bytes is made, in the file or for the moment.
    static func read(_ reference: SecretReference, makesMissing: Bool) throws(PipelineError) -> Secret {
        if let path = reference.path, !FileManager.default.fileExists(atPath: path) {
            let key = random()
            if makesMissing { try store(key, at: path) }
            return Secret(key)
        }
        do {
            return try reference.read()
        } catch {
            throw .key("\(error)")
        }
    }

    /// 32 random bytes as 64 hex digits.
    private static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<4).map { _ in
            let word = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }
        return Array(words.joined().utf8)
    }

    private static func store(_ key: [UInt8], at path: String) throws(PipelineError) {
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .key("\(folder): cannot be made: \(error.localizedDescription)")
        }
        // Written beside and renamed: a run that is killed here must not leave half a key behind.
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .key("\(draft): cannot be made: \(String(cString: strerror(errno)))") }
        defer { close(file) }
        guard write(file, key, key.count) == key.count, fsync(file) == 0, rename(draft, path) == 0 else {
            throw .key("\(path): the key file cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
