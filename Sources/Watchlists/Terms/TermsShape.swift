import Model
import Settings
import Text

/// The shape of `terms` in a rule: shorthand terms of one language, of which one is enough.
///
/// ```yaml
/// - language: ru
///   terms: [вода/n .. отравить/v, "{кран/n|колодец/n} & яд/n"]
/// ```
enum TermsShape {
    private static let mostTerms = 500

    private static let termsKey = Key(
        "terms",
        .list(
            of: Shape<String>.text(maximum: TermLimits.characters, example: "water/n .. poison/v").located, minimum: 1,
            maximum: mostTerms),
        help: "Words in the shorthand of docs/terms.md, of which one must match.")
    private static let languageKey = Key.optional(
        "language", .language, help: "The language of the words; /n, /v and /a need it.")
    private static let idKey = Key.optional(
        "id", .identifier, help: "Their name in alerts and explanations; CLAIM/1, CLAIM/2 and so on when absent.")
    private static let viewsKey = Key(
        "views", .list(of: .choice(View.self), minimum: 1, maximum: View.allCases.count),
        help: "The forms of the text that they run on: raw, canon, deobf, squeeze.", default: Term.usualViews)
    private static let scriptsKey = Key(
        "scripts", .list(of: .choice(TermScript.self), minimum: 1, maximum: TermScript.allCases.count),
        help: "Alphabets in which Kazakh words are searched: typed, latin, arabic.", default: [.typed, .latin])
    private static let forceKey = Key(
        "force", .bool, help: "Accept short stems with /n, /v, /a, after a look at what they hit.", default: false)

    static let shape = Shape<Expression<PatternLine>>.object(
        "terms", help: "Words and phrases of which one must match somewhere in the post.",
        keys: [termsKey, languageKey, idKey, viewsKey, scriptsKey, forceKey]
    ) { fields, findings in
        guard let terms = fields[termsKey] else { return nil }
        let language = fields[languageKey]
        let options = TermOptions(
            scripts: Set(fields[scriptsKey] ?? [.typed, .latin]), force: fields[forceKey] ?? false)
        let views = fields[viewsKey] ?? Term.usualViews
        var parts: [Expression<PatternLine>] = []
        for term in terms {
            do throws(TermFailure) {
                let compiled = try TermCompiler.compile(term.value, language: language, options: options)
                let short = options.force ? nil : shortWord(compiled)
                parts.append(
                    compiled.expression.map { leaf in
                        let phrases = leaf.phrases ?? PatternPhrases.of(leaf.pattern)
                        let origin = leaf.phrases.map { _ in
                            TermLine(source: term.value, script: leaf.script, shortWord: short)
                        }
                        return PatternLine(
                            text: PatternText(id: "", pattern: leaf.pattern, views: views, gate: leaf.gate),
                            place: term.place, language: language, term: origin, phrases: phrases)
                    })
            } catch {
                findings.append(error.finding(term: term.value, at: term.place))
            }
        }
        // One bad term makes the claim another one: the list is left out.
        guard let first = parts.first, parts.count == terms.count else { return nil }
        return named(parts.count == 1 ? first : .any(parts), fields[idKey])
    }

    /// The shortest word of a term that the compiler warns of, when no other word stands beside it.
    private static func shortWord(_ term: Term) -> (spelled: String, letters: Int)? {
        let clauses = term.source.split(separator: "&").map(\.trimmed).filter { !$0.hasPrefix("!") }
        guard clauses.count == 1, !clauses[0].contains(" ") else { return nil }
        let words = term.warnings.compactMap { warning -> (spelled: String, letters: Int)? in
            guard case .shortStem(let word, let letters) = warning else { return nil }
            return (word, letters)
        }
        return words.min { $0.letters < $1.letters }
    }

    /// The pattern bears the id; several are told apart by a number behind it.
    private static func named(_ rule: Expression<PatternLine>, _ id: String?) -> Expression<PatternLine> {
        guard let id else { return rule }
        let isAlone = rule.leaves.count == 1
        var number = 0
        return rule.map { line in
            number += 1
            var line = line
            line.text.id = isAlone ? id : "\(id)/\(number)"
            return line
        }
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
