/// Words that are shown marked: in colour on a terminal, between asterisks elsewhere.
extension Terminal {
    /// Private-use characters that mark words until the text around them is escaped.
    static func mark(_ words: String) -> String { "\u{E000}\(words)\u{E001}" }

    /// A text with byte ranges of it marked. Overlapping ranges are marked as one.
    static func marked(_ text: String, _ ranges: [Range<Int>]) -> String {
        let bytes = Array(text.utf8)
        var marked: [UInt8] = []
        var at = 0
        for range in ranges where range.lowerBound >= at && range.upperBound <= bytes.count {
            marked += bytes[at..<range.lowerBound]
            marked += Array(mark(String(decoding: bytes[range], as: UTF8.self)).utf8)
            at = range.upperBound
        }
        return String(decoding: marked + bytes[at...], as: UTF8.self)
    }

    /// Marked words in colour on a terminal that has any, between asterisks elsewhere.
    static func highlight(_ text: String) -> String {
        let (open, close) = outputIsTerminal && colourAllowed ? ("\u{1B}[33m", "\u{1B}[0m") : ("*", "*")
        return text.replacing("\u{E000}", with: open).replacing("\u{E001}", with: close)
    }
}
