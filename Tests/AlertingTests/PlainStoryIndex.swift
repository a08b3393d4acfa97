import Model
import Text

@testable import Alerting

/// The rules of `StoryIndex` written with dictionaries: slow, large and easy to read. The real one must say the same.
struct PlainStoryIndex {
    private let limit: Int
    private var members: [String: StoryMember] = [:]
    /// Numbers of members, in the order in which they came.
    private var numbers: [String: Int] = [:]
    /// A forgotten member keeps its place until it is the first.
    private var places: ArraySlice<(number: Int, id: String)> = []
    private var next = 0
    /// The member that a text is listed under.
    private var listed: [UInt64: String] = [:]
    private var keys: [[UInt32: Set<String>]] = Array(repeating: [:], count: TextSignature.keyCount)

    struct Placement: Equatable {
        var story: String
        var changed: Set<String>
        var absorbed: [String]
    }

    init(_ rows: [StoryMember] = [], limit: Int) {
        self.limit = limit
        for row in rows {
            makeRoom()
            append(row)
        }
        for place in places where isHeld(place) { list(place.id) }
    }

    var size: Int { places.count }

    mutating func place(_ id: String, seen: Instant, _ signature: TextSignature, now: Instant) -> Placement {
        let oldest = now.advanced(by: TimeSpan(milliseconds: -StoryIndex.window.milliseconds))
        for old in members.values.filter({ $0.seen < oldest }).sorted(by: { ($0.seen, $0.post) < ($1.seen, $1.post) }) {
            forget(old.post)
        }
        while let first = places.first, !isHeld(first) { places.removeFirst() }
        if let known = members[id] {
            guard known.signature != signature else { return Placement(story: known.story, changed: [], absorbed: []) }
            unlist(id)
            members[id]?.signature = signature
            list(id)
            return Placement(story: known.story, changed: [id], absorbed: [])
        }
        makeRoom()
        let ranked = near(signature).map { story in
            (first: members.values.filter { $0.story == story }.map(\.seen).min() ?? oldest, story: story)
        }.sorted { ($0.first, $0.story) < ($1.first, $1.story) }
        let story = ranked.first?.story ?? id
        let absorbed = ranked.dropFirst().map(\.story)
        var changed: Set<String> = [id]
        for member in members.values where absorbed.contains(member.story) {
            members[member.post]?.story = story
            changed.insert(member.post)
        }
        append(StoryMember(post: id, story: story, seen: seen, signature: signature))
        list(id)
        return Placement(story: story, changed: changed, absorbed: absorbed)
    }

    func near(_ signature: TextSignature) -> Set<String> {
        guard signature.shingles > 0 else { return [] }
        var candidates: Set<String> = []
        for (kind, key) in signature.keys.enumerated() { candidates.formUnion(keys[kind][key] ?? []) }
        var found = Set(candidates.compactMap { members[$0] }.filter { signature.isNearCopy(of: $0.signature) }.map(\.story))
        if let twin = listed[signature.exact].flatMap({ members[$0] }) { found.insert(twin.story) }
        return found
    }

    private mutating func makeRoom() {
        guard places.count == limit, let first = places.popFirst(), isHeld(first) else { return }
        forget(first.id)
    }

    private func isHeld(_ place: (number: Int, id: String)) -> Bool {
        members[place.id] != nil && numbers[place.id] == place.number
    }

    private mutating func append(_ member: StoryMember) {
        members[member.post] = member
        places.append((next, member.post))
        numbers[member.post] = next
        next += 1
    }

    private func number(_ id: String) -> Int { numbers[id] ?? -1 }

    /// A text is listed under its newest member only.
    private mutating func list(_ id: String) {
        guard let member = members[id], member.signature.shingles > 0 else { return }
        if let twin = listed[member.signature.exact] {
            guard number(twin) < number(id) else { return }
            removeKeys(twin)
        }
        listed[member.signature.exact] = id
        for (kind, key) in member.signature.keys.enumerated() {
            let others = keys[kind][key] ?? []
            let siblings = others.filter { members[$0]?.story == member.story }
            let cap = kind < TextSignature.bandCount ? MemberTables.bandCap : MemberTables.singleCap
            var all = others.union([id])
            if siblings.count >= MemberTables.storyCap {
                oldest(of: siblings.union([id])).map { _ = all.remove($0) }
            } else if others.count >= cap {
                oldest(of: all).map { _ = all.remove($0) }
            }
            keys[kind][key] = all
        }
    }

    private func oldest(of posts: Set<String>) -> String? { posts.min { number($0) < number($1) } }

    private mutating func removeKeys(_ id: String) {
        for (kind, key) in (members[id]?.signature.keys ?? []).enumerated() { keys[kind][key]?.remove(id) }
    }

    /// Another member with the same text is listed instead.
    private mutating func unlist(_ id: String) {
        guard let text = members[id]?.signature.exact, listed[text] == id else { return }
        removeKeys(id)
        listed[text] = nil
        let twins = members.values.filter { $0.post != id && $0.signature.exact == text }
        if let newest = twins.map(\.post).max(by: { number($0) < number($1) }) { list(newest) }
    }

    private mutating func forget(_ id: String) {
        unlist(id)
        members[id] = nil
    }
}
