import Model
import Text

/// What is remembered from earlier posts: all that `advance` needs to give the same answer live and in a replay.
package struct AlertingState: Sendable {
    var stories: StoryIndex
    /// Claim id to the instant since which it is watched.
    var watched: [String: Instant]
    /// The configuration whose claims are all in `watched`.
    var watchedConfiguration: String?
    /// Alert id to alert.
    package internal(set) var alerts: [String: Alert] = [:]
    /// Which posts count for which claim, over all stories, so that an edit does not count twice.
    private var counted: Set<CountedPost> = []
    var alertsOfClaim: [String: Set<String>] = [:]
    var alertsOfStory: [String: Set<String>] = [:]
    /// Alert id to alerts that were merged into it.
    var mergedInto: [String: [String]] = [:]
    var notices: [ToldKey: [Notice]] = [:]
    /// Where a notice stands in its list, by id.
    var noticePlaces: [String: Int] = [:]
    /// Ids of alerts that there are notices about.
    var noticed: [ToldKey: Set<String>] = [:]
    /// Alert id to the lists that have a notice about it.
    var noticeLists: [String: [ToldKey]] = [:]
    /// When each route interrupted each person with something new, in the order made.
    private var interruptions: [ToldRoute: [Instant]] = [:]
    /// Made when first asked for; gone when an alert changes otherwise than by a post more.
    var books: [String: ClaimBook] = [:]
    /// Ids of alerts that were forgotten: no other alert may get one of them.
    var past: Set<UInt64> = []
    /// What is older than this was looked for; nil before the first time.
    var forgottenBefore: Instant?
    /// Alerts that are past and stay for the sake of a notice that waits.
    var overdue: Set<String> = []

    /// - Parameters:
    ///   - members: members of the last seven days.
    ///   - alerts: alerts that are remembered (`forget` says which), in any order.
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

    /// Takes in a member of the last seven days, in the order in which they were seen.
    package mutating func restore(_ member: StoryMember) { stories.restore(member) }

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

    /// Alerts of a story, merged ones among them.
    func alerts(of story: String) -> [Alert] { (alertsOfStory[story] ?? []).compactMap { alerts[$0] } }

    /// The id of a claim's alert on a story. A story that went silent, was forgotten and comes back begins a new one.
    func id(claim: String, story: String) -> String {
        var id = Alert.id(claim: claim, story: story)
        var turn = 2
        while !past.isEmpty, past.contains(Self.mark(id)) {
            id = Alert.id(claim: claim, story: "\(story) \(turn)")
            turn += 1
        }
        return id
    }

    /// Alert ids are 16 hex digits.
    static func mark(_ id: String) -> UInt64 { UInt64(id, radix: 16) ?? StableHash.hash64(id.utf8) }

    mutating func store(_ alert: Alert) {
        let known = alerts.updateValue(alert, forKey: alert.id)
        let isSame = known.map { $0.isCounted == alert.isCounted && $0.posts.count == alert.posts.count } ?? false
        if known == nil, alert.isCounted, alert.posts.count == 1, let post = alert.posts.first {
            note(post, in: alert)
        } else if !isSame {
            books[alert.claim] = nil
        }
        if known == nil || known?.story != alert.story {
            alertsOfClaim[alert.claim, default: []].insert(alert.id)
            alertsOfStory[alert.story, default: []].insert(alert.id)
        }
        if alert.state == .merged, known?.state != .merged, let next = alert.mergedInto {
            mergedInto[next, default: []].append(alert.id)
        }
        guard !isSame else { return }
        for post in alert.posts { counted.insert(CountedPost(claim: alert.claim, post: post.post.id)) }
    }

    /// Takes in a post of an alert that is not remembered: it counts no more, and no alert gets that one's id.
    package mutating func restorePast(alert id: String, claim: String, post: String) {
        past.insert(Self.mark(id))
        counted.insert(CountedPost(claim: claim, post: post))
    }

    /// Adds posts to an alert without writing it anew: a copied text may have a hundred thousand of them.
    mutating func add(_ post: AlertPost, places: [AlertPlace], to id: String) {
        guard let index = alerts.index(forKey: id) else { return }
        alerts.values[index].add(post, places: places)
        let alert = alerts.values[index]
        counted.insert(CountedPost(claim: alert.claim, post: post.post.id))
        if alert.isCounted { note(post, in: alert) }
    }

    private mutating func note(_ post: AlertPost, in alert: Alert) {
        // A post that was seen before others that came sooner is rare; the book is made anew then.
        if books[alert.claim]?.add(post, in: alert) == false { books[alert.claim] = nil }
    }

    /// Makes the book of a claim ready to be asked.
    mutating func openBook(of claim: String, tipping: TippingPoint) {
        if books[claim] == nil { books[claim] = ClaimBook(counted(claim: claim), tipping: tipping) }
    }

    func book(of claim: String) -> ClaimBook? { books[claim] }

    /// Writes a burst into an alert, in place of the one before in its language.
    mutating func set(_ burst: Burst, of id: String) {
        guard let alert = alerts[id] else { return }
        alerts[id]?.bursts = Burst.merged([burst], alert.bursts.filter { $0.language != burst.language })
        books[alert.claim]?.note(burst)
    }

    /// Is there a notice to a recipient about an alert, or about one that was merged into it?
    func isNoticed(_ alert: String, to recipient: String, of claim: String) -> Bool {
        guard let ids = noticed[ToldKey(recipient: recipient, claim: claim)] else { return false }
        var open = [alert]
        var seen = 0
        while let id = open.popLast(), seen < Self.mostMerges {
            if ids.contains(id) { return true }
            open += mergedInto[id] ?? []
            seen += 1
        }
        return false
    }

    /// Notices to a recipient about any story of a claim, in the order made.
    func notices(to recipient: String, of claim: String) -> [Notice] {
        notices[ToldKey(recipient: recipient, claim: claim)] ?? []
    }

    package mutating func record(_ notice: Notice) {
        guard let claim = alerts[notice.alert]?.claim else { return }
        let key = ToldKey(recipient: notice.recipient, claim: claim)
        if noticed[key, default: []].insert(notice.alert).inserted {
            noticeLists[notice.alert, default: []].append(key)
        }
        if let place = noticePlaces[notice.id], notices[key]?.indices.contains(place) ?? false,
            notices[key]?[place].id == notice.id
        {
            notices[key]?[place] = notice
        } else {
            noticePlaces[notice.id] = notices[key, default: []].count
            notices[key, default: []].append(notice)
            if notice.interrupts, notice.kind == .new, notice.insteadOf == nil { noteInterruption(notice) }
        }
    }

    /// Takes a notice out that is never told, as the ledger does: should the reason end, the next post makes it anew.
    private mutating func forget(_ gone: DigestBatch.Withdrawal) {
        guard let claim = alerts[gone.alert]?.claim else { return }
        let key = ToldKey(recipient: gone.recipient, claim: claim)
        guard let place = notices[key]?.firstIndex(where: { $0.id == gone.notice }),
            let notice = notices[key]?.remove(at: place)
        else { return }
        noticePlaces[notice.id] = nil
        let rest = notices[key] ?? []
        for (place, later) in rest.enumerated().dropFirst(place) { noticePlaces[later.id] = place }
        if rest.isEmpty { notices[key] = nil }
        let route = ToldRoute(recipient: notice.recipient, route: notice.route)
        if notice.interrupts, notice.kind == .new, notice.insteadOf == nil,
            let instant = interruptions[route]?.firstIndex(of: notice.created)
        {
            interruptions[route]?.remove(at: instant)
        }
        guard !rest.contains(where: { $0.alert == notice.alert }) else { return }
        noticed[key]?.remove(notice.alert)
        noticeLists[notice.alert]?.removeAll { $0 == key }
    }

    private mutating func noteInterruption(_ notice: Notice) {
        let key = ToldRoute(recipient: notice.recipient, route: notice.route)
        let start = notice.created.advanced(by: .hours(-1))
        // They come in the order of time, so what is older than an hour stands at the front.
        let old = interruptions[key]?.prefix { $0 <= start }.count ?? 0
        interruptions[key]?.removeFirst(old)
        interruptions[key, default: []].append(notice.created)
    }

    /// How often a route interrupted a person with something new since an instant, at most an hour ago.
    func interruptions(of recipient: String, by route: String, since start: Instant) -> Int {
        interruptions[ToldRoute(recipient: recipient, route: route)]?.count { $0 > start } ?? 0
    }

    /// Takes over what `digests` decided, so that a replay can go on with this state without reading it anew.
    package mutating func note(_ batch: DigestBatch) {
        for alert in batch.notified { store(alert) }
        for notice in batch.standIns + batch.released + batch.postponed { record(notice) }
        for gone in batch.withdrawn where !gone.wasCarried { forget(gone) }
    }

    /// Takes over notices of escalation.
    package mutating func note(_ escalations: [Notice]) {
        for notice in escalations { record(notice) }
    }

    /// The alert that an id stands for now: merges are followed.
    func resolve(_ id: String) -> Alert? { standing(for: id).map { alerts.values[$0] } }

    /// Its id. A month has many notices, and an alert is a lot to copy for one word of it.
    func resolvedID(_ id: String) -> String? { standing(for: id).map { alerts.values[$0].id } }

    /// The claim that it is about.
    func claim(of id: String) -> String? { standing(for: id).map { alerts.values[$0].claim } }

    private func standing(for id: String) -> [String: Alert].Index? {
        var place = alerts.index(forKey: id)
        for _ in 0..<Self.mostMerges {
            guard let merged = place, alerts.values[merged].state == .merged,
                let next = alerts.values[merged].mergedInto
            else { break }
            place = alerts.index(forKey: next)
        }
        return place
    }

    /// No story joins others so often in a row; it also ends a circle of a damaged ledger.
    static let mostMerges = 1000
}

extension Alert {
    /// Are its posts counted and shown?
    fileprivate var isCounted: Bool { state != .merged && state != .dismissed }

    fileprivate mutating func add(_ post: AlertPost, places: [AlertPlace]) {
        let place = posts.lastIndex { $0.seen <= post.seen }.map { $0 + 1 } ?? 0
        posts.insert(post, at: place)
        self.places = places
        lastSeen = max(lastSeen, post.seen)
    }
}

/// A claim and a post in sixteen bytes, since they are remembered for good.
private struct CountedPost: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    init(claim: String, post: String) {
        let mark = StableHash.hash64(claim.utf8)
        high = StableHash.hash64(post.utf8, seed: mark)
        low = StableHash.hash64(post.utf8, seed: ~mark)
    }
}

private struct ToldRoute: Hashable, Sendable {
    var recipient: String
    var route: String
}

struct ToldKey: Hashable, Sendable {
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
    /// Claims that are watched from now on: claim id to instant.
    package var watched: [String: Instant] = [:]
}
