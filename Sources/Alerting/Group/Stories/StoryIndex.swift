import Model
import Text

/// Members of the stories of the last seven days, found by near-copy (languages.md 7).
///
/// Candidates come from the 32 locality-sensitive bands of a signature, from single minima (they find a text inside a
/// longer one), or from the exact hash when the text is short or the same to the letter. A key keeps few members, and
/// of one story at most `storyCap`, so that a text copied a hundred thousand times costs no more to look up than one
/// copied ten times. A member takes 400 to 510 bytes; the oldest go when there are more than `limit`.
package struct StoryIndex: Sendable {
    package static let window = TimeSpan.days(7)
    package static let mostMembers = KeyTables.mostMembers
    static let bandCap = 64
    static let singleCap = 16
    static let storyCap = 4

    private let limit: Int
    private var ring: MemberRing
    private var stories = StoryLists()
    private var names = OddNames()
    private var byID: SlotTable
    private var byText: SlotTable
    private var byKey: KeyTables
    private var candidates = Candidates()

    /// - Parameter limit: members that are held; when there are more, the oldest are forgotten.
    package init(limit: Int = StoryIndex.mostMembers) {
        self.limit = min(max(2, limit), Self.mostMembers)
        let capacity = Self.capacity(for: 0, limit: self.limit)
        ring = MemberRing(capacity: capacity)
        (byID, byText) = (SlotTable(capacity: capacity), SlotTable(capacity: capacity))
        byKey = KeyTables(capacity: capacity)
    }

    /// - Parameter members: as an index placed them, in any order.
    package init(_ members: some Collection<StoryMember>) {
        self.init()
        for member in members.sorted(by: { ($0.seen, $0.post) < ($1.seen, $1.post) }) { restore(member) }
    }

    /// Members held.
    package var count: Int { ring.count }

    package func story(of post: String) -> String? {
        member(PackedID(hex: post) ?? PackedID(hashing: post)).map { name(of: ring.story[$0]) }
    }

    /// What taking one post did.
    package struct Placement: Sendable {
        /// The story it belongs to now.
        package var story: String
        /// Rows to write: the post itself, and members that a merge moved.
        package var changed: [StoryMember]
        /// Stories that ended because this post joined them to `story`.
        package var absorbed: [String]
    }

    /// Puts a post in its story.
    ///
    /// An edit stays in the story of its post, whatever it says now; its newest text is what later copies are compared
    /// to. A new post joins every story that it is a near-copy of, and so joins them to each other: the story whose
    /// earliest member in the window is oldest keeps its id.
    package mutating func place(post id: String, seen: Instant, signature: TextSignature, now: Instant) -> Placement {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -Self.window.milliseconds)).milliseconds
        expire(before: oldest)
        let packed = names.pack(id)
        if let known = member(packed) {
            if ring.seen[known] >= oldest { return edit(known, to: signature) }
            forget(known)
        }
        makeRoom()
        let found = inOrder(near(signature, since: oldest), since: oldest)
        var head = found.first?.story
        var changed: [StoryMember] = []
        for (younger, _) in found.dropFirst() {
            let moved = stories.members(of: younger, ring)
            head = head.map { stories.absorb(younger, into: $0, &ring) }
            changed += moved.map { row(of: $0) }
        }
        let member = append(packed, seen: seen, signature, to: head)
        let new = row(of: member)
        changed.append(new)
        return Placement(story: new.story, changed: changed, absorbed: found.dropFirst().map(\.id))
    }

    /// Stories by their earliest member in the window.
    private func inOrder(_ found: [StoryLists.Ref], since oldest: Int64) -> [(story: StoryLists.Ref, id: String)] {
        // Nearly always there is one at most, and it may be large.
        guard found.count > 1 else { return found.map { ($0, name(of: $0)) } }
        return found.map { (first: firstSeen($0, since: oldest), story: $0, id: name(of: $0)) }
            .sorted { ($0.first, $0.id) < ($1.first, $1.id) }.map { ($0.story, $0.id) }
    }

    /// Takes in a member as it was placed before. A post that comes again has changed since.
    package mutating func restore(_ row: StoryMember) {
        let (id, storyID) = (names.pack(row.post), names.pack(row.story))
        guard let known = member(id) else {
            makeRoom()
            let story = self.story(storyID)
            let new = append(id, seen: row.seen, row.signature, to: story)
            if story == nil, storyID != id { stories.begin(storyID, with: new, &ring) }
            return
        }
        if ring.signature(of: known) != row.signature { replace(known, with: row.signature) }
        guard stories.id(of: ring.story[known], ring) != storyID else { return }
        _ = stories.leave(known, &ring)
        ring.story[known] = .alone(known)
        if let story = self.story(storyID) {
            _ = stories.absorb(.alone(known), into: story, &ring)
        } else {
            stories.begin(storyID, with: known, &ring)
        }
    }

    /// The story with that id, if it has a member.
    private func story(_ id: PackedID) -> StoryLists.Ref? {
        if let orphan = stories.orphan(id) { return orphan }
        guard let first = member(id), stories.id(of: ring.story[first], ring) == id else { return nil }
        return ring.story[first]
    }

    private func name(of story: StoryLists.Ref) -> String { names.text(stories.id(of: story, ring)) }

    private mutating func edit(_ known: Int, to signature: TextSignature) -> Placement {
        let isSame = ring.signature(of: known) == signature
        if !isSame { replace(known, with: signature) }
        return Placement(story: name(of: ring.story[known]), changed: isSame ? [] : [row(of: known)], absorbed: [])
    }

    private func row(of member: Int) -> StoryMember {
        StoryMember(
            post: names.text(ring.ids[member]), story: name(of: ring.story[member]),
            seen: Instant(milliseconds: ring.seen[member]), signature: ring.signature(of: member))
    }

    private func member(_ id: PackedID) -> Int? { byID.find(id.hash) { ring.ids[$0] == id } }

    private func firstSeen(_ story: StoryLists.Ref, since oldest: Int64) -> Int64 {
        stories.members(of: story, ring).lazy.map { ring.seen[$0] }.filter { $0 >= oldest }.min() ?? oldest
    }
}

