extension TermReport {
    /// What an analyst should look at, in words: `warnings`, and what is known of ordinary texts.
    package var allWarnings: [String] { warnings.map(\.description) + (frequency.map { [$0] } ?? []) }

    /// What `too-frequent` warns of: the term alone decides about a post, and its words stand in ordinary texts.
    package var frequency: String? {
        let shares = term.expression.deciding.compactMap { pattern -> FrequentWords.Share? in
            let text = PatternText(id: "term/1", pattern: pattern.pattern)
            guard let code = try? CompiledPattern(text, claim: 0) else { return nil }
            return FrequentWords.mostFrequent(code, script: pattern.script)
        }
        return shares.max { $0.hits * $1.texts < $1.hits * $0.texts }.map {
            "Too frequent: the words that it hits stand in \($0.words). Ask for a second word of the claim."
        }
    }
}

extension FrequentWords {
    /// Letters of another alphabet than the typed one count in posts of that language alone.
    static func mostFrequent(_ pattern: CompiledPattern, script: TermScript?) -> Share? {
        mostFrequent(pattern, language: script == nil || script == .typed ? nil : "kk")
    }
}
