import Model

/// Why a term cannot be used, where, and what to do.
///
/// Columns count from 1 in the term as written, in Unicode scalars.
package enum TermFailure: Error, Sendable, Hashable {
    /// Nothing but blanks.
    case empty
    case tooLong(letters: Int)
    /// More words, choices or parts than one term may have.
    case tooMany(what: String, most: Int, column: Int)
    /// A sign that has no meaning in this place.
    case misplaced(sign: String, column: Int, help: String)
    /// `{`, `(` or `/` without its end.
    case unclosed(sign: String, end: String, column: Int)
    /// A gap or `&` with nothing on one of its sides, or an empty choice.
    case missingWord(after: String, column: Int)
    case gapTooWide(words: Int, most: Int, column: Int)
    /// Only clauses with `!`: nothing would ever be found.
    case onlyAbsent
    case noLetters(word: String, column: Int)
    case unknownKind(kind: String, column: Int)
    /// A star needs letters beside it.
    case starTooShort(word: String, least: Int, column: Int)
    case noLanguage(kind: TermKind, column: Int)
    case noTemplate(kind: TermKind, language: String, column: Int)
    case shortStem(stem: String, least: Int, column: Int)
    /// The word does not end, or begin, as the citation form of its kind does.
    case notCitationForm(word: String, expected: String, column: Int)
    case unknownPrefix(prefix: String, known: [String], column: Int)
    case refused(PatternFailure, column: Int)
}

extension TermFailure {
    package var column: Int {
        switch self {
        case .empty, .tooLong, .onlyAbsent: 1
        case .tooMany(_, _, let column), .misplaced(_, let column, _), .unclosed(_, _, let column),
            .missingWord(_, let column), .gapTooWide(_, _, let column), .noLetters(_, let column),
            .unknownKind(_, let column), .starTooShort(_, _, let column), .noLanguage(_, let column),
            .noTemplate(_, _, let column), .shortStem(_, _, let column), .notCitationForm(_, _, let column),
            .unknownPrefix(_, _, let column), .refused(_, let column):
            column
        }
    }

    /// One sentence: what is wrong.
    package var what: String {
        switch self {
        case .empty: "the term is empty"
        case .tooLong(let letters):
            "the term is \(letters) characters long; at most \(TermLimits.characters) are allowed"
        case .tooMany(let what, let most, _): "the term has more than \(most) \(what)"
        case .misplaced(let sign, _, _): "\"\(sign)\" has no meaning here"
        case .unclosed(let sign, let end, _): "\"\(sign)\" has no \"\(end)\""
        case .missingWord(let sign, _): "a word is missing beside \"\(sign)\""
        case .gapTooWide(let words, let most, _): "the gap is \(words) words wide; at most \(most) are allowed"
        case .onlyAbsent: "the term only says what must not occur"
        case .noLetters(let word, _): "\"\(word)\" has no letter or digit"
        case .unknownKind(let kind, _): "\"/\(kind)\" is not a kind of word"
        case .starTooShort(let word, let least, _): "\"\(word)\" has fewer than \(least) letters beside its star"
        case .noLanguage(let kind, _): "\"/\(kind.rawValue)\" needs the language of the word"
        case .noTemplate(let kind, let language, _):
            "there are no forms of \(kind.inWords) for the language \"\(language)\""
        case .shortStem(let stem, let least, _):
            "\"\(stem)\" has fewer than \(least) letters, so its forms would match other words"
        case .notCitationForm(let word, let expected, _): "\"\(word)\" is not written as \(expected)"
        case .unknownPrefix(let prefix, _, _): "\"\(prefix)-\" is not a Swahili class prefix"
        case .refused(let failure, _): "the pattern does not compile: \(failure.message)"
        }
    }

    /// One sentence: what to do about it.
    package var help: String {
        switch self {
        case .empty: "Write a word, such as vaccine/n."
        case .tooLong, .tooMany: "Write several terms instead of one."
        case .misplaced(_, _, let help): help
        case .unclosed(_, let end, _): "Add \"\(end)\"."
        case .missingWord: "Write a word on both sides, or remove the sign."
        case .gapTooWide(_, let most, _): "Write a gap of at most \(most), or join the parts with \"&\"."
        case .onlyAbsent: "Add what must occur: word & !other."
        case .noLetters: "Write a word, or a pattern between slashes: /…/."
        case .unknownKind:
            "Write /n for a noun, /v for a verb, /a for an adjective; a pattern has a slash at both ends."
        case .starTooShort(_, let least, _): "Write at least \(least) letters, or list the forms: {one|two}."
        case .noLanguage: "Add language: kk (or ru, sw, rw, fr, en) beside the terms."
        case .noTemplate: "Write word* for any ending, or list the forms: {one|two}."
        case .shortStem: "List the forms: {one|two}; or set force: true when you have seen what it hits."
        case .notCitationForm: "Write the form that stands in a dictionary, or list the forms: {one|two}."
        case .unknownPrefix(_, let known, _): "Known prefixes: \(known.map { $0 + "-" }.joined(separator: ", "))."
        case .refused(let failure, _): "Column \(failure.column) of the pattern is where PCRE2 stopped."
        }
    }

    /// The failure as a finding at the place where the term stands in a file.
    package func finding(term: String, at place: FilePlace) -> Finding {
        Finding(
            "term-invalid", .error, at: place, "The term \"\(term)\" cannot be used, at column \(column): \(what).",
            help: help)
    }
}

/// Limits of terms. They are ours.
package enum TermLimits {
    /// Length of a term, in Unicode scalars.
    package static let characters = 1000
    /// Words in one term.
    static let words = 64
    /// Clauses joined by `&`.
    static let clauses = 16
    /// Braces inside each other.
    static let depth = 4
    /// Words between two words.
    static let gap = 20
    /// The gap of `..` without a number.
    static let usualGap = 3
    /// Letters beside a star.
    static let starLetters = 3
    /// The same in a word behind `!`.
    static let starLettersOfAbsent = 2
    /// Letters of a stem that gets endings.
    static let stemLetters = 4
    /// Letters of a term that is also searched in the Latin alphabets of Kazakh, whatever the language of the post.
    static let latinLetters = 5
    /// Letters of a word in which a doubled letter may be single.
    static let doubledLetters = 5
    /// Letters before the root of a verb; the longest prefixes of the templates have fewer.
    static let prefixLetters = 40
    /// Example forms.
    package static let forms = 20
}
