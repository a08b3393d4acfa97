import Text

/// One checkable statement that a watchlist watches: what routing, rendering
/// and explaining need of it. Its compiled patterns live in Watchlists.
package struct Claim: Sendable, Hashable {
    package var id: String
    package var watchlist: String
    /// Short neutral name; never repeats the false claim as if it were true.
    package var title: String
    /// The checkable sentence.
    package var statement: String
    /// Title and statement in the languages of readers: language code to text. What is missing is told as `title` and
    /// `statement` have it.
    package var titles: [String: String]
    package var statements: [String: String]
    package var severity: Severity
    package var topics: [String]
    /// Places of places.yaml; empty means everywhere.
    package var areas: [String]
    package var languages: [String]
    /// The analyst who answers for the list.
    package var owner: String
    /// A topic in some places that has no claim yet: only its bursts are told, to analysts only.
    package var isTopicWatch: Bool
    /// What the statement is; only a claim is ever answered, or told at once.
    package var kind: Kind
    /// It is about what the office itself does: only evidence of others counts.
    package var isAboutOffice: Bool

    /// Opinion, criticism and satire are protected speech; an experimental claim is not tried yet (trust.md U9).
    package enum Kind: String, Sendable, CaseIterable { case claim, opinion, criticism, satire, experimental }

    package init(
        id: String, watchlist: String, title: String, statement: String, titles: [String: String] = [:],
        statements: [String: String] = [:], severity: Severity, topics: [String], areas: [String],
        languages: [String], owner: String, isTopicWatch: Bool = false, kind: Kind = .claim, isAboutOffice: Bool = false
    ) {
        self.id = id
        self.watchlist = watchlist
        self.title = title
        self.statement = statement
        self.titles = titles
        self.statements = statements
        self.severity = severity
        self.topics = topics
        self.areas = areas
        self.languages = languages
        self.owner = owner
        self.isTopicWatch = isTopicWatch
        self.kind = kind
        self.isAboutOffice = isAboutOffice
    }

    /// Languages that digests are written in.
    package static let readerLanguages = ["kk", "ru", "sw", "rw", "fr", "en"]

    /// The title in the first of a reader's languages that has one, else `title`.
    package func title(in languages: [String]) -> String {
        languages.lazy.compactMap { titles[$0] }.first ?? title
    }

    /// The statement in the first of a reader's languages that has one, else `statement`.
    package func statement(in languages: [String]) -> String {
        languages.lazy.compactMap { statements[$0] }.first ?? statement
    }
}

package enum Severity: String, Sendable, CaseIterable, Comparable, Hashable {
    case low, medium, high, critical

    package var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        case .critical: 3
        }
    }
    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// One hit of one pattern of one claim in one text.
package struct Match: Sendable, Hashable {
    package var claim: String
    /// `claim/n`, or the pattern's own id.
    package var pattern: String
    /// The weakest view that gave the hit.
    package var view: View
    /// Half-open range of UTF-8 bytes in the original text, on character boundaries.
    package var range: Range<Int>

    package init(claim: String, pattern: String, view: View, range: Range<Int>) {
        self.claim = claim
        self.pattern = pattern
        self.view = view
        self.range = range
    }
}
