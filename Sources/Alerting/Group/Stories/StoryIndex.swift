import Model
import Text

/// Members of the stories of the last seven days, found by near-copy (languages.md 7).
///
/// Candidates come from the 32 locality-sensitive bands of a signature, from single minima (they find a text inside a
/// longer one), or from the exact hash when the text is short or the same to the letter. `MemberTables` says which
/// members a key leads to: so few that a text copied a hundred thousand times costs no more to look up than one copied
/// ten times. A member takes 400 to 510 bytes; the oldest go when there are more than `limit`.
package struct StoryIndex: Sendable {
    package static let window = TimeSpan.days(7)
    package static let mostMembers = KeyTable.mostMembers

    private let limit: Int
    private var ring: MemberRing
    private var stories = StoryLists()
    private var names = OddNames()
    private var byID: SlotTable
    private var tables: MemberTables
    /// Members were restored that are not in `tables` yet.
    private var isBehind = false
    private var late = LateMembers()
    /// The latest instant at which a member was seen.
    private var latest = Int64.min
    private var candidates = Candidates()

    /// - Parameter limit: members that are held; when there are more, the oldest are forgotten.
    package init(limit: Int = StoryIndex.mostMembers) {
        self.limit = min(max(2, limit), Self.mostMembers)
        let capacity = Self.capacity(for: 0, limit: self.limit)
        ring = MemberRing(capacity: capacity)
        byID = SlotTable(capacity: capacity)
        tables = MemberTables(capacity: capacity)
    }

    /// - Parameter members: as an index placed them, in the order in which they came.
    package init(_ members: some Sequence<StoryMember>, limit: Int = StoryIndex.mostMembers) {
        self.init(limit: limit)
        for member in members { restore(member) }
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
        catchUp()
        prune(now: now)
        let packed = names.pack(id)
        if let known = member(packed) { return edit(known, to: signature) }
        makeRoom()
        let found = inOrder(near(signature))
        var head = found.first?.story
        var changed: [StoryMember] = []
        for (younger, _) in found.dropFirst() {
            let moved = stories.members(of: younger, ring)
            let ended = stories.id(of: younger, ring)
            head = head.map { stories.absorb(younger, into: $0, &ring) }
            changed += moved.map { row(of: $0) }
            forgetName(ended)
        }
        let member = append(packed, seen: seen, signature, to: head)
        tables.list(member, &ring)
        let new = row(of: member)
        changed.append(new)
        return Placement(story: new.story, changed: changed, absorbed: found.dropFirst().map(\.id))
    }

    /// Stories with a member that a text is a near-copy of; nothing is placed.
    package mutating func stories(near signature: TextSignature) -> [String] {
        catchUp()
        return near(signature).map { name(of: $0) }
    }

    /// Takes in a member as it was placed before, in the order in which they came. A post that comes again has changed
    /// since.
    package mutating func restore(_ row: StoryMember) {
        // The tables are made when they are first asked: all at once takes a tenth of the time.
        isBehind = true
        let (id, storyID) = (names.pack(row.post), names.pack(row.story))
        guard let known = member(id) else {
            makeRoom()
            let story = self.story(storyID)
            let new = append(id, seen: row.seen, row.signature, to: story)
            if story == nil, storyID != id { stories.begin(storyID, with: new, &ring) }
            return
        }
        ring.set(row.signature, of: known)
        guard stories.id(of: ring.story[known], ring) != storyID else { return }
        _ = stories.leave(known, &ring)
        ring.story[known] = .alone(known)
        if let story = self.story(storyID) {
            _ = stories.absorb(.alone(known), into: story, &ring)
        } else {
            stories.begin(storyID, with: known, &ring)
        }
    }

    /// Forgets members that are older than the window.
    package mutating func prune(now: Instant) {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -Self.window.milliseconds)).milliseconds
        while let member = late.pop(before: oldest) {
            if ring.seen[member] < oldest { forget(member) }
        }
        while ring.count > 0 {
            let first = ring.at(0)
            guard ring.story[first] == .none || ring.seen[first] < oldest else { return }
            forget(first)
            ring.dropFirst()
        }
    }
}

/// One post.
extension StoryIndex {
    private mutating func edit(_ known: Int, to signature: TextSignature) -> Placement {
        let isSame = ring.signature(of: known) == signature
        if !isSame {
            tables.unlist(known, &ring)
            ring.set(signature, of: known)
            tables.list(known, &ring)
        }
        return Placement(story: name(of: ring.story[known]), changed: isSame ? [] : [row(of: known)], absorbed: [])
    }

