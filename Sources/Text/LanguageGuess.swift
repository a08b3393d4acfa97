/// Which language a text is written in, by our own character n-gram model (languages.md 6).
///
/// For display, statistics and for switching on risky patterns; never a gate before matching, since mixed posts are
/// normal. A text in a language that is none of the six gets the nearest of them.
public struct LanguageGuess: Sendable, Hashable {
    /// `kk`, `ru`, `sw`, `rw`, `fr`, `en`, or `und` when the text is too short or too even to say.
    public let language: String
    /// The next best language, also when `language` is `und`; nil when a rule decided alone.
    public let runnerUp: String?
    /// How much better the best language explains the text than the next one, in nats per letter; 0 when unknown,
    /// 1 when a rule decided.
    public let margin: Double

    public init(language: String, runnerUp: String?, margin: Double) {
        self.language = language
        self.runnerUp = runnerUp
        self.margin = margin
    }

    /// What is reported when nothing can be said.
    public static let unknown = LanguageGuess(language: "und", runnerUp: nil, margin: 0)

    /// From this many letters on, even a small margin is believed.
    static let enoughLetters = 20
    /// The smallest margin that is believed in a text of fewer letters, and in a longer one.
    static let leastMargin = (short: 0.25, long: 0.02)
    /// Fewer letters than this are no text.
    static let fewestLetters = 3
    /// Kazakh letters decide when at least one Cyrillic word in this many has one: one Kazakh name does not make a
    /// Russian post Kazakh.
    static let wordsPerKazakhWord = 8

    /// Guesses the language of `text`. Only its first 16,384 bytes are looked at.
    public static func of(_ text: String) -> LanguageGuess {
        let features = LanguageFeatures(of: text)
        guard features.letters >= fewestLetters else { return unknown }
        switch features.script {
        case .arabic:
            return features.arabicKazakhLetters > 0 ? LanguageGuess(language: "kk", runnerUp: nil, margin: 1) : unknown
        case .other:
            return unknown
        case .cyrillic where features.kazakhWords * wordsPerKazakhWord >= max(1, features.cyrillicWords):
            return LanguageGuess(language: "kk", runnerUp: nil, margin: 1)
        case .cyrillic:
            return best(of: NGramTable.cyrillic, features)
        case .latin:
            return best(of: NGramTable.latin, features)
        }
    }

    private static func best(of table: NGramTable, _ features: LanguageFeatures) -> LanguageGuess {
        let sums = table.costs(of: features.stream)
        let order = sums.indices.sorted { (sums[$0], $0) < (sums[$1], $1) }
        guard order.count >= 2 else { return unknown }
        let margin = Double(sums[order[1]] - sums[order[0]]) / NGramTable.stepsPerNat / Double(features.letters)
        let least = features.letters < enoughLetters ? leastMargin.short : leastMargin.long
        let names = table.languages
        if margin < least { return LanguageGuess(language: "und", runnerUp: names[order[0]], margin: margin) }
        return LanguageGuess(language: names[order[0]], runnerUp: names[order[1]], margin: margin)
    }
}
