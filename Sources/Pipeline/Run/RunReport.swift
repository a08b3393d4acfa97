import Model
import Storage

/// What one run saw, did and could not do. The exit status follows from it alone.
package struct RunReport: Sendable {
    package var run: Int
    package var started: Instant
    package var configuration: String
    package var dryRun: Bool
    package var sources: [SourceLine] = []
    /// Sources whose time has not come; the disabled ones and those that are gone are not among them.
    package var sourcesNotDue = 0
    /// Segments that an earlier run had archived but not decided.
    package var recoveredSegments = 0
    package var posts = 0
    package var repeated = 0
    package var withoutText = 0
    package var matchedPosts = 0
    /// Posts with a claim that would hold if Latin letters of Kazakh words counted in their language.
    package var setAside = 0
    /// Claims that were found.
    package var claims: Set<String> = []
    /// Pattern id to the posts that it left undecided in this run.
    package var undecided: [String: Int] = [:]
    /// All posts that wait until a pattern is mended, those of earlier runs among them.
    package var waiting: [UndecidedPattern] = []
    /// Posts that an earlier run had left undecided, decided in this one.
    package var matchedAgain = 0
    package var alertsOpened = 0
    package var alertsUpdated = 0
    package var notices = 0
    package var digests = 0
    /// Things that people said about alerts: taken, given back, answered, closed.
    package var acknowledged = 0
    /// Notices to people who are told because nobody has taken an alert.
    package var escalations = 0
    package var deliveries: [DeliveryLine] = []
    /// Digests that a dry run would have sent.
    package var previews: [Digest] = []
    /// Notices that wait for quiet hours to end or for a daily digest.
    package var held = 0
    /// Gaps that this run found, that go on, or that ended with it.
    package var gaps: [Gap] = []
    /// What asking the sources cost.
    package var spent = Traffic()
    /// The same in money; nil without a price.
    package var cost: String?
    /// Sources that the budget left nothing for.
    package var leftOut: [String] = []
    /// Those of them that were left out three times in a row or more.
    var starved: [String] = []
    /// Things somebody should look at; each makes the exit status 1.
    package var troubles: [String] = []
    /// Things worth knowing that need nobody.
    package var remarks: [String] = []

    package struct SourceLine: Sendable {
        package var id: String
        package var health: SourceHealth
        package var posts: Int
        package var new: Int
        package var nextDue: Instant?
        package var notes: [String]
        package var requests = 0
        package var bytes = 0
    }

    package struct DeliveryLine: Sendable {
        package var digest: String
        package var recipient: String
        package var channel: String
        package var outcome: Outcome
        package var entries: Int
        package var text: String

        package var isAccepted: Bool { if case .accepted = outcome { true } else { false } }
    }

    package init(run: Int, started: Instant, configuration: String, dryRun: Bool) {
        self.run = run
        self.started = started
        self.configuration = configuration
        self.dryRun = dryRun
    }

    /// Adds what a batch led to.
    ///
    /// - Parameter known: for posts that are matched again: the alerts that there were before.
    mutating func add(_ step: Flow.Step, again known: Set<String>? = nil) {
        if known == nil { posts += step.posts } else { matchedAgain += step.posts }
        matchedPosts += step.matchedPosts
        setAside += step.setAside
        claims.formUnion(step.claims)
        for pattern in step.undecided.flatMap(\.patterns) { undecided[pattern, default: 0] += 1 }
        let standing = step.changes.alerts.filter { alert in
            alert.state != .merged && (!step.topicWatches.contains(alert.claim) || !alert.bursts.isEmpty)
        }
        // An alert of old posts is opened in the past.
        let opened = standing.count { alert in known.map { !$0.contains(alert.id) } ?? (alert.opened == started) }
        alertsOpened += opened
        alertsUpdated += standing.count - opened
        notices += step.changes.notices.count
    }

    /// Notes a trouble once, however often a run meets it.
    mutating func add(trouble: String) {
        if !troubles.contains(trouble) { troubles.append(trouble) }
    }

    /// Notes something worth knowing once, however often a run meets it.
    mutating func add(remark: String) {
        if !remarks.contains(remark) { remarks.append(remark) }
    }

    /// The row of the ledger: of the sources only those that have something to say. Thousands of lines every quarter of
    /// an hour would soon be most of the ledger.
    func record(ended: Instant) -> RunRecord {
        var kept = self
        kept.sources = Array(sources.filter { !$0.health.isAnswer || !$0.notes.isEmpty }.prefix(500))
        return RunRecord(
            id: String(run), started: started, ended: ended, report: String(decoding: kept.json.encoded(), as: UTF8.self))
    }

    /// 0 clean, or 1: finished but needs eyes (design decision 22).
    package var needsEyes: Bool {
        !troubles.isEmpty || !undecided.isEmpty || sources.contains { !$0.health.isAnswer }
            || deliveries.contains { !$0.isAccepted }
    }
}
