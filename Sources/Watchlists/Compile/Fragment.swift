/// What is known about the strings that a part of a pattern matches.
struct Fragment {
    /// Every string that it can match is one of these; nil when they are unknown or too many.
    var exact: [[UInt8]]?
    /// Each clause holds for every string that it matches.
    var clauses: [PatternNeeds.Clause] = []
    /// It matches one of these, then anything, then one of these: a repeated part.
    var ends: [[UInt8]]?
    /// What is known of the character before the place behind the part.
    var edge = Edge.unknown
    /// The one character that it matches is of this kind.
    var shape = Shape.unknown
    /// It matches one character, whichever letter that is; or whichever letter or digit.
    var covers = Edge.unknown
    var counts = PatternCounts()
    /// It takes no text, and what stands before and behind it touches.
    var isLook = false
    /// The number of the group that it is, and of the group that it repeats; 0 = none.
    var group = 0
    var reference = 0
    /// How often it is repeated at least.
    var times = 1

    /// A character that is surely no letter of any kind, or also no digit.
    enum Edge: Int { case unknown, noLetter, noLetterOrDigit }

    /// `letter`: one letter. `sign`: one character that is no letter. `pair`: one of each.
    enum Shape { case unknown, letter, sign, pair }

    static let empty = Fragment(exact: [[]])
    static let anything = Fragment(exact: nil)
    static func boundary(_ edge: Edge) -> Fragment { Fragment(exact: nil, edge: edge, isLook: true) }

    /// Strings in one set; more are not followed.
    static let mostStrings = 16
    /// Literals in one clause.
    private static let mostLiterals = 64
    /// Letters of a literal that are worth looking for.
    static let fewestCharacters = 2
    /// Bytes of a string; longer ones are cut into several clauses.
    static let mostBytes = 48

    static func isUsable(_ literals: [[UInt8]]) -> Bool {
        !literals.isEmpty && literals.allSatisfy { PatternNeeds.characters($0) >= fewestCharacters }
    }

    /// What is known of the last character of the part.
    var lastEdge: Edge {
        guard let exact else { return edge }
        var least = Edge.noLetterOrDigit
        for string in exact {
            guard let last = string.last, last < 0x80, (last | 0x20) &- 0x61 >= 26 else { return .unknown }
            if last &- 0x30 < 10 { least = .noLetter }
        }
        return exact.isEmpty ? .unknown : least
    }

    /// The clauses, and the exact strings as one more.
    var allClauses: [PatternNeeds.Clause] {
        if let exact { return Fragment.isUsable(exact) ? [PatternNeeds.Clause(exact, isPrefix: true)] : [] }
        if let ends, Fragment.isUsable(ends) { return clauses + [PatternNeeds.Clause(ends, isPrefix: true)] }
        return clauses
    }

    static func alternatives(_ branches: [Fragment]) -> Fragment {
        if branches.count == 1 { return branches[0] }
        var counts = branches[0].counts
        for branch in branches.dropFirst() { counts.either(branch.counts) }
        let exact = branches.compactMap(\.exact)
        if exact.count == branches.count {
            let all = unique(exact.flatMap { $0 })
            if all.count <= mostStrings { return Fragment(exact: all, counts: counts) }
        }
        let edge = branches.map(\.lastEdge).min { $0.rawValue < $1.rawValue } ?? .unknown
        var all = PatternNeeds.Clause([], isAtWordStart: true, isPrefix: true)
        for branch in branches {
            guard let best = branch.allClauses.min(by: { $0.expected < $1.expected }) else {
                return Fragment(exact: nil, edge: edge, counts: counts)
            }
            all.literals += best.literals
            all.isAtWordStart = all.isAtWordStart && best.isAtWordStart
            all.isPrefix = all.isPrefix && best.isPrefix
        }
        all.literals = unique(all.literals)
        return Fragment(
            exact: nil, clauses: all.literals.count <= mostLiterals ? [all] : [], edge: edge, counts: counts)
    }

    /// The part repeated at least `least` times, and at most once if `once`.
    func repeated(least: Int, once: Bool) -> Fragment {
        if least == 1, once { return self }
        if least == 0 {
            guard once, let exact, exact.count < Fragment.mostStrings / 2 else { return .anything }
            return Fragment(exact: Fragment.unique(exact + [[]]))
        }
        var whole = Fragment(exact: nil, clauses: clauses, edge: isLook ? .unknown : edge, counts: counts)
        if let exact { (whole.clauses, whole.ends) = ([], exact) }
        whole.counts.digits = min(counts.digits * min(least, 1000), 1000)
        if shape == .pair { whole.counts.spacedLetters = max(counts.spacedLetters, least - 2) }
        if shape == .letter { whole.counts.letters = max(counts.letters, least) }
        whole.reference = reference
        whole.times = least
        return whole
    }

    static func unique(_ strings: [[UInt8]]) -> [[UInt8]] {
        if strings.count < 2 { return strings }
        var seen = Set<[UInt8]>()
        return strings.filter { seen.insert($0).inserted }
    }
}
