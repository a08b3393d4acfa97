import Text

/// Counts of one folded text, each made when a pattern first asks for it. Never too low.
struct TextCounts {
    private let text: Fold
    private var spacedLetters: Int?
    private var equalLetters: Int?
    private var letters: Int?

    private let equalStep: Int

    /// - Parameter equalStep: 4 when all patterns that ask for equal letters ask for 7 or more, else 1.
    init(_ text: Fold, equalStep: Int) {
        self.text = text
        self.equalStep = equalStep
    }

    /// Whether the text has as much as a pattern needs.
    mutating func has(_ needs: PatternCounts) -> Bool {
        // Any other character may be a digit.
        if needs.digits > text.digits + text.others { return false }
        // Which letters stand alone is not known of other scripts.
        if text.others > 0 { return true }
        if needs.spacedLetters > 0 {
            let most = spacedLetters ?? TextCounts.spacedLetters(in: text)
            spacedLetters = most
            if needs.spacedLetters > most { return false }
        }
        if needs.equalLetters > 3 {
            let most = equalLetters ?? TextCounts.equalLetters(in: text, step: equalStep)
            equalLetters = most
            if needs.equalLetters > most { return false }
        }
        if needs.letters > 0 {
            let most = letters ?? TextCounts.letters(in: text)
            letters = most
            if needs.letters > most { return false }
        }
        return true
    }

    /// The longest row of words of one letter with one character between each and the next.
    private static func spacedLetters(in text: Fold) -> Int {
        let (bytes, starts) = (text.canon, text.wordStarts)
        var (longest, row) = (0, 0)
        var index = 0
        while index + 1 < starts.count {
            let (start, next) = (Int(starts[index]), Int(starts[index + 1]))
            let between = start + length(bytes[start])
            let isSpaced = between < next && between + length(bytes[between]) == next
            row = isSpaced ? row + 1 : 0
            longest = max(longest, row)
            index += 1
        }
        return longest
    }

    /// The longest row of one and the same letter; a short one may be told as one of three.
    ///
    /// Four equal letters are four equal bytes, or eight of which each is equal to the one two before. Seven have that
    /// also from a place that four divides.
    private static func equalLetters(in text: Fold, step: Int) -> Int {
        let bytes = text.canon
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
        var at = 0
        var isLikely = false
        while at < bytes.count, !isLikely {
            let word = start.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let half = UInt32(truncatingIfNeeded: word)
            isLikely = half == half << 8 | half >> 24 || word == word << 16 | word >> 48
            at += step
        }
        guard isLikely else { return 3 }
        var (longest, row) = (3, 0)
        var before: UInt32 = 0
        at = 0
        while at < bytes.count {
            let size = length(bytes[at])
            var letter: UInt32 = 0
            for offset in at..<min(at + size, bytes.count) { letter = letter << 8 | UInt32(bytes[offset]) }
            row = letter == before ? row + 1 : 1
            longest = max(longest, row)
            before = letter
            at += size
        }
        return longest
    }

    /// The bytes of the longest row of letters, or a little more.
    private static func letters(in text: Fold) -> Int {
        var longest = 0
        var end = text.canon.count
        for start in text.wordStarts.reversed() {
            longest = max(longest, end - Int(start))
            end = Int(start)
        }
        return longest
    }

    /// The length of a character by its first byte.
    @inline(__always)
    private static func length(_ lead: UInt8) -> Int { lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4 }
}
