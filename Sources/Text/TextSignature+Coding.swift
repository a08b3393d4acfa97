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
        // A start reads a million of them.
        let read = bytes.withContiguousStorageIfAvailable { Self.read($0) }
            ?? Array(bytes).withUnsafeBufferPointer { Self.read($0) }
        guard let read else { return nil }
        self = read
    }

    private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> TextSignature? {
        guard bytes.count >= 13 else { return nil }
        let whole = UnsafeRawBufferPointer(bytes)
        let exact = UInt64(littleEndian: whole.loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        let shingles = Int(UInt32(littleEndian: whole.loadUnaligned(fromByteOffset: 9, as: UInt32.self)))
        switch bytes[0] {
        case layout:
            guard bytes.count == 13 || bytes.count == 13 + sketchBytes else { return nil }
            return TextSignature(exact: exact, shingles: shingles, sketch: Array(bytes[13...]))
        case wideLayout:
            var rest = Array(bytes[13...])[...]
            guard let minima = takeList(from: &rest), minima.isEmpty || minima.count == minimaCount,
                takeList(from: &rest) != nil, rest.isEmpty
            else { return nil }
            return TextSignature(exact: exact, shingles: shingles, minima: minima)
        default: return nil
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
