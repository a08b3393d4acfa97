import Model
import Text

/// A value with the place where it stands.
package struct Placed<Value: Sendable>: Sendable {
    package var value: Value
    package var place: FilePlace

    package init(_ value: Value, at place: FilePlace) {
        self.value = value
        self.place = place
    }
}

/// A watchlist as written: shapes are checked, meaning is not (Lint does that).
package struct ListDocument: Sendable {
    package var id: Placed<String>
    package var owner: Placed<String>
    /// Why the office watches these claims; empty when it is missing.
    package var purpose: Placed<String>
    package var reviewed: Placed<CivilDate>
    package var reviewBy: Placed<CivilDate>
    package var overrides: [OverrideLine]
    package var claims: [ClaimDocument]

    package var file: String { id.place.file }
}

/// A refusing lint that two people decided to overrule.
package struct OverrideLine: Sendable {
    package var code: Placed<String>
    /// Nil: every claim of the list.
    package var claim: Placed<String>?
    package var reason: Placed<String>
    /// The second person, who is not the owner of the list.
    package var by: Placed<String>
}

/// A claim as written.
package struct ClaimDocument: Sendable {
    package var id: Placed<String>
    package var title: Placed<String>
    /// Empty when it is missing.
    package var statement: Placed<String>
    package var severity: Severity
    package var topics: [String]
    package var areas: [Placed<String>]
    package var languages: [Placed<String>]
    package var rule: Expression<PatternLine>
    package var examples: ExampleLines

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

    /// The place of a character of the pattern, for a pattern that stands in one line of the file.
    package func place(column: Int) -> FilePlace {
        FilePlace(file: place.file, line: place.line, column: place.column + max(0, column - 1))
    }
}

/// Texts that the claim must and must not match.
package struct ExampleLines: Sendable {
    package var match: [Placed<String>]
    package var noMatch: [Placed<String>]

    package init(match: [Placed<String>] = [], noMatch: [Placed<String>] = []) {
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
