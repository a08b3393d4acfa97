import Text

/// Finds the required literals of all patterns in one pass over a text: an Aho-Corasick automaton over bytes.
///
/// A pattern is a candidate when every clause of it has a literal in the text; a pattern without clauses always is.
/// Literals are cut to their first bytes, which keeps the automaton small and rules out only a little less.
package struct LiteralIndex: Prefilter {
    /// Bytes of a literal that are looked for.
    private static let literalBytes = 16

    private let always: [Int]
    /// How many clauses a pattern has.
    private let clauseCount: [Int32]
    /// Clause -> its pattern.
    private let patternOfClause: [Int32]
    private let automaton: Automaton

    package init(_ patterns: [PatternNeeds]) {
        var always: [Int] = []
        var patternOfClause: [Int32] = []
        var literals: [(bytes: ArraySlice<UInt8>, clause: Int32)] = []
        for (number, needs) in patterns.enumerated() {
            let clauses = needs.clauses.filter { !$0.isEmpty && !$0.contains { $0.isEmpty } }
            guard !clauses.isEmpty, clauses.count == needs.clauses.count else {
                always.append(number)
                continue
            }
            for clause in clauses {
                let id = Int32(patternOfClause.count)
                patternOfClause.append(Int32(number))
                literals += clause.map { ($0.prefix(LiteralIndex.literalBytes), id) }
            }
        }
        self.always = always
        self.clauseCount = patterns.map { Int32($0.clauses.count) }
        self.patternOfClause = patternOfClause
        self.automaton = Automaton(literals)
    }

    package func scanner() -> any PrefilterScanner { Scanner(self) }

    private final class Scanner: PrefilterScanner {
        private let index: LiteralIndex
        /// The scan in which a clause, or a node of the automaton, was last seen.
        private var clauseSeen: [UInt32]
        private var nodeSeen: [UInt32]
        /// Clauses still missing, valid when `patternSeen` is the scan at hand.
        private var missing: [Int32]
        private var patternSeen: [UInt32]
        private var scan: UInt32 = 0

        init(_ index: LiteralIndex) {
            self.index = index
            clauseSeen = Array(repeating: 0, count: index.patternOfClause.count)
            nodeSeen = Array(repeating: 0, count: index.automaton.nodeCount)
            missing = Array(repeating: 0, count: index.clauseCount.count)
            patternSeen = Array(repeating: 0, count: index.clauseCount.count)
        }

        func scan(_ bytes: UnsafeBufferPointer<UInt8>, into candidates: inout [Int]) {
            candidates += index.always
            guard !index.patternOfClause.isEmpty else { return }
            startScan()
            index.automaton.ends(in: bytes) { node in
                guard nodeSeen[node] != scan else { return false }
                nodeSeen[node] = scan
                for clause in index.automaton.clauses(of: node) where clauseSeen[Int(clause)] != scan {
                    clauseSeen[Int(clause)] = scan
                    let pattern = Int(index.patternOfClause[Int(clause)])
                    if patternSeen[pattern] != scan {
                        patternSeen[pattern] = scan
                        missing[pattern] = index.clauseCount[pattern]
                    }
                    missing[pattern] -= 1
                    if missing[pattern] == 0 { candidates.append(pattern) }
                }
                return true
            }
        }

        /// A new number for this scan; when the numbers run out, all marks are wiped.
        private func startScan() {
            if scan == .max {
                for seen in [\Scanner.clauseSeen, \.nodeSeen, \.patternSeen] {
                    self[keyPath: seen] = Array(repeating: 0, count: self[keyPath: seen].count)
                }
                scan = 0
            }
            scan += 1
        }
    }
}
