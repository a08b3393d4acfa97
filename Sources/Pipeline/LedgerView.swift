import Foundation
import Intake
import Model
import Reading
import Storage

/// What the looking commands see: the ledger and the archive of an office, read only.
package struct LedgerView {
    let configuration: Configuration
    private let data: DataFolder

    package init(config path: String, kinds: [SourceKind]) throws(PipelineError) {
        let (configuration, findings) = Configuration.load(path: path, kinds: kinds)
        guard let configuration else { throw .configuration(findings.filter { $0.severity == .error }) }
        self.configuration = configuration
        self.data = DataFolder(path: configuration.dataFolder)
    }

    func ledger() throws(PipelineError) -> Ledger {
        let data = data
        return try storage { () throws(StorageError) in try data.ledgerForReading() }
    }

    /// Alerts, oldest first; without `all` only those that somebody may still have to act on.
    package func alerts(claim: String?, all: Bool) throws(PipelineError) -> [Alert] {
        let ledger = try ledger()
        return try storage { () throws(StorageError) in
            try ledger.alerts(AlertFilter(states: all ? nil : Alert.State.live, claim: claim))
        }
    }

    /// One alert with all that followed from it, by id or by the id's first characters.
    package func alert(startingWith id: String) throws(PipelineError) -> AlertStory {
        let ledger = try ledger()
        return try story(of: try ledger.onlyAlert(startingWith: id), ledger)
    }

    /// Every alert with all that followed from it, oldest first.
    package func stories() throws(PipelineError) -> [AlertStory] {
        let ledger = try ledger()
        var stories: [AlertStory] = []
        for alert in try storage({ () throws(StorageError) in try ledger.alerts() }) {
            stories.append(try story(of: alert, ledger))
        }
        return stories
    }

    private func story(of alert: Alert, _ ledger: Ledger) throws(PipelineError) -> AlertStory {
        try storage { () throws(StorageError) in
            let events = try ledger.ackEvents(of: alert.id)
            return AlertStory(
                alert: alert, notices: try ledger.notices(of: alert.id), deliveries: try ledger.deliveries(of: alert.id),
                code: try ledger.codes(of: [alert.id])[alert.id], said: events, proof: try ledger.proof(of: alert.id))
        }
    }

    /// The configured sources with what the last runs saw.
    package func sources(at now: Instant) throws(PipelineError) -> [SourceLine] {
        let ledger = try ledger()
        let states = try storage { () throws(StorageError) in try ledger.sources() }
        let gaps = try storage { () throws(StorageError) in try ledger.gaps(since: Instant(milliseconds: .min)) }
        let last = Dictionary(gaps.map { ($0.source, $0) }) { $1 }
        return configuration.sources.map { source in
            SourceLine(source, states[source.id], gap: last[source.id], schedule: configuration.schedule, now: now)
        }
    }

    /// Periods in which a configured source was not watched, oldest first: those that go on, and those that ended after
    /// `since`.
    package func gaps(since: Instant) throws(PipelineError) -> [Gap] {
        let ledger = try ledger()
        let watched = Set(configuration.sources.map(\.id))
        return try storage { () throws(StorageError) in try ledger.gaps(since: since) }
            .filter { watched.contains($0.source) }
            .sorted { ($0.start, $0.source) < ($1.start, $1.source) }
    }

    /// What the sources cost, by what the runs measured.
    package func costs(at now: Instant) throws(PipelineError) -> SourceCosts {
        let ledger = try ledger()
        let states = try storage { () throws(StorageError) in try ledger.sources() }
        let last = try storage { () throws(StorageError) in try ledger.runs(limit: 1) }.first
        return SourceCosts(
            configuration.sources, states, schedule: configuration.schedule, budget: configuration.budget,
            lastRun: last.flatMap { SourceCosts.LastRun($0) }, now: now)
    }

    /// The newest version of an archived post; nil when there is none.
    func post(_ id: String) throws(PipelineError) -> Post? {
        let data = data
        let reader = try storage { () throws(StorageError) in try data.archive.reader() }
        var found: Post?
        while let chunk = reader.next() {
            for post in chunk where post.id == id && post.version > (found?.version ?? 0) { found = post }
        }
        return found
    }

    /// The link of a person's post. Who asked, when and why is written to `data/opened.log` first, durably.
    package func unseal(post id: String, by: String, reason: String, at now: Instant) throws(PipelineError) -> String {
        guard !by.isEmpty, reason.count >= 10 else {
            throw .nothingScanned("Say who you are (--by) and why (--reason, ten characters or more).")
        }
        guard let post = try post(id) else { throw .nothingScanned("There is no post \(id) in the archive.") }
        if let url = post.url { return url }
        guard let sealed = post.sealedURL else { throw .nothingScanned("The post \(id) came without a link.") }
        guard let key = SealingKey(try KeyFile.read(configuration.sealingKey, makesMissing: false)),
            let link = key.open(sealed, post: id)
        else { throw .key("The link of \(id) was sealed with another key.") }
        try log(post: id, by: by, reason: reason, at: now)
        return link
    }

    private func log(post: String, by: String, reason: String, at now: Instant) throws(PipelineError) {
        let line = JSONValue.object([
            ("at", .string(now.description)), ("by", .string(by)), ("post", .string(post)), ("reason", .string(reason)),
        ]).encoded() + [UInt8(ascii: "\n")]
        let path = data.path + "/opened.log"
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(
                atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        do {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: line)
            try file.synchronize()
            try file.close()
        } catch {
            throw .key("\(path): the log cannot be written, so the link stays sealed: \(error.localizedDescription)")
        }
    }
}

extension Ledger {
    /// The one alert whose id begins so, as a person types it.
    func onlyAlert(startingWith id: String) throws(PipelineError) -> Alert {
        guard !id.isEmpty else { throw .nothingScanned("There is no alert \(id).") }
        let found = try storage { () throws(StorageError) in try alerts(AlertFilter(idPrefix: id)) }
        guard let alert = found.first else { throw .nothingScanned("There is no alert \(id).") }
        guard found.count == 1 else {
            throw .nothingScanned("\(found.count) alerts start with \(id); give more of the id.")
        }
        return alert
    }
}

/// An alert with all that followed from it.
package struct AlertStory: Sendable {
    package var alert: Alert
    package var notices: [Notice]
    package var deliveries: [Delivery]
    /// By which people name it in a reply; nil before its first notice.
    package var code: String?
    /// What people said of it, oldest first.
    package var said: [AckEvent]
    /// What was found where the answer is said to stand.
    package var proof: AckProof?
}
