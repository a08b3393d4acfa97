/// A sequence of parts while it is read: literals that touch grow together.
struct FragmentRun {
    /// The strings that the last parts can match, from `edge` on.
    private var run: [[UInt8]] = [[]]
    /// What is known of the character before the run, and before the next part when the run is empty.
    private var edge = Fragment.Edge.unknown
    private var clauses: [PatternNeeds.Clause] = []
    private var counts = PatternCounts()
    /// Of looks around: they see text that other parts take.
    private var seen = PatternCounts()
    private var isExact = true
    /// No part before the run takes text.
    private var isFirst = true
    /// The kinds of the parts so far, when they are two at most; `unknown` when this cannot be a pair.
    private var shapes: (first: Fragment.Shape?, second: Fragment.Shape?, more: Bool) = (nil, nil, false)
    private var lastGroup = 0
    /// What `Fragment.covers` of the sequence is while it has one part only.
    private var covers: Fragment.Edge?

    /// One letter that stands for itself: the usual part.
    @inline(__always)
    mutating func add(letter folded: UInt16) {
        if run.count == 1, run[0].count < Fragment.mostBytes {
            if folded > 0xFF { run[0].append(UInt8(truncatingIfNeeded: folded >> 8)) }
            run[0].append(UInt8(truncatingIfNeeded: folded))
            if folded &- 0x30 < 10 { counts.digits += 1 }
            shapes.more = true
            lastGroup = 0
            covers = .unknown
        } else {
            add(Fragment(letter: folded))
        }
    }

    mutating func add(_ part: Fragment) {
        if part.isLook {
            covers = .unknown
            for clause in part.clauses { clauses.append(clause) }
            seen.both(part.counts)
            if isEmpty, part.edge.rawValue > edge.rawValue { edge = part.edge }
            return
        }
        if part.exact.map({ $0 == [[]] }) == true { return }
        note(part)
        if let exact = part.exact {
            extend(exact)
        } else if let ends = part.ends {
            extend(ends)
            flush()
            run = ends
        } else {
            merge(part)
        }
    }

    private var isEmpty: Bool { run.count == 1 && run[0].isEmpty }

    /// Counts, and the shapes that make a gate.
    private mutating func note(_ part: Fragment) {
        counts.add(part.counts)
        covers = covers == nil ? part.covers : .unknown
        if shapes.first == nil, !shapes.more {
            shapes.first = part.shape
        } else if shapes.second == nil, !shapes.more {
            shapes.second = part.shape
        } else {
            shapes.more = true
        }
        if part.reference > 0, part.reference == lastGroup {
            counts.equalLetters = max(counts.equalLetters, part.times + 1)
        }
        lastGroup = part.shape == .letter ? part.group : 0
    }

    private mutating func merge(_ part: Fragment) {
        let (before, wasEmpty, wasFirst) = (edge, isEmpty, isFirst)
        flush()
        for clause in part.clauses {
            var clause = clause
            if clause.isPrefix, wasEmpty, FragmentRun.areWords(clause.literals, after: before) {
                clause.isAtWordStart = true
            }
            clause.isPrefix = clause.isPrefix && wasEmpty && wasFirst
            clauses.append(clause)
        }
        edge = part.edge
    }

    private mutating func extend(_ strings: [[UInt8]]) {
        let longest = (run.map(\.count).max() ?? 0) + (strings.map(\.count).max() ?? 0)
        if run.count * strings.count > Fragment.mostStrings || longest > Fragment.mostBytes { flush() }
        run = run.flatMap { start in strings.map { start + $0 } }
    }

    /// Ends the run; the next one touches something of which nothing is known.
    private mutating func flush() {
        if Fragment.isUsable(run) {
            clauses.append(
                PatternNeeds.Clause(run, isAtWordStart: FragmentRun.areWords(run, after: edge), isPrefix: isFirst))
        }
        run = [[]]
        edge = .unknown
        isExact = false
        isFirst = false
    }

    private static func areWords(_ literals: [[UInt8]], after edge: Fragment.Edge) -> Bool {
        edge != .unknown
            && literals.allSatisfy {
                PatternNeeds.Clause.startsWord($0, afterDigits: edge != .noLetterOrDigit)
            }
    }

    /// What the whole sequence can match.
    mutating func end() -> Fragment {
        counts.both(seen)
        // A boundary before the letters, or a clause of a look around, is more than the letters alone.
        if isExact, clauses.isEmpty, edge == .unknown {
            return Fragment(
                exact: Fragment.unique(run), shape: shape, covers: covers ?? .unknown, counts: counts)
        }
        let isLook = isExact && isEmpty
        let (edge, shape) = (edge, shape)
        let tail = tailEdge
        if isLook { return Fragment(exact: nil, clauses: clauses, edge: edge, counts: counts, isLook: true) }
        flush()
        return Fragment(
            exact: nil, clauses: clauses, edge: tail, shape: shape, covers: covers ?? .unknown, counts: counts)
    }

    /// What is known of the last character of the sequence.
    private var tailEdge: Fragment.Edge {
        isEmpty && !isExact ? edge : .unknown
    }

    private var shape: Fragment.Shape {
        if shapes.more { return .unknown }
        if shapes.second == nil { return shapes.first ?? .unknown }
        return shapes.first == .letter && shapes.second == .sign ? .pair : .unknown
    }
}

extension Fragment {
    /// A letter that stands for itself, in the form of `PatternNeeds.folded`.
    init(letter folded: UInt16) {
        let bytes = UInt8(truncatingIfNeeded: folded)
        exact = [folded > 0xFF ? [UInt8(truncatingIfNeeded: folded >> 8), bytes] : [bytes]]
        if folded < 0x80, (folded | 0x20) &- 0x61 >= 26 {
            let isDigit = folded &- 0x30 < 10
            if isDigit { counts.digits = 1 }
            shape = .sign
            edge = isDigit ? .noLetter : .noLetterOrDigit
        }
    }
}
