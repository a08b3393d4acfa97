/// All literals of an index, one behind the other.
struct LiteralStore: Sendable {
    struct Literal: Sendable {
        let start: Int32
        let length: UInt16
        /// See `WordIndex.gate`; for a literal that may stand anywhere, or is short, `noGate`.
        let gate: UInt16
    }

    static let noGate = UInt16.max

    private var bytes: [UInt8] = []
    private var literals: [Literal] = []

    /// More than any office has: a pattern for which there is no room runs on every post. In the tables that look for
    /// literals each takes up to four keys.
    private static let mostLiterals = KeyTable.mostKeys / 4
    private static let mostBytes = 1 << 30

    var count: Int { literals.count }

    func hasRoom(for clauses: [PatternNeeds.Clause]) -> Bool {
        let more = clauses.reduce(0) { $0 + $1.literals.count }
        let size = clauses.reduce(0) { $0 + $1.literals.reduce(0) { $0 + $1.count } }
        return literals.count + more <= LiteralStore.mostLiterals && bytes.count + size <= LiteralStore.mostBytes
    }

    /// Only the first 65,535 bytes of a literal are looked for.
    mutating func add(_ literal: [UInt8], isAtWordStart: Bool) -> Int32 {
        let length = UInt16(clamping: literal.count)
        let gate = isAtWordStart ? WordIndex.gate(literal) ?? LiteralStore.noGate : LiteralStore.noGate
        literals.append(Literal(start: Int32(bytes.count), length: length, gate: gate))
        bytes += literal.prefix(Int(length))
        return Int32(literals.count - 1)
    }

    /// Room behind the last literal, so that eight bytes at once may be read.
    mutating func close() { bytes += repeatElement(0, count: 16) }

    func read<Result>(_ body: (Reader) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            literals.withUnsafeBufferPointer { body(Reader(bytes: UnsafeRawPointer(bytes.baseAddress), literals: $0)) }
        }
    }

    /// Compares literals with a text that has readable bytes behind its end.
    struct Reader {
        fileprivate let bytes: UnsafeRawPointer?
        let literals: UnsafeBufferPointer<Literal>

        /// The first `count` bytes of a literal, at most eight, the rest zero.
        @inline(__always)
        func word(_ literal: Int, from offset: Int = 0, _ count: Int) -> UInt64 {
            word(at: Int(literals[literal].start) &+ offset, count)
        }

        @inline(__always)
        private func word(at start: Int, _ count: Int) -> UInt64 {
            guard let bytes else { return 0 }
            return bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self) & Reader.mask(count)
        }

        /// The lowest `count` bytes of a word.
        @inline(__always)
        static func mask(_ count: Int) -> UInt64 {
            count >= 8 ? .max : (1 &<< UInt64(truncatingIfNeeded: 8 &* count)) &- 1
        }

        /// Whether the literal stands at `place`.
        @inline(__always)
        func stands(_ literal: Int, at place: Int, _ text: UnsafeRawPointer, _ count: Int) -> Bool {
            stands(Int(literals[literal].start), Int(literals[literal].length), at: place, text, count)
        }

        /// The same for a literal that a table has found.
        @inline(__always)
        func stands(_ item: KeyTable.Item, at place: Int, _ text: UnsafeRawPointer, _ count: Int) -> Bool {
            stands(Int(item.start), Int(item.length), at: place, text, count)
        }

        @inline(__always)
        private func stands(
            _ start: Int, _ length: Int, at place: Int, _ text: UnsafeRawPointer, _ count: Int
        ) -> Bool {
            guard place >= 0, place &+ length <= count else { return false }
            var offset = 0
            while offset < length {
                let here = text.loadUnaligned(fromByteOffset: place &+ offset, as: UInt64.self)
                if here & Reader.mask(length &- offset) != word(at: start &+ offset, length &- offset) { return false }
                offset &+= 8
            }
            return true
        }

        func stands(
            _ literal: Int, atOneOf starts: UnsafeBufferPointer<UInt32>, _ text: UnsafeRawPointer, _ count: Int
        ) -> Bool {
            let first = word(literal, Int(literals[literal].length))
            let mask = Reader.mask(Int(literals[literal].length))
            for start in starts
            where text.loadUnaligned(fromByteOffset: Int(start), as: UInt64.self) & mask == first {
                if stands(literal, at: Int(start), text, count) { return true }
            }
            return false
        }

        /// Whether the literal stands anywhere.
        ///
        /// Two bytes of it are looked for at eight places at a time; of letters of two bytes, the second bytes, since
        /// the first is the same for most of them.
        func stands(_ literal: Int, in text: UnsafeRawPointer, _ count: Int) -> Bool {
            let length = Int(literals[literal].length)
            let start = word(literal, length)
            let isWide = start & 0x80 != 0 && length >= 4
            let (one, other) = isWide ? (1, 3) : (0, 1)
            let ones: UInt64 = 0x0101_0101_0101_0101
            let first = ((start &>> UInt64(truncatingIfNeeded: 8 &* one)) & 0xFF) &* ones
            let second = ((start &>> UInt64(truncatingIfNeeded: 8 &* other)) & 0xFF) &* ones
            var at = 0
            while at &+ length <= count {
                let here = text.loadUnaligned(fromByteOffset: at &+ one, as: UInt64.self) ^ first
                let there = text.loadUnaligned(fromByteOffset: at &+ other, as: UInt64.self) ^ second
                let both = here | there
                var zeroes = (both &- ones) & ~both & 0x8080_8080_8080_8080
                while zeroes != 0 {
                    if stands(literal, at: at &+ (zeroes.trailingZeroBitCount >> 3), text, count) { return true }
                    zeroes &= zeroes &- 1
                }
                at &+= 8
            }
            return false
        }
    }
}
