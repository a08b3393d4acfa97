/// Whether a text is in one given language: a stricter question than which one is the nearest.
extension LanguageGuess {
    package enum Certainty: Sendable, Hashable {
        case yes
        /// Clearly in this other language.
        case no(String)
        /// In both, or too short, or too even; with the guess, which may be `und`.
        case unclear(String)
    }

    /// How much better than all others a language explains a text that is surely in it, and how much worse than the
    /// best one when the text is surely not in it; in nats per letter.
    ///
    /// On held-out texts, as `scripts/train-language-model --report` prints it: all Kazakh texts in four Latin
    /// spellings are surely Kazakh; all but two of 1,091 texts of other languages are surely not, and none is surely
    /// Kazakh; of 1,059 texts that are half Kazakh and half English, 7 are surely not Kazakh.
    static let sureMargin = (yes: 1.0, no: 4.0)

    /// Texts in other letters than Latin are never surely in another language: a word in Latin letters is foreign there
    /// in any case.
    package static func certainty(of language: String, in text: String) -> Certainty {
        let features = LanguageFeatures(of: text)
        let table = NGramTable.latin
        guard features.script == .latin else {
            let guess = of(text).language
            return guess == language ? .yes : .unclear(guess)
        }
        guard features.letters >= enoughLetters, let asked = table.languages.firstIndex(of: language) else {
            return .unclear("und")
        }
        let costs = table.costs(of: features.stream)
        let others = costs.indices.filter { $0 != asked }
        guard let best = others.min(by: { costs[$0] < costs[$1] }) else { return .unclear("und") }
        let margin = Double(costs[asked] - costs[best]) / NGramTable.stepsPerNat / Double(features.letters)
        if margin >= sureMargin.no { return .no(table.languages[best]) }
        return margin <= -sureMargin.yes ? .yes : .unclear("und")
    }
}
