import Foundation
import Model
import Settings

/// A key file of the privacy section: made on the first run, readable by its owner alone.
enum KeyFile {
    /// Reads the key, making a new one of 32 random bytes in hex when the file is missing.
    static func read(_ reference: SecretReference) throws(PipelineError) -> Secret {
        if let path = reference.path, !FileManager.default.fileExists(atPath: path) { try make(path) }
        do {
            return try reference.read()
        } catch {
            throw .key("\(error)")
        }
    }

    private static func make(_ path: String) throws(PipelineError) {
        var generator = SystemRandomNumberGenerator()
        let key = (0..<4).map { _ in
            let word = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
        let folder = (path as NSString).deletingLastPathComponent
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .key("\(folder): cannot be made: \(error.localizedDescription)")
        }
        guard FileManager.default.createFile(atPath: path, contents: Data(key.utf8), attributes: [.posixPermissions: 0o600])
        else { throw .key("\(path): the key file cannot be made; check the folder's owner") }
    }
}
