/// Which members make a story, and what its id is.
///
/// A story of one member that bears the id of that member needs no memory of its own; any other has a record of 24
/// bytes, and its members are linked in a circle, in the order they came.
struct StoryLists: Sendable {
    /// The story of a member.
    struct Ref: Hashable, Sendable {
        fileprivate var value: UInt32

        static let none = Ref(value: .max)
        /// The story that only this member is in, and that has its id.
        static func alone(_ member: Int) -> Ref { Ref(value: UInt32(member)) }
        fileprivate static func record(_ number: Int) -> Ref { Ref(value: recordBit | UInt32(number)) }
        fileprivate static let recordBit: UInt32 = 1 << 31

        fileprivate var record: Int? {
            self != .none && value & Self.recordBit != 0 ? Int(value & ~Self.recordBit) : nil
        }
        fileprivate var member: Int { Int(value) }
    }

    private struct Record: Sendable {
        var id: PackedID
        /// The member that came last.
        var last: UInt32
        var count: UInt32
    }

    private var records: [Record] = []
    private var free: [Int] = []
    /// Stories whose first post is no member any more, by id.
    private var orphans: [PackedID: Ref] = [:]

    func id(of story: Ref, _ ring: MemberRing) -> PackedID {
        story.record.map { records[$0].id } ?? ring.ids[story.member]
    }

    /// A story that goes on although its first post is forgotten.
    func orphan(_ id: PackedID) -> Ref? { orphans.isEmpty ? nil : orphans[id] }

    /// Members of a story in the order they came.
    func members(of story: Ref, _ ring: MemberRing) -> [Int] {
        guard let record = story.record else { return [story.member] }
        var members: [Int] = []
        var member = Int(records[record].last)
        for _ in 0..<records[record].count {
            member = Int(ring.next[member])
            members.append(member)
        }
        return members
    }

    /// Begins a story whose first post is not known.
    mutating func begin(_ id: PackedID, with member: Int, _ ring: inout MemberRing) {
        orphans[id] = newRecord(id, of: [member], &ring)
    }

    /// Puts the newest member into a story.
    mutating func join(_ story: Ref, _ member: Int, _ ring: inout MemberRing) {
        guard let record = story.record else {
            _ = newRecord(ring.ids[story.member], of: [story.member, member], &ring)
            return
        }
        let last = Int(records[record].last)
        ring.next[member] = ring.next[last]
        ring.next[last] = UInt32(member)
        ring.story[member] = story
        records[record].last = UInt32(member)
        records[record].count += 1
        if !orphans.isEmpty, ring.ids[member] == records[record].id { orphans[ring.ids[member]] = nil }
    }

    /// Moves all members of a story into another one, which may get another `Ref` by that.
    mutating func absorb(_ younger: Ref, into story: Ref, _ ring: inout MemberRing) -> Ref {
        let id = self.id(of: story, ring)
        let both = (members(of: story, ring) + members(of: younger, ring))
            .sorted { ring.order(of: $0) < ring.order(of: $1) }
        let isOrphan = orphan(id) == story
        drop(younger)
        drop(story)
        let merged = newRecord(id, of: both, &ring)
        if isOrphan { orphans[id] = merged }
        return merged
    }

    /// Takes a member out of its story, which ends with its last one. Gives the id of a story that ended.
    mutating func leave(_ member: Int, _ ring: inout MemberRing) -> PackedID? {
        let story = ring.story[member]
        ring.story[member] = .none
        guard story != .none, let record = story.record else { return story == .none ? nil : ring.ids[member] }
        let id = records[record].id
        guard records[record].count > 1 else {
            drop(story)
            return id
        }
        // The oldest member stands right behind the last one, so this nearly always ends at once.
        var before = Int(records[record].last)
        for _ in 0..<records[record].count where Int(ring.next[before]) != member { before = Int(ring.next[before]) }
        ring.next[before] = ring.next[member]
        ring.next[member] = UInt32(member)
        if Int(records[record].last) == member { records[record].last = UInt32(before) }
        records[record].count -= 1
        if ring.ids[member] == id { orphans[id] = story }
        return nil
    }

    /// Members were numbered anew.
    mutating func renumber(_ ring: inout MemberRing, _ new: (Int) -> Int) {
        for member in 0..<ring.count {
            ring.next[member] = UInt32(new(Int(ring.next[member])))
            let story = ring.story[member]
            if story != .none, story.record == nil { ring.story[member] = .alone(member) }
        }
        for record in records.indices where records[record].count > 0 {
            records[record].last = UInt32(new(Int(records[record].last)))
        }
    }

    private mutating func newRecord(_ id: PackedID, of members: [Int], _ ring: inout MemberRing) -> Ref {
        let number = free.popLast() ?? records.count
        let record = Record(id: id, last: UInt32(members.last ?? 0), count: UInt32(members.count))
        if number == records.count { records.append(record) } else { records[number] = record }
        for (member, next) in zip(members, members.dropFirst() + members.prefix(1)) {
            ring.next[member] = UInt32(next)
            ring.story[member] = .record(number)
        }
        return .record(number)
    }

    private mutating func drop(_ story: Ref) {
        guard let record = story.record else { return }
        orphans[records[record].id] = nil
        records[record].count = 0
        free.append(record)
    }
}
