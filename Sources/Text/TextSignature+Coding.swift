extension TextSignature {
    /// First byte of the binary form. A later layout gets another number.
    private static let layout: UInt8 = 1

    /// Compact binary form for the ledger: layout, exact, shingles, count of minima, minima, count of smallest,
    /// smallest; all numbers little-endian. 15 bytes for a short text, at most 591.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = [Self.layout]
        bytes.reserveCapacity(16 + 4 * (minima.count + smallest.count))
        Self.append(exact, to: &bytes)
        Self.append(UInt32(clamping: shingles), to: &bytes)
        for list in [minima, smallest] {
            bytes.append(UInt8(clamping: list.count))
            for value in list.prefix(Int(UInt8.max)) { Self.append(value, to: &bytes) }
        }
        return bytes
    }

    /// Reads `encoded` back. Nil when the bytes are not one whole signature of a known layout.
    public init?(decoding bytes: [UInt8]) {
        var rest = bytes[...]
        guard rest.popFirst() == Self.layout, let exact = Self.take(UInt64.self, from: &rest),
            let shingles = Self.take(UInt32.self, from: &rest), let minima = Self.takeList(from: &rest),
            minima.isEmpty || minima.count == Self.minimaCount, let smallest = Self.takeList(from: &rest),
            rest.isEmpty
        else { return nil }
        self.init(exact: exact, shingles: Int(shingles), minima: minima, smallest: smallest)
    }

    private static func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: Word.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    private static func take<Word: FixedWidthInteger>(_: Word.Type, from bytes: inout ArraySlice<UInt8>) -> Word? {
        let width = Word.bitWidth / 8
        guard bytes.count >= width else { return nil }
        let word = bytes.prefix(width).reversed().reduce(Word.zero) { ($0 << 8) | Word(truncatingIfNeeded: $1) }
        bytes.removeFirst(width)
        return word
    }

    private static func takeList(from bytes: inout ArraySlice<UInt8>) -> [UInt32]? {
        guard let count = bytes.popFirst() else { return nil }
        var list: [UInt32] = []
        for _ in 0..<count {
            guard let value = take(UInt32.self, from: &bytes) else { return nil }
            list.append(value)
        }
        return list
    }
}
