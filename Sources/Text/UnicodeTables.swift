/// What the room needs to know of every Unicode scalar, unpacked once from `UnicodeData`.
///
/// The tables are ours because neither the standard library nor PCRE2 gives
/// NFKC with an offset map, scripts, or the same Unicode version on every machine.
final class UnicodeTables: Sendable {
    /// Unpacked on first use; about 130 KiB.
    static let shared = UnicodeTables()

    /// Property words; see `ScalarProperties`.
    let properties: ScalarTrie
    /// Place of the full compatibility decomposition in the pool; 0 = none.
    let decomposition: ScalarTrie
    /// Place of the full case folding in the pool; 0 = none.
    let folding: ScalarTrie
    /// Canonical combining class.
    let combining: ScalarTrie
    /// For two-byte scalars (U+0080 to U+07FF, index = scalar - 0x80): the two bytes of the folded
    /// scalar, lead byte high, when folding is all that can happen to it; 0 = ask the tables.
    let foldedPairs: [UInt16]
    /// `FoldClasses` of the same scalars.
    let pairKinds: [UInt8]

    private let pool: [UInt16]
    private let compositionKeys: [UInt64]
    private let compositionResults: [UInt32]

    private init() {
        properties = ScalarTrie(
            groups: PackedTable.words(UnicodeData.propertiesGroups, UnicodeData.propertiesGroupsCount),
            blocks: PackedTable.words(UnicodeData.propertiesBlocks, UnicodeData.propertiesBlocksCount),
            values: PackedTable.words(UnicodeData.propertiesValues, UnicodeData.propertiesValuesCount))
        decomposition = ScalarTrie(
            groups: PackedTable.words(UnicodeData.decompositionGroups, UnicodeData.decompositionGroupsCount),
            blocks: PackedTable.words(UnicodeData.decompositionBlocks, UnicodeData.decompositionBlocksCount),
            values: PackedTable.words(UnicodeData.decompositionValues, UnicodeData.decompositionValuesCount))
        folding = ScalarTrie(
            groups: PackedTable.words(UnicodeData.foldingGroups, UnicodeData.foldingGroupsCount),
            blocks: PackedTable.words(UnicodeData.foldingBlocks, UnicodeData.foldingBlocksCount),
            values: PackedTable.words(UnicodeData.foldingValues, UnicodeData.foldingValuesCount))
        combining = ScalarTrie(
            groups: PackedTable.words(UnicodeData.combiningGroups, UnicodeData.combiningGroupsCount),
            blocks: PackedTable.words(UnicodeData.combiningBlocks, UnicodeData.combiningBlocksCount),
            values: PackedTable.words(UnicodeData.combiningValues, UnicodeData.combiningValuesCount))
        pool = PackedTable.words(UnicodeData.pool, UnicodeData.poolCount)
        let firsts = PackedTable.scalars(UnicodeData.pairFirst, UnicodeData.pairFirstCount)
        let seconds = PackedTable.scalars(UnicodeData.pairSecond, UnicodeData.pairSecondCount)
        compositionKeys = zip(firsts, seconds).map { UInt64($0) << 32 | UInt64($1) }
        compositionResults = PackedTable.scalars(UnicodeData.pairResult, UnicodeData.pairResultCount)
        foldedPairs = Self.pairs(properties: properties, folding: folding, pool: pool)
        let all = properties
        pairKinds = (UInt32(0x80)..<0x800).map { FoldClasses.kind(of: $0, all) }
    }

    /// The scalars of a mapping, given its place in the pool.
    @inline(__always)
    func forEachMapped(at place: UInt16, _ body: (UInt32) -> Void) {
        var index = Int(place) + 1
        let end = index + Int(pool[Int(place)])
        while index < end {
            let unit = UInt32(pool[index])
            index += 1
            // The pool is UTF-16: a scalar above U+FFFF takes two units.
            guard unit & 0xFC00 == 0xD800, index < end else {
                body(unit)
                continue
            }
            body(0x1_0000 + (unit & 0x3FF) << 10 + UInt32(pool[index]) & 0x3FF)
            index += 1
        }
    }

