extension Shingles {
    /// What shingles are cut from: the letters of the text in their unobfuscated form, words separated by one blank.
    /// Links, @names, redaction marks, digits and punctuation are left out, since copies differ in them.
    static func letters(of text: String) -> [UInt32] {
        var letters: [UInt32] = []
        let bytes = unobfuscated(text)
        letters.reserveCapacity(bytes.count)
        var pending = false
        func endWord() { pending = !letters.isEmpty }
        let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
        var index = 0
        while index < scalars.count {
            let skipped = Clutter.end(in: scalars, at: index)
            if skipped > index {
                endWord()
                index = skipped
                continue
            }
            let scalar = scalars[index]
            index += 1
            guard scalar.properties.isAlphabetic else {
                endWord()
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

    private static func unobfuscated(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }
}

/// Pieces of a post that are not its words: links, @names and redaction marks.
enum Clutter {
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
