/// A text as the redaction rules read it: every digit is an ASCII digit, every dash is `-`, every blank is a blank,
/// full-width signs are plain, and characters that nobody sees are gone. Each scalar knows the bytes it stands for.
struct FoldedText {
    private(set) var scalars: [UInt32] = []
    /// First byte of each scalar in the original.
    private(set) var starts: [Int] = []
    /// One past its last byte.
    private(set) var ends: [Int] = []

    init(_ text: String) {
        let size = text.utf8.count
        scalars.reserveCapacity(size)
        starts.reserveCapacity(size)
        ends.reserveCapacity(size)
        var offset = 0
        for scalar in text.unicodeScalars {
            let end = offset + UTF8.width(scalar)
            if let folded = Self.folded(scalar) {
                scalars.append(folded)
                starts.append(offset)
                ends.append(end)
            }
            offset = end
        }
    }

    /// Nil for characters that are not seen, and for the frame of a keycap digit.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        switch value {
        case 0..<0xa0: return value
        case 0xa0, 0x2000...0x200a, 0x202f, 0x205f, 0x3000: return 0x20
        case 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b...0x180f, 0x200b...0x200f, 0x202a...0x202e,
            0x2060...0x206f, 0x3164, 0xfe00...0xfe0f, 0xfeff, 0xffa0, 0xe0000...0xe0fff, 0x20e3:
            return nil
        case 0x2010...0x2015, 0x2043, 0x2212, 0xfe58, 0xfe63: return 0x2d
        case 0xff01...0xff5e: return value - 0xfee0
        case 0xfe6b: return 0x40
        case 0..<0x660: return value
        default:
            let properties = scalar.properties
            guard properties.generalCategory == .decimalNumber, let digit = properties.numericValue else {
                return value
            }
            return 0x30 + UInt32(digit)
        }
    }
}

/// Classes of folded scalars.
enum FoldedScalar {
    static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }
    static func isASCIILetter(_ value: UInt32) -> Bool { (0x41...0x5a).contains(value & ~0x20) }
    static func isASCIIWord(_ value: UInt32) -> Bool { isDigit(value) || isASCIILetter(value) || value == 0x5f }

    /// A letter of any script. Scalars under U+0250 are known by range, since they are nearly all there is.
    static func isLetter(_ value: UInt32) -> Bool {
        if value < 0x80 { return isASCIILetter(value) }
        if value < 0xc0 { return value == 0xaa || value == 0xb5 || value == 0xba }
        if value < 0x250 { return value != 0xd7 && value != 0xf7 }
        if (0x400...0x52f).contains(value) { return !(0x482...0x489).contains(value) }
        return Unicode.Scalar(value)?.properties.isAlphabetic ?? false
    }

    static func isWord(_ value: UInt32) -> Bool { isDigit(value) || value == 0x5f || isLetter(value) }

    /// Lower case of Latin and Cyrillic letters; other scalars stay.
    static func lower(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x41...0x5a, 0xc0...0xd6, 0xd8...0xde, 0x410...0x42f: value + 0x20
        case 0x400...0x40f: value + 0x50
        case 0x48a...0x4bf, 0x4d0...0x52f: value | 1
        default: value
        }
    }

    /// The Latin capital that a letter of a number plate stands for: itself, or the twin of a Cyrillic one.
    static func plateLetter(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x41...0x5a: value
        case 0x61...0x7a: value - 0x20
        case 0x410: 0x41
        case 0x412: 0x42
        case 0x415: 0x45
        case 0x41a: 0x4b
        case 0x41c: 0x4d
        case 0x41d: 0x48
        case 0x41e: 0x4f
        case 0x420: 0x50
        case 0x421: 0x43
        case 0x422: 0x54
        case 0x423: 0x59
        case 0x425: 0x58
        default: nil
        }
    }
}
