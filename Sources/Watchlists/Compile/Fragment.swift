/// What is known about the strings that a part of a pattern matches.
struct Fragment {
    /// Every string that it can match is one of these; nil when they are unknown or too many.
    var exact: [[UInt8]]?
    /// Each clause holds for every string that it matches.
    var clauses: [[[UInt8]]] = []
    /// It matches one of these, then anything, then one of these: a repeated part.
    var ends: [[UInt8]]?

    static let empty = Fragment(exact: [[]])
    static let anything = Fragment(exact: nil)

    /// Strings in one set; more are not followed.
    private static let mostStrings = 16
    /// Literals in one clause.
    private static let mostLiterals = 64
    /// Letters of a literal that are worth looking for.
    private static let fewestCharacters = 2
    /// Bytes of a string; longer ones are cut into several clauses.
    private static let mostBytes = 48

    static func isUsable(_ clause: [[UInt8]]) -> Bool {
        !clause.isEmpty && clause.allSatisfy { PatternNeeds.characters($0) >= fewestCharacters }
    }

    /// The clauses, and the exact strings as one more.
    var allClauses: [[[UInt8]]] {
        if let exact { return Fragment.isUsable(exact) ? [exact] : [] }
        if let ends, Fragment.isUsable(ends) { return clauses + [ends] }
        return clauses
    }

    static func sequence(_ parts: [Fragment]) -> Fragment {
        var run: [[UInt8]] = [[]]
        var clauses: [[[UInt8]]] = []
        var isExact = true
        func flush() {
            if isUsable(run) { clauses.append(run) }
            run = [[]]
            isExact = false
        }
        func extend(_ strings: [[UInt8]]) {
            let longest = (run.map(\.count).max() ?? 0) + (strings.map(\.count).max() ?? 0)
            if run.count * strings.count > mostStrings || longest > mostBytes { flush() }
            run = run.flatMap { start in strings.map { start + $0 } }
        }
        for part in parts {
            if let exact = part.exact {
                extend(exact)
            } else if let ends = part.ends {
                extend(ends)
                flush()
                run = ends
            } else {
                flush()
                clauses += part.clauses
            }
        }
        if isExact { return Fragment(exact: unique(run)) }
        flush()
        return Fragment(exact: nil, clauses: clauses)
    }

    static func alternatives(_ branches: [Fragment]) -> Fragment {
        if branches.count == 1 { return branches[0] }
        let exact = branches.compactMap(\.exact)
        if exact.count == branches.count {
            let all = unique(exact.flatMap { $0 })
            if all.count <= mostStrings { return Fragment(exact: all) }
        }
        var literals: [[UInt8]] = []
        for branch in branches {
            guard let best = branch.allClauses.max(by: { PatternNeeds.isWorse($0, $1) }) else { return .anything }
            literals += best
        }
        literals = unique(literals)
        return literals.count <= mostLiterals ? Fragment(exact: nil, clauses: [literals]) : .anything
    }

    /// The part repeated at least `least` times, and at most once if `once`.
    func repeated(least: Int, once: Bool) -> Fragment {
        if least == 1, once { return self }
        if least == 0 {
            guard once, let exact, exact.count < Fragment.mostStrings / 2 else { return .anything }
            return Fragment(exact: Fragment.unique(exact + [[]]))
        }
        if let exact { return Fragment(exact: nil, clauses: [], ends: exact) }
        return Fragment(exact: nil, clauses: clauses)
    }

    private static func unique(_ strings: [[UInt8]]) -> [[UInt8]] {
        var seen = Set<[UInt8]>()
        return strings.filter { seen.insert($0).inserted }
    }
}
