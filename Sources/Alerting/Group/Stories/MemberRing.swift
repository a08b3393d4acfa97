import Model
import Text

/// Members in the order they came, in a ring: 204 bytes each. A member's number is its place in the ring.
struct MemberRing: Sendable {
    /// Words of eight bytes that hold one sketch.
    static let sketchWords = TextSignature.sketchBytes / 8

    /// Places of the ring; those behind the newest member may not be made yet.
    private(set) var capacity: Int
    /// The oldest member.
    private(set) var first = 0
    private(set) var count = 0

    var ids: [PackedID] = []
    /// Milliseconds since 1970.
    var seen: [Int64] = []
    var exact: [UInt64] = []
    private var sizes: [UInt32] = []
    /// The story of each member (`StoryLists`).
    var story: [StoryLists.Ref] = []
    /// The next member of the same story, in a circle.
    var next: [UInt32] = []
    private var sketches: [UInt64] = []

    init(capacity: Int) {
        self.capacity = capacity
        reserve()
    }

    /// Adds a member; there must be room.
    mutating func append(_ id: PackedID, seen instant: Instant, _ signature: TextSignature) -> Int {
        let place = at(count)
        count += 1
        if place == ids.count {
            ids.append(id)
            seen.append(instant.milliseconds)
            exact.append(0)
            sizes.append(0)
            story.append(.none)
            next.append(UInt32(place))
            for _ in 0..<Self.sketchWords { sketches.append(0) }
        } else {
            ids[place] = id
            seen[place] = instant.milliseconds
            story[place] = .none
            next[place] = UInt32(place)
        }
        set(signature, of: place)
        return place
    }

    /// Frees the place of the oldest member.
    mutating func dropFirst() {
        guard count > 0 else { return }
        first = first + 1 == capacity ? 0 : first + 1
        count -= 1
    }

    /// The member that came as number `order` of those held.
    func at(_ order: Int) -> Int {
        let place = first + order
        return place >= capacity ? place - capacity : place
    }

    /// Members in the order they came, without places of forgotten ones.
    var members: [Int] { (0..<count).map(at).filter { story[$0] != .none } }

    /// How many members of those held came before this one.
    func order(of place: Int) -> Int { place >= first ? place - first : place + capacity - first }

    /// Makes room; members are numbered anew, the oldest is 0. Every place must be taken.
    mutating func grow(to capacity: Int) {
        let start = first
        func turn<Element>(_ list: inout [Element], by width: Int = 1) {
            var turned: [Element] = []
            turned.reserveCapacity(capacity * width)
            turned += list[(start * width)...]
            turned += list[..<(start * width)]
            list = turned
        }
        turn(&ids)
        turn(&seen)
        turn(&exact)
        turn(&sizes)
        turn(&story)
        turn(&next)
        turn(&sketches, by: Self.sketchWords)
        first = 0
        self.capacity = capacity
    }

    private mutating func reserve() {
        ids.reserveCapacity(capacity)
        seen.reserveCapacity(capacity)
        exact.reserveCapacity(capacity)
        sizes.reserveCapacity(capacity)
        story.reserveCapacity(capacity)
        next.reserveCapacity(capacity)
        sketches.reserveCapacity(capacity * Self.sketchWords)
    }
}

/// Signatures in the ring.
extension MemberRing {
    private static let sketchBit: UInt32 = 1 << 31
    private static let listedBit: UInt32 = 1 << 30
    private static let twinBit: UInt32 = 1 << 29
    private static let sizeMask = twinBit - 1

    mutating func set(_ signature: TextSignature, of place: Int) {
        exact[place] = signature.exact
        let hasSketch = !signature.sketch.isEmpty
        sizes[place] = min(UInt32(clamping: signature.shingles), Self.sizeMask) | (hasSketch ? Self.sketchBit : 0)
        guard hasSketch else { return }
        signature.sketch.withUnsafeBytes { bytes in
            for word in 0..<Self.sketchWords {
                sketches[place * Self.sketchWords + word] =
                bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
            }
        }
    }

    func signature(of place: Int) -> TextSignature {
        TextSignature(
            exact: exact[place], shingles: shingles(of: place),
            sketch: hasSketch(place) ? withSketch(of: place) { Array($0) } : [])
    }

    func shingles(of place: Int) -> Int { Int(sizes[place] & Self.sizeMask) }
    func hasSketch(_ place: Int) -> Bool { sizes[place] & Self.sketchBit != 0 }

    /// Is the member's text in the tables (`MemberTables`)?
    func isListed(_ place: Int) -> Bool { sizes[place] & Self.listedBit != 0 }
    mutating func setListed(_ place: Int, _ isListed: Bool) { set(Self.listedBit, of: place, isListed) }

    /// May an older member have the same text? True for ever once it was so.
    func hasOlderTwin(_ place: Int) -> Bool { sizes[place] & Self.twinBit != 0 }
    mutating func setHasOlderTwin(_ place: Int, _ hasOne: Bool) { set(Self.twinBit, of: place, hasOne) }

    private mutating func set(_ bit: UInt32, of place: Int, _ isSet: Bool) {
        sizes[place] = sizes[place] & ~bit | (isSet ? bit : 0)
    }

    /// Members with a text, oldest first: all of the ring are looked at.
    func members(withText text: UInt64) -> [Int] {
        (0..<count).compactMap { number in
            let place = at(number)
            return exact[place] == text && story[place] != .none ? place : nil
        }
    }

    /// One key of a member that has a sketch.
    @inline(__always)
    func key(_ kind: Int, of place: Int) -> UInt32 { withSketch(of: place) { TextSignature.key(kind, in: $0) } }

    /// The bytes of a member's sketch; what they are when it has none means nothing.
    @inline(__always)
    func withSketch<Result>(of place: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        sketches.withUnsafeBytes { bytes in
            let start = place * TextSignature.sketchBytes
            return body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + TextSignature.sketchBytes]))
        }
    }

    /// How many of the 128 minima of a member equal those of a sketch.
    @inline(__always)
    func equalMinima(_ place: Int, _ sketch: UnsafeRawBufferPointer) -> Int {
        withSketch(of: place) { mine in
            var equal = SIMD16<UInt8>(repeating: 0)
            for start in stride(from: 0, to: TextSignature.minimaCount, by: 16) {
                let left = mine.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
                let right = sketch.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
                equal &+= SIMD16<UInt8>(repeating: 0).replacing(with: 1, where: left .== right)
            }
            return Int(equal.wrappedSum())
        }
    }
}
