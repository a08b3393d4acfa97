import Alerting
import Delivering
import Intake
import Model
import Settings
import Storage
import Transport
import Watchlists

/// One office as a command finds it: the configuration snapshot, the
/// watchlists, and the way to a run, a replay or an explanation.
///
/// Opening a house reads files and opens no ledger and no connection.
package struct House: Sendable {
    package let configuration: Configuration
    package let library: WatchlistLibrary
    package let now: Instant
    /// Everything worth telling the owner of the files.
    package var findings: [Finding] {
        configurationFindings + library.findings + Self.findings(configuration, library.watchlists)
    }

    /// What jibu.yaml says about claims and answers, which only the watchlists know.
    private static func findings(_ configuration: Configuration, _ watchlists: Watchlists) -> [Finding] {
        configuration.claimFindings(watchlists.claims.map(\.id)) + configuration.answerFindings(watchlists.responses)
    }

    private let configurationFindings: [Finding]

    /// Reads jibu.yaml and what it names.
    ///
    /// - Parameters:
    ///   - watchlists: a folder to use instead of the configured one.
    ///   - usesLastGood: false: a configured list that is broken is left out, and its findings say so.
    /// - Throws: `.configuration` when jibu.yaml has errors: nothing is fetched then and nothing is sent (design
    ///   decision 18). A broken watchlist is a finding, and its last good version is used.
    package static func open(
        config path: String, kinds: [SourceKind], now: Instant, watchlists: String? = nil, usesLastGood: Bool = true
    ) throws(PipelineError) -> House {
        let older = usesLastGood && watchlists == nil
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration, !findings.hasErrors else {
            throw .configuration(findings.sorted(by: Finding.inFileOrder))
        }
        let library = try WatchlistLibrary.read(
            folder: watchlists ?? configuration.watchlistsFolder, places: configuration.places,
            lastGood: older ? LastGood(folder: configuration.dataFolder + "/last-good", now: now) : nil,
            data: configuration.dataFolder, now: now)
        return House(configuration: configuration, library: library, now: now, configurationFindings: findings)
    }

    /// Findings of jibu.yaml, places.yaml and the watchlists, errors and all.
    package static func check(config path: String, kinds: [SourceKind], now: Instant) -> [Finding] {
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds, today: now.date)
        guard let configuration else { return findings }
        let all = findings + configuration.secretFindings
        do {
            let library = try WatchlistLibrary.read(
                folder: configuration.watchlistsFolder, places: configuration.places, lastGood: nil,
                data: configuration.dataFolder, now: now)
            return all + library.findings + Self.findings(configuration, library.watchlists)
                + configuration.limitFindings(rules(configuration, library.watchlists), now: now)
        } catch {
            return all + [
                Finding("watchlists-unreadable", .error, at: FilePlace(file: configuration.watchlistsFolder), "\(error)")
            ]
        }
    }

    /// True when a message may leave this machine.
    package var hasLiveChannels: Bool { configuration.channels.contains(where: \.isLive) }

    /// The middle of the flow with this house's rules.
    package var flow: Flow {
        Flow(
            watchlists: library.watchlists, rules: Self.rules(configuration, library.watchlists),
            places: configuration.places)
    }

    private static func rules(_ configuration: Configuration, _ watchlists: Watchlists) -> AlertingRules {
        AlertingRules(
            office: configuration.office, claims: Dictionary(watchlists.claims.map { ($0.id, $0) }) { first, _ in first },
            responses: watchlists.responses, places: configuration.places,
            sourcePlaces: Dictionary(
                configuration.sources.map { ($0.id, $0.places) }
                    + configuration.places.flatMap { place in
                        Tip.sources(of: place.id).map { ($0, [place.id]) }
                    }) { first, _ in first },
            recipients: configuration.recipients, route: configuration.route, tipping: configuration.tipping,
            answering: configuration.answering,
            channels: Dictionary(configuration.channels.map { ($0.id, $0.format) }) { first, _ in first },
            ringing: Dictionary(
                configuration.channels.compactMap { channel in channel.rings.map { (channel.id, $0) } }
            ) { first, _ in first },
            silences: configuration.silences, inhibitions: configuration.inhibitions,
            replyAddresses: Dictionary(
                configuration.channels.compactMap { channel in channel.replyAddress.map { (channel.id, $0) } }
            ) { first, _ in first },
            acknowledging: configuration.acknowledging, configurationHash: configuration.hash + watchlists.hash)
    }
}

