import Text

/// A term compiled: the rule that it stands for, and what an analyst wants to see of it.
package struct Term: Sendable {
    /// As written.
    package let source: String
    /// The language of its words; nil when the list names none.
    package let language: String?
    /// The same tree as `any`, `all`, `not` in a list.
    package let expression: Expression<TermPattern>
    /// Up to `TermLimits.forms` texts that it matches, the citation form first; none for a raw pattern.
    package let forms: [String]
    package let warnings: [TermWarning]

    /// The views of terms, unless the list says otherwise (design decision 12).
    package static let usualViews: [View] = [.canon, .deobf, .squeeze]

    /// The rule of the term for a pattern set; its patterns are named `claim/1`, `claim/2` and so on.
    package func rule(claim: String, views: [View] = Term.usualViews) -> PatternSet.Rule {
        var number = 0
        let expression = expression.map { leaf -> PatternText in
            number += 1
            return PatternText(id: "\(claim)/\(number)", pattern: leaf.pattern, views: views, gate: leaf.gate)
        }
        return PatternSet.Rule(claim: claim, expression: expression)
    }
}

/// One PCRE2 pattern of a term, for UTF, Unicode properties and caseless matching.
package struct TermPattern: Sendable, Hashable {
    package let pattern: String
    package let script: TermScript
    /// On which posts its hits count: those of the Latin letters of Kazakh words may be words of other languages.
    package let gate: LanguageGate?
    /// What it spells out, as typed and in some forms: for rules about what may be watched. Nil for a pattern that
    /// was typed as such.
    package let phrases: [String]?
}

/// What an analyst should look at before a term goes live.
package enum TermWarning: Sendable, Hashable, CustomStringConvertible {
    /// Forms of a short word match other words easily.
    case shortStem(word: String, letters: Int)
    /// The Latin letters of a short Kazakh word are words of other languages: they count in Kazakh posts only.
    case shortLatin(letters: Int)
    /// Citation forms of Swahili verbs have no ku-.
    case looksLikeInfinitive(word: String)
    case tooFrequent(hits: Int, texts: Int)
    case hitsNothing(texts: Int)
    /// A search of this many texts reached the limit of steps.
    case undecided(texts: Int)

    package var description: String {
        switch self {
        case .shortStem(let word, let letters):
            "\"\(word)\" has \(letters) letters: look at what its forms hit, or list the forms."
        case .shortLatin(let letters):
            "The term has \(letters) letters: in Latin script it counts only in posts known to be Kazakh."
        case .looksLikeInfinitive(let word):
            "If \"ku\" in \"\(word)\" marks the infinitive, write ku-\(word.dropFirst(2)) or \(word.dropFirst(2))."
        case .tooFrequent(let hits, let texts):
            "The term hits \(hits) of \(texts) texts, more than 1 in 1,000: make it narrower."
        case .hitsNothing(let texts): "The term hits none of the \(texts) texts."
        case .undecided(let texts): "\(texts) texts reached the limit of steps: make the term simpler."
        }
    }
}

/// What a list says about its terms, beside their language.
package struct TermOptions: Sendable, Hashable {
    /// Alphabets in which Kazakh words are searched; others have one.
    package var scripts: Set<TermScript>
    /// Stems of fewer than four letters are accepted.
    package var force: Bool

    package init(scripts: Set<TermScript> = [.typed, .latin], force: Bool = false) {
        self.scripts = scripts.union([.typed])
        self.force = force
    }
}
