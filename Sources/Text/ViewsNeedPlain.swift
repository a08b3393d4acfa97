/// A quicker look than that of `ViewsNeed` at texts of ASCII alone: eight bytes at a time, no branch per word.
///
/// Only says "surely nothing": whatever looks odd is left to the exact look.
/// The answers about eight bytes are the upper bits of the bytes of a word.
enum ViewsNeedPlain {
    /// Zeros before and behind the text, so that every block can look at its neighbours.
    private static let margin = 16
    /// Longer texts go to the exact look, which needs no copy.
    private static let most = 1 << 16
    private static let upperBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Whether neither of the stronger views can differ from this case-folded text.
    static func needsNothing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !text.isEmpty, text.count <= most else { return text.isEmpty }
        return withUnsafeTemporaryAllocation(byteCount: text.count + 2 * margin, alignment: 8) { room in
            room.initializeMemory(as: UInt8.self, repeating: 0)
            UnsafeMutableRawBufferPointer(rebasing: room[margin...]).copyMemory(from: UnsafeRawBufferPointer(text))
            guard let start = UnsafeRawPointer(room.baseAddress) else { return false }
            var at = margin
            while at < margin + text.count {
                if isOdd(start + at) { return false }
                at += 8
            }
            return true
        }
    }

    /// Whether something odd begins in the eight bytes at `place`; one byte before and five behind them are looked at.
    @inline(__always)
    private static func isOdd(_ place: UnsafeRawPointer) -> Bool {
        @inline(__always) func block(_ offset: Int) -> UInt64 {
            place.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        }
        let here = block(0)
        guard here & upperBits == 0 else { return true }
        let next = block(1)
        let stretched = letters(here) & equal(here, next) & equal(next, block(2))
        let signsHere = signs(here)
        let joined = (digits(here) | signsHere) & letters(next)
        // Two single characters with one to three others between them; four such make a spaced word.
        let words = (inWords(block(-1)), inWords(here), inWords(next), inWords(block(2)))
        let single = (words.1 | signsHere) & ~(words.0 | words.2)
        guard (stretched | joined | single) & upperBits != 0 else { return false }
        let further = (inWords(block(3)), inWords(block(4)), inWords(block(5)))
        let second = (words.3 | signs(block(2))) & ~(words.2 | further.0)
            | (further.0 | signs(block(3))) & ~(words.3 | further.1)
            | (further.1 | signs(block(4))) & ~(further.0 | further.2)
        return (stretched | joined | single & second) & upperBits != 0
    }

    /// Bytes from `first` to `last`. Wrong for bytes of 0x80 and more, and for those behind them: `isOdd` answers true
    /// for their own block.
    @inline(__always)
    private static func range(_ block: UInt64, _ first: UInt64, _ last: UInt64) -> UInt64 {
        (block &+ (0x80 - first) &* ones) & ~(block &+ (0x7F - last) &* ones)
    }

    @inline(__always)
    private static func equal(_ left: UInt64, _ right: UInt64) -> UInt64 { ~((left ^ right) &+ 0x7F &* ones) }

    @inline(__always)
    private static func letters(_ block: UInt64) -> UInt64 { range(block, 0x61, 0x7A) }

    @inline(__always)
    private static func digits(_ block: UInt64) -> UInt64 { range(block, 0x30, 0x39) }

    @inline(__always)
    private static func inWords(_ block: UInt64) -> UInt64 { letters(block) | digits(block) }

    /// Signs that are read as letters or dropped between letters: `! $ @ * + = ^ _` and the rest, and a few others.
    @inline(__always)
    private static func signs(_ block: UInt64) -> UInt64 {
        range(block, 0x21, 0x21) | range(block, 0x24, 0x24) | range(block, 0x2A, 0x2B) | range(block, 0x3D, 0x3D)
            | range(block, 0x40, 0x40) | range(block, 0x5E, 0x60) | range(block, 0x7C, 0x7E)
    }
}
