import Model
import Reading
import Storage

/// What one run saw, did and could not do. The exit status follows from it alone.
package struct RunReport: Sendable {
    package var run: Int
    package var started: Instant
    package var configuration: String
    package var dryRun: Bool
    package var sources: [SourceLine] = []
    package var sourcesNotDue = 0
    /// Segments that an earlier run had archived but not decided.
    package var recoveredSegments = 0
    package var posts = 0
    package var repeated = 0
    package var withoutText = 0
    package var matchedPosts = 0
    package var undecided: [String] = []
    package var alertsOpened = 0
    package var alertsUpdated = 0
    package var notices = 0
    package var digests = 0
    package var deliveries: [DeliveryLine] = []
    /// Digests that a dry run would have sent.
    package var previews: [Digest] = []
    /// Notices that wait for quiet hours to end or for a daily digest.
    package var held = 0
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
    mutating func add(_ step: Flow.Step) {
        posts += step.posts
        matchedPosts += step.matchedPosts
        undecided += step.undecided.flatMap(\.patterns).filter { !undecided.contains($0) }
        alertsOpened += step.changes.alerts.count { $0.state == .open && $0.opened == started && $0.posts.count > 0 }
        alertsUpdated += step.changes.alerts.count { $0.opened < started && $0.state != .merged }
        notices += step.changes.notices.count
    }

    /// The row of the ledger.
    func record(ended: Instant) -> RunRecord {
        RunRecord(
            id: String(run), started: started, ended: ended, report: String(decoding: json.encoded(), as: UTF8.self))
    }

    /// 0 clean, or 1: finished but needs eyes (design decision 22).
    package var needsEyes: Bool {
        !troubles.isEmpty || !undecided.isEmpty || sources.contains { !$0.health.isAnswer }
            || deliveries.contains { !$0.isAccepted }
    }

    /// The report as JSON, for `--json` and for the ledger.
    package var json: JSONValue {
        func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
        func texts(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        return .object([
            ("schema", number(1)), ("run", number(run)), ("started", .string(started.description)),
            ("configuration", .string(configuration)), ("dry_run", .bool(dryRun)),
            ("needs_eyes", .bool(needsEyes)), ("recovered_segments", number(recoveredSegments)),
            ("posts", number(posts)), ("repeated", number(repeated)), ("without_text", number(withoutText)),
            ("matched_posts", number(matchedPosts)), ("alerts_opened", number(alertsOpened)),
            ("alerts_updated", number(alertsUpdated)), ("notices", number(notices)), ("held", number(held)),
            ("digests", number(digests)), ("sources_not_due", number(sourcesNotDue)), ("undecided", texts(undecided)), ("troubles", texts(troubles)),
            ("remarks", texts(remarks)),
            (
                "sources",
                .array(
                    sources.map { line in
                        .object([
                            ("id", .string(line.id)), ("health", .string(line.health.name)),
                            ("detail", line.health.detail.map { .string($0) } ?? .null),
                            ("posts", number(line.posts)), ("new", number(line.new)),
                            ("next_due", line.nextDue.map { .string($0.description) } ?? .null),
                            ("notes", texts(line.notes)),
                        ])
                    })
            ),
            (
                "deliveries",
                .array(
                    deliveries.map { line in
                        .object([
                            ("digest", .string(line.digest)), ("recipient", .string(line.recipient)),
                            ("channel", .string(line.channel)), ("outcome", .string(line.outcome.name)),
                            ("detail", line.outcome.detail.map { .string($0) } ?? .null),
                            ("entries", number(line.entries)),
                        ])
                    })
            ),
        ])
    }
}
