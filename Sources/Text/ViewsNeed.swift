/// Whether the two stronger views can differ from `canon` at all: one quick pass over its bytes.
///
/// Errs on the side of true; a view that then turns out equal shares the
/// weaker one's storage. Spaced letters that fold to two (`ß`) are the one
/// thing it does not see.
package struct ViewsNeed: Sendable, Equatable {
    /// A digit or sign before a letter, two scripts in the text, or three equal letters in a row.
    package private(set) var deobf = false
    /// A symbol between letters, or four single letters, digits or signs in a row.
    package private(set) var squeeze = false

    init(of canon: [UInt8]) {
        self = canon.withUnsafeBufferPointer { ViewsNeed(of: $0) }
    }

    /// - Parameter canon: valid UTF-8.
    package init(of canon: UnsafeBufferPointer<UInt8>) {
        let kinds = Kinds.shared
        guard !ViewsNeedPlain.needsNothing(canon) else { return }
        kinds.flat.withUnsafeBufferPointer { flat in scan(canon, flat, kinds) }
    }

    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, _ flat: UnsafeBufferPointer<UInt8>, _ kinds: Kinds
    ) {
        /// The scripts of all letters, one bit each.
        var scripts = 0
        /// Symbols since the last letter, or what may be read as one; more than the longest gap once anything else came
        /// between.
        var symbols = Int.max
        /// Symbols stand before the digits and signs that came since the last letter.
        var hasGap = false
        /// Words of one character with nothing but separators between them.
        var singles = 0
        /// The character just behind is a digit, or one that may be read as a letter.
        var afterNumber = false
        var afterRead = false
        var at = 0
        while at < bytes.count {
            let (scalar, kind, length) = Self.next(bytes, at, flat, kinds)
            at += length
            if kind & Kinds.letter != 0 {
                if afterRead { deobf = true }
                if hasGap || (1...Squeeze.longestGap).contains(symbols) { squeeze = true }
                let word = Self.letters(bytes, from: at, after: scalar, kind, flat, kinds)
                if word.isStretched { deobf = true }
                scripts |= word.scripts
                singles = word.end == at && !afterNumber ? singles + 1 : 0
                at = word.end
                (symbols, hasGap) = (0, false)
                (afterNumber, afterRead) = (true, false)
            } else {
                let isNumber = kind & Kinds.number != 0
                let isRead = kind & Kinds.read != 0
                if isNumber {
                    singles = afterNumber ? 0 : singles + 1
                } else if isRead {
                    singles = afterNumber || afterRead ? 0 : singles + 1
                } else if kind & Kinds.separator == 0 {
                    singles = 0
                }
                if symbols <= Squeeze.longestGap, kind & (Kinds.droppable | Kinds.read) != 0 {
                    if isRead { hasGap = hasGap || symbols > 0 }
                    symbols = isRead ? 0 : symbols + 1
                } else {
                    (symbols, hasGap) = (Int.max, false)
                }
                (afterNumber, afterRead) = (isNumber, isRead)
            }
            if singles == 4 { squeeze = true }
        }
        let ours = scripts & (1 << Kinds.latinNumber | 1 << Kinds.cyrillicNumber | 1 << Kinds.greekNumber)
        if ours & (ours - 1) != 0 { deobf = true }
    }

    @inline(__always)
    private static func next(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ flat: UnsafeBufferPointer<UInt8>, _ kinds: Kinds
    ) -> (scalar: UInt32, kind: UInt8, length: Int) {
        let lead = bytes[at]
        if lead < 0x80 { return (UInt32(lead), flat[Int(lead)], 1) }
        if lead < 0xE0, at + 1 < bytes.count {
            let scalar = UInt32(lead & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F)
            return (scalar, flat[Int(scalar)], 2)
        }
        let (scalar, length) = UTF8Text.scalar(bytes, at: at)
        return (scalar, scalar < Kinds.flatCount ? flat[Int(scalar)] : kinds.kind(of: scalar), length)
    }

    /// Goes on over the letters of a word: most of any text.
    @inline(__always)
    private static func letters(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, after first: UInt32, _ firstKind: UInt8,
        _ flat: UnsafeBufferPointer<UInt8>, _ kinds: Kinds
    ) -> (end: Int, scripts: Int, isStretched: Bool) {
        var scripts = 1 << Int(firstKind >> 5)
        var isStretched = false
        var before = first
        var repeats = 0
        var at = start
        while at < bytes.count {
            let (scalar, kind, length) = next(bytes, at, flat, kinds)
            guard kind & Kinds.letter != 0 else { break }
            scripts |= 1 << Int(kind >> 5)
            repeats = scalar == before ? repeats + 1 : 0
            if repeats == 2 { isStretched = true }
            before = scalar
            at += length
        }
        return (at, scripts, isStretched)
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
