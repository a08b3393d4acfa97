/// Finds literals that may stand inside a word: pieces of the text, taken every few bytes, are looked up in a table of
/// pieces of the literals. A literal is long enough that one of its first pieces falls on a place that is looked at.
struct PieceIndex: Sendable {
    /// Bytes of a piece, and from one piece of the text to the next.
    private static let kinds: [(length: Int, step: Int)] = [(8, 4), (4, 4), (4, 2), (4, 1), (2, 2), (2, 1)]

    private struct Tier: Sendable {
        let length: Int
        let step: Int
        /// Every pattern with a literal here needs as many digits in the text.
        let digits: Int
        let table: KeyTable
    }

    private let tiers: [Tier]

    /// - Parameter digits: the digits that a pattern needs.
    init(_ numbers: [(literal: Int32, pattern: Int32)], _ store: LiteralStore, digits: (Int) -> Int) {
        var least = [Int](repeating: .max, count: PieceIndex.kinds.count)
        var keys = [[(key: UInt64, item: KeyTable.Item)]](repeating: [], count: PieceIndex.kinds.count)
        store.read { literals in
            for (number, pattern) in numbers {
                let literal = literals.literals[Int(number)]
                let length = Int(literal.length)
                guard let kind = PieceIndex.kinds.firstIndex(where: { $0.length + $0.step - 1 <= length }) else {
                    continue
                }
                least[kind] = min(least[kind], digits(Int(pattern)))
                for offset in 0..<PieceIndex.kinds[kind].step {
                    let word = literals.word(Int(number), from: offset, PieceIndex.kinds[kind].length)
                    let item = KeyTable.Item(
                        start: literal.start, pattern: pattern, next: -1, length: literal.length,
                        offset: UInt16(truncatingIfNeeded: offset))
                    keys[kind].append((KeyTable.key(word), item))
                }
            }
        }
        tiers = PieceIndex.kinds.indices.filter { !keys[$0].isEmpty }.map { kind in
            let (length, step) = PieceIndex.kinds[kind]
            return Tier(length: length, step: step, digits: least[kind], table: KeyTable(keys[kind]))
        }
    }

    /// - Parameter digits: the digits that the text has at most.
    func scan(
        _ text: UnsafeRawPointer, _ count: Int, digits: Int, _ literals: LiteralStore.Reader,
        _ found: Candidates
    ) {
        for tier in tiers where tier.digits <= digits {
            let (length, step) = (tier.length, tier.step)
            let mask = LiteralStore.Reader.mask(length)
            tier.table.read { table in
                var place = 0
                while true {
                    place = PieceIndex.next(text, from: place, through: count - length, step, mask, table)
                    guard place &+ length <= count else { return }
                    let key = KeyTable.key(text.loadUnaligned(fromByteOffset: place, as: UInt64.self) & mask)
                    table.forEach(key) { item in
                        let start = place &- Int(item.offset)
                        guard literals.stands(item, at: start, text, count) else { return }
                        found.add(item.pattern, at: start)
                    }
                    place &+= step
                }
            }
        }
    }

    /// The next place whose piece the filter lets through; a loop of its own, so that all it needs stays in registers.
    @inline(never)
    private static func next(
        _ text: UnsafeRawPointer, from start: Int, through end: Int, _ step: Int, _ mask: UInt64,
        _ table: KeyTable.Reader
    ) -> Int {
        var place = start
        while place <= end {
            if table.mayHold(KeyTable.key(text.loadUnaligned(fromByteOffset: place, as: UInt64.self) & mask)) {
                return place
            }
            place &+= step
        }
        return place
    }
}
