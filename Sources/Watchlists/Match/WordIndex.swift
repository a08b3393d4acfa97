/// Finds literals that stand at the start of a word. The first letters of each word say which lengths of key may be
/// known for the word; most words are done with that.
struct WordIndex: Sendable {
    /// Lengths of keys, in bytes. A literal goes to the longest that it fills.
    private static let lengths = [12, 8, 6, 4, 2]
    /// Bits of the hash of the first letters.
    private static let bits: UInt64 = 14

    private let table: KeyTable
    /// The lengths of key of the first three letters of a word, one bit each.
    private let byThree: [UInt8]
    /// The same for literals of two letters, by two.
    private let byTwo: [UInt8]
    private let hasShort: Bool

    init(_ numbers: [Int32], _ store: LiteralStore) {
        var keys: [(key: UInt64, literal: Int32, offset: Int32)] = []
        keys.reserveCapacity(numbers.count)
        var byThree = [UInt8](repeating: 0, count: numbers.isEmpty ? 0 : 1 << Int(WordIndex.bits))
        var byTwo = byThree
        var hasShort = false
        store.read { literals in
            for number in numbers {
                let length = Int(literals.literals[Int(number)].length)
                guard let tier = WordIndex.lengths.firstIndex(where: { $0 <= length }) else { continue }
                let first = literals.word(Int(number), length)
                let second = length < 9 ? 0 : literals.word(Int(number), from: 8, length - 8)
                keys.append((KeyMasks.all.withUnsafeBufferPointer { KeyMasks.key(tier, first, second, $0) }, number, 0))
                if length < (first & 0x80 == 0 ? 3 : 6) {
                    hasShort = true
                    byTwo[WordIndex.two(first)] |= 1 << UInt8(tier)
                } else {
                    byThree[WordIndex.three(first)] |= 1 << UInt8(tier)
                }
            }
        }
        table = KeyTable(keys)
        self.byThree = byThree
        self.byTwo = byTwo
        self.hasShort = hasShort
    }

    /// The hash of the first three letters: ASCII letters have one byte, all others here have two.
    @inline(__always)
    private static func three(_ word: UInt64) -> Int {
        let letters = word & (word & 0x80 == 0 ? 0xFF_FFFF : 0xFFFF_FFFF_FFFF)
        return Int(truncatingIfNeeded: KeyTable.key(letters) &>> (64 &- bits))
    }

    /// The hash of the first two: `ü1` has three bytes, so of a wide second letter only the first byte counts.
    @inline(__always)
    private static func two(_ word: UInt64) -> Int {
        let letters = word & (word & 0x80 == 0 ? 0xFFFF : 0xFF_FFFF)
        return Int(truncatingIfNeeded: KeyTable.key(letters) &>> (64 &- bits))
    }

    /// Adds the patterns of all literals that stand at one of `starts`.
    func scan(
        _ text: UnsafeRawPointer, _ count: Int, _ starts: UnsafeBufferPointer<UInt32>,
        _ literals: LiteralStore.Reader, _ found: inout Candidates
    ) {
        guard !byThree.isEmpty else { return }
        table.read { table in
            byThree.withUnsafeBufferPointer { byThree in
                byTwo.withUnsafeBufferPointer { byTwo in
                    KeyMasks.all.withUnsafeBufferPointer { masks in
                        for start in starts {
                            let word = text.loadUnaligned(fromByteOffset: Int(start), as: UInt64.self)
                            var asked = byThree[WordIndex.three(word)]
                            if hasShort { asked |= byTwo[WordIndex.two(word)] }
                            if asked == 0 { continue }
                            let second = text.loadUnaligned(fromByteOffset: Int(start) &+ 8, as: UInt64.self)
                            repeat {
                                let key = KeyMasks.key(asked.trailingZeroBitCount, word, second, masks)
                                asked &= asked &- 1
                                guard table.mayHold(key) else { continue }
                                table.forEach(key) { item in
                                    let literal = Int(item.literal)
                                    guard literals.stands(literal, at: Int(start), text, count) else { return }
                                    found.add(literals.literals[literal].pattern, at: Int(start))
                                }
                            } while asked != 0
                        }
                    }
                }
            }
        }
    }

    /// The bytes of a word that make a key of each length, and what keeps keys of different lengths apart.
    private struct KeyMasks {
        let first: UInt64
        let second: UInt64
        let salt: UInt64

        static let all = lengths.map { length in
            KeyMasks(
                first: LiteralStore.Reader.mask(length), second: LiteralStore.Reader.mask(max(0, length - 8)),
                salt: UInt64(length) &* 0xD6E8_FEB8_6659_FD93)
        }

        @inline(__always)
        static func key(
            _ tier: Int, _ first: UInt64, _ second: UInt64, _ masks: UnsafeBufferPointer<KeyMasks>
        ) -> UInt64 {
            let mask = masks[tier]
            return KeyTable.key(first & mask.first, second & mask.second) &+ mask.salt
        }
    }
}