/// Looking up.
extension StoryIndex {
    /// Stories with a member that a text is a near-copy of; nothing is placed.
    package mutating func stories(near signature: TextSignature) -> [String] {
        near(signature, since: .min).map { name(of: $0) }
    }

    /// Stories with a member that the text is a near-copy of.
    private mutating func near(_ signature: TextSignature, since oldest: Int64) -> [StoryLists.Ref] {
        // A text with no letters at all (a link, an emoji) is a copy of nothing.
        guard signature.shingles > 0 else { return [] }
        var found: [StoryLists.Ref] = []
        if let twin = byText.find(signature.exact, where: { ring.exact[$0] == signature.exact }),
            ring.seen[twin] >= oldest
        {
            found.append(ring.story[twin])
        }
        guard !signature.sketch.isEmpty else { return found }
        var candidates = candidates
        self.candidates = Candidates.none
        defer { self.candidates = candidates }
        signature.sketch.withUnsafeBytes { sketch in
            collect(sketch, into: &candidates)
            for member in candidates.members where ring.seen[member] >= oldest {
                let story = ring.story[member]
                guard !found.contains(story) else { continue }
                let equal = ring.equalMinima(member, sketch)
                if TextSignature.areNearCopies(
                    equalMinima: equal, shingles: signature.shingles, ring.shingles(of: member))
                {
                    found.append(story)
                }
            }
        }
        return found
    }

    private func collect(_ sketch: UnsafeRawBufferPointer, into candidates: inout Candidates) {
        candidates.clear()
        for kind in 0..<TextSignature.keyCount {
            let key = TextSignature.key(kind, in: sketch)
            byKey.forEach(kind, key: key) { member in
                if ring.withSketch(of: member, { TextSignature.key(kind, in: $0) }) == key { candidates.add(member) }
            }
        }
    }
}

/// Taking in and forgetting.
extension StoryIndex {
    private mutating func append(
        _ id: PackedID, seen: Instant, _ signature: TextSignature, to story: StoryLists.Ref?
    ) -> Int {
        let new = ring.append(id, seen: seen, signature)
        _ = byID.enter(new, hash: id.hash) { ring.ids[$0] == id }
        if let story = story ?? stories.orphan(id) {
            stories.join(story, new, &ring)
        } else {
            ring.story[new] = .alone(new)
        }
        index(new)
        return new
    }

    private mutating func replace(_ member: Int, with signature: TextSignature) {
        unindex(member)
        ring.set(signature, of: member)
        index(member)
    }

