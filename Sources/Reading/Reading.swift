// Reading: outside bytes in, plain values out. Nothing here does I/O except `JSONLines` and `ZipFile`, which read a
// descriptor.
//
//   TextDecoding   bytes of unknown encoding       -> DecodedText
//   XMLTree        a feed, however damaged         -> XMLNode values
//   Page, XPath    a page of HTML                  -> PageNode values
//   FeedDate       a date as people write it       -> Instant
//   PageDate       the same among other words, without a year, or counted back from now
//   URLText        resolve, canonical form, IDN
//   RobotsRules    what a robots.txt allows
//   JSONValue      strict or lenient JSON          <-> value
//   JSONFields     a few fields of a JSON object, without building the tree
//   JSONLines      lines of a buffer or a descriptor, with a cap
//   JSONPlaces     values at chosen places of a JSON document of any length, in pieces
//   CSVRecords     records of CSV in pieces; StreamedText makes UTF-8 of what they are written in
//   ZipFile        the list of a zip file, and single entries in memory
//   Gzip           a file packed by gzip, in memory
//
// Every limit is ours (design decision 6). Outside data never stops the program: what cannot be read
// is an error value, a nil, or a note.

/// The ASCII bytes that the parsers name.
enum Byte {
    static let tab: UInt8 = 0x09
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20

    /// Space, tab, newline, carriage return, form feed.
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B) }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

    @inline(__always)
    static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    /// The value of a hexadecimal digit; nil for any other byte.
    @inline(__always)
    static func hex(_ byte: UInt8) -> UInt32? {
        if isDigit(byte) { return UInt32(byte &- 0x30) }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? UInt32(letter) + 10 : nil
    }

    static let hexDigits = Array("0123456789abcdef".utf8)
    static let upperHexDigits = Array("0123456789ABCDEF".utf8)
}

/// Appends one scalar as UTF-8; values that are no scalar (surrogates, above U+10FFFF) become U+FFFD.
@inline(__always)
func appendUTF8(_ value: UInt32, to bytes: inout [UInt8]) {
    switch value {
    case 0..<0x80:
        bytes.append(UInt8(truncatingIfNeeded: value))
    case 0x80..<0x800:
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    case 0xD800...0xDFFF, 0x110000...:
        bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
    case 0x800..<0x10000:
        bytes.append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    default:
        bytes.append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
}
