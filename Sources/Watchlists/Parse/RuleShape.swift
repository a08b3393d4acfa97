import Model
import Settings
import Text

/// The shape of `match`: one pattern, terms, or `any`, `all` and `not` over rules.
enum RuleShape {
    /// Levels of a rule.
    static let depthLimit = 16
    /// Parts of one `any` or `all`.
    private static let mostParts = 2000

    static let shape: Shape<Expression<PatternLine>> = Shape(
        schema: JSONSchema(
            [("anyOf", .array(schemas.map(\.json)))], definitions: JSONSchema.definitions(of: schemas)),
        expected: expected, read: read
    ).defined(as: "rule")

    private static let schemas = [pattern.schema, TermsShape.shape.schema, any.schema, all.schema, not.schema]

    private static let expected = "a rule: pattern, terms, any, all or not"

    private static let operators = ["pattern", "terms", "any", "all", "not"]

    @Sendable private static func read(_ node: Node, _ findings: inout [Finding]) -> Expression<PatternLine>? {
        let present = operators.filter { node[$0] != nil }
        guard present.count == 1, let name = present.first else {
            let what =
                present.isEmpty
                ? "the rule has none of \(operators.joined(separator: ", "))"
                : "the rule has \(present.joined(separator: " and ")) side by side"
            findings.append(
                Finding(
                    "bad-value", .error, at: node.place, what,
                    help: "Each rule is one of them; put several under any: (one is enough) or all: (each must match).")
            )
            return nil
        }
        switch name {
        case "any": return any.read(node, &findings)
        case "all": return all.read(node, &findings)
        case "not": return not.read(node, &findings)
        case "terms": return TermsShape.shape.read(node, &findings)
        default: return pattern.read(node, &findings)
        }
    }

    // MARK: Operators

    private static let inner = Shape<Expression<PatternLine>>.reference(to: "rule", expected: expected) { shape }

    private static let anyKey = Key(
        "any", .list(of: inner, minimum: 1, maximum: mostParts), help: "Rules of which at least one must match.")
    private static let allKey = Key(
        "all", .list(of: inner, minimum: 1, maximum: mostParts),
        help: "Rules that must all match, anywhere in the post.")
    private static let notKey = Key("not", inner, help: "A rule that must not match; only beside others, under all.")

    private static let any = Shape<Expression<PatternLine>>.object(
        "rule", help: "At least one of the rules must match.", keys: [anyKey]
    ) { fields, _ in fields[anyKey].map { .any($0) } }
    private static let all = Shape<Expression<PatternLine>>.object(
        "rule", help: "All of the rules must match.", keys: [allKey]
    ) { fields, _ in fields[allKey].map { .all($0) } }
    private static let not = Shape<Expression<PatternLine>>.object(
        "rule", help: "The rule must not match.", keys: [notKey]
    ) { fields, _ in fields[notKey].map { .not($0) } }

    // MARK: Patterns

    private static let patternKey = Key(
        "pattern", .text(maximum: PatternLimits.patternBytes, example: #"\bwater\w* poison\w*"#),
        help: "A PCRE2 pattern; case does not matter, \\w and \\b know all scripts.")
    private static let idKey = Key.optional(
        "id", .identifier, help: "Its name in alerts and explanations; CLAIM/1, CLAIM/2 and so on when absent.")
    private static let viewsKey = Key(
        "views", .list(of: .choice(View.self), minimum: 1, maximum: View.allCases.count),
        help: "The forms of the text that it runs on, the weakest first: raw, canon, deobf, squeeze.",
        default: [.canon])
    private static let languageKey = Key.optional("language", .language, help: "The language that it is written for.")

    private static let pattern = Shape<Expression<PatternLine>>.object(
        "pattern", help: "A pattern that must match somewhere in the post.",
        keys: [patternKey, idKey, viewsKey, languageKey]
    ) { fields, _ in
        guard let pattern = fields[patternKey], let node = fields.node(patternKey) else { return nil }
        var isQuoted = false
        if case .scalar(_, let quoted) = node.content { isQuoted = quoted }
        let text = PatternText(id: fields[idKey] ?? "", pattern: pattern, views: fields[viewsKey] ?? [.canon])
        return .pattern(
            PatternLine(
                text: text, place: node.place, language: fields[languageKey], isQuoted: isQuoted,
                phrases: PatternPhrases.of(pattern)))
    }
}
