/// Finds literals that stand at the start of a word. The first letters of each word say which lengths of key may be
/// known for the word; most words are done with that.
///
/// Three short loops rather than a long one: in each, the machine can fetch what many words need at the same time.
struct WordIndex: Sendable {
    /// Lengths of keys, in bytes. A literal goes to the longest that it fills.
    private static let lengths = [12, 8, 6, 4, 2]
    static var mostKeys: Int { lengths.count }
    /// Bits of the hash of the first letters.
    private static let bits: UInt64 = 14
    static let gateWords = 1 << Int(bits - 6)

    private let table: KeyTable
    /// The lengths of key of the first three letters of a word, one bit each.
    private let byThree: [UInt8]
    /// The same for literals of two letters, by two.
    private let byTwo: [UInt8]
    private let hasShort: Bool

    init(_ numbers: [(literal: Int32, pattern: Int32)], _ store: LiteralStore) {
        var keys: [(key: UInt64, item: KeyTable.Item)] = []
        keys.reserveCapacity(numbers.count)
        var byThree = [UInt8](repeating: 0, count: numbers.isEmpty ? 0 : 1 << Int(WordIndex.bits))
        var byTwo = byThree
        var hasShort = false
        store.read { literals in
            for (number, pattern) in numbers {
                let literal = literals.literals[Int(number)]
                let length = Int(literal.length)
                guard let tier = WordIndex.lengths.firstIndex(where: { $0 <= length }) else { continue }
                let first = literals.word(Int(number), length)
                let second = length < 9 ? 0 : literals.word(Int(number), from: 8, length - 8)
                // Nothing of a literal that its key holds as a whole is left to compare.
                let rest = length == WordIndex.lengths[tier] ? 0 : literal.length
                let item = KeyTable.Item(start: literal.start, pattern: pattern, next: -1, length: rest, offset: 0)
                keys.append((KeyMasks.all.withUnsafeBufferPointer { KeyMasks.key(tier, first, second, $0) }, item))
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

    /// It has no literals, and notes nothing about words.
    var isEmpty: Bool { byThree.isEmpty }

    /// The bit of `Candidates.letters` that is set when a word of the text begins as this literal does, which stands at
    /// the start of a word; nil for a literal that is too short to tell.
    static func gate(_ literal: [UInt8]) -> UInt16? {
        guard let lead = literal.first, literal.count >= (lead & 0x80 == 0 ? 3 : 6) else { return nil }
        var word: UInt64 = 0
        for (place, byte) in literal.prefix(8).enumerated() { word |= UInt64(byte) << UInt64(8 * place) }
        return UInt16(truncatingIfNeeded: three(word))
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

    /// Adds the patterns of all literals that stand at one of `starts`, and notes how words begin.
    func scan(
        _ text: UnsafeRawPointer, _ count: Int, _ starts: UnsafeBufferPointer<UInt32>,
        _ literals: LiteralStore.Reader, _ found: Candidates
    ) {
        guard !byThree.isEmpty else { return }
        let words = wordsWithKeys(text, starts, found)
        guard words > 0 else { return }
        table.read { table in
            let probes = WordIndex.probes(text, found.words, words, table, found)
            for index in 0..<probes {
                let (key, start) = (found.probes[index].key, Int(found.probes[index].start))
                table.forEach(key) { item in
                    guard literals.stands(item, at: start, text, count) else { return }
                    found.add(item.pattern, at: start)
                }
            }
        }
    }

    /// Lists the words whose first letters some literal has; how many there are.
    @inline(never)
    private func wordsWithKeys(
        _ text: UnsafeRawPointer, _ starts: UnsafeBufferPointer<UInt32>, _ found: Candidates
    ) -> Int {
        byThree.withUnsafeBufferPointer { byThree in
            byTwo.withUnsafeBufferPointer { byTwo in
                let (letters, words) = (found.letters, found.words)
                var listed = 0
                for start in starts {
                    let word = text.loadUnaligned(fromByteOffset: Int(start), as: UInt64.self)
                    let three = WordIndex.three(word)
                    letters[three &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: three & 63)
                    var asked = byThree[three]
                    if hasShort { asked |= byTwo[WordIndex.two(word)] }
                    words[listed] = Candidates.Word(start: start, asked: asked)
                    listed &+= asked == 0 ? 0 : 1
                }
                return listed
            }
        }
    }

    /// Lists the keys of these words that the table may hold; how many there are.
    @inline(never)
    private static func probes(
        _ text: UnsafeRawPointer, _ words: UnsafeMutablePointer<Candidates.Word>, _ count: Int,
        _ table: KeyTable.Reader, _ found: Candidates
    ) -> Int {
        KeyMasks.all.withUnsafeBufferPointer { masks in
            let probes = found.probes
            var listed = 0
            for index in 0..<count {
                let (start, asked) = (words[index].start, words[index].asked)
                let first = text.loadUnaligned(fromByteOffset: Int(start), as: UInt64.self)
                let second = text.loadUnaligned(fromByteOffset: Int(start) &+ 8, as: UInt64.self)
                var tiers = asked
                repeat {
                    let key = KeyMasks.key(tiers.trailingZeroBitCount, first, second, masks)
                    tiers &= tiers &- 1
                    probes[listed] = Candidates.Probe(key: key, start: start)
                    listed &+= table.mayHold(key) ? 1 : 0
                } while tiers != 0
            }
            return listed
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
