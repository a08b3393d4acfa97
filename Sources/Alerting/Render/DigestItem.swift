import Model

/// One claim for one recipient: what an entry is written from.
struct DigestItem {
    let claim: String
    let notices: [Notice]
    /// All stories of the claim, oldest first.
    let alerts: [Alert]
    /// Posts of all stories, in the order seen.
    let posts: [AlertPost]
    let severity: Severity
    let isNew: Bool
    /// Posts that came since the recipient was last told; nil when they never were.
    let grown: Int?
    private let speed: Int
    private let reach: Reach
    private let lastSeen: Instant

    init(claim: String, notices: [Notice], alerts: [Alert], told: [Notice], book: AlertingState, now: Instant) {
        self.claim = claim
        self.notices = notices
        self.alerts = alerts
        let posts = alerts.flatMap(\.posts).enumerated()
            .sorted { ($0.element.seen, $0.offset) < ($1.element.seen, $1.offset) }.map(\.element)
        self.posts = posts
        severity = alerts.map(\.severity).max() ?? .low
        let last = told.filter { book.resolve($0.alert)?.claim == claim }.map(\.notBefore).max()
        isNew = last == nil
        grown = last.map { last in posts.count { $0.seen > last } }
        let recent = now.advanced(by: .hours(-6))
        speed = posts.count { $0.seen > recent }
        reach = Reach(posts)
        lastSeen = posts.last?.seen ?? now
    }

    /// Severity, then speed (posts in six hours), reach (authors), and time: the most pressing first.
    static func inOrder(_ left: DigestItem, _ right: DigestItem) -> Bool {
        let leftKey = (left.severity.rank, left.speed, left.reach.authors, left.lastSeen)
        let rightKey = (right.severity.rank, right.speed, right.reach.authors, right.lastSeen)
        return leftKey == rightKey ? left.claim < right.claim : leftKey > rightKey
    }
}
