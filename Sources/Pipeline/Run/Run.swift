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
    /// Source id to the gap that was open before this run.
    var openGaps: [String: Gap] = [:]
    /// The end of the last run, when that is too long ago.
    var offSince: Instant?

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
    /// A full disk ends the taking in of posts, and nothing else: what lies in the outbox goes out, with the reserve for
    /// its bookkeeping (trust.md R5), and then the run fails.
    package mutating func perform() async throws(PipelineError) -> RunReport {
        let lastClock = try storage { () throws(StorageError) in try edges.ledger.lastClock() }
        if !isDryRun, !edges.reserve.isKept {
            report.troubles.append("the disk is full, or was when this run began: free some space")
        }
        try settle(lastClock: lastClock)
        try lookForGaps(lastClock: lastClock)
        var failure: PipelineError?
        do {
            try await catchUp()
            try foldLabels()
            try await takeReplies()
            try takeDrills()
            try foldAnswers()
            try await takeWatched()
            try await takeTips()
            try await fetch()
            try await lookAtPages()
        } catch {
            guard case .storage(.diskFull) = error, !isDryRun else { throw error }
            _ = edges.reserve.release()
            failure = error
            report.troubles.append("the disk is full: no posts were taken in")
        }
        try escalate()
        try tellAnswers()
        try render()
        try ask()
        if !isDryRun {
            try await deliver()
            try escalate()
            try await lookForProofs()
            try purge(lastClock: lastClock)
        }
        try storage { () throws(StorageError) in try edges.ledger.record(report.record(ended: now)) }
        if let failure { throw failure }
        return report
    }
}

/// Runs a storage call and turns its error into the pipeline's.
func storage<Value>(_ body: () throws(StorageError) -> Value) throws(PipelineError) -> Value {
    do { return try body() } catch { throw .storage(error) }
}
