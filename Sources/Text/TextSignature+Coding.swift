extension TextSignature {
    /// First byte of the binary form. A later layout gets another number.
    private static let layout: UInt8 = 2
    /// The first layout kept whole minima: 118 MB for 200,000 posts.
    private static let wideLayout: UInt8 = 1

    /// Compact binary form for the ledger and for sketches: layout, exact, shingles, sketch; all numbers
    /// little-endian. 13 bytes for a short text, else 173.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(13 + sketch.count)
        encode(into: &bytes)
        return bytes
    }

    /// Appends `encoded`.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(Self.layout)
        Self.append(exact, to: &bytes)
        Self.append(UInt32(clamping: shingles), to: &bytes)
        bytes += sketch
    }

    /// Reads `encoded` back. Nil when the bytes are not one whole signature of a known layout.
    public init?(decoding bytes: some Collection<UInt8>) {
        var rest = Array(bytes)[...]
        let layout = rest.popFirst()
        guard layout == Self.layout || layout == Self.wideLayout, let exact = Self.take(UInt64.self, from: &rest),
            let shingles = Self.take(UInt32.self, from: &rest)
        else { return nil }
        if layout == Self.layout {
            guard rest.isEmpty || rest.count == Self.sketchBytes else { return nil }
            self.init(exact: exact, shingles: Int(shingles), sketch: Array(rest))
        } else {
            guard let minima = Self.takeList(from: &rest), minima.isEmpty || minima.count == Self.minimaCount,
                Self.takeList(from: &rest) != nil, rest.isEmpty
            else { return nil }
            self.init(exact: exact, shingles: Int(shingles), minima: minima)
        }
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
