extension Shingles {
    /// What shingles are cut from: the letters of the text in their unobfuscated form, words separated by one blank.
    /// Links, @names, redaction marks, digits and punctuation are left out, since copies differ in them.
    static func letters(of text: String) -> [UInt32] {
        var views = Views(Clutter.removed(from: text))
        let bytes = views.view(.deobf).bytes
        var letters: [UInt32] = []
        letters.reserveCapacity(bytes.count)
        var pending = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            guard scalar.properties.isAlphabetic else {
                pending = !letters.isEmpty
                continue
            }
            if pending {
                letters.append(0x20)
                pending = false
            }
            letters.append(scalar.value)
        }
        return letters
    }
}

/// Pieces of a post that are not its words: links, @names and redaction marks.
enum Clutter {
    /// The text with a blank in place of every such piece. Done on the text as archived: a stronger view could already
    /// have read `http` as Cyrillic letters.
    static func removed(from text: String) -> String {
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
