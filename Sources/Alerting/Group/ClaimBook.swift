import Model

/// What is asked of all counted alerts of a claim again and again, kept up as posts come: nothing here walks through
/// all posts of a claim.
struct ClaimBook: Sendable {
    private struct Entry: Sendable {
        var seen: Instant
        var alert: String
    }

    /// Every post, in the order seen.
    private var entries: [Entry] = []
    private var histories: [String: BurstHistory] = [:]
    private var bursts: [String: Burst] = [:]
    private var authors: Set<String> = []
    /// Posts that tell the claim plainly, until it reached the tipping point.
    private var plain = 0
    private let tipping: TippingPoint
    /// When the posts and authors of the claim reached the tipping point.
    private(set) var reached: Instant?

    /// - Parameter alerts: all counted alerts of the claim.
    init(_ alerts: [Alert], tipping: TippingPoint) {
        self.tipping = tipping
        let posts = alerts.flatMap { alert in alert.posts.map { (post: $0, alert: alert) } }
        for (post, alert) in posts.sorted(by: { $0.post.seen < $1.post.seen }) { _ = add(post, in: alert) }
        for burst in alerts.flatMap(\.bursts) { note(burst) }
    }

    /// Adds a post. False, and nothing is added, when it was seen before one that is there.
    mutating func add(_ post: AlertPost, in alert: Alert) -> Bool {
        guard entries.last.map({ $0.seen <= post.seen }) ?? true else { return false }
        entries.append(Entry(seen: post.seen, alert: alert.id))
        histories[post.language, default: BurstHistory()].add(post, in: alert)
        if reached == nil, post.tone == nil {
            plain += 1
            authors.insert(post.author.map { "author \($0)" } ?? "source \(post.source)")
            if plain >= tipping.posts, authors.count >= tipping.authors { reached = post.seen }
        }
        return true
    }

    mutating func note(_ burst: Burst) {
        if let known = bursts[burst.language], known.lastLoud > burst.lastLoud { return }
        bursts[burst.language] = burst
    }

    func history(in language: String) -> BurstHistory { histories[language] ?? BurstHistory() }
    func lastBurst(in language: String) -> Burst? { bursts[language] }

    /// Posts seen after an instant, in alerts for which `isMeant` holds.
    func count(after instant: Instant, where isMeant: (String) -> Bool) -> Int {
        var known: [String: Bool] = [:]
        var count = 0
        for entry in entries.reversed() {
            guard entry.seen > instant else { break }
            let meant = known[entry.alert] ?? isMeant(entry.alert)
            known[entry.alert] = meant
            if meant { count += 1 }
        }
        return count
    }
}

extension Alert {
    /// How many of its posts, which are in the order seen, were seen at or before an instant.
    func posts(until instant: Instant) -> Int {
        var (low, high) = (0, posts.count)
        while low < high {
            let middle = (low + high) / 2
            if posts[middle].seen <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
