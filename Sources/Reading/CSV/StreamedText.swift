/// Text of unknown encoding that comes in pieces, as UTF-8 in pieces.
///
/// The encoding is chosen once, by the beginning of the text, in the way of `TextDecoding`: a byte order mark, wide
/// characters, valid UTF-8, else what the letters speak for. Bytes that are no UTF-8 in a UTF-8 text stay as they are:
/// whoever makes a String of them gets U+FFFD.
package struct StreamedText {
    /// Bytes that the choice of an encoding looks at; the first piece should have as many.
    package static let sample = 1 << 20

    private var encoding: TextEncoding?
    /// The beginning of a character whose end has not come.
    private var held: [UInt8] = []

    package init() {}

    /// The next piece as UTF-8, without a byte order mark.
    package mutating func add(_ piece: [UInt8]) -> [UInt8] {
        var piece = piece
        let encoding = self.encoding ?? choose(&piece)
        if case .utf8 = encoding { return piece }
        let all = held + piece
        let whole = Self.wholeCharacters(of: all, in: encoding)
        held = Array(all[whole...])
        return encoding.utf8(of: all[..<whole]).bytes
    }

    /// What is left: half a character becomes U+FFFD.
    package mutating func finish() -> [UInt8] {
        defer { held = [] }
        return held.isEmpty ? [] : [0xEF, 0xBF, 0xBD]
    }

    private mutating func choose(_ piece: inout [UInt8]) -> TextEncoding {
        // A character that the end of the piece cuts in half must not count as damage.
        var sample = Array(piece.prefix(Self.sample))
        for _ in 0..<3 where (sample.last ?? 0) & 0xC0 == 0x80 { sample.removeLast() }
        if (sample.last ?? 0) >= 0xC0 { sample.removeLast() }
        let choice = EncodingChoice.make(for: sample, httpCharset: nil, declared: nil)
        piece.removeFirst(choice.skip)
        encoding = choice.encoding
        return choice.encoding
    }

    private static func wholeCharacters(of bytes: [UInt8], in encoding: TextEncoding) -> Int {
        switch encoding {
        case .utf8, .single: return bytes.count
        case .utf32: return bytes.count / 4 * 4
        case .utf16(let bigEndian):
            let whole = bytes.count / 2 * 2
            guard whole >= 2 else { return whole }
            // The first half of a pair waits for the second.
            return bytes[bigEndian ? whole - 2 : whole - 1] & 0xFC == 0xD8 ? whole - 2 : whole
        }
    }
}
