import Model
import Text

/// Keys of posts that were seen, 10 to 12 bytes for each.
///
/// A post's id is 128 bits of a hash. 76 of them are kept, so two different posts count as one once in 10^9 archives
/// of five million posts.
package struct KeySet: Sendable {
    private static let shardBits = 12
    private var shards = [Shard](repeating: Shard(), count: 1 << shardBits)
    /// Different keys so far.
    package private(set) var count = 0

    package init() {}

    /// True when the key is new.
    package mutating func insert(_ key: PostKey) -> Bool { insert(Self.digest(key.id, Self.salt(key.version))) }

    /// True when the post came with this text for the first time.
    package mutating func insert(id: String, text: UInt64) -> Bool { insert(Self.digest(id, text)) }

    package func contains(_ key: PostKey) -> Bool { contains(Self.digest(key.id, Self.salt(key.version))) }

    package func contains(id: String, text: UInt64) -> Bool { contains(Self.digest(id, text)) }

    private mutating func insert(_ digest: (high: UInt64, low: UInt64)) -> Bool {
        let isNew = shards[Int(digest.high >> (64 - UInt64(Self.shardBits)))].insert(digest.low)
        count += isNew ? 1 : 0
        return isNew
    }

    private func contains(_ digest: (high: UInt64, low: UInt64)) -> Bool {
        shards[Int(digest.high >> (64 - UInt64(Self.shardBits)))].contains(digest.low)
    }

    /// Version 1 changes nothing, so that the usual key costs no mixing.
    private static func salt(_ version: Int) -> UInt64 {
        version == 1 ? 0 : StableHash.mix(UInt64(bitPattern: Int64(version)))
    }

    /// Only 32 lower-case digits are taken as the hash that they are, so that two different ids never give one key.
    private static func digest(_ id: String, _ salt: UInt64) -> (high: UInt64, low: UInt64) {
        var id = id
        let hash = id.withUTF8 { digits -> (UInt64, UInt64)? in
            guard digits.count == 32, let high = lowerHex(digits[0..<16]), let low = lowerHex(digits[16..<32]) else {
                return nil
            }
            return (high, low)
        }
        let (high, low) = hash ?? (StableHash.hash64(id.utf8), StableHash.hash64(id.utf8, seed: 1))
        // Ids that others made may be numbers with zeros before them.
        let mixed = StableHash.mix(high)
        return (mixed, StableHash.mix(low ^ salt ^ mixed))
    }

    private static func lowerHex(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var value: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(digit &- 48)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(digit &- 87)
            default: return nil
            }
        }
        return value
    }
}

/// Open addressing with linear probing; 0 marks a free slot. It grows by half, a shard at a time, so that no moment
/// needs twice the memory.
private struct Shard: Sendable {
    private var slots: [UInt64] = []
    private var count = 0

    mutating func insert(_ key: UInt64) -> Bool {
        if (count + 1) * 8 > slots.count * 7 { grow() }
        return place(key == 0 ? 1 : key)
    }

    func contains(_ key: UInt64) -> Bool {
        guard !slots.isEmpty else { return false }
        let key = key == 0 ? 1 : key
        var slot = home(key)
        while slots[slot] != 0 {
            if slots[slot] == key { return true }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        return false
    }

    private mutating func place(_ key: UInt64) -> Bool {
        var slot = home(key)
        while slots[slot] != 0 {
            if slots[slot] == key { return false }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        slots[slot] = key
        count += 1
        return true
    }

    /// The place that a key belongs to: its share of the table, whatever the table's size.
    private func home(_ key: UInt64) -> Int { Int(key.multipliedFullWidth(by: UInt64(slots.count)).high) }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(8, old.count + old.count / 2))
        count = 0
        for key in old where key != 0 { _ = place(key) }
    }
}
