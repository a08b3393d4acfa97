import Model
import Text

/// A term as it was read: clauses joined by `&`.
struct TermTree: Sendable, Hashable {
    var clauses: [Clause]

    /// One side of `&`.
    struct Clause: Sendable, Hashable {
        /// Written with `!`: it must not occur.
        var isAbsent: Bool
        var body: Body
    }

    enum Body: Sendable, Hashable {
        /// `/…/`: the PCRE2 pattern between the slashes, as written.
        case raw(String, column: Int)
        case words(Sequence)
    }

    /// Words in this order.
    struct Sequence: Sendable, Hashable {
        var steps: [Step]
    }

    struct Step: Sendable, Hashable {
        /// How many words may stand before this one; 0 for "next to each other". The first step has 0.
        var gap: Int
        var item: Item
    }

    indirect enum Item: Sendable, Hashable {
        case word(TermWord)
        /// `{a|b}`
        case choice([Sequence])
    }

    /// Every word of the term, in order.
    var words: [TermWord] {
        clauses.flatMap { clause -> [TermWord] in
            if case .words(let sequence) = clause.body { sequence.words } else { [] }
        }
    }
}

extension TermTree.Sequence {
    /// The words in order. The parser allows few braces inside each other, so this ends.
    var words: [TermWord] {
        steps.flatMap { step -> [TermWord] in
            switch step.item {
            case .word(let word): [word]
            case .choice(let parts): parts.flatMap(\.words)
            }
        }
    }

    /// Letters of the shortest text that it can match.
    var fewestLetters: Int {
        steps.reduce(0) { sum, step in
            switch step.item {
            case .word(let word): sum + word.letters.count(where: \.isLetter)
            case .choice(let parts): sum + (parts.map(\.fewestLetters).min() ?? 0)
            }
        }
    }
}

/// One word of a term.
struct TermWord: Sendable, Hashable {
    /// In the form that the view `canon` has.
    var letters: [TermLetter]
    var kind: TermKind?
    /// `*word`
    var opensLeft = false
    /// `word*`
    var opensRight = false
    /// Place of its first character in the term, from 1, in Unicode scalars.
    var column: Int

    /// The word without shorthand, as typed.
    var written: String

    /// The word without shorthand in the form of `canon`, for messages and forms.
    var spelled: String { TermLetter.text(letters) }
}

/// What follows the slash: which forms the word has.
package enum TermKind: String, Sendable, CaseIterable {
    case noun = "n"
    case verb = "v"
    case adjective = "a"

    /// For messages: `a noun`.
    var inWords: String {
        switch self {
        case .noun: "a noun"
        case .verb: "a verb"
        case .adjective: "an adjective"
        }
    }
}

/// One letter of a word.
struct TermLetter: Sendable, Hashable {
    var scalar: Unicode.Scalar
    /// Written in brackets: some forms do not have it.
    var isOptional = false

    var isLetter: Bool { scalar.properties.isAlphabetic }

    static func text(_ letters: some Collection<TermLetter>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters.map(\.scalar))
        return String(view)
    }

    static func letters(_ text: String) -> [TermLetter] { text.unicodeScalars.map { TermLetter(scalar: $0) } }
}
