/// What single fields of a post may look like.
enum FieldText {
    /// The first `bytes` UTF-8 bytes, never splitting a character.
    static func cut(_ text: String, _ bytes: Int) -> String {
        guard text.utf8.count > bytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytes)
        while end > text.startIndex, end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    /// Line breaks and tabs as blanks, runs of blanks as one, none at the ends.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// True when the body begins with the title, however the blanks stand; a
    /// title that was cut ends in "…" or "...".
    static func starts(_ body: String, with title: String) -> Bool {
        var title = title[...]
        var isCut = false
        for mark in ["…", "..."] where title.hasSuffix(mark) {
            title.removeLast(mark.count)
            isCut = true
        }
        while title.last?.isWhitespace ?? false { title.removeLast() }
        var rest = body[...].drop(while: \.isWhitespace)
        for character in title {
            guard let next = rest.first else { return false }
            if character.isWhitespace, next.isWhitespace {
                rest = rest.drop(while: \.isWhitespace)
            } else if character == next {
                rest.removeFirst()
            } else {
                return false
            }
        }
        // "Су" is not the start of "Суда у бар".
        let endsWord = !(title.last.map(isWord) ?? false && rest.first.map(isWord) ?? false)
        return !title.isEmpty && (isCut || endsWord)
    }

    private static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    /// A language tag (`kk`, `kk-KZ`, `zh_Hans`); nil for anything else, so that nothing hides in this field.
    static func languageTag(_ text: String) -> String? {
        let tag = oneLine(text)
        let parts = tag.split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard tag.utf8.count <= 35, let first = parts.first, (2...3).contains(first.utf8.count),
            first.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }),
            parts.dropFirst().allSatisfy({ part in
                (2...4).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
            })
        else { return nil }
        return tag
    }
}
