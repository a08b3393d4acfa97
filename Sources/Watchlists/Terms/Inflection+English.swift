/// English (languages.md 5.6).
extension Inflection {
    static func english(_ word: TermWord, _ kind: TermKind) -> Inflection {
        let last = word.letters.last?.scalar ?? " "
        let isYAfterConsonant = last == "y" && word.letters.dropLast().last.map { !isVowel($0.scalar) } == true
        switch kind {
        case .noun: return englishNoun(word, isYAfterConsonant)
        case .verb: return englishVerb(word, last, isYAfterConsonant)
        case .adjective:
            if isYAfterConsonant, let stem = word.before("y") {
                return .stem(stem, "(?:y|ier|iest|ily|iness)", forms: ["y", "ier", "iest", "ily"])
            }
            if let stem = word.before("e") {
                return .stem(stem, "(?:e|er|est|ely|y)", forms: ["e", "er", "est", "ely"])
            }
            return .stem(word.letters, "(?:er|est|ly|ness)?", forms: ["", "er", "est", "ly"])
        }
    }

    private static func englishNoun(_ word: TermWord, _ isYAfterConsonant: Bool) -> Inflection {
        let mark = TermLetters.apostrophe
        if isYAfterConsonant, let stem = word.before("y") {
            return .stem(stem, "(?:y|ies)(?:\(mark)s?)?", forms: ["y", "ies", "y's", "ies'"])
        }
        let isHissing = ["s", "x", "z", "ch", "sh"].contains { word.before($0) != nil }
        return .stem(
            word.letters, "\(isHissing ? "(?:es)?" : "s?")(?:\(mark)s?)?",
            forms: isHissing ? ["", "es", "'s", "es'"] : ["", "s", "'s", "s'"])
    }

    private static func englishVerb(
        _ word: TermWord, _ last: Unicode.Scalar, _ isYAfterConsonant: Bool
    ) -> Inflection {
        if isYAfterConsonant, let stem = word.before("y") {
            return .stem(
                stem, "(?:y|ies|ied|ying|iers?|ications?)", forms: ["y", "ies", "ied", "ying", "ier", "ication"])
        }
        if let stem = word.before("e") {
            return .stem(
                stem, "(?:e[sd]?|ing|[eo]rs?|ions?|ations?)",
                forms: ["e", "es", "ed", "ing", "er", "ers", "ion", "ions"])
        }
        let regular = "s|es|ed|ing|[eo]rs?|ions?|ations?"
        let forms = ["", "s", "ed", "ing", "er", "ers"]
        let letters = word.letters
        let canDouble =
            letters.count >= 3 && !isVowel(last) && !"wxy".unicodeScalars.contains(last)
            && isVowel(letters[letters.count - 2].scalar)
        if !canDouble { return .stem(letters, "(?:\(regular))?", forms: forms) }
        return .stem(letters, "(?:\(regular)|\(last)(?:ed|ing|ers?))?", forms: forms)
    }

    private static func isVowel(_ scalar: Unicode.Scalar) -> Bool { "aeiou".unicodeScalars.contains(scalar) }
}
