import Reading
import Watchlists

/// A claim that would hold if Latin letters of Kazakh words counted in the language of the text (`LanguageGate`).
package struct SetAsideClaim: Sendable {
    package var claim: String
    package var pattern: String
    /// UTF-8 bytes of the text.
    package var range: Range<Int>
    /// The bytes in that range.
    package var words: String
    /// The language that the text is in; `und` when it is not known to be Kazakh.
    package var language: String

    init(_ found: SetAside, in text: String) {
        let bytes = Array(text.utf8)
        claim = found.claim
        pattern = found.pattern
        range = found.range.clamped(to: 0..<bytes.count)
        words = String(decoding: bytes[range], as: UTF8.self)
        language = found.language
    }

    var json: JSONValue {
        .object([
            ("claim", .string(claim)), ("pattern", .string(pattern)), ("start", .integer(Int64(range.lowerBound))),
            ("end", .integer(Int64(range.upperBound))), ("words", .string(words)), ("language", .string(language)),
        ])
    }
}
