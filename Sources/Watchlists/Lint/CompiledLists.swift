/// The patterns of all lists as read, compiled once: for lint, and for matching when no list is left out.
struct CompiledLists {
    let set: PatternSet
    /// The patterns of each claim, in the order of lists and claims; nil for a claim with a pattern that PCRE2 refuses.
    let claims: [[CompiledPattern]?]

    init(_ lists: [ListDocument]) {
        let documents = lists.flatMap(\.claims)
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet(documents.map(\.patternRule), failures: &failures)
        let refused = Set(failures.map(\.pattern))
        let patterns = Dictionary(grouping: set.patterns, by: \.claim)
        var next = 0
        claims = documents.map { document in
            if !refused.isEmpty, document.patterns.contains(where: { refused.contains($0.text) }) { return nil }
            next += 1
            return patterns[next - 1] ?? []
        }
        self.set = set
    }
}

extension ClaimDocument {
    /// The rule as it is matched.
    var patternRule: PatternSet.Rule { PatternSet.Rule(claim: id.value, expression: rule.map(\.text)) }
}
