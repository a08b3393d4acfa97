/// What patterns are made of in the differential test: every construct of PCRE2 that our compile options let in.
///
/// `part(_:_:)` in `DifferentialGenerator` makes each of them.
enum Construct: String, CaseIterable {
    // Literals
    case latin, cyrillic, kazakh, arabic, shortLetters, digits, sign, upperCase, kelvin, longS, dottedI, sharpS, sigma
    case hexadecimal, octal, codePoint, controlEscape, quoted, comment, emptyQuote
    // Classes
    case list, range, negatedList, posix, negatedPOSIX, property, scriptProperty, negatedProperty, propertyInClass
    case digit, wordCharacter, space, horizontal, vertical, lineEnd, cluster, notNewline, dot, negatedEscapes
    case cyrillicRange, bracketInClass, wordEdges
    // Groups and quantifiers
    case capture, nonCapture, named, atomic, branchReset, alternation, emptyAlternative, duplicateNames, scriptRun
    case greedy, lazy, possessive, exactCount, rangeCount, zeroCount, repeatedGroup, nestedRepeat
    // Looking around
    case lookahead, negativeLookahead, lookbehind, negativeLookbehind, nonAtomicLook
    // References, conditions, calls
    case backReference, relativeReference, namedReference, condition, namedCondition, lookCondition, define
    case recursionCondition, versionCondition, recursion, subroutine, relativeCall, namedCall, oniguruma
    // Matching and options
    case keepOut, caselessOn, caselessOff, caselessGroup, dotAll, multiline, extended, extendedMore, noCapture
    case ungreedy, resetOptions
    case startUCP, startNewline, startNoJIT, startNoStart, startNotEmpty, startLimit
    // Places
    case lineStart, lineFinish, textStart, textFinish, nearFinish, whereItBegan, boundary, notBoundary
    // Verbs and callouts
    case accept, fail, commit, prune, skip, then, mark, skipToMark, callout
}

/// A piece of a pattern, and a text that it most likely matches.
struct DifferentialPart {
    var pattern: String
    var sample: String
    /// What is in it.
    var constructs: Set<Construct>
    /// The text must be the sample and nothing else.
    var isWhole = false

    init(_ construct: Construct, _ pattern: String, _ sample: String, _ inner: DifferentialPart...) {
        self.pattern = pattern
        self.sample = sample
        constructs = inner.reduce([construct]) { $0.union($1.constructs) }
        isWhole = inner.contains(where: \.isWhole)
    }

    static func + (left: DifferentialPart, right: DifferentialPart) -> DifferentialPart {
        var both = left
        both.pattern += right.pattern
        both.sample += right.sample
        both.constructs.formUnion(right.constructs)
        both.isWhole = left.isWhole || right.isWhole
        return both
    }
}

/// Numbers from a seed: the same on every machine.
struct SeededNumbers {
    private var state: UInt64

    /// The seed is mixed first: else the numbers of one seed are those of another, some places on.
    init(seed: UInt64) {
        state = seed &* 0xD6E8_FEB8_6659_FD93
        state ^= state >> 32
        state = state &* 0xD6E8_FEB8_6659_FD93
        state ^= state >> 32
    }

    /// 0 up to, and without, `bound`.
    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(bound))
    }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[next(items.count)] }
}
