/// Finds personal data in one text, from left to right, in one pass.
struct PersonalDataScanner {
    let text: FoldedText
    /// Where reading stops: the start of the next e-mail address, or the end of the text.
    var limit: Int
    /// One past the last piece that was found. What lies before it reads as a mark, so it is no part of a word.
    var found = 0
    private var pieces: [Redaction.Span] = []

    init(_ text: String) {
        self.text = FoldedText(text)
        limit = self.text.scalars.count
    }

    /// The folded scalar at `index`; 0 outside of what may be read.
    func at(_ index: Int) -> UInt32 { index >= found && index < limit ? text.scalars[index] : 0 }

    /// Whether `word`, in lower case, stands at `index` in any case.
    func reads(_ word: StaticString, at index: Int) -> Bool {
        word.withUTF8Buffer { bytes in
            for (offset, byte) in bytes.enumerated() where FoldedScalar.lower(at(index + offset)) != UInt32(byte) {
                return false
            }
            return true
        }
    }

    /// All pieces, ascending, in bytes of the original text.
    mutating func spans() -> [Redaction.Span] {
        let whole = limit
        var mails = mailRanges()[...]
        var index = 0
        while index < whole {
            limit = mails.first?.lowerBound ?? whole
            if index == limit, let mail = mails.popFirst() {
                add(.email, mail)
                index = mail.upperBound
                continue
            }
            index = step(from: index)
        }
        return pieces
    }

    /// Looks at one place and returns the next place to look at.
    private mutating func step(from index: Int) -> Int {
        let scalar = at(index)
        if scalar == 0x40 {
            guard let end = mentionEnd(at: index) else { return index + 1 }
            return add(.mention, index..<end)
        }
        let startsWord = !FoldedScalar.isWord(at(index - 1))
        if FoldedScalar.isDigit(scalar) || scalar == 0x2b || scalar == 0x28 {
            if startsWord, let end = kazakhPlateEnd(at: index) { return add(.plate, index..<end) }
            switch number(at: index) {
            case .personal(let kind, let range): return add(kind, range)
            case .harmless(let end): return end
            case .nothing: return index + 1
            }
        }
        guard startsWord, FoldedScalar.isLetter(scalar) else { return index + 1 }
        if let end = linkEnd(at: index) { return readLink(index..<end) }
        if let end = accountEnd(at: index) { return add(.iban, index..<end) }
        if let end = africanPlateEnd(at: index) { return add(.plate, index..<end) }
        return index + 1
    }

    /// Notes a piece and returns its end.
    @discardableResult
    mutating func add(_ kind: Redaction.Kind, _ range: Range<Int>) -> Int {
        guard !range.isEmpty, range.upperBound <= text.scalars.count else { return range.upperBound }
        let bytes = text.starts[range.lowerBound]..<text.ends[range.upperBound - 1]
        pieces.append(Redaction.Span(kind: kind, range: bytes))
        found = range.upperBound
        return range.upperBound
    }
}
