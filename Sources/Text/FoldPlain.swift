/// The fast part of `Fold`: characters that change by case at most, and keep their length.
///
/// Eight bytes at a time where they are ASCII, Cyrillic or Latin-1 letters; the letters outside ASCII must be small
/// ones. All other plain characters go one by one through tables. A question to eight bytes is answered in the
/// upper bits of the bytes of a word.
struct FoldPlain {
    enum End { case end, special, invalid }

    private static let upper: UInt64 = 0x8080_8080_8080_8080
    private static let lower: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    private let tables: UnicodeTables

    init(_ tables: UnicodeTables) { self.tables = tables }

    /// Folds on from the cursor until a character needs the normaliser or is not UTF-8. The last character may still
    /// have to join the one behind it: the caller looks.
    func fold(
        _ source: UnsafeRawPointer, _ count: Int, to target: UnsafeMutablePointer<UInt8>,
        _ starts: UnsafeMutablePointer<UInt32>, _ cursor: inout FoldCursor
    ) -> End {
        tables.foldedPairs.withUnsafeBufferPointer { pairs in
            tables.pairKinds.withUnsafeBufferPointer { kinds in
                var here = cursor
                defer { cursor = here }
                let input = UnsafeBufferPointer(start: source.assumingMemoryBound(to: UInt8.self), count: count)
                while here.read < count {
                    if here.read + 8 <= count, FoldPlain.block(source, target, starts, &here) { continue }
                    let end = FoldPlain.character(input, target, starts, &here, pairs, kinds, tables)
                    if end != .end { return end }
                }
                return .end
            }
        }
    }

    /// Folds as many of the next eight bytes as can go together; false when the first character needs a closer look.
    @inline(__always)
    private static func block(
        _ source: UnsafeRawPointer, _ target: UnsafeMutablePointer<UInt8>, _ starts: UnsafeMutablePointer<UInt32>,
        _ here: inout FoldCursor
    ) -> Bool {
        let x = source.loadUnaligned(fromByteOffset: here.read, as: UInt64.self)
        let high = x & upper
        let caseless = (x & lower) | 0x20 &* ones
        let letter = (caseless &+ 0x1F &* ones) & ~(caseless &+ 0x05 &* ones) & upper & ~high
        let digit = ((x & lower) &+ 0x50 &* ones) & ~((x & lower) &+ 0x46 &* ones) & upper & ~high
        let folded = x | (letter & ~(x << 2)) >> 2
        var wordBytes = letter
        var firstBytes = letter
        var good = 8
        if high != 0 {
            let lead = high & (x << 1)
            let follow = lead << 8
            let two = twoByte(x, high: high, lead: lead, follow: follow)
            good = two
            if good == 0 { return false }
            wordBytes |= high
            firstBytes |= lead
        }
        let keep = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* good)
        let words = wordBytes & keep
        let digits = digit & keep
        let all = words | digits
        var marks = (firstBytes & keep & ~(words << 8 | here.afterLetter)) | (digits & ~(all << 8 | here.afterWord))
        UnsafeMutableRawPointer(target).storeBytes(of: folded, toByteOffset: here.written, as: UInt64.self)
        while marks != 0 {
            starts[here.starts] = UInt32(truncatingIfNeeded: here.written &+ marks.trailingZeroBitCount >> 3)
            here.starts &+= 1
            marks &= marks &- 1
        }
        if digits != 0 { here.digits &+= digits.nonzeroBitCount }
        let last = UInt64(truncatingIfNeeded: 8 &* (good &- 1))
        here.afterLetter = words &>> last & 0x80
        here.afterWord = all &>> last & 0x80
        here.read &+= good
        here.written &+= good
        return true
    }

    /// How many of eight bytes are ASCII or whole two-byte letters that need no folding: small letters of Cyrillic and
    /// Latin-1. Anything else is left to the tables.
    @inline(__always)
    private static func twoByte(_ x: UInt64, high: UInt64, lead: UInt64, follow: UInt64) -> Int {
        // 0xD0 to 0xD3, and 0xC3.
        let cyrillic = zeroes((x & 0xFCFC_FCFC_FCFC_FCFC) ^ 0xD0 &* ones)
        let latin = zeroes(x ^ 0xC3 &* ones)
        let tail = high & ~lead
        // The bits of the bytes, in the place of the answers; those of the lead byte moved to the byte behind it.
        let (bit0, bit1, bit2, bit4, bit5) = (x << 7, x << 6, x << 5, x << 3, x << 2)
        let lead0 = (bit0 & upper) << 8
        let lead1 = (bit1 & upper) << 8
        // U+0400-43F: from а on. U+0440-47F: to џ. U+0480-4FF: odd numbers, without the first 16 of each 64.
        let unusualCyrillic =
            ~lead1 & (~lead0 & ~(bit5 & bit4) | lead0 & bit5) | lead1 & (~bit0 | ~(bit5 | bit4))
        // U+00E0-FF without ÷ (and ÿ, to make it short).
        let unusualLatin = ~bit5 | bit4 & bit2 & bit1 & bit0
        let unusual = ((cyrillic << 8 & unusualCyrillic) | (latin << 8 & unusualLatin)) & upper
        let badTail = (tail ^ follow) | unusual
        let bad = (lead & ~(cyrillic | latin)) | badTail >> 8 | tail & 0x80
        if bad != 0 { return bad.trailingZeroBitCount >> 3 }
        return lead >> 63 == 0 ? 8 : 7
    }

    /// The bytes that are zero.
    @inline(__always)
    private static func zeroes(_ x: UInt64) -> UInt64 { ~(((x & lower) &+ lower) | x) & upper }

    /// Folds one character; `end` when that went well.
    @inline(__always)
    private static func character(
        _ input: UnsafeBufferPointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>,
        _ starts: UnsafeMutablePointer<UInt32>, _ here: inout FoldCursor, _ pairs: UnsafeBufferPointer<UInt16>,
        _ kinds: UnsafeBufferPointer<UInt8>, _ tables: UnicodeTables
    ) -> End {
        let byte = input[here.read]
        if byte < 0x80 {
            let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
            target[here.written] = folded
            let kind =
                folded &- 0x61 < 26 ? FoldClasses.letter : folded &- 0x30 < 10 ? FoldClasses.digit : FoldClasses.sign
            here.take(kind, at: here.written, starts)
            here.read &+= 1
            here.written &+= 1
            return .end
        }
        let length = UTF8Text.validLength(input, at: here.read)
        if length == 0 { return .invalid }
        if length == 2 {
            let index = (Int(byte & 0x1F) << 6 | Int(input[here.read &+ 1] & 0x3F)) &- 0x80
            let pair = pairs[index]
            if pair == 0 { return .special }
            target[here.written] = UInt8(truncatingIfNeeded: pair >> 8)
            target[here.written &+ 1] = UInt8(truncatingIfNeeded: pair)
            here.take(kinds[index], at: here.written, starts)
        } else {
            let scalar = UTF8Text.scalar(input, at: here.read).value
            let special = ScalarProperties.special | ScalarProperties.folds
            guard tables.properties[scalar] & special == 0 else { return .special }
            for offset in 0..<length { target[here.written &+ offset] = input[here.read &+ offset] }
            here.take(FoldClasses.kind(of: scalar, tables.properties), at: here.written, starts)
        }
        here.read &+= length
        here.written &+= length
        return .end
    }
}
