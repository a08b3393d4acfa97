/// How far a fold has come, and what stands just behind it.
struct FoldCursor {
    var read = 0
    var written = 0
    var starts = 0
    var digits = 0
    var others = 0
    /// 0x80 behind a letter of which we are sure, else 0: in the lowest byte, as `FoldPlain` carries it.
    var afterLetter: UInt64 = 0
    /// 0x80 behind such a letter or an ASCII digit, else 0.
    var afterWord: UInt64 = 0

    /// Notes one character written at `place`.
    @inline(__always)
    mutating func take(_ kind: UInt8, at place: Int, _ starts: UnsafeMutablePointer<UInt32>) {
        let isStart =
            kind == FoldClasses.letter && afterLetter == 0 || kind == FoldClasses.digit && afterWord == 0
        if isStart {
            starts[self.starts] = UInt32(truncatingIfNeeded: place)
            self.starts += 1
        }
        if kind == FoldClasses.digit { digits += 1 }
        if kind == FoldClasses.other { others += 1 }
        standBehind(kind)
    }

    @inline(__always)
    mutating func standBehind(_ kind: UInt8) {
        afterLetter = kind == FoldClasses.letter ? 0x80 : 0
        afterWord = kind == FoldClasses.letter || kind == FoldClasses.digit ? 0x80 : 0
    }
}

/// What an index knows of a character. It must hold in every version of Unicode that PCRE2 may have.
enum FoldClasses {
    /// A letter of the old blocks, which every version has: ASCII, Latin with diacritics, IPA, Greek, Cyrillic.
    static let letter: UInt8 = 1
    /// 0 to 9.
    static let digit: UInt8 = 2
    /// Surely neither letter nor digit.
    static let sign: UInt8 = 3
    /// Anything else.
    static let other: UInt8 = 4

    /// One past the last scalar that counts as a sure letter.
    static let end: UInt32 = 0x530

    static func kind(of scalar: UInt32, _ properties: ScalarTrie) -> UInt8 {
        if scalar < 0x80 {
            if scalar &- 0x30 < 10 { return digit }
            return (scalar | 0x20) &- 0x61 < 26 ? letter : sign
        }
        let bits = properties[scalar]
        if scalar < end, bits & ScalarProperties.letter != 0 { return letter }
        // Symbols, and the blocks of punctuation and arrows.
        let isSign =
            bits & ScalarProperties.symbol != 0 || (0x2000..<0x2070).contains(scalar)
            || (0x80..<0xC0).contains(scalar) && bits & (ScalarProperties.letter | ScalarProperties.number) == 0
        return isSign ? sign : other
    }
}
