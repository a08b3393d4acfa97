import Foundation
import Model
import Settings

extension Configuration {
    /// Findings of the secrets that are there but cannot be used. A key that the first run makes may be missing.
    var secretFindings: [Finding] {
        let keys = [pseudonymKey, sealingKey].filter { key in
            key.path.map { FileManager.default.fileExists(atPath: $0) } ?? true
        }
        let ofSources = sources.flatMap(\.source.secrets).map { $0.resolved(in: folder) }
        return (keys + channels.flatMap(\.secrets) + ofSources).compactMap { secret in
            do throws(SecretFailure) {
                _ = try secret.read()
                return nil
            } catch {
                return Finding(
                    error.code, .error, at: FilePlace(file: secret.path ?? secret.description), error.description,
                    help: error.help)
            }
        }
    }
}
