/// Questions about eight bytes in one word, or 32 in four, answered by arithmetic: no byte is looked at alone.
///
/// Four words at a time use additions, subtractions and bit operations only, which every processor has for vectors.
enum BytesInWords {
    static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The high bit of each byte that is a quote, a backslash or a control character. The lowest mark is exact; one
    /// above it may be a borrow.
    @inline(__always)
    static func stops(_ word: UInt64) -> UInt64 {
        let quote = word ^ 0x2222_2222_2222_2222
        let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
        return ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- 0x2020_2020_2020_2020) & ~word) & highs
    }

    /// Whether any of 32 bytes is a quote, a backslash or a control character.
    @inline(__always)
    static func stop(_ words: SIMD4<UInt64>) -> Bool {
        let ones = SIMD4(repeating: ones)
        let quote = words ^ SIMD4(repeating: 0x2222_2222_2222_2222)
        let slash = words ^ SIMD4(repeating: 0x5C5C_5C5C_5C5C_5C5C)
        let control = words &- SIMD4(repeating: 0x2020_2020_2020_2020)
        return !areASCII((quote &- ones) & ~quote | (slash &- ones) & ~slash | control & ~words)
    }

    /// Whether no byte has its high bit set.
    @inline(__always)
    static func areASCII(_ words: SIMD4<UInt64>) -> Bool {
        let half = words.lowHalf | words.highHalf
        return (half[0] | half[1]) & highs == 0
    }

    /// Whether a word is valid UTF-8 of characters of one and two bytes.
    ///
    /// - Parameter open: 0x80 when the word before ended with the first byte of a two-byte character, else 0. It
    ///   changes only when the answer is yes.
    @inline(__always)
    static func isTwoByteText(_ word: UInt64, _ open: inout UInt64) -> Bool {
        let high = word & highs
        let lead = (word &<< 1) & high
        let longer = (word &<< 2) & lead
        // 0xC0 and 0xC1 begin no character.
        let isShort = ~((word & 0x1E1E_1E1E_1E1E_1E1E) &+ 0x7E7E_7E7E_7E7E_7E7E) & lead
        guard longer | isShort == 0, (lead &<< 8 | open) == high ^ lead else { return false }
        open = lead &>> 56
        return true
    }

    /// Whether any of 32 bytes begins a longer character or a broken one, or does not fit the byte behind it.
    ///
    /// - Parameter next: the same bytes, one place on.
    @inline(__always)
    static func misfit(_ words: SIMD4<UInt64>, _ next: SIMD4<UInt64>) -> Bool {
        // Adding a word to itself moves its bits up by one; what crosses into the next byte is not looked at.
        let twice = words &+ words
        let lead = twice & words
        let longer = (twice &+ twice) & lead
        let short = ~((words & SIMD4(repeating: 0x1E1E_1E1E_1E1E_1E1E)) &+ SIMD4(repeating: 0x7E7E_7E7E_7E7E_7E7E)) & lead
        let follows = next & ~(next &+ next)
        return !areASCII(longer | short | (lead ^ follows))
    }
}
