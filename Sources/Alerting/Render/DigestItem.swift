import Model

/// One claim for one recipient: what an entry is written from.
struct DigestItem {
    let claim: String
    let notices: [Notice]
    /// Stories that were routed to the recipient, now or before, oldest first.
    let alerts: [Alert]
    /// All stories of the claim, oldest first: what the advice is decided by.
    let everywhere: [Alert]
    /// Posts of the recipient's stories, in the order seen, then in the order published.
    let posts: [AlertPost]
    /// Posts of the other stories.
    let elsewhere: Int
    /// The highest urgency of the stories: their severity, one step up while a burst is on.
    let severity: Severity
    /// The loudest burst that is on.
    let burst: Burst?
    let isNew: Bool
    /// Posts that came since the recipient was last told; nil when they never were.
    let grown: Int?
    /// When the first of the posts came out.
    let first: Instant
    /// How the reader takes it; nil without a code.
    var taking: Taking?
    private let speed: Int
    private let reach: Reach
    private let last: Instant

    /// - Parameters:
    ///   - notices: those to tell now.
    ///   - waiting: notices to the same recipient that are told later, without those that are held back.
    ///   - told: notices that the recipient was told before.
    ///   - alerts: all stories of the claim.
    init(
        claim: String, notices: [Notice], waiting: [Notice] = [], alerts: [Alert], told: [Notice], book: AlertingState,
        now: Instant
    ) {
        self.claim = claim
        self.notices = notices
        let routed = Set([notices, waiting, told].joined().compactMap { book.resolvedID($0.alert) })
        let own = alerts.filter { routed.contains($0.id) }
        self.alerts = own
        everywhere = alerts
        let posts = own.flatMap(\.posts).enumerated().map { (at: ($1.seen, $1.appeared, $0), post: $1) }
            .sorted { $0.at < $1.at }.map(\.post)
        self.posts = posts
        elsewhere = alerts.reduce(0) { $0 + $1.posts.count } - posts.count
        severity = own.map { $0.urgency(at: now) }.max() ?? .low
        burst = own.flatMap(\.bursts).filter { $0.isOn(at: now) }
            .max { ($0.tellings, $0.hour, $0.language) < ($1.tellings, $1.hour, $1.language) }
        let lastTold = told.filter { book.claim(of: $0.alert) == claim }.map(\.notBefore).max()
        isNew = lastTold == nil
        grown = lastTold.map { last in posts.count { $0.seen > last } }
        let recent = now.advanced(by: .hours(-6))
        speed = posts.count { $0.appeared > recent }
        reach = Reach(posts)
        first = posts.map(\.appeared).min() ?? now
        last = posts.map(\.appeared).max() ?? now
    }

    /// The alerts that this entry tells, each once.
    func told(_ book: AlertingState) -> [String] {
        var seen: Set<String> = []
        return notices.compactMap { book.resolvedID($0.alert) }.filter { seen.insert($0).inserted }
    }

    /// Severity, then speed (posts in six hours), reach (authors), and time: the most pressing first.
    static func inOrder(_ left: DigestItem, _ right: DigestItem) -> Bool {
        let leftKey = (left.severity.rank, left.speed, left.reach.authors, left.last)
        let rightKey = (right.severity.rank, right.speed, right.reach.authors, right.last)
        return leftKey == rightKey ? left.claim < right.claim : leftKey > rightKey
    }
}

/// How much an entry says. A digest that would grow too large for its channel says less about its last entries first.
enum Detail {
    case full, brief

    /// Excerpts and links shown of one claim; a reader needs a few, the counter says the rest.
    var excerpts: Int { self == .full ? 3 : 1 }
    var links: Int { self == .full ? 4 : 1 }
    var places: Int { self == .full ? 5 : 2 }
    /// Evidence that the answer links to itself is told again.
    var repeatsEvidence: Bool { self == .full }
    /// The SMS, and links that open other programs with the text.
    var hasShortForms: Bool { self == .full }
    /// What the decision was made by: the line below it tells the most of it.
    var hasInputs: Bool { self == .full }
    /// What a speaker should know is told with the answer.
    var hasBriefing: Bool { self == .full }
}
