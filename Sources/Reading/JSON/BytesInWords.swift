/// Questions about the eight bytes of a word, answered by arithmetic: no byte is looked at alone.
enum BytesInWords {
    static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The high bit of each byte that is a quote, a backslash or a control character. The lowest mark is exact; one
    /// above it may be a borrow.
    @inline(__always)
    static func stops(_ word: UInt64) -> UInt64 {
        // A byte that is equal becomes 0, and 0 less 1 has its high bit set; so has a control character less 0x20.
        let quote = (word ^ 0x2222_2222_2222_2222) &- ones
        let slash = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- ones
        let control = word &- 0x2020_2020_2020_2020
        return (quote | slash | control) & ~word & highs
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
}
