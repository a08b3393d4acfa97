import Intake
import Model
import Storage

/// The archive of one office, for the commands that work on it.
package struct ArchiveOffice: Sendable {
    package let configuration: Configuration
    package let now: Instant
    let data: DataFolder

    /// Reads jibu.yaml; no watchlist is needed to look after posts.
    package init(config path: String, kinds: [SourceKind], now: Instant) throws(PipelineError) {
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration, !findings.hasErrors else {
            throw .configuration(findings.filter { $0.severity == .error })
        }
        self.configuration = configuration
        self.now = now
        data = DataFolder(path: configuration.dataFolder)
    }

    /// The run lock and the ledger: what changes the archive needs both.
    func forWriting() throws(PipelineError) -> (RunLock, Ledger) {
        let data = data
        guard let lock = try storage({ () throws(StorageError) in try data.lock() }) else { throw .locked(data.path) }
        return (lock, try storage { () throws(StorageError) in try data.ledger() })
    }
}

extension Configuration {
    /// Intake with the office's keys.
    ///
    /// - Parameter makesKeys: a command that archives makes a key file that is missing; one that writes nothing uses a
    ///   key of the moment instead.
    func intake(makesKeys: Bool) throws(PipelineError) -> Intake {
        let pseudonym = try KeyFile.read(pseudonymKey, makesMissing: makesKeys)
        let sealing = try KeyFile.read(sealingKey, makesMissing: makesKeys)
        guard let pseudonyms = PseudonymKey(pseudonym), let seals = SealingKey(sealing) else {
            throw .key("a key in privacy: is shorter than 32 bytes; remove the file to have a new one made")
        }
        return Intake(pseudonyms: pseudonyms, sealing: seals)
    }
}
