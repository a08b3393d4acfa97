import Text

/// Listing a whole week at once: the answer of listing one member after the other, many times faster, because each
/// table is written from its beginning to its end.
extension MemberTables {
    /// Tables of all members of a ring.
    init(listing ring: inout MemberRing) {
        self.init(capacity: ring.capacity)
        var members = ring.members
        for member in members {
            ring.setListed(member, false)
            ring.setHasOlderTwin(member, false)
        }
        for member in members where ring.shingles(of: member) > 0 { listText(of: member, &ring) }
        members.removeAll { !ring.isListed($0) || !ring.hasSketch($0) }
        var sorter = KeySorter(capacity: members.count)
        for kind in 0..<TextSignature.keyCount {
            sorter.sort(members.count) { KeyTable.hash(ring.key(kind, of: members[$0])) }
            fill(kind, from: sorter.sorted, members, ring)
        }
    }

    /// - Parameter sorted: a hash in the upper half and the number of a member in `members` in the lower one,
    /// ascending.
    private mutating func fill(_ kind: Int, from sorted: [UInt64], _ members: [Int], _ ring: MemberRing) {
        var start = 0
        var kept: [Int] = []
        while start < members.count {
            let hash = UInt32(truncatingIfNeeded: sorted[start] >> 32)
            var end = start + 1
            while end < members.count, UInt32(truncatingIfNeeded: sorted[end] >> 32) == hash { end += 1 }
            kept.removeAll(keepingCapacity: true)
            for place in (start..<end).reversed() where kept.count < Self.cap(of: kind) {
                let member = members[Int(sorted[place] & 0xFFFF_FFFF)]
                let story = ring.story[member]
                if kept.count(where: { ring.story[$0] == story }) < Self.storyCap { kept.append(member) }
            }
            for member in kept { enter(member, kind, hash: hash) }
            start = end
        }
    }
}

/// Sorts pairs of a hash and a number by the hash, keeping the order of the numbers: by eleven bits at a time.
struct KeySorter {
    private(set) var sorted: [UInt64]
    private var spare: [UInt64]
    private static let digitBits: UInt64 = 11

    init(capacity: Int) {
        sorted = [UInt64](repeating: 0, count: capacity)
        spare = sorted
    }

    /// - Parameter count: at most the capacity.
    mutating func sort(_ count: Int, hash: (Int) -> UInt32) {
        for number in 0..<count { sorted[number] = UInt64(hash(number)) << 32 | UInt64(number) }
        for pass in 0..<3 as Range<UInt64> {
            let shift = 32 + pass * Self.digitBits
            var starts = [Int](repeating: 0, count: 1 << Int(Self.digitBits) + 1)
            for pair in sorted { starts[Self.digit(pair, shift) + 1] += 1 }
            for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
            for pair in sorted {
                let digit = Self.digit(pair, shift)
                spare[starts[digit]] = pair
                starts[digit] += 1
            }
            swap(&sorted, &spare)
        }
    }

    private static func digit(_ pair: UInt64, _ shift: UInt64) -> Int { Int((pair >> shift) & (1 << digitBits - 1)) }
}
