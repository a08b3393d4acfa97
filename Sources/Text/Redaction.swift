/// A text without personal data: phones, addresses, national ids, accounts, cards, plates and @mentions are replaced
/// by typed marks (design decisions 5 and 15, trust.md U6).
///
/// What is looked for, and by which rule, is in `Redaction+Names` (e-mail, @mentions, links), `+Numbers` (how digits
/// are read), `+Phones`, `+Accounts` (ids, IBAN, cards) and `+Plates`.
public struct Redaction: Sendable, Hashable {
    /// The text with marks in place of what was found.
    public let text: String
    /// What was replaced, in text order. Marks that the input already held are not listed.
    public let marks: [Mark]

    public init(text: String, marks: [Mark]) {
        self.text = text
        self.marks = marks
    }

    /// What was found.
    public enum Kind: String, Sendable, CaseIterable, Hashable {
        case phone, email, id, iban, card, plate, mention

        /// What stands in the text instead: `<phone>`.
        public var mark: String { "<\(rawValue)>" }
    }

    /// One replaced piece.
    public struct Mark: Sendable, Hashable {
        public var kind: Kind
        /// Half-open range of UTF-8 bytes of the mark in the redacted text.
        public var range: Range<Int>

        public init(kind: Kind, range: Range<Int>) {
            self.kind = kind
            self.range = range
        }
    }

    /// Redacts `text`. Pure, and idempotent: redacting the result changes nothing.
    ///
    /// A mark can change what its neighbours look like, so the text is read again until nothing more is found; each
    /// round takes away digits or at signs and adds none, so the rounds end.
    public static func redact(_ text: String) -> Redaction {
        var redaction = Redaction(text: text, marks: [])
        while mayHoldPersonalData(redaction.text) {
            var scanner = PersonalDataScanner(redaction.text)
            let spans = scanner.spans()
            if spans.isEmpty { break }
            redaction = redaction.replacing(spans)
        }
        return redaction
    }

    /// A piece of a text that has to go, in UTF-8 bytes of that text.
    struct Span: Hashable {
        var kind: Kind
        var range: Range<Int>
    }

    /// A quick look: every kind needs a digit (of any script), an at sign, `(at)`, `[at]` or a link.
    private static func mayHoldPersonalData(_ text: String) -> Bool {
        text.utf8.contains { byte in
            (0x30...0x39).contains(byte) || byte == 0x40 || byte == 0x28 || byte == 0x5b || byte == 0x7b || byte == 0x2f
                || byte >= 0xd9 && byte != 0xe2
        }
    }

    /// Puts marks in place of `spans` (ascending, not overlapping) and moves the marks that are there already.
    private func replacing(_ spans: [Span]) -> Redaction {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var moved: [Mark] = []
        var old = marks[...]
        var copied = 0
        func copy(to end: Int) {
            while let mark = old.first, mark.range.upperBound <= end {
                let start = bytes.count + mark.range.lowerBound - copied
                moved.append(Mark(kind: mark.kind, range: start..<start + mark.range.count))
                old.removeFirst()
            }
            bytes.append(contentsOf: source[copied..<end])
            copied = end
        }
        for span in spans {
            copy(to: span.range.lowerBound)
            old = old.drop { $0.range.lowerBound < span.range.upperBound }
            let start = bytes.count
            bytes.append(contentsOf: span.kind.mark.utf8)
            moved.append(Mark(kind: span.kind, range: start..<bytes.count))
            copied = span.range.upperBound
        }
        copy(to: source.count)
        return Redaction(text: String(decoding: bytes, as: UTF8.self), marks: moved)
    }
}