    /// Stories by their earliest member.
    private func inOrder(_ found: [StoryLists.Ref]) -> [(story: StoryLists.Ref, id: String)] {
        // Nearly always there is one at most, and it may be large.
        guard found.count > 1 else { return found.map { ($0, name(of: $0)) } }
        return found.map { (first: firstSeen($0), story: $0, id: name(of: $0)) }
            .sorted { ($0.first, $0.id) < ($1.first, $1.id) }.map { ($0.story, $0.id) }
    }

    private func firstSeen(_ story: StoryLists.Ref) -> Int64 {
        stories.members(of: story, ring).lazy.map { ring.seen[$0] }.min() ?? 0
    }

    /// Stories with a member that the text is a near-copy of.
    private mutating func near(_ signature: TextSignature) -> [StoryLists.Ref] {
        // A text with no letters at all (a link, an emoji) is a copy of nothing.
        guard signature.shingles > 0 else { return [] }
        var found: [StoryLists.Ref] = []
        if let twin = tables.twin(of: signature.exact, ring) { found.append(ring.story[twin]) }
        guard !signature.sketch.isEmpty else { return found }
        var candidates = candidates
        self.candidates = Candidates.none
        defer { self.candidates = candidates }
        signature.sketch.withUnsafeBytes { sketch in
            tables.collect(sketch, ring, into: &candidates)
            for member in candidates.members {
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

    /// The story with that id, if it has a member.
    private func story(_ id: PackedID) -> StoryLists.Ref? {
        if let orphan = stories.orphan(id) { return orphan }
        guard let first = member(id), stories.id(of: ring.story[first], ring) == id else { return nil }
        return ring.story[first]
    }

    private func name(of story: StoryLists.Ref) -> String { names.text(stories.id(of: story, ring)) }

    private func row(of member: Int) -> StoryMember {
        StoryMember(
            post: names.text(ring.ids[member]), story: name(of: ring.story[member]),
            seen: Instant(milliseconds: ring.seen[member]), signature: ring.signature(of: member))
    }

    private func member(_ id: PackedID) -> Int? { byID.find(id.hash) { ring.ids[$0] == id } }
}

/// Taking in and forgetting.
extension StoryIndex {
    /// Adds a member that `tables` do not know yet.
    private mutating func append(
        _ id: PackedID, seen: Instant, _ signature: TextSignature, to story: StoryLists.Ref?
    ) -> Int {
        let new = ring.append(id, seen: seen, signature)
        if seen.milliseconds < latest { late.add(new, seen: seen.milliseconds) }
        latest = max(latest, seen.milliseconds)
        _ = byID.enter(new, hash: id.hash) { ring.ids[$0] == id }
        if let story = story ?? stories.orphan(id) {
            stories.join(story, new, &ring)
        } else {
            ring.story[new] = .alone(new)
        }
        return new
    }

    private mutating func catchUp() {
        guard isBehind else { return }
        tables = MemberTables(capacity: 0)
        tables = MemberTables(listing: &ring)
        isBehind = false
    }

    /// Takes a member out of everything; its place stays taken until it is the first of the ring.
    private mutating func forget(_ member: Int) {
        guard ring.story[member] != .none else { return }
        byID.remove(member) { ring.ids[$0].hash }
        if !isBehind { tables.unlist(member, &ring) }
        let id = ring.ids[member]
        if let ended = stories.leave(member, &ring) { forgetName(ended) }
        forgetName(id)
    }

    /// A name goes when neither a post nor a story has it. Both may: a post that came again may stand in another story
    /// than the one that it once began.
    private mutating func forgetName(_ id: PackedID) {
        guard !names.isEmpty, member(id) == nil, stories.orphan(id) == nil else { return }
        names.forget(id)
    }

    /// Makes a place for one member more.
    private mutating func makeRoom() {
        if ring.count == limit {
            forget(ring.at(0))
            ring.dropFirst()
        }
        guard ring.count == ring.capacity, ring.capacity < limit else { return }
        let (shift, before) = (ring.first, ring.capacity)
        func renumber(_ old: Int) -> Int { old >= shift ? old - shift : old + before - shift }
        ring.grow(to: Self.capacity(for: ring.count + 1, limit: limit))
        stories.renumber(&ring, renumber)
        late.renumber(renumber)
        byID = SlotTable(capacity: ring.capacity)
        for member in ring.members { _ = byID.enter(member, hash: ring.ids[member].hash) { _ in false } }
        if !isBehind { tables.grow(ring, renumber: renumber) }
    }

    /// The smallest of the sizes that a ring grows through, by half each time, so that the last one is the limit.
    private static func capacity(for count: Int, limit: Int) -> Int {
        var capacity = limit
        while capacity > 64, capacity * 2 / 3 >= count { capacity = capacity * 2 / 3 }
        return capacity
    }
}