    /// Enters a member's text in the tables.
    private mutating func index(_ member: Int) {
        guard ring.shingles(of: member) > 0 else { return }
        let text = ring.exact[member]
        let twin = byText.enter(member, hash: text) { ring.exact[$0] == text }
        guard ring.hasSketch(member) else { return }
        // The same text is already in the tables; once is enough, under its youngest member.
        if let twin, twin != member, ring.haveSameText(twin, member) { removeKeys(twin) }
        for kind in 0..<TextSignature.keyCount {
            let key = ring.withSketch(of: member) { TextSignature.key(kind, in: $0) }
            makeRoom(kind, key, for: ring.story[member])
            byKey.insert(member, kind: kind, key: key)
        }
        ring.setIndexed(member, true)
    }

    /// Keeps the members under one key few: those of the same story first, then the oldest.
    private mutating func makeRoom(_ kind: Int, _ key: UInt32, for story: StoryLists.Ref) {
        var all = (count: 0, oldest: -1, order: Int.max)
        var siblings = (count: 0, oldest: -1, order: Int.max)
        byKey.forEach(kind, key: key) { member in
            guard ring.withSketch(of: member, { TextSignature.key(kind, in: $0) }) == key else { return }
            let order = ring.order(of: member)
            all.count += 1
            if order < all.order { (all.oldest, all.order) = (member, order) }
            guard ring.story[member] == story else { return }
            siblings.count += 1
            if order < siblings.order { (siblings.oldest, siblings.order) = (member, order) }
        }
        if siblings.count >= Self.storyCap {
            byKey.remove(siblings.oldest, kind: kind, key: key)
        } else if all.count >= (kind < TextSignature.bandCount ? Self.bandCap : Self.singleCap) {
            byKey.remove(all.oldest, kind: kind, key: key)
        }
    }

    private mutating func unindex(_ member: Int) {
        byText.remove(member) { ring.exact[$0] }
        removeKeys(member)
    }

    private mutating func removeKeys(_ member: Int) {
        guard ring.isIndexed(member) else { return }
        ring.setIndexed(member, false)
        for kind in 0..<TextSignature.keyCount {
            byKey.remove(member, kind: kind, key: ring.withSketch(of: member) { TextSignature.key(kind, in: $0) })
        }
    }

    /// Forgets members that are older than the window.
    package mutating func prune(now: Instant) {
        expire(before: now.advanced(by: TimeSpan(milliseconds: -Self.window.milliseconds)).milliseconds)
    }

    private mutating func expire(before oldest: Int64) {
        while ring.count > 0 {
            let first = ring.at(0)
            guard ring.story[first] == .none || ring.seen[first] < oldest else { return }
            forget(first)
            ring.dropFirst()
        }
    }

    /// Takes a member out of everything; its place stays taken until it is the first of the ring.
    private mutating func forget(_ member: Int) {
        guard ring.story[member] != .none else { return }
        byID.remove(member) { ring.ids[$0].hash }
        unindex(member)
        let id = ring.ids[member]
        let ended = stories.leave(member, &ring)
        if let ended { names.forget(ended) }
        if ended != id, stories.orphan(id) == nil { names.forget(id) }
    }

    /// Makes a place for one member more.
    private mutating func makeRoom() {
        if ring.count == limit {
            forget(ring.at(0))
            ring.dropFirst()
        }
        guard ring.count == ring.capacity, ring.capacity < limit else { return }
        let (shift, before) = (ring.first, ring.capacity)
        let capacity = Self.capacity(for: ring.count + 1, limit: limit)
        byKey = KeyTables(capacity: 0)
        ring.grow(to: capacity)
        stories.renumber(&ring, shift: shift, capacity: before)
        (byID, byText) = (SlotTable(capacity: capacity), SlotTable(capacity: capacity))
        byKey = KeyTables(capacity: capacity)
        for member in 0..<ring.count where ring.story[member] != .none {
            _ = byID.enter(member, hash: ring.ids[member].hash) { _ in false }
            ring.setIndexed(member, false)
            index(member)
        }
    }

    /// The smallest of the sizes that a ring grows through, by half each time, so that the last one is the limit.
    private static func capacity(for count: Int, limit: Int) -> Int {
        var capacity = limit
        while capacity > 64, capacity * 2 / 3 >= count { capacity = capacity * 2 / 3 }
        return capacity
    }
}
