import Model
import Text

/// One post as Alerting takes it: with what Watchlists and Text found in it. Every post comes, matched or not, since
/// an unmatched one may be the head of a story.
package struct MatchedPost: Sendable {
    package var post: Post
    /// Hits of satisfied claims.
    package var matches: [Match]
    /// Places that the text names.
    package var placesInText: [String]
    package var signature: TextSignature

    package init(post: Post, matches: [Match], placesInText: [String], signature: TextSignature) {
        self.post = post
        self.matches = matches
        self.placesInText = placesInText
        self.signature = signature
    }
}

/// What is remembered from earlier posts: all that `advance` needs to give the same answer live and in a replay.
package struct AlertingState: Sendable {
    var stories: StoryIndex
    /// Claim id to the instant since which it is watched.
    var watched: [String: Instant]
    /// Alert id to alert.
    package private(set) var alerts: [String: Alert] = [:]
    /// Which posts count for which claim, over all stories, so that an edit does not count twice.
    private var counted: Set<CountedPost> = []
    private var alertsOfClaim: [String: Set<String>] = [:]
    private var notices: [ToldKey: [Notice]] = [:]

    /// - Parameters:
    ///   - members: members of the last seven days.
    ///   - alerts: alerts that are not final, or were seen in the last 30 days.
    ///   - notices: every notice of those alerts, told, in an outbox or still waiting.
    ///   - watched: claim id to the instant since which it is watched.
    package init(
        members: [StoryMember] = [], alerts: [Alert] = [], notices: [Notice] = [], watched: [String: Instant] = [:]
    ) {
        stories = StoryIndex(members)
        self.watched = watched
        for alert in alerts { store(alert) }
        for notice in notices.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) { record(notice) }
    }

    /// The story that a post belongs to; nil when it is older than seven days or unknown.
    package func story(of post: String) -> String? { stories.story(of: post) }

    /// Alerts of one claim that still stand for themselves, oldest first.
    func standing(claim: String) -> [Alert] {
        (alertsOfClaim[claim] ?? []).compactMap { alerts[$0] }.filter { $0.state != .merged }
            .sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
    }

    /// Alerts of a claim whose posts are counted and shown.
    func counted(claim: String) -> [Alert] { standing(claim: claim).filter { $0.state != .dismissed } }

    func counts(_ post: String, for claim: String) -> Bool { counted.contains(CountedPost(claim: claim, post: post)) }

    mutating func store(_ alert: Alert) {
        alerts[alert.id] = alert
        alertsOfClaim[alert.claim, default: []].insert(alert.id)
        for post in alert.posts { counted.insert(CountedPost(claim: alert.claim, post: post.post.id)) }
    }

    /// Adds posts to an alert without writing it anew: a copied text may have a hundred thousand of them.
    mutating func add(_ post: AlertPost, places: [AlertPlace], to id: String) {
        guard let claim = alerts[id]?.claim else { return }
        alerts[id]?.posts.append(post)
        alerts[id]?.places = places
        let last = alerts[id]?.lastSeen ?? post.seen
        alerts[id]?.lastSeen = max(last, post.seen)
        counted.insert(CountedPost(claim: claim, post: post.post.id))
    }

    /// Writes a burst into an alert, in place of the one before in its language.
    mutating func set(_ burst: Burst, of id: String) {
        guard let bursts = alerts[id]?.bursts else { return }
        alerts[id]?.bursts = Burst.merged([burst], bursts.filter { $0.language != burst.language })
    }

    /// Notices to a recipient about any story of a claim, in the order made.
    func notices(to recipient: String, of claim: String) -> [Notice] {
        notices[ToldKey(recipient: recipient, claim: claim)] ?? []
    }

    mutating func record(_ notice: Notice) {
        guard let claim = alerts[notice.alert]?.claim else { return }
        let key = ToldKey(recipient: notice.recipient, claim: claim)
        notices[key, default: []].removeAll { $0.id == notice.id }
        notices[key, default: []].append(notice)
    }

    /// Takes over what `digests` decided, so that a replay can go on with this state without reading it anew.
    package mutating func note(_ batch: DigestBatch) {
        for alert in batch.notified { store(alert) }
        for notice in batch.standIns + batch.postponed { record(notice) }
    }

    /// The alert that an id stands for now: merges are followed.
    func resolve(_ id: String) -> Alert? {
        var alert = alerts[id]
        for _ in 0..<16 {
            guard let merged = alert, merged.state == .merged, let next = merged.mergedInto else { break }
            alert = alerts[next]
        }
        return alert
    }
}

private struct CountedPost: Hashable, Sendable {
    var claim: String
    var post: String
}

private struct ToldKey: Hashable, Sendable {
    var recipient: String
    var claim: String
}

/// What one `advance` changed: the rows of transaction 1.
package struct AlertingChanges: Sendable {
    /// Members to write, new or moved to another story; the last one of a post holds.
    package var members: [StoryMember] = []
    /// Alerts to write, whole.
    package var alerts: [Alert] = []
    /// Notices to add.
    package var notices: [Notice] = []
    /// Why each touched alert went to whom: alert id to decision.
    package var routes: [String: RouteDecision] = [:]
    /// Claims that are watched from now on: claim id to instant.
    package var watched: [String: Instant] = [:]
}
