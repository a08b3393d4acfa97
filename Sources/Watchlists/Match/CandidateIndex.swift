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
    let counts: [PatternCounts]
    private let clauses: [Clause]
    /// Patterns that have no clause.
    private let always: [Int32]
    /// See `TextCounts.equalLetters`.
    private let equalStep: Int

    init(_ patterns: [PatternNeeds]) {
        var store = LiteralStore()
        var clauses: [Clause] = []
        var entries = [Entry](repeating: Entry(), count: patterns.count)
        var always: [Int32] = []
        var atWordStart: [Int32] = []
        var anywhere: [Int32] = []
        for (number, needs) in patterns.enumerated() {
            entries[number].hasCounts = !needs.counts.isEmpty
            let usable = needs.clauses.filter { clause in
                !clause.literals.isEmpty && clause.literals.allSatisfy { $0.count >= 2 }
            }
            guard let primary = usable.first, usable.count == needs.clauses.count else {
                always.append(Int32(number))
                continue
            }
            entries[number].isPrefix = primary.isPrefix
            for literal in primary.literals {
                let place = store.add(literal, pattern: number)
                if primary.isAtWordStart { atWordStart.append(place) } else { anywhere.append(place) }
            }
            entries[number].first = Int32(clauses.count)
            for clause in usable.dropFirst() {
                let first = Int32(store.count)
                for literal in clause.literals { _ = store.add(literal, pattern: number) }
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
        self.always = always
        counts = patterns.map(\.counts)
        equalStep = counts.contains { (4..<7).contains($0.equalLetters) } ? 1 : 4
    }

    /// Puts into `found` all patterns that the folded text does not rule out.
    func scan(_ text: Fold, into found: inout Candidates) {
        found.start()
        let bytes = text.canon
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return }
        let starts = text.wordStarts
        literals.read { literals in
            words.scan(start, bytes.count, starts, literals, &found)
            pieces.scan(start, bytes.count, digits: text.hasOthers ? .max : text.digits, literals, &found)
            var measure = TextCounts(text, equalStep: equalStep)
            found.keep { pattern in
                let entry = entries[Int(pattern)]
                if entry.first < entry.end, !hasClauses(entry, start, bytes.count, starts, literals) { return false }
                return !entry.hasCounts || measure.has(counts[Int(pattern)])
            }
            for pattern in always where !entries[Int(pattern)].hasCounts || measure.has(counts[Int(pattern)]) {
                found.add(pattern)
            }
        }
    }

    private func hasClauses(
        _ entry: Entry, _ text: UnsafeRawPointer, _ count: Int, _ starts: UnsafeBufferPointer<UInt32>,
        _ literals: LiteralStore.Reader
    ) -> Bool {
        for number in Int(entry.first)..<Int(entry.end) {
            let clause = clauses[number]
            var isFound = false
            for literal in Int(clause.first)..<Int(clause.end) where !isFound {
                isFound =
                    clause.isAtWordStart
                    ? literals.stands(literal, atOneOf: starts, text, count) : literals.stands(literal, in: text, count)
            }
            if !isFound { return false }
        }
        return true
    }
}

/// The patterns that one text does not rule out; memory of one worker, used again for each text.
struct Candidates {
    /// Their numbers, each once.
    private(set) var patterns: [Int32] = []
    /// Where the literal of a pattern was first seen, for the patterns at hand.
    private var place: [UInt32]
    /// The text in which a pattern was last seen.
    private var seen: [UInt32]
    private var text: UInt32 = 0

    init(count: Int) {
        place = Array(repeating: 0, count: count)
        seen = Array(repeating: 0, count: count)
    }

    fileprivate mutating func start() {
        patterns.removeAll(keepingCapacity: true)
        if text == .max {
            // The numbers ran out: all marks are wiped.
            for index in seen.indices { seen[index] = 0 }
            text = 0
        }
        text += 1
    }

    mutating func add(_ pattern: Int32, at offset: Int = 0) {
        let offset = UInt32(truncatingIfNeeded: offset)
        if seen[Int(pattern)] == text {
            place[Int(pattern)] = min(place[Int(pattern)], offset)
            return
        }
        seen[Int(pattern)] = text
        place[Int(pattern)] = offset
        patterns.append(pattern)
    }

    fileprivate mutating func keep(_ isKept: (Int32) -> Bool) {
        var kept = 0
        for index in patterns.indices where isKept(patterns[index]) {
            patterns[kept] = patterns[index]
            kept += 1
        }
        patterns.removeLast(patterns.count - kept)
    }

    /// Where the literal that the index looked for was first seen in the text.
    func place(of pattern: Int32) -> Int { Int(place[Int(pattern)]) }
}
