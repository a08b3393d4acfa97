import Text

/// Plain words as patterns: `word`, `word*` (any ending), `*word` (any beginning), several words in a row.
///
/// The boundaries are those of languages.md 3, which are the same in every version of PCRE2.
enum WordPattern {
    static let start = #"(?<![\p{L}\p{M}\p{N}])"#
    static let end = #"(?![\p{L}\p{M}\p{N}])"#
    static let between = #"[^\p{L}\p{N}]+"#

    /// Nil when the term holds no letter or digit.
    static func pattern(_ term: String) -> String? {
        let words = Canon.canonical(term).split(whereSeparator: \.isWhitespace).map(String.init)
        let parts = words.compactMap(word)
        guard !parts.isEmpty, parts.count == words.count else { return nil }
        return start + parts.joined(separator: between) + end
    }

    private static func word(_ word: String) -> String? {
        var letters = word[...]
        let opensLeft = letters.hasPrefix("*")
        let opensRight = letters.hasSuffix("*")
        letters = letters.drop { $0 == "*" }
        while letters.last == "*" { letters.removeLast() }
        guard letters.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
        let any = #"[\p{L}\p{M}\p{N}]*"#
        return (opensLeft ? any : "") + quoted(letters) + (opensRight ? any : "")
    }

    /// The text as a pattern that matches itself.
    static func quoted(_ text: some StringProtocol) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
    }
}
