import Text

/// From the keys of one kind to members, three bytes an entry.
///
/// An entry is a member's number and four bits of its key's hash. That is a hint only: who asks compares the key with
/// the one in the member's sketch. Entries lie in buckets of 64 bytes; one that finds its bucket full goes to the next
/// bucket with room, and the buckets that it passed count it, so that a search knows when to stop.
struct KeyTable: Sendable {
    /// Largest number of members: an entry has 20 bits for it, and 0 stands for nothing.
    static let mostMembers = 1 << 20 - 1
    private static let entries = 21
    private static let entryBytes = 3
    private static let bucketBytes = 64
    /// Where a bucket counts the entries that passed it; at 255 it stops counting.
    private static let passed = 63

    private var words: [UInt64]
    private let buckets: Int

    /// - Parameter capacity: members that it must hold: the buckets are 88 % full then.
    init(capacity: Int) {
        buckets = capacity == 0 ? 0 : capacity * 100 / (Self.entries * 88) + 2
        words = [UInt64](repeating: 0, count: buckets * Self.bucketBytes / 8)
    }

    /// Where a key lies: a bijection of 32-bit words, so that keys with one hash are one key. Its upper bits choose the
    /// bucket, so keys in the order of their hashes are keys in the order of their buckets.
    static func hash(_ key: UInt32) -> UInt32 {
        var word = key
        word = (word ^ (word >> 16)) &* 0x85eb_ca6b
        word = (word ^ (word >> 13)) &* 0xc2b2_ae35
        return word ^ (word >> 16)
    }

    /// Calls `body` with each member that may have the key with that hash.
    @inline(__always)
    func forEach(_ hash: UInt32, _ body: (Int) -> Void) {
        guard buckets > 0 else { return }
        words.withUnsafeBytes { bytes in
            var bucket = home(hash)
            for _ in 0..<buckets {
                let start = bucket * Self.bucketBytes
                for number in 0..<Self.entries {
                    let entry = Self.entry(bytes, start, number)
                    if entry == 0 { break }
                    if entry >> 20 == Self.hint(hash) { body(Self.member(entry)) }
                }
                if bytes[start + Self.passed] == 0 { return }
                bucket = next(bucket)
            }
        }
    }

    /// Calls `body` with each member in the table.
    func forEach(_ body: (Int) -> Void) {
        words.withUnsafeBytes { bytes in
            for bucket in 0..<buckets {
                for number in 0..<Self.entries {
                    let entry = Self.entry(bytes, bucket * Self.bucketBytes, number)
                    if entry == 0 { break }
                    body(Self.member(entry))
                }
            }
        }
    }

    mutating func insert(_ member: Int, hash: UInt32) {
        let entry = Self.entry(member, hash)
        let (first, buckets) = (home(hash), buckets)
        words.withUnsafeMutableBytes { bytes in
            var bucket = first
            for _ in 0..<buckets {
                let start = bucket * Self.bucketBytes
                for number in 0..<Self.entries where Self.entry(UnsafeRawBufferPointer(bytes), start, number) == 0 {
                    Self.set(bytes, start, number, entry)
                    return
                }
                let count = bytes[start + Self.passed]
                if count < 255 { bytes[start + Self.passed] = count + 1 }
                bucket = bucket + 1 == buckets ? 0 : bucket + 1
            }
        }
    }

    /// Takes a member out; nothing happens when it is not in.
    mutating func remove(_ member: Int, hash: UInt32) {
        let entry = Self.entry(member, hash)
        let (first, buckets) = (home(hash), buckets)
        words.withUnsafeMutableBytes { bytes in
            guard let (bucket, place) = Self.find(entry, in: bytes, from: first, buckets: buckets) else { return }
            let start = bucket * Self.bucketBytes
            var last = place
            while last + 1 < Self.entries, Self.entry(UnsafeRawBufferPointer(bytes), start, last + 1) != 0 { last += 1 }
            Self.set(bytes, start, place, Self.entry(UnsafeRawBufferPointer(bytes), start, last))
            Self.set(bytes, start, last, 0)
            var back = first
            while back != bucket {
                let count = back * Self.bucketBytes + Self.passed
                if bytes[count] > 0, bytes[count] < 255 { bytes[count] -= 1 }
                back = back + 1 == buckets ? 0 : back + 1
            }
        }
    }

    private static func find(
        _ entry: UInt32, in bytes: UnsafeMutableRawBufferPointer, from first: Int, buckets: Int
    ) -> (bucket: Int, place: Int)? {
        var bucket = first
        for _ in 0..<buckets {
            let start = bucket * bucketBytes
            for number in 0..<entries where Self.entry(UnsafeRawBufferPointer(bytes), start, number) == entry {
                return (bucket, number)
            }
            if bytes[start + passed] == 0 { return nil }
            bucket = bucket + 1 == buckets ? 0 : bucket + 1
        }
        return nil
    }

    private static func entry(_ member: Int, _ hash: UInt32) -> UInt32 { UInt32(member + 1) | hint(hash) << 20 }

    private static func member(_ entry: UInt32) -> Int { Int(entry & 0xF_FFFF) - 1 }

    @inline(__always)
    private static func entry(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ number: Int) -> UInt32 {
        // Four bytes are read and one is dropped; the last entry is followed by the count of its bucket.
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: start + number * entryBytes, as: UInt32.self))
            & 0xFF_FFFF
    }

    @inline(__always)
    private static func set(_ bytes: UnsafeMutableRawBufferPointer, _ start: Int, _ number: Int, _ entry: UInt32) {
        let place = start + number * entryBytes
        bytes[place] = UInt8(truncatingIfNeeded: entry)
        bytes[place + 1] = UInt8(truncatingIfNeeded: entry >> 8)
        bytes[place + 2] = UInt8(truncatingIfNeeded: entry >> 16)
    }

    @inline(__always)
    private static func hint(_ hash: UInt32) -> UInt32 { hash & 15 }

    @inline(__always)
    private func home(_ hash: UInt32) -> Int { Int(truncatingIfNeeded: (UInt64(hash) * UInt64(buckets)) >> 32) }

    @inline(__always)
    private func next(_ bucket: Int) -> Int { bucket + 1 == buckets ? 0 : bucket + 1 }
}