    /// The scalar that two scalars compose to in NFC, Hangul included.
    func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if let syllable = Hangul.composed(first, second) { return syllable }
        let key = UInt64(first) << 32 | UInt64(second)
        var low = 0
        var high = compositionKeys.count
        while low < high {
            let middle = (low + high) / 2
            if compositionKeys[middle] < key { low = middle + 1 } else { high = middle }
        }
        guard low < compositionKeys.count, compositionKeys[low] == key else { return nil }
        return compositionResults[low]
    }

    private static func pairs(properties: ScalarTrie, folding: ScalarTrie, pool: [UInt16]) -> [UInt16] {
        (UInt32(0x80)..<0x800).map { scalar in
            let bits = properties[scalar]
            guard bits & ScalarProperties.special == 0 else { return 0 }
            var target = scalar
            if bits & ScalarProperties.folds != 0 {
                let place = Int(folding[scalar])
                target = pool[place] == 1 ? UInt32(pool[place + 1]) : 0
            }
            guard (0x80..<0x800).contains(target) else { return 0 }
            return UInt16(0xC0 | target >> 6) << 8 | UInt16(0x80 | target & 0x3F)
        }
    }
}

/// Bits of a scalar's property word, as `scripts/make-unicode-tables` writes them.
enum ScalarProperties {
    /// General category L.
    static let letter: UInt16 = 1 << 0
    /// General category N.
    static let number: UInt16 = 1 << 1
    /// A nonspacing mark that no view keeps (Mn without the Arabic vowel signs U+064B to U+0655).
    static let mark: UInt16 = 1 << 2
    /// Default-ignorable, or U+0640 tatweel: no view keeps it.
    static let dropped: UInt16 = 1 << 3
    /// A symbol or emoji (Sm, Sc, So, or a skin tone).
    static let symbol: UInt16 = 1 << 7
    /// May compose with, or move before, what stands before it: no normalisation boundary.
    static let joinsBack: UInt16 = 1 << 8
    /// Its NFKC form is something else.
    static let recomposes: UInt16 = 1 << 9
    /// Its case folding is something else.
    static let folds: UInt16 = 1 << 10

    /// The scalar cannot be copied without asking the normaliser.
    static let special: UInt16 = mark | dropped | joinsBack | recomposes

    static let scriptMask: UInt16 = 7 << 4
    static let latin: UInt16 = 1 << 4
    static let cyrillic: UInt16 = 2 << 4
    static let greek: UInt16 = 3 << 4
    static let arabic: UInt16 = 4 << 4
}

/// A table over all scalars: groups of 64 blocks of 64 values, equal groups and blocks stored once.
struct ScalarTrie: Sendable {
    let groups: [UInt16]
    let blocks: [UInt16]
    let values: [UInt16]

    /// 0 for what is no scalar.
    @inline(__always)
    subscript(scalar: UInt32) -> UInt16 {
        guard scalar < 0x11_0000 else { return 0 }
        let block = blocks[Int(groups[Int(scalar >> 12)]) << 6 | Int(scalar >> 6 & 63)]
        return values[Int(block) << 6 | Int(scalar & 63)]
    }
}

/// Composition and decomposition of Hangul syllables by arithmetic (Unicode Standard, section 3.12).
enum Hangul {
    static func composed(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if (0x1100..<0x1113).contains(first), (0x1161..<0x1176).contains(second) {
            return 0xAC00 + (first - 0x1100) * 588 + (second - 0x1161) * 28
        }
        if (0xAC00..<0xD7A4).contains(first), (first - 0xAC00) % 28 == 0, (0x11A8..<0x11C3).contains(second) {
            return first + second - 0x11A7
        }
        return nil
    }

    /// The jamo of a syllable, the last one 0 when there are two; nil for any other scalar.
    static func decomposed(_ scalar: UInt32) -> (UInt32, UInt32, UInt32)? {
        guard (0xAC00..<0xD7A4).contains(scalar) else { return nil }
        let index = scalar - 0xAC00
        let last = index % 28
        return (0x1100 + index / 588, 0x1161 + index % 588 / 28, last == 0 ? 0 : 0x11A7 + last)
    }
}
