import Text

/// The id of a post or story in sixteen bytes.
struct PackedID: Hashable, Sendable {
    var high: UInt64
    var low: UInt64

    /// Of an id as Intake makes them, 32 lower-case hex digits: no two share a value. Nil for any other.
    init?(hex id: String) {
        var halves: (UInt64, UInt64) = (0, 0)
        var count = 0
        for byte in id.utf8 {
            let digit: UInt64
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(byte &- UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(byte &- UInt8(ascii: "a") &+ 10)
            default: return nil
            }
            if count < 16 { halves.0 = halves.0 << 4 | digit } else { halves.1 = halves.1 << 4 | digit }
            count += 1
            if count > 32 { return nil }
        }
        guard count == 32 else { return nil }
        (high, low) = halves
    }

    /// Of any other id: a hash of it.
    init(hashing id: String) {
        high = StableHash.hash64(id.utf8, seed: 1)
        low = StableHash.hash64(id.utf8, seed: 2)
    }

    var hex: String {
        String(unsafeUninitializedCapacity: 32) { buffer in
            for place in 0..<32 {
                let half = place < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (place % 16))) & 15
                buffer[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return 32
        }
    }

    var hash: UInt64 { StableHash.mix(high ^ StableHash.mix(low)) }
}

/// Ids that are no hex digits, kept beside the sixteen bytes: `jibu stories` takes any id.
struct OddNames: Sendable {
    private var names: [PackedID: String] = [:]

    mutating func pack(_ id: String) -> PackedID {
        if let packed = PackedID(hex: id) { return packed }
        let packed = PackedID(hashing: id)
        names[packed] = id
        return packed
    }

    func text(_ id: PackedID) -> String { names.isEmpty ? id.hex : names[id] ?? id.hex }

    var isEmpty: Bool { names.isEmpty }

    mutating func forget(_ id: PackedID) { names[id] = nil }
}
