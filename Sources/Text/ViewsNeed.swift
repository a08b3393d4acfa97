/// Whether the two stronger views can differ from `canon` at all: one quick pass over its bytes.
///
/// Errs on the side of true; a view that then turns out equal shares the
/// weaker one's storage. Spaced letters that fold to two (`ß`) are the one
/// thing it does not see.
struct ViewsNeed: Sendable, Equatable {
    /// A digit or sign before a letter, two scripts, or three equal letters in a row.
    private(set) var deobf = false
    /// A symbol between letters, or four single letters or digits in a row.
    private(set) var squeeze = false

    init(of canon: [UInt8]) {
        let kinds = Kinds.shared
        canon.withUnsafeBufferPointer { bytes in
            kinds.flat.withUnsafeBufferPointer { flat in scan(bytes, flat, kinds) }
        }
    }

    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ flat: UnsafeBufferPointer<UInt8>, _ kinds: Kinds
    ) {
        var last = Last()
        var scripts: UInt8 = 0
        var at = 0
        while at < bytes.count {
            let (scalar, length) = UTF8Text.scalar(bytes, at: at)
            at += length
            let kind = scalar < Kinds.flatCount ? flat[Int(scalar)] : kinds.kind(of: scalar)
            if kind & Kinds.letter != 0 {
                last.repeats = scalar == last.scalar ? last.repeats + 1 : 0
                let changesScript = last.kind & Kinds.letter != 0 && last.kind != kind
                if last.repeats == 2 || last.kind & Kinds.read != 0 || changesScript { deobf = true }
                if let symbols = last.symbols, (1...Squeeze.longestGap).contains(symbols) { squeeze = true }
                scripts |= 1 << (kind >> 5)
            }
            last.take(scalar, kind)
            if last.singles == 4 { squeeze = true }
            if kind & Kinds.letter != 0 { last.skipWord(bytes, &at, flat) }
        }
        let ours = Int(scripts) & (1 << Kinds.latinNumber | 1 << Kinds.cyrillicNumber | 1 << Kinds.greekNumber)
        if ours & (ours - 1) != 0 { deobf = true }
    }

    /// What the scan remembers of the text just behind it.
    private struct Last {
        var scalar: UInt32 = 0
        var kind: UInt8 = 0
        var repeats = 0
        /// Letters and digits of the word so far.
        var wordLength = 0
        /// Words of one character with nothing but separators between them.
        var singles = 0
        /// Symbols since the last letter; nil once anything else came between.
        var symbols: Int?

        mutating func take(_ scalar: UInt32, _ kind: UInt8) {
            if kind & (Kinds.letter | Kinds.number) != 0 {
                symbols = kind & Kinds.letter != 0 ? 0 : nil
                wordLength += 1
                singles = wordLength == 1 ? singles + 1 : 0
            } else {
                symbols = kind & Kinds.droppable != 0 ? symbols.map { $0 + 1 } : nil
                if kind & Kinds.separator == 0 { singles = 0 }
                wordLength = 0
            }
            self.scalar = scalar
            self.kind = kind
        }

        /// Goes on over letters of the same script as long as none is doubled: most of any text.
        mutating func skipWord(
            _ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ flat: UnsafeBufferPointer<UInt8>
        ) {
            let kind = kind
            var before = scalar
            var next = at
            while next < bytes.count {
                let lead = bytes[next]
                let scalar: UInt32
                if lead < 0x80 {
                    scalar = UInt32(lead)
                } else if lead < 0xE0, next + 1 < bytes.count {
                    scalar = UInt32(lead & 0x1F) << 6 | UInt32(bytes[next + 1] & 0x3F)
                } else {
                    break
                }
                guard flat[Int(scalar)] == kind, scalar != before else { break }
                before = scalar
                next += lead < 0x80 ? 1 : 2
            }
            guard next > at else { return }
            at = next
            scalar = before
            repeats = 0
            singles = 0
            // All that counts from here on is that it is more than one.
            wordLength += 1
        }
    }
}

/// What the scan of `ViewsNeed` asks of a scalar, one byte each.
private final class Kinds: Sendable {
    static let shared = Kinds()

    static let letter: UInt8 = 1 << 0
    static let number: UInt8 = 1 << 1
    /// A digit or sign that may stand for a letter.
    static let read: UInt8 = 1 << 2
    static let droppable: UInt8 = 1 << 3
    static let separator: UInt8 = 1 << 4
    // The upper three bits are the script's number.
    static let latinNumber = Int(ScalarProperties.latin >> 4)
    static let cyrillicNumber = Int(ScalarProperties.cyrillic >> 4)
    static let greekNumber = Int(ScalarProperties.greek >> 4)

    static let flatCount: UInt32 = 0x800
    let flat: [UInt8]

    private init() {
        flat = (0..<Self.flatCount).map(Self.kind)
    }

    func kind(of scalar: UInt32) -> UInt8 { Self.kind(scalar) }

    private static func kind(_ scalar: UInt32) -> UInt8 {
        let properties = UnicodeTables.shared.properties
        let bits = properties[scalar]
        if bits & ScalarProperties.letter != 0 {
            return letter | UInt8(truncatingIfNeeded: (bits & ScalarProperties.scriptMask) << 1)
        }
        var kind: UInt8 = bits & ScalarProperties.number != 0 ? number : 0
        if LookAlikes.shared.traits(of: scalar) & LookAlikes.inWord != 0 { kind |= read }
        if Squeeze.isDroppable(scalar, properties) { kind |= droppable }
        if Squeeze.isSeparator(scalar) { kind |= separator }
        return kind
    }
}
