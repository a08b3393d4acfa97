import Model
import Settings
import Text

/// A watchlist as written: shapes are checked, meaning is not (Lint does that).
package struct ListDocument: Sendable {
    package var id: Located<String>
    package var owner: Located<String>
    /// Why the office watches these claims; empty when it is missing.
    package var purpose: Located<String>
    package var reviewed: Located<CivilDate>
    package var reviewBy: Located<CivilDate>
    package var overrides: [OverrideLine]
    /// Claims, then topic watches.
    package var claims: [ClaimDocument]

    package var file: String { id.place.file }
}

/// A refusing lint that two people decided to overrule.
package struct OverrideLine: Sendable {
    package var code: Located<String>
    /// Nil: every claim of the list.
    package var claim: Located<String>?
    package var reason: Located<String>
    /// The second person, who is not the owner of the list.
    package var by: Located<String>
}

/// A claim as written.
package struct ClaimDocument: Sendable {
    package var id: Located<String>
    package var title: Located<String>
    /// Empty when it is missing.
    package var statement: Located<String>
    /// Language code to text.
    package var titles: [String: Located<String>] = [:]
    package var statements: [String: Located<String>] = [:]
    package var severity: Severity
    package var topics: [String]
    package var areas: [Located<String>]
    package var languages: [Located<String>]
    package var rule: Expression<PatternLine>
    package var examples: ExampleLines
    /// A topic in some places, with no claim yet: it has no statement and no answer.
    package var isTopicWatch = false
    package var kind = Claim.Kind.claim
    /// It is about what the office itself does.
    package var isAboutOffice = false

    /// All patterns, in file order.
    package var patterns: [PatternLine] { rule.leaves.map(\.leaf) }
}

/// A pattern as written.
package struct PatternLine: Sendable {
    package var text: PatternText
    /// Where the pattern starts.
    package var place: FilePlace
    /// The language that it is for; nil when not said.
    package var language: String?
    /// Written in quotes: its first letter stands one column further right.
    package var isQuoted = false
    /// The term whose words the pattern is made of; nil for a pattern that was typed as such.
    package var term: TermLine?
    /// What it spells out: for rules about what may be watched. Empty when it cannot be read.
    package var phrases: [String]

    /// The place of a letter of the pattern, exact for a pattern that stands in one line of the file.
    package func place(column: Int) -> FilePlace {
        let first = place.column + (isQuoted ? 1 : 0)
        return FilePlace(file: place.file, line: place.line, column: first + max(0, column - 1))
    }
}

/// Where a pattern comes from: what reports show beside its id.
package struct PatternOrigin: Sendable, Hashable {
    package var claim: String
    /// The term as written; nil for a pattern that was typed as such.
    package var term: String?
    /// The term, or the pattern.
    package var text: String
    package var place: FilePlace

    init(_ line: PatternLine, of claim: String) {
        (self.claim, term, text, place) = (claim, line.term?.source, line.term?.source ?? line.text.pattern, line.place)
    }
}

/// What lint wants to know of a term.
package struct TermLine: Sendable {
    /// As written.
    package var source: String
    package var script: TermScript
    /// The shortest word with forms, when it is short and nobody said with `force` that this is meant.
    package var shortWord: (spelled: String, letters: Int)?
}

/// Texts that the claim must and must not match.
package struct ExampleLines: Sendable {
    package var match: [Located<String>]
    package var noMatch: [Located<String>]

    package init(match: [Located<String>] = [], noMatch: [Located<String>] = []) {
        self.match = match
        self.noMatch = noMatch
    }
}

/// A response file as written.
package struct ResponseDocument: Sendable {
    package var response: ResponseTemplate
    /// Where each key stands: `claim`, `status`, `review_by`, `evidence`, and `LANGUAGE.KEY` for a variant.
    package var places: [String: FilePlace]
    /// The start of the file.
    package var start: FilePlace

    /// The place of a key, or of the variant it belongs to, or of the file.
    package func place(_ key: String) -> FilePlace {
        places[key] ?? places[String(key.prefix { $0 != "." })] ?? start
    }
}
