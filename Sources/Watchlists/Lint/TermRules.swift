import Model

/// Advice about terms and patterns that decide alone: those whose hit is enough for the claim. Beside other parts of
/// a rule a short or frequent word is precise enough.
enum TermRules {
    static func findings(_ claim: ClaimDocument) -> [Finding] {
        // The posts of a topic are frequent; only their bursts are told.
        guard !claim.isTopicWatch else { return silent(claim) }
        var findings: [Finding] = []
        var told = Set<String>()
        for line in claim.rule.deciding where told.insert("\(line.place)").inserted {
            if let term = line.term, let word = term.shortWord {
                findings.append(
                    Finding(
                        "short-stem", .warning, at: line.place,
                        "\"\(word.spelled)\" has \(word.letters) letters and nothing beside it, so its forms may be other "
                            + "words.",
                        help: "Put it in a phrase or under all: with another word; or look at what it hits with jibu terms, "
                            + "and set force: true."))
            }
            findings += frequent(line)
        }
        return findings + silent(claim)
    }

    private static func frequent(_ line: PatternLine) -> [Finding] {
        guard let code = try? CompiledPattern(line.text, claim: 0) else { return [] }
        let sentences = PatternProbe(code).ordinaryHits
        // From here on it is an error.
        guard sentences < OrdinaryTexts.tooMany else { return [] }
        let found: String
        if let share = FrequentWords.mostFrequent(code, script: line.term?.script) {
            found = "the words that it hits stand in \(share.words)"
        } else if sentences > 0 {
            found = "it hits \(sentences) of \(OrdinaryTexts.all.count) everyday sentences"
        } else {
            return []
        }
        return [
            Finding(
                "too-frequent", .warning, at: line.place,
                "It alone decides, and \(found); 1 in 1,000 is much for a claim.",
                help: "Ask for a second word of the claim, with all: or in a phrase.")
        ]
    }

    /// Terms that do not hit what they spell out themselves.
    private static func silent(_ claim: ClaimDocument) -> [Finding] {
        claim.patterns.compactMap { line in
            guard let term = line.term, term.script == .typed, !line.phrases.isEmpty,
                let code = try? CompiledPattern(line.text, claim: 0)
            else { return nil }
            let probe = PatternProbe(code)
            guard !line.phrases.contains(where: probe.isHit) else { return nil }
            return Finding(
                "hits-nothing", .warning, at: line.place,
                "The term \"\(term.source)\" does not even hit \"\(line.phrases[0])\".",
                help: "Look at its pattern with jibu terms; signs that Jibu folds away are best left out.")
        }
    }
}

extension Expression {
    /// The patterns whose hit alone satisfies the rule.
    var deciding: [Leaf] {
        switch self {
        case .pattern(let leaf): [leaf]
        case .not: []
        case .any(let parts): parts.flatMap(\.deciding)
        case .all(let parts):
            parts.count { !$0.isNegative } == 1 ? parts.filter { !$0.isNegative }.flatMap(\.deciding) : []
        }
    }

    fileprivate var isNegative: Bool {
        if case .not = self { return true }
        return false
    }
}
