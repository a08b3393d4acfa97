import Model
import Pipeline
import Text

/// One text as an analyst reads what Jibu sees in it.
struct InspectPage {
    private let text: InspectedText
    /// Columns before a text.
    private static let margin = 11

    init(_ text: InspectedText) { self.text = text }

    var lines: [String] {
        var lines = [head] + block("text", text.text)
        for form in text.views {
            lines += block(form.view.rawValue, form.view > .canon ? markedWords(of: form) : form.text)
            lines.append(indent + Terminal.styled(change(form.view), .dim))
        }
        if text.views.isEmpty { lines.append(indent + Terminal.styled("every view is the text as it stands", .dim)) }
        return lines + [""]
    }

    private var head: String {
        let guess = text.language
        let name = Terminal.styled(LanguageName.english(guess.language), .bold)
        let id = text.id.map { Terminal.styled(Terminal.safe($0), .cyan) + "  " } ?? ""
        return id + name + Terminal.styled(reason(guess), .dim)
    }

    private func reason(_ guess: LanguageGuess) -> String {
        let margin = "margin \((guess.margin * 100).rounded() / 100)"
        guard let runnerUp = guess.runnerUp.map(LanguageName.english) else {
            return guess.language == "und" ? ": too few letters to say" : ": its letters decide"
        }
        return guess.language == "und"
            ? ": too short or too even to say, \(runnerUp) is nearest (\(margin))" : ", then \(runnerUp) (\(margin))"
    }

    /// Words of a view that the weaker one does not have, marked.
    private func markedWords(of form: InspectedText.Form) -> String {
        // Each word of the weaker view stands for one word only, so that a disguised word beside a plain one is marked.
        var before: [Substring: Int] = [:]
        for word in form.weaker.split(whereSeparator: \.isWhitespace) { before[word, default: 0] += 1 }
        var shown = ""
        var word = ""
        func flush() {
            let isOld = before[word[...], default: 0] > 0
            if isOld { before[word[...], default: 0] -= 1 }
            shown += word.isEmpty || isOld ? word : Terminal.mark(word)
            word = ""
        }
        for character in form.text {
            guard character.isWhitespace else {
                word.append(character)
                continue
            }
            flush()
            shown.append(character)
        }
        flush()
        return shown
    }

    private func change(_ view: View) -> String {
        switch view {
        case .raw: ""
        case .canon where text.invisible > 0:
            "capitals and letter variants read alike, \(Count.of(text.invisible, "invisible character")) taken out"
        case .canon: "capitals and letter variants read alike"
        case .deobf: "look-alike letters, digits and stretched letters replaced"
        case .squeeze: "letters that were written apart joined"
        }
    }

    private var indent: String { String(repeating: " ", count: Self.margin) }

    /// A label, then the text with its lines below one another.
    private func block(_ label: String, _ text: String) -> [String] {
        let safe = Terminal.highlight(TerminalText.escaped(text, keepNewlines: true))
        return safe.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
            (number == 0 ? ("  " + label).padded(Self.margin) : indent) + line
        }
    }
}

/// What was inspected, in one line.
struct InspectSummary {
    private(set) var texts = 0
    private var changed = 0
    private var languages: [String: Int] = [:]

    mutating func add(_ text: InspectedText) {
        texts += 1
        changed += text.needsStrongerViews ? 1 : 0
        languages[text.language.language, default: 0] += 1
    }

    var words: String {
        let order = languages.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let names = order.map { "\($0.value) \(LanguageName.english($0.key))" }.joined(separator: ", ")
        let views = changed == 0 ? "none needs a stronger view" : "\(changed) with words that a stronger view changes"
        return "\(Count.of(texts, "text")): \(names); \(views)"
    }
}

/// Languages by their English names, for analysts' tools.
enum LanguageName {
    static func english(_ code: String) -> String {
        switch code {
        case "kk": "Kazakh"
        case "ru": "Russian"
        case "sw": "Swahili"
        case "rw": "Kinyarwanda"
        case "fr": "French"
        case "en": "English"
        case "und": "unknown language"
        default: code
        }
    }
}
