import Text

/// What any folded text must hold for a pattern to match in it: the part of a pattern that an index can use.
///
/// `PatternReader` finds it. It understands a part of PCRE2's language; whatever it does not understand counts as
/// "no information", never as a literal.
package struct PatternNeeds: Sendable, Hashable {
    /// Literals of which one must stand in the text.
    package struct Clause: Sendable, Hashable {
        /// UTF-8 in the form of the folded views.
        package var literals: [[UInt8]]
        /// It stands where a word starts, as `Fold.wordStarts` tells it.
        package var isAtWordStart: Bool
        /// Every match begins with it: no match starts before the first of the literals.
        package var isPrefix: Bool

        package init(_ literals: [[UInt8]], isAtWordStart: Bool = false, isPrefix: Bool = false) {
            self.literals = literals
            self.isAtWordStart = isAtWordStart
            self.isPrefix = isPrefix
        }
    }

    /// All of them hold; the one that rules out most is first. No clause: any text may match.
    package var clauses: [Clause]
    /// What must be counted in the text.
    package var counts: PatternCounts

    package init(clauses: [Clause], counts: PatternCounts = PatternCounts()) {
        self.clauses = clauses
        self.counts = counts
    }

    package static let unknown = PatternNeeds(clauses: [])

    /// Clauses of one pattern that are kept.
    private static let most = 4

    /// The needs of a pattern that PCRE2 compiles.
    package init(of pattern: String) {
        var reader = PatternReader(pattern)
        guard let whole = reader.read() else {
            self = .unknown
            return
        }
        var best: [(clause: Clause, worth: Double)] = []
        for clause in whole.allClauses where !best.contains(where: { $0.clause.literals == clause.literals }) {
            let trimmed = clause.trimmed()
            best.append((trimmed, trimmed.expected))
        }
        best.sort { $0.worth < $1.worth }
        clauses = best.prefix(PatternNeeds.most).map(\.clause)
        counts = whole.counts
    }

    /// Characters of UTF-8 text.
    static func characters(_ bytes: [UInt8]) -> Int {
        var count = 0
        for byte in bytes where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// The only form that a literal letter of a pattern can have in a folded view; 0 when the letter has several
    /// forms there, or none, or when this is not known. Two bytes have the lead byte high.
    ///
    /// Held to letters whose case pairs are plain: ASCII, Latin with diacritics, Cyrillic.
    @inline(__always)
    static func folded(_ scalar: Unicode.Scalar) -> UInt16 {
        switch scalar.value {
        case 0x41...0x5A: UInt16(truncatingIfNeeded: scalar.value | 0x20)
        case 0x20...0x7E: UInt16(truncatingIfNeeded: scalar.value)
        case 0xC0...0x17F, 0x400...0x52F: Canon.foldedPair(of: scalar.value)
        default: 0
        }
    }
}

extension PatternNeeds.Clause {
    /// How often one of the literals is met in a post of usual length, roughly, to choose between clauses. A literal
    /// that may stand anywhere counts as met more often, since looking for it costs more than looking at words.
    var expected: Double {
        var sum = 0.0
        for literal in literals {
            let letters = PatternNeeds.characters(literal)
            var each = isAtWordStart ? 60.0 : 20_000
            for _ in 0..<min(letters, 12) { each /= 12 }
            sum += each
        }
        return sum
    }

    /// Whether the text starts with a letter or digit of those that `Fold.wordStarts` knows.
    static func startsWord(_ literal: [UInt8], afterDigits: Bool) -> Bool {
        guard let first = literal.first else { return false }
        if first &- 0x30 < 10 { return !afterDigits }
        if first < 0x80 { return (first | 0x20) &- 0x61 < 26 }
        guard literal.count > 1 else { return false }
        // The two-byte letters of `PatternNeeds.folded`, without × and ÷, ҂ and its marks.
        let scalar = UInt32(first & 0x1F) << 6 | UInt32(literal[1] & 0x3F)
        return scalar != 0xD7 && scalar != 0xF7 && !(0x482...0x489).contains(scalar)
    }

    /// A literal that begins with signs gives up the signs when a word starts behind them: word starts are few.
    func trimmed() -> Self {
        guard !isAtWordStart else { return self }
        var shorter: [[UInt8]] = []
        for literal in literals {
            guard let first = literal.first, first < 0x80, !PatternNeeds.Clause.startsWord(literal, afterDigits: false)
            else { return self }
            let word = Array(literal.drop { $0 < 0x80 && ($0 | 0x20) &- 0x61 >= 26 && $0 &- 0x30 >= 10 })
            guard PatternNeeds.characters(word) >= Fragment.fewestCharacters,
                PatternNeeds.Clause.startsWord(word, afterDigits: false)
            else { return self }
            shorter.append(word)
        }
        let clause = PatternNeeds.Clause(shorter, isAtWordStart: true)
        return clause.expected < expected ? clause : self
    }
}

/// Necessary counts of a text, for patterns that have no literal. Zero asks nothing.
package struct PatternCounts: Sendable, Hashable {
    /// Digits in the whole text.
    package var digits = 0
    /// Single letters in a row, each followed by exactly one character that is no letter.
    package var spacedLetters = 0
    /// The same letter so many times in a row.
    package var equalLetters = 0
    /// Letters in a row.
    package var letters = 0

    package init() {}

    package var isEmpty: Bool { self == PatternCounts() }

    /// Both hold, in parts of a text that do not overlap.
    mutating func add(_ other: PatternCounts) {
        digits = min(digits + other.digits, 1000)
        merge(other, max)
    }

    /// Both hold somewhere.
    mutating func both(_ other: PatternCounts) {
        digits = max(digits, other.digits)
        merge(other, max)
    }

    /// One of them holds.
    mutating func either(_ other: PatternCounts) {
        digits = min(digits, other.digits)
        merge(other, min)
    }

    private mutating func merge(_ other: PatternCounts, _ choose: (Int, Int) -> Int) {
        spacedLetters = choose(spacedLetters, other.spacedLetters)
        equalLetters = choose(equalLetters, other.equalLetters)
        letters = choose(letters, other.letters)
    }
}
