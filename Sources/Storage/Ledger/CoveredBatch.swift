import Model

/// What one run decided about the posts of some segments: the whole of TRANSACTION 1.
package struct CoveredBatch: Sendable, Hashable {
    /// When it was decided.
    package var at: Instant
    /// Names of the segments whose posts are all in here.
    package var segments: [String] = []
    package var posts: [PostVersion] = []
    /// Only of sources whose posts are durable: a cursor never runs ahead of the archive.
    package var sources: [SourceState] = []
    package var gaps: [Gap] = []
    /// Replaces all blocks of hosts when not nil.
    package var hostBlocks: [HostBlock]?
    package var members: [StoryMember] = []
    /// New and changed alerts, each whole.
    package var alerts: [Alert] = []
    /// Notices that are already in the ledger are passed over.
    package var notices: [Notice] = []
    /// Posts that patterns left undecided.
    package var undecided: [UndecidedPost] = []
    /// Posts that an earlier run had left undecided and that were matched again: what they waited for is over.
    package var rematched: [PostKey] = []

    /// Claims that are watched from now on: claim id to instant. One that the ledger knows keeps its instant.
    package var watched: [String: Instant] = [:]

    package init(at: Instant) { self.at = at }
}

/// The newest version of a post that is archived: what Intake compares a fetched post with.
package struct PostVersion: Sendable, Hashable {
    package var key: PostKey
    /// `Intake.fingerprint(of:)`: equal when the post did not change.
    package var fingerprint: String
    package var source: String
    package var seen: Instant

    package init(key: PostKey, fingerprint: String, source: String, seen: Instant) {
        self.key = key
        self.fingerprint = fingerprint
        self.source = source
        self.seen = seen
    }
}

/// What the ledger knows of one source.
package struct SourceState: Sendable, Hashable {
    package var id: String
    /// Nil: read from the start.
    package var cursor: Cursor?
    package var health: SourceHealth
    /// Attempts in a row that were no answer.
    package var failures: Int
    /// Not polled before this instant; nil: at the next run.
    package var nextDue: Instant?
    package var lastAttempt: Instant?
    /// When it last really answered: what a gap is counted from.
    package var lastAnswer: Instant?
    /// Posts in the last answer that had a body; nil before the first one.
    package var lastPosts: Int?
    /// When its youngest known post was published.
    package var lastPost: Instant?
    /// Runs in a row that left it out for want of budget.
    package var leftOut: Int
    /// What it gave and cost, day by day.
    package var history: SourceHistory

    package init(
        id: String, cursor: Cursor? = nil, health: SourceHealth, failures: Int = 0, nextDue: Instant? = nil,
        lastAttempt: Instant? = nil, lastAnswer: Instant? = nil, lastPosts: Int? = nil, lastPost: Instant? = nil,
        leftOut: Int = 0, history: SourceHistory = SourceHistory()
    ) {
        self.id = id
        self.cursor = cursor
        self.health = health
        self.failures = failures
        self.nextDue = nextDue
        self.lastAttempt = lastAttempt
        self.lastAnswer = lastAnswer
        self.lastPosts = lastPosts
        self.lastPost = lastPost
        self.leftOut = leftOut
        self.history = history
    }
}

/// A host that asked for no requests before an instant.
package struct HostBlock: Sendable, Hashable {
    package var host: String
    package var until: Instant

    package init(host: String, until: Instant) {
        self.host = host
        self.until = until
    }
}
