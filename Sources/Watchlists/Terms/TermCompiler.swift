import Text

/// Compiles the shorthand of terms to plain PCRE2 (languages.md 4; `docs/terms.md`).
///
/// A word stands between two boundaries that are the same in every version of PCRE2; `&` and `!` become `all` and
/// `not`; the alphabets of a Kazakh word become `any`.
package enum TermCompiler {
    /// - Parameters:
    ///   - term: one line of shorthand.
    ///   - language: of its words, as in `language:`; nil only for terms without /n, /v, /a.
    /// - Throws: `TermFailure`, with the column in the term and what to do.
    package static func compile(
        _ term: String, language: String?, options: TermOptions = TermOptions()
    ) throws(TermFailure) -> Term {
        let tree = try TermParser.parse(term)
        var warnings: [TermWarning] = []
        var clauses: [Expression<TermPattern>] = []
        var forms: [[String]] = []
        for clause in tree.clauses {
            let part: Expression<TermPattern>
            switch clause.body {
            case .raw(let pattern, let column):
                try check(pattern, column: column)
                part = .pattern(TermPattern(pattern: pattern, script: .typed, gate: nil, phrases: nil))
                if !clause.isAbsent { forms.append([]) }
            case .words(let sequence):
                let words = try WordsCompiler(sequence, language: language, options: options)
                warnings += words.warnings
                part = try expression(of: words, sequence, options, language: language, &warnings)
                if !clause.isAbsent { forms.append(words.forms(options.scripts)) }
            }
            clauses.append(clause.isAbsent ? .not(part) : part)
        }
        let expression = clauses.count == 1 ? clauses[0] : .all(clauses)
        var seen = Set<TermWarning>()
        return Term(
            source: term, language: language, expression: expression, forms: TermForms.joined(forms),
            warnings: warnings.filter { seen.insert($0).inserted })
    }

    /// The alphabets of one clause.
    private static func expression(
        of words: WordsCompiler, _ sequence: TermTree.Sequence, _ options: TermOptions, language: String?,
        _ warnings: inout [TermWarning]
    ) throws(TermFailure) -> Expression<TermPattern> {
        let phrases = words.phrases
        var patterns = [
            TermPattern(pattern: words.pattern(.typed), script: .typed, gate: nil, phrases: phrases)
        ]
        if language == "kk", words.hasCyrillic {
            for script in TermScript.allCases where script != .typed && options.scripts.contains(script) {
                let isShort = sequence.fewestLetters < TermLimits.latinLetters
                if isShort, script == .latin { warnings.append(.shortLatin(letters: sequence.fewestLetters)) }
                let gate: LanguageGate? = script == .latin ? (isShort ? .kazakhOnly : .unlessForeign) : nil
                patterns.append(
                    TermPattern(pattern: words.pattern(script), script: script, gate: gate, phrases: phrases))
            }
        }
        for each in patterns { try check(each.pattern, column: 1) }
        return patterns.count == 1 ? .pattern(patterns[0]) : .any(patterns.map { .pattern($0) })
    }

    private static func check(_ pattern: String, column: Int) throws(TermFailure) {
        do throws(PatternFailure) {
            _ = try CompiledCode(pattern)
        } catch { throw .refused(error, column: column) }
    }
}

/// The words of one clause, with their forms looked up.
struct WordsCompiler {
    private indirect enum Part {
        case word(TermWord, Inflection?)
        case choice([[Step]])
    }

    private struct Step {
        let gap: Int
        let part: Part
    }

    private let steps: [Step]
    private let language: String?
    private(set) var warnings: [TermWarning] = []
    private(set) var hasCyrillic = false

    init(_ sequence: TermTree.Sequence, language: String?, options: TermOptions) throws(TermFailure) {
        self.language = language
        var warnings: [TermWarning] = []
        steps = try Self.steps(sequence, language, options, company: 0, &warnings)
        self.warnings = warnings
        hasCyrillic = sequence.words.contains { $0.letters.contains { (0x400...0x52F).contains($0.scalar.value) } }
    }

    /// `company`: letters that stand beside these words in every match. A short stem in company is precise enough.
    private static func steps(
        _ sequence: TermTree.Sequence, _ language: String?, _ options: TermOptions, company: Int,
        _ warnings: inout [TermWarning]
    ) throws(TermFailure) -> [Step] {
        var steps: [Step] = []
        for (index, step) in sequence.steps.enumerated() {
            var others = sequence
            others.steps.remove(at: index)
            let company = company + others.fewestLetters
            switch step.item {
            case .choice(let parts):
                var choices: [[Step]] = []
                for part in parts {
                    choices.append(try Self.steps(part, language, options, company: company, &warnings))
                }
                steps.append(Step(gap: step.gap, part: .choice(choices)))
            case .word(let word):
                var inflection: Inflection?
                if let kind = word.kind {
                    let allowShort = options.force || company >= TermLimits.stemLetters
                    inflection = try Inflection.of(word, kind, language: language, allowShort: allowShort)
                    let letters = word.letters.count(where: \.isLetter)
                    if letters <= TermLimits.stemLetters {
                        warnings.append(.shortStem(word: word.spelled, letters: letters))
                    }
                    if language == "sw", kind == .verb, word.without(prefix: "ku") != nil,
                        word.without(prefix: "ku-") == nil
                    {
                        warnings.append(.looksLikeInfinitive(word: word.spelled))
                    }
                }
                steps.append(Step(gap: step.gap, part: .word(word, inflection)))
            }
        }
        return steps
    }