extension House {
    /// Does one run and gives its report.
    ///
    /// - Parameters:
    ///   - programs: starts what sources of somebody else's programs ask for.
    ///   - readers: bring replies beside those of the channels; a test gives its own.
    ///   - clock: moves on during the run, for host blocks; decisions are made at `now`.
    /// - Throws: `.locked` when another run holds the lock.
    package func run(
        isDryRun: Bool, programs: any ProgramRunner = NoPrograms(), readers: [any ReplyReader] = [],
        clock: @escaping @Sendable () -> Instant,
        notify: @escaping @Sendable (RunEvent) -> Void
    ) async throws(PipelineError) -> RunReport {
        let data = DataFolder(path: configuration.dataFolder)
        let lock = isDryRun ? nil : try storage { () throws(StorageError) in try data.lock() }
        guard isDryRun || lock != nil else { throw .locked(configuration.dataFolder) }
        defer { withExtendedLifetime(lock) {} }
        let ledger = try storage { () throws(StorageError) in
            isDryRun ? try Ledger.inMemoryCopy(of: data.ledgerPath) : try data.ledger()
        }
        let reserve = data.reserve
        let hasReserve = isDryRun || reserve.keep()
        let number = try startRun(ledger, reserve)
        let client = NetworkClient(
            policy: configuration.network,
            hostBlocks: try storage { () throws(StorageError) in try ledger.hostBlocks(at: now) }, now: clock)
        let ports = DeliveryPorts(
            mail: client, mailbox: client, http: client, journal: ledger, programs: programs, now: clock)
        let readers = try readers + replyReaders(ports)
        let edges = RunEdges(
            archive: data.archive, ledger: ledger, intake: try configuration.intake(makesKeys: !isDryRun),
            reserve: reserve, inbox: data.inbox, privateTips: data.privateTips,
            watched: configuration.watchedFolders, dataFiles: Inbox(folder: data.path),
            timeZone: configuration.office.timeZone, labels: data.labels,
            erased: try storage { () throws(StorageError) in try data.erased() },
            http: LocalFiles(base: configuration.folder, allowed: ["."], network: client), programs: programs,
            secret: secretReader,
            hostBlocks: { client.hostBlocks() }, deliverers: try deliverers(ports),
            replyReaders: readers, tiplines: tiplines(readers.map(\.channel)), channelMarks: try channelMarks(),
            isOffline: { client.isOffline },
            sources: configuration.sources, retention: configuration.retention,
            segmentPosts: configuration.segmentPosts,
            schedule: configuration.schedule,
            budget: configuration.budget,
            fetchWidth: configuration.network.concurrency, workers: 2, notify: notify)
        var run = try Run(edges: edges, flow: flow, now: now, number: number, isDryRun: isDryRun)
        let errors = findings.count { $0.severity == .error }
        if errors > 0 { run.report.troubles.append("the watchlists have \(errors) errors; jibu config check names them") }
        if !hasReserve { run.report.remarks.append("the disk is nearly full: there was no room to keep a reserve") }
        var report = try await run.perform()
        if isDryRun {
            report.remarks += SMSCosts(configuration).lines(report.previews)
            let rules = flow.alerter.rules
            for index in report.previews.indices { report.previews[index].text = rules.shown(report.previews[index]) }
        } else {
            report.remarks += library.remember()
        }
        return report
    }

    /// The first write of a run. When it finds the disk full, the reserve makes room for it.
    private func startRun(_ ledger: Ledger, _ reserve: Reserve) throws(PipelineError) -> Int {
        let now = now
        do {
            return try storage { () throws(StorageError) in try ledger.startRun(at: now) }
        } catch {
            guard case .storage(.diskFull) = error, reserve.release() else { throw error }
            return try storage { () throws(StorageError) in try ledger.startRun(at: now) }
        }
    }

    /// A tipline and a channel with the same secret are one account.
    private func tiplines(_ channels: [String]) -> [String: ConfiguredSource] {
        let sources = configuration.sources.filter { $0.enabled && $0.source.tiplineConsent != nil }
        guard !sources.isEmpty else { return [:] }
        func word(_ secret: SecretReference) -> String? {
            (try? secret.resolved(in: configuration.folder).read()).map { String(decoding: $0.reveal(), as: UTF8.self) }
        }
        var tiplines: [String: ConfiguredSource] = [:]
        for channel in configuration.channels where channels.contains(channel.id) {
            guard let token = channel.botToken.flatMap(word) else { continue }
            tiplines[channel.id] = sources.first { $0.source.secrets.compactMap(word).contains(token) }
        }
        return tiplines
    }

    /// Read after `intake`, which makes the key.
    private func channelMarks() throws(PipelineError) -> [String: String] {
        guard let key = PseudonymKey(try KeyFile.read(configuration.pseudonymKey, makesMissing: false)) else { return [:] }
        return Dictionary(configuration.channels.map { ($0.id, key.mark($0.settings)) }) { first, _ in first }
    }

    /// Secrets of sources; relative paths count from the folder of jibu.yaml.
    private var secretReader: SourceContext.SecretReader {
        let folder = configuration.folder
        return { reference throws(SecretFailure) in try reference.resolved(in: folder).read() }
    }

    private func replyReaders(_ ports: DeliveryPorts) throws(PipelineError) -> [any ReplyReader] {
        var readers: [any ReplyReader] = []
        for channel in configuration.channels {
            if let reader = try channel.replyReader(ports, recipients: configuration.recipients) { readers.append(reader) }
        }
        return readers
    }

    private func deliverers(_ ports: DeliveryPorts) throws(PipelineError) -> [String: any Deliverer] {
        var deliverers: [String: any Deliverer] = [:]
        for channel in configuration.channels { deliverers[channel.id] = try channel.deliverer(ports) }
        return deliverers
    }
}
