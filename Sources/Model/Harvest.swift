/// What one fetch of a source gave.
public struct Harvest: Sendable {
    /// In the order of the source; Intake removes repeats.
    public var posts: [RawPost]
    /// Where to go on next time: the source's own words, stored only once the posts are durable.
    public var cursor: Cursor?
    public var health: SourceHealth
    /// The source asks not to be polled before this instant (ttl, max-age, Retry-After).
    public var notBefore: Instant?
    /// Things the operator may want to know: a truncated feed, a moved address, an item without a date.
    public var notes: [String]
    /// Whether it goes back to the harvest before.
    public var reach: Reach

    /// How far back a harvest goes. After a gap this says whether posts may be missing.
    public enum Reach: String, Sendable {
        /// The source cannot tell: the posts themselves show it, when one comes again that was known.
        case unknown
        /// Everything since the cursor is in it.
        case all
        /// Something since the cursor was left out: more pages than allowed, or a page that could not be read.
        case part
    }

    public init(
        posts: [RawPost] = [], cursor: Cursor?, health: SourceHealth, notBefore: Instant? = nil, notes: [String] = [],
        reach: Reach = .unknown
    ) {
        self.posts = posts
        self.cursor = cursor
        self.health = health
        self.notBefore = notBefore
        self.notes = notes
        self.reach = reach
    }
}

/// A source's own bookmark: opaque text, at most 64 KiB, usually JSON.
public struct Cursor: Sendable, Hashable {
    public var text: String
    public init(_ text: String) { self.text = text }
}

/// How a source is doing. Only `healthy` and `unchanged` mean that nothing was missed.
public enum SourceHealth: Sendable, Hashable {
    /// Answered with at least one post.
    case healthy
    /// Answered properly, with no post at all.
    case quiet
    /// Said that nothing changed (304, same body).
    case unchanged
    /// Asked us to slow down.
    case throttled(until: Instant?)
    /// A 200 that is no answer: a login page, an error object, an empty body.
    case softFailed(String)
    case failed(String)
    /// Gone for good (410): the operator must decide.
    case gone(String)

    /// The word for it in reports, tables and JSON.
    public var name: String {
        switch self {
        case .healthy: "healthy"
        case .quiet: "quiet"
        case .unchanged: "unchanged"
        case .throttled: "throttled"
        case .softFailed: "soft-failed"
        case .failed: "failed"
        case .gone: "gone"
        }
    }

    /// What went wrong, in a sentence; nil when nothing did.
    public var detail: String? {
        switch self {
        case .healthy, .quiet, .unchanged: nil
        case .throttled(let until): until.map { "asked to wait until \($0)" } ?? "asked to slow down"
        case .softFailed(let why), .failed(let why), .gone(let why): why
        }
    }

    /// True when the source was really read.
    public var isAnswer: Bool {
        switch self {
        case .healthy, .quiet, .unchanged: true
        case .throttled, .softFailed, .failed, .gone: false
        }
    }
}
