/// All forms of one word, as pieces of a pattern between two word boundaries (languages.md 5).
struct Inflection {
    enum Piece {
        /// Letters that the analyst typed; each is widened by the rules of its language.
        case letters([TermLetter])
        /// A piece of PCRE2; for Kazakh it is written in Cyrillic and transliterated with the word.
        case fragment(String)
    }

    var pieces: [Piece]
    /// Some forms, spelled in full: what `jibu terms` shows. Each one is matched.
    var forms: [String]
    /// What every form holds, for sw and rw verbs: looked for before the slow part runs.
    var root: [TermLetter]?

    /// Stem and endings.
    static func stem(_ stem: [TermLetter], _ endings: String, forms: [String]) -> Inflection {
        let spelled = TermLetter.text(stem)
        return Inflection(pieces: [.letters(stem), .fragment(endings)], forms: forms.map { spelled + $0 })
    }

    /// The forms of a word.
    ///
    /// - Throws: when the language has no template for the kind, or the word is not its citation form, or the stem is
    ///   short and `force` is not set.
    static func of(
        _ word: TermWord, _ kind: TermKind, language: String?, allowShort: Bool
    ) throws(TermFailure) -> Inflection {
        guard let language else { throw .noLanguage(kind: kind, column: word.column) }
        let made: Inflection?
        var stem: [TermLetter]? = word.letters
        switch language {
        case "kk": made = try kazakh(word, kind)
        case "ru": made = try russian(word, kind)
        case "sw": (made, stem) = try swahili(word, kind)
        case "rw": (made, stem) = try kinyarwanda(word, kind)
        case "fr": made = try french(word, kind)
        case "en": made = english(word, kind)
        default: made = nil
        }
        guard let made else { throw .noTemplate(kind: kind, language: language, column: word.column) }
        let length = (stem ?? []).count(where: \.isLetter)
        guard allowShort || length >= TermLimits.stemLetters else {
            throw .shortStem(stem: TermLetter.text(stem ?? []), least: TermLimits.stemLetters, column: word.column)
        }
        return made
    }
}

extension TermWord {
    /// Whether the word ends in one of these, and what stands before the ending.
    func before(_ ending: String) -> [TermLetter]? {
        let scalars = Array(ending.unicodeScalars)
        guard letters.count > scalars.count, letters.suffix(scalars.count).map(\.scalar) == scalars else { return nil }
        return Array(letters.dropLast(scalars.count))
    }

    func without(prefix: String) -> [TermLetter]? {
        let scalars = Array(prefix.unicodeScalars)
        guard letters.count > scalars.count, letters.prefix(scalars.count).map(\.scalar) == scalars else { return nil }
        return Array(letters.dropFirst(scalars.count))
    }
}
