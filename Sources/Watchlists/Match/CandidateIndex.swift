import Text

/// Rules patterns out before PCRE2 runs, in one pass over a folded text. It may only say "cannot match"; what it lets
/// through, PCRE2 decides (design decision 3).
///
/// The rarest clause of a pattern is looked for: literals at word starts by a hash of their first bytes at each word
/// start (`WordIndex`), others by hashes of pieces at every few bytes (`PieceIndex`). A pattern found so must then
/// have its other clauses and its counts. Patterns without a clause have only their counts.
final class CandidateIndex: Sendable {
    /// How to ask for the clauses and counts of a pattern, without another look at its text.
    struct Entry: Sendable {
        /// `clauses[first..<end]`, without the one that the indexes look for.
        var first: Int32 = 0
        var end: Int32 = 0
        /// The clause in the indexes is what every match begins with.
        var isPrefix = false
        var hasCounts = false
    }

    /// `literals[first..<end]`, of which one must stand in the text.
    struct Clause: Sendable {
        let first: Int32
        let end: Int32
        let isAtWordStart: Bool
    }

    let literals: LiteralStore
    private let words: WordIndex
    private let pieces: PieceIndex
    let entries: [Entry]
    private let counts: [PatternCounts]
    private let clauses: [Clause]
    /// Patterns that have no clause, by the counts that they need.
    private let always: [(counts: PatternCounts, patterns: [Int32])]
    /// See `TextCounts.equalLetters`.
    private let equalStep: Int

    init(_ patterns: [PatternNeeds]) {
        var store = LiteralStore()
        var clauses: [Clause] = []
        var entries = [Entry](repeating: Entry(), count: patterns.count)
        var always: [PatternCounts: [Int32]] = [:]
        var atWordStart: [(literal: Int32, pattern: Int32)] = []
        var anywhere: [(literal: Int32, pattern: Int32)] = []
        for (number, needs) in patterns.enumerated() {
            entries[number].hasCounts = !needs.counts.isEmpty
            let usable = needs.clauses.filter { clause in
                !clause.literals.isEmpty && clause.literals.allSatisfy { $0.count >= 2 }
            }
            guard let primary = usable.first, usable.count == needs.clauses.count, store.hasRoom(for: usable) else {
                always[needs.counts, default: []].append(Int32(number))
                continue
            }
            entries[number].isPrefix = primary.isPrefix
            for literal in primary.literals {
                let place = (store.add(literal, isAtWordStart: primary.isAtWordStart), Int32(number))
                if primary.isAtWordStart { atWordStart.append(place) } else { anywhere.append(place) }
            }
            entries[number].first = Int32(clauses.count)
            // Those at word starts first: to ask for them costs least.
            let others = usable.dropFirst()
            for clause in others.filter(\.isAtWordStart) + others.filter({ !$0.isAtWordStart }) {
                let first = Int32(store.count)
                for literal in clause.literals { _ = store.add(literal, isAtWordStart: clause.isAtWordStart) }
                clauses.append(
                    Clause(first: first, end: Int32(store.count), isAtWordStart: clause.isAtWordStart))
            }
            entries[number].end = Int32(clauses.count)
        }
        store.close()
        literals = store
        words = WordIndex(atWordStart, store)
        pieces = PieceIndex(anywhere, store) { patterns[$0].counts.digits }
        self.clauses = clauses
        self.entries = entries
        self.always = always.map { ($0.key, $0.value) }.sorted { ($0.patterns.first ?? 0) < ($1.patterns.first ?? 0) }
        counts = patterns.map(\.counts)
        equalStep = counts.contains { (4..<7).contains($0.equalLetters) } ? 1 : 4
    }

    /// Puts into `found` all patterns that the folded text does not rule out.
    func scan(_ text: Fold, into found: Candidates) {
        let starts = text.wordStarts
        found.start(words: starts.count)
        let bytes = text.canon
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return }
        literals.read { literals in
            words.scan(start, bytes.count, starts, literals, found)
            pieces.scan(start, bytes.count, digits: text.digits + text.others, literals, found)
            var measure = TextCounts(text, equalStep: equalStep)
            entries.withUnsafeBufferPointer { entries in
                clauses.withUnsafeBufferPointer { clauses in
                    found.keep { pattern in
                        let entry = entries[Int(pattern)]
                        let rest = clauses[Int(entry.first)..<Int(entry.end)]
                        return rest.allSatisfy { holds($0, start, bytes.count, starts, literals, found) }
                            && (!entry.hasCounts || measure.has(counts[Int(pattern)]))
                    }
                }
            }
            for group in always where group.counts.isEmpty || measure.has(group.counts) {
                for pattern in group.patterns { found.add(pattern) }
            }
        }
    }

    /// Whether one of the clause's literals stands in the text.
    @inline(__always)
    private func holds(
        _ clause: Clause, _ text: UnsafeRawPointer, _ count: Int, _ starts: UnsafeBufferPointer<UInt32>,
        _ literals: LiteralStore.Reader, _ found: Candidates
    ) -> Bool {
        for literal in Int(clause.first)..<Int(clause.end) {
            guard clause.isAtWordStart else {
                if literals.stands(literal, in: text, count) { return true }
                continue
            }
            let gate = literals.literals[literal].gate
            if gate != LiteralStore.noGate, !words.isEmpty,
                found.letters[Int(gate &>> 6)] &>> UInt64(gate & 63) & 1 == 0
            {
                continue
            }
            if literals.stands(literal, atOneOf: starts, text, count) { return true }
        }
        return false
    }
}
