extension Shingles {
    /// What shingles are cut from: the letters of the text in their unobfuscated form, words separated by one blank.
    /// Links, @names, redaction marks, digits and punctuation are left out, since copies differ in them.
    static func letters(of text: String) -> [UInt32] {
        var views = Views(Clutter.removed(from: text))
        let bytes = views.view(.deobf).bytes
        var letters: [UInt32] = []
        letters.reserveCapacity(bytes.count)
        var pending = false
        var decoder = UTF8Scalars()
        for byte in bytes {
            guard let scalar = decoder.take(byte) else { continue }
            guard Alphabet.holds(scalar) else {
                pending = !letters.isEmpty
                continue
            }
            if pending {
                letters.append(0x20)
                pending = false
            }
            letters.append(scalar)
        }
        return letters
    }
}

/// Code points from valid UTF-8, byte by byte.
private struct UTF8Scalars {
    private var scalar: UInt32 = 0
    private var missing = 0

    /// The code point that `byte` ends, or nil when more bytes belong to it.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> UInt32? {
        if byte < 0x80 { return UInt32(byte) }
        if byte < 0xC0 {
            scalar = scalar << 6 | UInt32(byte & 0x3F)
            missing -= 1
            return missing == 0 ? scalar : nil
        }
        missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
        scalar = UInt32(byte & (byte < 0xE0 ? 0x1F : byte < 0xF0 ? 0x0F : 0x07))
        return nil
    }
}

/// Which code points are alphabetic; those of two bytes in UTF-8, nearly all of our texts, from a table.
private enum Alphabet {
    private static let small: [Bool] = (0..<0x800).map { property(of: $0) }

    static func holds(_ scalar: UInt32) -> Bool { scalar < 0x800 ? small[Int(scalar)] : property(of: scalar) }

    private static func property(of scalar: UInt32) -> Bool {
        Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
    }
}

/// Pieces of a post that are not its words: links, @names and redaction marks.
enum Clutter {
    /// The text with a blank in place of every such piece. Done on the text as archived: a stronger view could already
    /// have read `http` as Cyrillic letters.
    static func removed(from text: String) -> String {
        guard mayHold(text) else { return text }
        let scalars = Array(text.unicodeScalars)
        var kept = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            let end = end(in: scalars, at: index)
            kept.append(end > index ? " " : scalars[index])
            index = max(end, index + 1)
        }
        return String(kept)
    }

    /// False for most texts: without any of these bytes there is nothing to remove.
    private static func mayHold(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var before: UInt8 = 0
            for byte in bytes {
                let letter = byte | 0x20
                if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "<") { return true }
                if letter == UInt8(ascii: "t"), before == UInt8(ascii: "h") { return true }
                if letter == UInt8(ascii: "w"), before == UInt8(ascii: "w") { return true }
                before = letter
            }
            return false
        }
    }

    /// The end of the piece that starts at `index`, or `index` when none does.
    static func end(in scalars: [Unicode.Scalar], at index: Int) -> Int {
        switch scalars[index] {
        case "@": return nameEnd(in: scalars, at: index)
        case "h", "H", "w", "W": return linkEnd(in: scalars, at: index)
        case "<": return markEnd(in: scalars, at: index)
        default: return index
        }
    }

    private static func nameEnd(in scalars: [Unicode.Scalar], at index: Int) -> Int {
        var end = index + 1
        while end < scalars.count, scalars[end] == "_" || scalars[end] == "." || isWord(scalars[end]) { end += 1 }
        return end > index + 1 ? end : index
    }

    private static func linkEnd(in scalars: [Unicode.Scalar], at index: Int) -> Int {
        if index > 0, isWord(scalars[index - 1]) { return index }
        guard starts(with: "http://", scalars, index) || starts(with: "https://", scalars, index)
            || starts(with: "www.", scalars, index)
        else { return index }
        var end = index
        while end < scalars.count, !scalars[end].properties.isWhitespace, scalars[end] != "<" { end += 1 }
        return end
    }

    private static func markEnd(in scalars: [Unicode.Scalar], at index: Int) -> Int {
        for kind in Redaction.Kind.allCases where starts(with: kind.mark, scalars, index) {
            return index + kind.mark.unicodeScalars.count
        }
        return index
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
    }

    private static func starts(with word: String, _ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        var position = index
        for scalar in word.unicodeScalars {
            guard position < scalars.count, lower(scalars[position]) == scalar else { return false }
            position += 1
        }
        return true
    }

    private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }
}
