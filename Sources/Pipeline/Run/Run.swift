import Model
import Storage

/// One scheduled run, readable top to bottom: what is left over, what is new,
/// what is due, what goes out. Each step is durable before the next begins
/// (docs/decisions/0003-archive-before-ledger.md).
package struct Run {
    let edges: RunEdges
    let now: Instant
    let isDryRun: Bool
    var report: RunReport
    var desk: Desk
    /// Digests that were tried in this run: one attempt each.
    var attempted: Set<String> = []
    /// Channels that are not asked in this run, or not any more.
    var closed: Set<String> = []
    /// Claims of which somebody said in this run that the answer is out.
    var saidToStand: Set<String> = []
    /// Source id to the gap that was open before this run.
    var openGaps: [String: Gap] = [:]
    /// The end of the last run, when that is too long ago.
    var offSince: Instant?
    /// Why something of this run was left undone; it fails with that in the end.
    private var failure: PipelineError?
    /// Source id to what a channel with the same bot heard for it.
    var sharedTiplines: [String: SharedTipline] = [:]

    /// Makes a run ready: reads the ledger, fetches and sends nothing.
    package init(edges: RunEdges, flow: Flow, now: Instant, number: Int, isDryRun: Bool) throws(PipelineError) {
        self.edges = edges
        self.now = now
        self.isDryRun = isDryRun
        self.report = RunReport(
            run: number, started: now, configuration: flow.alerter.rules.configurationHash, dryRun: isDryRun)
        self.desk = try Desk(flow: flow, ledger: edges.ledger, at: now, workers: edges.workers)
    }

    /// Does the whole run and gives its report.
    ///
    /// A full disk stops no message that lies in the outbox: whatever comes before the deliveries may find it, the
    /// reserve makes room for their bookkeeping (trust.md R5), and the run fails in the end.
    package mutating func perform() async throws(PipelineError) -> RunReport {
        let lastClock = try storage { () throws(StorageError) in try edges.ledger.lastClock() }
        if !isDryRun, !edges.reserve.isKept {
            report.troubles.append("the disk is full, or was when this run began: free some space")
        }
        try await prepare { run async throws(PipelineError) in
            try run.settle(lastClock: lastClock)
            try run.lookForGaps(lastClock: lastClock)
            try await run.catchUp()
            try await run.matchAgain()
            try run.foldLabels()
        }
        try await prepare { run async throws(PipelineError) in
            try await run.takeReplies()
            try run.takeDrills()
            try run.foldAnswers()
        }
        if failure == nil {
            try await prepare { run async throws(PipelineError) in
                try await run.takeWatched()
                try await run.takeTips()
                try await run.fetch()
                try await run.lookAtPages()
                try await run.lookAtEvidence()
            }
        }
        try await prepare { run async throws(PipelineError) in _ = try run.escalate() }
        try await prepare { run async throws(PipelineError) in try run.tellAnswers() }
        try await prepare { run async throws(PipelineError) in try run.render() }
        try await prepare { run async throws(PipelineError) in try run.tellAnswersOut() }
        try await prepare { run async throws(PipelineError) in try run.ask() }
        if !isDryRun {
            try await deliver()
            try await lookForProofs()
            try purge(lastClock: lastClock)
        }
        report.waiting = try storage { () throws(StorageError) in try edges.ledger.undecidedPatterns() }
        try storage { () throws(StorageError) in try edges.ledger.record(report.record(ended: now)) }
        if let failure { throw failure }
        return report
    }

    /// Does a part that comes before the deliveries.
    private mutating func prepare(
        _ part: (inout Run) async throws(PipelineError) -> Void
    ) async throws(PipelineError) {
        do throws(PipelineError) {
            try await part(&self)
        } catch {
            guard case .storage(.diskFull) = error, !isDryRun else { throw error }
            _ = edges.reserve.release()
            failure = failure ?? error
            report.add(trouble: "the disk is full: what is new waits for a run that finds room")
        }
    }
}

/// Runs a storage call and turns its error into the pipeline's.
func storage<Value>(_ body: () throws(StorageError) -> Value) throws(PipelineError) -> Value {
    do { return try body() } catch { throw .storage(error) }
}
