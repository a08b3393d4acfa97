import Text

/// On which posts the hits of a pattern count, by the language of the text (languages.md 2 and 6).
///
/// The Latin letters of a Kazakh word may be a word of Swahili, Kinyarwanda, French or English. A hit that does not
/// count is set aside and named; nothing else of the post changes.
package enum LanguageGate: String, Sendable, Hashable {
    /// Only posts known to be Kazakh: the word is so short that other languages are likely to have it.
    case kazakhOnly = "kazakh-only"
    /// All posts but those that are clearly in another language of Latin letters; one of unknown language counts.
    case unlessForeign = "unless-foreign"

    /// For analysts, behind a pattern.
    package var words: String {
        switch self {
        case .kazakhOnly: "Latin letters: counts only in posts known to be Kazakh"
        case .unlessForeign: "Latin letters: set aside in posts that are clearly in another language"
        }
    }

    /// The language that keeps hits in this text from counting, `und` when it must be known and is not; nil when they
    /// count.
    package func objection(to text: String) -> String? {
        switch (self, LanguageGuess.certainty(of: "kk", in: text)) {
        case (_, .no(let language)): language
        case (.kazakhOnly, .unclear(let language)): language
        case (.kazakhOnly, .yes), (.unlessForeign, .yes), (.unlessForeign, .unclear): nil
        }
    }
}

/// A claim that would hold if hits of its Latin-Kazakh patterns counted in this text.
package struct SetAside: Sendable, Hashable {
    package let claim: String
    /// The pattern of the first such hit.
    package let pattern: String
    package let view: View
    /// UTF-8 bytes of the text.
    package let range: Range<Int>
    /// The language that the text is in; `und` when it is not known to be Kazakh.
    package let language: String
}
