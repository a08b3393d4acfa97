import Intake
import Model
import Storage
import Watchlists

/// One file that a person imports: `jibu archive import KIND FILE`.
package struct ImportJob: Sendable {
    private let office: ArchiveOffice
    private let options: ImportOptions
    /// For what a private group wrote.
    private let flow: Flow?
    private let workers: Int

    /// Reads jibu.yaml, and the watchlists when something is to be matched.
    package init(
        _ options: ImportOptions, config path: String, kinds: [SourceKind], now: Instant, workers: Int = 2
    ) throws(PipelineError) {
        office = try ArchiveOffice(config: path, kinds: kinds, now: now)
        self.options = options
        self.workers = workers
        guard let group = options.group else {
            flow = nil
            return
        }
        try Tip.check(consent: group.consent, place: group.place, places: office.configuration.places)
        flow = try House.open(config: path, kinds: kinds, now: now).flow
    }

    /// - Parameter progress: gets bytes read and bytes of the file; 0 when its size is not known.
    /// - Throws: `.locked` while a run is on, `.nothingScanned` when the file is none of its kind.
    package func perform(_ file: String, progress: (Int, Int) -> Void) async throws -> ImportReport {
        let (lock, ledger) = try office.forWriting()
        defer { withExtendedLifetime(lock) {} }
        let configuration = office.configuration
        let brought = try options.open(file, office: configuration.office.timeZone, now: office.now)
        var posts = PostImport(
            archive: office.data.archive, ledger: ledger, intake: try configuration.intake(makesKeys: true),
            segmentPosts: configuration.segmentPosts, now: office.now,
            erased: try storage { () throws(StorageError) in try office.data.erased() }, workers: workers)
        var report = try await posts.perform(brought, progress: progress)
        if let group = options.group, let flow {
            let matches = PrivateMatches(group: group, flow: flow, inbox: office.data.inbox)
            try await matches.hand(over: posts.ofPrivateGroup, at: office.now, to: &report)
        }
        return report
    }
}
