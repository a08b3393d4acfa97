import Alerting
import Model

/// The serial stage of a replay, an instant at a time: both sides see the same posts in the same order.
struct ReplayClock {
    private var new: ReplaySide
    private var old: ReplaySide?
    private var stories = StoryIndex()
    private var recent = RecentKeys()
    private var labels: LabelTally
    private let keep: (Digest) -> Void
    private var posts = 0
    private var repeated = 0
    private var perDay: [String: Int] = [:]
    private var first: Instant?
    private var last: Instant?

    init(new: ReplayRules, old: ReplayRules?, labels: [ReplayLabel], keep: @escaping (Digest) -> Void)
        throws(PipelineError)
    {
        self.new = try ReplaySide(new, other: old)
        if let old { self.old = try ReplaySide(old, other: new) }
        self.labels = LabelTally(labels)
        self.keep = keep
    }

    /// Takes all posts of one instant.
    mutating func tick(_ batch: [SketchedPost]) throws(PipelineError) {
        guard let now = batch.first?.seen else { return }
        let before = last ?? now
        try sendHeld(after: before, before: now)
        stories.prune(now: now)
        try new.forget(at: now)
        try old?.forget(at: now)
        if first == nil { first = now }
        last = now
        let fresh = batch.filter { recent.insert($0.key, at: now) }
        repeated += batch.count - fresh.count
        posts += fresh.count
        perDay[ReplayDay.name(of: now), default: 0] += fresh.count
        for post in fresh {
            new.note(post.new, other: post.old, of: post)
            old?.note(post.old ?? post.new, other: post.old == nil ? nil : post.new, of: post)
            labels.note(post)
        }
        let placed = fresh.map { place($0, at: now) }
        stories.prune(now: now)
        new.decide(placed.compactMap { $0.side($0.post.new) }, at: now)
        old?.decide(placed.compactMap { $0.side($0.post.old ?? $0.post.new) }, at: now)
        try new.send(at: now, keep: keep)
        try old?.send(at: now) { _ in }
    }

    private mutating func sendHeld(after last: Instant, before tick: Instant?) throws(PipelineError) {
        try new.sendHeld(after: last, before: tick, keep: keep)
        try old?.sendHeld(after: last, before: tick) { _ in }
    }

    /// Stories belong to no claim, so both sides share them.
    private mutating func place(_ post: SketchedPost, at now: Instant) -> Placed {
        let placement = stories.place(post: post.key.id, seen: post.seen, signature: post.signature, now: now)
        return Placed(post: post, story: placement.story, absorbed: placement.absorbed)
    }

    private struct Placed {
        var post: SketchedPost
        var story: String
        var absorbed: [String]

        /// The post for one side; nil when it changes nothing there.
        func side(_ matches: SketchedMatches) -> PlacedPost? {
            guard !matches.claims.isEmpty || !absorbed.isEmpty else { return nil }
            return PlacedPost(post: post.matched(matches), story: story, absorbed: absorbed)
        }
    }

    /// Sends what is still held and gives the report; nil when no post came.
    mutating func finish(_ read: ReplayReport.Read) throws(PipelineError) -> ReplayReport? {
        guard let first, let last, posts > 0 else { return nil }
        try sendHeld(after: last, before: nil)
        try new.finish()
        try old?.finish()
        return ReplayReport(
            posts: posts, repeated: repeated, perDay: perDay, from: first, until: last, read: read,
            new: ReplayReport.Side(new), old: old.map(ReplayReport.Side.init), labels: labels)
    }
}
