import Model
import Reading
import Text

/// What Jibu sees in one text: its language, and the forms of it that patterns run on. The answer of `jibu inspect`.
package struct InspectedText: Sendable {
    /// Nil for a text that was typed.
    package var id: String?
    /// As it is looked at: redacted when that was asked for.
    package var text: String
    package var language: LanguageGuess
    /// The views whose bytes differ from those of the next weaker one, the weakest first.
    package var views: [Form]
    /// Characters among the letters that nobody sees and that no view but `raw` has.
    package var invisible: Int

    package struct Form: Sendable, Hashable {
        package var view: View
        package var text: String
        /// The same text as in the next weaker view.
        package var weaker: String
    }

    package init(id: String?, text: String, redacts: Bool) {
        self.id = id
        let seen = redacts ? Redaction.redact(text).text : text
        self.text = seen
        language = LanguageGuess.of(seen)
        var made = Views(seen)
        var weaker = seen
        var forms: [Form] = []
        for view in View.allCases where made.differs(view) {
            let form = String(decoding: made.view(view).bytes, as: UTF8.self)
            forms.append(Form(view: view, text: form, weaker: weaker))
            weaker = form
        }
        views = forms
        invisible = Self.invisible(in: seen)
    }

    /// Counted only after a letter: emoji are written with such characters, and that is no disguise.
    private static func invisible(in text: String) -> Int {
        var count = 0
        var isAfterLetter = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isDefaultIgnorableCodePoint {
                count += isAfterLetter ? 1 : 0
            } else {
                isAfterLetter = scalar.properties.isAlphabetic
            }
        }
        return count
    }

    /// Words may be disguised: a view beyond `canon` changed them, or invisible characters stood among them.
    package var needsStrongerViews: Bool { invisible > 0 || views.contains { $0.view > .canon } }

    /// `id text language runner_up margin views`; `views` holds those that differ from the next weaker one.
    package var json: JSONValue {
        .object([
            ("id", id.map { .string($0) } ?? .null), ("text", .string(text)),
            ("language", .string(language.language)), ("runner_up", language.runnerUp.map { .string($0) } ?? .null),
            ("margin", .number("\((language.margin * 1000).rounded() / 1000)")),
            ("views", .object(views.map { ($0.view.rawValue, .string($0.text)) })),
        ])
    }
}
