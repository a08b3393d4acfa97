import Model
import Text

/// Members of the stories of the last seven days, found by near-copy (languages.md 7).
///
/// Candidates come from the 32 locality-sensitive bands of a signature, from its smallest shingles (they find a text
/// inside a longer one), or from the exact hash when the text is short or the same to the letter. A key keeps at most
/// `keyCap` members, and of one story at most `storyCap`, so that a text copied a hundred thousand times costs no more
/// to look up than one copied ten times.
struct StoryIndex: Sendable {
    static let window = TimeSpan.days(7)
    private static let keyCap = 64
    private static let storyCap = 4

    private var members: [String: StoryMember] = [:]
    /// Story id to the ids of its members, in the order they came.
    private var posts: [String: [String]] = [:]
    private var exact: [UInt64: String] = [:]
    private var bands: [UInt64: [String]] = [:]

    init(_ members: some Collection<StoryMember>) {
        for member in members.sorted(by: { ($0.seen, $0.post) < ($1.seen, $1.post) }) { insert(member) }
    }

    func story(of post: String) -> String? { members[post]?.story }

    /// What taking one post did.
    struct Placement {
        /// The story it belongs to now.
        var story: String
        /// Rows to write: the post itself, and members that a merge moved.
        var changed: [StoryMember]
        /// Stories that ended because this post joined them to `story`.
        var absorbed: [String]
    }

    /// Puts a post in its story.
    ///
    /// An edit stays in the story of its post, whatever it says now; its newest text is what later copies are compared
    /// to. A new post joins every story that it is a near-copy of, and so joins them to each other: the story whose
    /// earliest member in the window is oldest keeps its id.
    mutating func place(post id: String, seen: Instant, signature: TextSignature, now: Instant) -> Placement {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -Self.window.milliseconds))
        if let known = members[id], known.seen >= oldest {
            guard known.signature != signature else { return Placement(story: known.story, changed: [], absorbed: []) }
            var edited = known
            edited.signature = signature
            members[id] = edited
            enter(edited)
            return Placement(story: known.story, changed: [edited], absorbed: [])
        }
        let found = near(signature, since: oldest)
        let ranked = found.map { (first: firstSeen($0, since: oldest), story: $0) }
            .sorted { ($0.first, $0.story) < ($1.first, $1.story) }
        guard let head = ranked.first?.story else {
            let member = StoryMember(post: id, story: id, seen: seen, signature: signature)
            insert(member)
            return Placement(story: id, changed: [member], absorbed: [])
        }
        let absorbed = ranked.dropFirst().map(\.story)
        var changed = absorbed.flatMap { move($0, to: head) }
        let member = StoryMember(post: id, story: head, seen: seen, signature: signature)
        insert(member)
        changed.append(member)
        return Placement(story: head, changed: changed, absorbed: absorbed)
    }

    /// Forgets members older than the window, so that a long replay stays small.
    mutating func prune(now: Instant) {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -Self.window.milliseconds))
        let kept = members.values.filter { $0.seen >= oldest }
        if kept.count * 2 < members.count { self = StoryIndex(kept) }
    }

    /// Members held.
    var count: Int { members.count }

    /// Forgets all but the newest members.
    mutating func keep(newest count: Int) {
        let order = members.values.sorted { ($0.seen, $0.post) < ($1.seen, $1.post) }
        self = StoryIndex(order.suffix(max(0, count)))
    }

    private func near(_ signature: TextSignature, since oldest: Instant) -> Set<String> {
        // A text with no letters at all (a link, an emoji) is a copy of nothing.
        guard signature.shingles > 0 else { return [] }
        var stories: Set<String> = []
        var compared: Set<String> = []
        if let post = exact[signature.exact], let member = members[post], member.seen >= oldest,
            member.signature.exact == signature.exact
        {
            stories.insert(member.story)
        }
        guard !signature.minima.isEmpty else { return stories }
        for key in Self.keys(of: signature) {
            for post in bands[key] ?? [] where compared.insert(post).inserted {
                guard let member = members[post], member.seen >= oldest, !stories.contains(member.story)
                else { continue }
                if signature.isNearCopy(of: member.signature) { stories.insert(member.story) }
            }
        }
        return stories
    }

    private func firstSeen(_ story: String, since oldest: Instant) -> Instant {
        (posts[story] ?? []).compactMap { members[$0]?.seen }.filter { $0 >= oldest }.min() ?? oldest
    }

    private mutating func move(_ story: String, to head: String) -> [StoryMember] {
        let moved = posts.removeValue(forKey: story) ?? []
        for post in moved { members[post]?.story = head }
        posts[head, default: []] += moved
        return moved.compactMap { members[$0] }
    }

    private mutating func insert(_ member: StoryMember) {
        let old = members.updateValue(member, forKey: member.post)
        if let old, old.story != member.story { posts[old.story]?.removeAll { $0 == member.post } }
        if old?.story != member.story { posts[member.story, default: []].append(member.post) }
        enter(member)
    }

    private mutating func enter(_ member: StoryMember) {
        guard member.signature.shingles > 0 else { return }
        let twin = exact.updateValue(member.post, forKey: member.signature.exact)
        // The same text is already in the bands; once is enough as long as its member is as young as the window.
        let known = twin.flatMap { members[$0] }
        let isCopy = known.map { $0.post != member.post && $0.signature == member.signature } ?? false
        guard !member.signature.minima.isEmpty else { return }
        for key in Self.keys(of: member.signature) { enter(member, under: key, replacing: isCopy ? known?.post : nil) }
    }

    /// Keys of both indexes; the second one's are narrow numbers, so they are moved out of the way of the first's.
    private static func keys(of signature: TextSignature) -> [UInt64] {
        signature.bands + signature.smallest.map { UInt64($0) << 32 | 0x5348 }
    }

    private mutating func enter(_ member: StoryMember, under key: UInt64, replacing twin: String?) {
        var bucket = bands[key] ?? []
        bucket.removeAll { $0 == member.post || $0 == twin }
        let siblings = bucket.filter { members[$0]?.story == member.story }
        if siblings.count >= Self.storyCap, let first = siblings.first { bucket.removeAll { $0 == first } }
        if bucket.count >= Self.keyCap { bucket.removeFirst() }
        bucket.append(member.post)
        bands[key] = bucket
    }
}
