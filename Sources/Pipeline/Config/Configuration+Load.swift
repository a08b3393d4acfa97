import Foundation
import Intake
import Model
import Settings
import Text

extension Configuration {
    /// Reads jibu.yaml and the files that it names.
    ///
    /// - Parameters:
    ///   - path: of jibu.yaml, as the user gave it; findings show it so.
    ///   - today: the office's day, for notes about mandates that have ended; nil leaves them out.
    /// - Returns: nil with at least one error; warnings and notes come with a configuration too. Findings are in file
    ///   order.
    package static func load(
        path: String, kinds: [SourceKind], today: CivilDate? = nil
    ) -> (Configuration?, [Finding]) {
        var findings: [Finding] = []
        guard let bytes = SettingsFile.bytes(of: path, into: &findings) else { return (nil, findings) }
        return load(bytes: bytes, file: path, kinds: kinds, today: today) { SettingsFile.bytes(of: $0, into: &$1) }
    }

    /// The same from bytes: a pure function of its arguments.
    ///
    /// - Parameters:
    ///   - file: the path of jibu.yaml; other paths are joined to its folder.
    ///   - read: gives the bytes of another file, or nil with an error.
    package static func load(
        bytes: [UInt8], file: String, kinds: [SourceKind], today: CivilDate? = nil,
        read: (String, inout [Finding]) -> [UInt8]?
    ) -> (Configuration?, [Finding]) {
        var findings: [Finding] = []
        let folder = FilePaths.folder(of: file)
        let root = YAMLInput.text(of: bytes, file: file, into: &findings)
            .flatMap { YAMLText.parse($0, file: file, into: &findings) }
            .map { RosterFile.merged(into: $0, folder: folder, read: read, findings: &findings) }
        guard let (node, roster) = root, let document = JibuFileKeys.shape(kinds: kinds).read(node, &findings) else {
            return (nil, findings.sorted(by: Finding.inFileOrder))
        }
        let companions = Companions(of: document, folder: folder, today: today, read: read, into: &findings)
        let places = companions.places
        findings += ReferenceChecks.findings(
            document, places: places, silences: companions.silences, platforms: kinds.map(\.platform))
        findings += RecipientChecks.findings(document, today: today)
        findings += RosterChecks.findings(document)
        findings += RouteChecks.findings(document, places: places ?? [], today: today)
        findings += DeliveryChecks.findings(document, folder: folder)
        findings.sort(by: Finding.inFileOrder)
        guard !findings.hasErrors, let places else { return (nil, findings) }
        let hash = hash(of: [bytes] + [roster].compactMap { $0 } + companions.hashed)
        return (
            Configuration(document, places: places, companions: companions, folder: folder, hash: hash), findings
        )
    }

    /// Nil only when a section is missing, which is among the errors then.
    private init?(
        _ document: JibuFile, places: [Place], companions: Companions, folder: String, hash: String
    ) {
        guard let office = document.office, let runEvery = document.runEvery, let data = document.data,
            let privacy = document.privacy, let watchlists = document.watchlists, let route = document.route,
            let segmentPosts = document.segmentPosts, let retention = document.retention,
            let answering = document.answering, let acknowledging = document.acknowledging,
            let network = document.network, let budget = document.budget
        else { return nil }
        self.folder = folder
        self.office = office
        self.runEvery = runEvery
        self.dataFolder = FilePaths.join(folder, data)
        self.pseudonymKey = privacy.pseudonymKey.joined(to: folder)
        self.sealingKey = privacy.sealingKey.joined(to: folder)
        self.sources = document.sources.map(\.source)
        self.places = places
        self.watchlistsFolder = FilePaths.join(folder, watchlists)
        self.recipients = document.recipients.map { entry in
            var recipient = entry.recipient
            if recipient.timeZone.isEmpty { recipient.timeZone = office.timeZone }
            if let calendar = (entry.holidays ?? document.holidays)?.value {
                recipient.holidays = companions.holidays[calendar] ?? Holidays()
            }
            return recipient
        }
        self.route = route.route
        self.silences = companions.silences.silences.map(\.silence)
        self.inhibitions = companions.silences.inhibitions.map(\.inhibition)
        self.claimReferences = route.all.flatMap(\.match.claims) + companions.silences.claims
        self.readers = document.recipients.filter { [.deputy, .pressOfficer].contains($0.recipient.role) }
            .map { Located($0.recipient.languages, at: $0.place) }
        self.channels = document.channels.map { $0.channel.resolved(in: folder) }
        self.segmentPosts = segmentPosts
        self.retention = retention
        self.watchedFolders = document.watchedFolders.map { entry in
            var watched = entry.folder
            watched.folder = FilePaths.join(folder, watched.folder)
            return watched
        }
        self.tipping = answering.tipping
        var policy = answering.policy
        policy.siteFirst = answering.siteFirst ?? (office.site != nil)
        self.answering = policy
        self.acknowledging = acknowledging
        self.network = NetworkPolicy(
            allow: network.allow, resolve: network.resolve, concurrency: network.concurrency,
            hostPause: network.hostPause, patience: network.patience,
            userAgent: "jibu/0.1 (+\(network.contact ?? office.contact))",
            authorities: network.authorities.map { FilePaths.join(folder, $0) })
        self.minimumInterval = network.minimumInterval
        self.maximumInterval = network.maximumInterval
        self.budget = budget
        self.hash = hash
    }

    /// 128 bits over the files, each with its length before it.
    static func hash(of files: [[UInt8]]) -> String {
        let bytes = files.flatMap { file in
            withUnsafeBytes(of: UInt64(file.count).littleEndian) { Array($0) } + file
        }
        return StableHash.hex(StableHash.hash64(bytes)) + StableHash.hex(StableHash.hash64(bytes, seed: 1))
    }
}

extension SecretReference {
    /// The same with its path joined to the folder of jibu.yaml.
    fileprivate func joined(to folder: String) -> SecretReference {
        path.map { .file(FilePaths.join(folder, $0)) } ?? self
    }
}

/// A settings file on disk.
enum SettingsFile {
    /// The bytes, at most one more than `YAMLInput` takes; nil with `file-unreadable`.
    static func bytes(of path: String, into findings: inout [Finding]) -> [UInt8]? {
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? handle.close() }
            return Array(try handle.read(upToCount: YAMLInput.maximumBytes + 1) ?? Data())
        } catch {
            findings.append(
                Finding(
                    "file-unreadable", .error, at: FilePlace(file: path), "the file cannot be read",
                    help: "Check that it is there, that the name is right, and who owns it."))
            return nil
        }
    }
}
