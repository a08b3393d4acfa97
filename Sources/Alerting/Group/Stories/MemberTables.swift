import Text

/// Where members are found by their text.
///
/// A text is listed once, under its newest member; when that one leaves or changes its text, the newest of the others
/// takes its place. Short texts are found by the hash of the whole text alone. A longer one stands in one table for
/// each of the 48 kinds of key, and a key keeps few members: the newest, and of one story at most `storyCap`.
struct MemberTables: Sendable {
    static let bandCap = 64
    static let singleCap = 16
    static let storyCap = 4

    private var byText: SlotTable
    private var byKey: [KeyTable]

    /// - Parameter capacity: members that they must hold.
    init(capacity: Int) {
        byText = SlotTable(capacity: capacity)
        byKey = Array(repeating: KeyTable(capacity: capacity), count: TextSignature.keyCount)
    }

    static func cap(of kind: Int) -> Int { kind < TextSignature.bandCount ? bandCap : singleCap }

    /// The newest member with exactly that text.
    func twin(of text: UInt64, _ ring: MemberRing) -> Int? { byText.find(text) { ring.exact[$0] == text } }

    /// Adds the members that share a key with a sketch.
    func collect(_ sketch: UnsafeRawBufferPointer, _ ring: MemberRing, into candidates: inout Candidates) {
        candidates.clear()
        for kind in 0..<TextSignature.keyCount {
            let key = TextSignature.key(kind, in: sketch)
            byKey[kind].forEach(KeyTable.hash(key)) { if ring.key(kind, of: $0) == key { candidates.add($0) } }
        }
    }

    /// Lists a member's text, unless a newer member has the same one.
    mutating func list(_ member: Int, _ ring: inout MemberRing) {
        guard ring.shingles(of: member) > 0 else { return }
        let text = ring.exact[member]
        if let twin = twin(of: text, ring) {
            guard ring.order(of: twin) < ring.order(of: member) else {
                ring.setHasOlderTwin(twin, true)
                return
            }
            removeKeys(twin, ring)
        }
        listText(of: member, &ring)
        guard ring.hasSketch(member) else { return }
        for kind in 0..<TextSignature.keyCount { insert(member, kind, ring) }
    }

    /// Lists the whole text alone, in place of the older member that has it.
    mutating func listText(of member: Int, _ ring: inout MemberRing) {
        let text = ring.exact[member]
        if let twin = byText.enter(member, hash: text, insteadOf: { ring.exact[$0] == text }) {
            ring.setListed(twin, false)
            ring.setHasOlderTwin(member, true)
        }
        ring.setListed(member, true)
    }

    /// Enters a member under one key, whatever stands there.
    mutating func enter(_ member: Int, _ kind: Int, hash: UInt32) { byKey[kind].insert(member, hash: hash) }

    /// Takes a member out; the next one with the same text is listed then.
    mutating func unlist(_ member: Int, _ ring: inout MemberRing) {
        guard ring.isListed(member) else { return }
        byText.remove(member) { ring.exact[$0] }
        removeKeys(member, ring)
        ring.setListed(member, false)
        // Nothing is older than the first member, and few texts were ever sent twice.
        guard ring.order(of: member) > 0, ring.hasOlderTwin(member) else { return }
        ring.setHasOlderTwin(member, false)
        let twins = ring.members(withText: ring.exact[member]).filter { $0 != member && ring.shingles(of: $0) > 0 }
        guard let newest = twins.last else { return }
        list(newest, &ring)
        ring.setHasOlderTwin(newest, twins.count > 1)
    }

    /// Keeps the members under one key few: with one more than it holds, the oldest goes, which may be the new one.
    private mutating func insert(_ member: Int, _ kind: Int, _ ring: MemberRing) {
        let key = ring.key(kind, of: member)
        let hash = KeyTable.hash(key)
        var all = (count: 0, oldest: -1, order: Int.max)
        var siblings = (count: 0, oldest: -1, order: Int.max)
        byKey[kind].forEach(hash) { other in
            guard ring.key(kind, of: other) == key else { return }
            let order = ring.order(of: other)
            all.count += 1
            if order < all.order { (all.oldest, all.order) = (other, order) }
            guard ring.story[other] == ring.story[member] else { return }
            siblings.count += 1
            if order < siblings.order { (siblings.oldest, siblings.order) = (other, order) }
        }
        let crowd = siblings.count >= Self.storyCap ? siblings : all
        if crowd.count >= (siblings.count >= Self.storyCap ? Self.storyCap : Self.cap(of: kind)) {
            guard crowd.order < ring.order(of: member) else { return }
            byKey[kind].remove(crowd.oldest, hash: hash)
        }
        byKey[kind].insert(member, hash: hash)
    }

    private mutating func removeKeys(_ member: Int, _ ring: MemberRing) {
        guard ring.hasSketch(member) else { return }
        for kind in 0..<TextSignature.keyCount {
            byKey[kind].remove(member, hash: KeyTable.hash(ring.key(kind, of: member)))
        }
    }

    /// Makes room. What is listed stays listed, so that nobody can tell how large the tables were.
    ///
    /// - Parameter renumber: from the number that a member had to the one that it has in `ring`.
    mutating func grow(_ ring: MemberRing, renumber: (Int) -> Int) {
        byText = SlotTable(capacity: ring.capacity)
        for member in ring.members where ring.isListed(member) {
            let text = ring.exact[member]
            _ = byText.enter(member, hash: text) { ring.exact[$0] == text }
        }
        for kind in byKey.indices {
            var larger = KeyTable(capacity: ring.capacity)
            byKey[kind].forEach { old in
                let member = renumber(old)
                larger.insert(member, hash: KeyTable.hash(ring.key(kind, of: member)))
            }
            byKey[kind] = larger
        }
    }
}
