/// Which language a text is written in, by our own character n-gram model (languages.md 6).
///
/// For display, statistics and for switching on risky patterns; never a gate before matching, since mixed posts are
/// normal.
public struct LanguageGuess: Sendable, Hashable {
    /// `kk`, `ru`, `sw`, `rw`, `fr`, `en`, or `und` when the text is too short or too even to say.
    public let language: String
    /// The next best language, also when `language` is `und`.
    public let runnerUp: String?
    /// How much better the best language explains the text than the next one, in nats per letter; 0 when unknown.
    public let margin: Double

    public init(language: String, runnerUp: String?, margin: Double) {
        self.language = language
        self.runnerUp = runnerUp
        self.margin = margin
    }

    /// Guesses the language of `text`.
    public static func of(_ text: String) -> LanguageGuess {
        LanguageGuess(language: "und", runnerUp: nil, margin: 0)
    }
}
