import Model

/// What the patterns said about one text.
package struct PostMatches: Sendable, Hashable {
    /// Every hit of the satisfied claims, by place in the text, then by pattern in the order of the set.
    package var matches: [Match]
    /// Satisfied claims, in the order of the set.
    package var claims: [String]
    /// Ids of patterns that could not be decided on this text, in the order of the set: a limit was reached, or the
    /// pattern is switched off. Never read as "no match".
    package var undecided: [String]
    /// Claims that do not hold only because their Latin-Kazakh hits do not count in a text of another language.
    package var setAside: [SetAside]

    package init(
        matches: [Match] = [], claims: [String] = [], undecided: [String] = [], setAside: [SetAside] = []
    ) {
        self.matches = matches
        self.claims = claims
        self.undecided = undecided
        self.setAside = setAside
    }

    /// The same answer with names in the place of numbers.
    init(_ hits: PostHits, of set: PatternSet) {
        self.init(
            matches: hits.hits.map {
                Match(
                    claim: set.claimID($0.claim), pattern: set.patternID($0.pattern), view: $0.view, range: $0.range)
            },
            claims: hits.claims.map(set.claimID), undecided: hits.undecided.map(set.patternID),
            setAside: hits.setAside)
    }
}