    // MARK: Pattern

    func pattern(_ script: TermScript) -> String { pattern(steps, script) }

    private func pattern(_ steps: [Step], _ script: TermScript) -> String {
        var result = ""
        for (index, step) in steps.enumerated() {
            if index > 0 { result += step.gap == 0 ? Gap.none : Gap.words(step.gap) }
            switch step.part {
            case .word(let word, let inflection):
                result += WordPattern.start + body(word, inflection, script) + WordPattern.end
            case .choice(let parts):
                result += "(?:" + parts.map { pattern($0, script) }.joined(separator: "|") + ")"
            }
        }
        return result
    }

    private func body(_ word: TermWord, _ inflection: Inflection?, _ script: TermScript) -> String {
        let mayUndouble = word.letters.count(where: \.isLetter) >= TermLimits.doubledLetters
        func letters(_ letters: [TermLetter]) -> String {
            TermLetters.pattern(letters, language: language, script: script, mayUndouble: mayUndouble)
        }
        let start = script == .arabic ? KazakhLetters.arabicStart : ""
        guard let inflection else {
            // Possessive: the boundary behind allows the longest ending only.
            let any = #"[\p{L}\p{M}\p{N}]"#
            return start + (word.opensLeft ? any + "*" : "") + letters(word.letters)
                + (word.opensRight ? any + "*+" : "")
        }
        // Bounded, or a row of apostrophes would have it read on to the end from each of them.
        let before = #"(?=[\p{L}'’‘ʼʻ`]{0,\#(TermLimits.prefixLetters)}?"#
        let look = inflection.root.map { before + letters($0) + ")" } ?? ""
        return start + look
            + inflection.pieces.map { piece in
                switch piece {
                case .letters(let stretch): letters(stretch)
                case .fragment(let text): KazakhLetters.transliterated(text, to: language == "kk" ? script : .typed)
                }
            }.joined()
    }

    // MARK: Forms

    /// The forms in the letters that were typed, then some in the other alphabets.
    func forms(_ scripts: Set<TermScript>) -> [String] {
        let typed = forms(steps)
        guard language == "kk", hasCyrillic else { return typed }
        var result = Array(typed.prefix(TermLimits.forms - 4))
        if scripts.contains(.latin), fewestLetters >= TermLimits.latinLetters {
            result += typed.prefix(2).map { KazakhLetters.spelled($0, in: .latin) }
        }
        if scripts.contains(.arabic) { result += typed.prefix(2).map { KazakhLetters.spelled($0, in: .arabic) } }
        return result
    }

    /// As typed, with capital letters, then some forms.
    var phrases: [String] {
        forms(steps) { word, inflection in
            [word.written] + (inflection?.forms ?? TermForms.spellings(of: word)).prefix(6)
        }
    }

    private var fewestLetters: Int { Self.fewestLetters(steps) }

    private static func fewestLetters(_ steps: [Step]) -> Int {
        steps.reduce(0) { sum, step in
            switch step.part {
            case .word(let word, _): sum + word.letters.count(where: \.isLetter)
            case .choice(let parts): sum + (parts.map(fewestLetters).min() ?? 0)
            }
        }
    }

    private func forms(
        _ steps: [Step],
        of word: (TermWord, Inflection?) -> [String] = { $1?.forms ?? TermForms.spellings(of: $0) }
    ) -> [String] {
        TermForms.joined(
            steps.map { step in
                switch step.part {
                case .word(let each, let inflection): word(each, inflection)
                case .choice(let parts): TermForms.mixed(parts.map { forms($0, of: word) })
                }
            })
    }
}

/// What stands between two words. Nothing here can be read in two ways, so a crafted text costs no more than its
/// length.
private enum Gap {
    /// Only separators.
    static let none = #"[^\p{L}\p{N}]++"#
    private static let word = #"[\p{L}\p{N}\p{M}]++"#
    private static let joint = "['’‘`-]"

    /// At most this many words; a word with hyphens or apostrophes is one, and the word behind may be its last part
    /// (l'homme).
    static func words(_ most: Int) -> String {
        let separator = #"(?!\#(joint)[\p{L}\p{N}\p{M}])[^\p{L}\p{N}]++"#
        return none + "(?:\(word)(?:\(joint)\(word))*+\(separator)){0,\(most)}(?:\(word)\(joint)){0,3}"
    }
}
