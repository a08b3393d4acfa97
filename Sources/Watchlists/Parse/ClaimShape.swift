import Model
import Settings
import Text

/// The keys of one claim of a watchlist.
enum ClaimShape {
    private static let id = Key("id", Shape<String>.identifier.located, help: "The id of the claim, one for all lists.")
    private static let title = Key(
        "title", Shape<String>.line(maximum: 120, example: "Water quality after the repair").located,
        help: "A short, neutral name that does not repeat the claim.")
    private static let statement = Key.optional(
        "statement", Shape<String>.text(minimum: 0, maximum: 600).located,
        help: "The false claim as one sentence that is either right or wrong.")
    private static let titles = Key(
        "titles",
        .map(
            .language, of: Shape<String>.line(maximum: 120, example: "Качество воды после ремонта").located,
            maximum: 50),
        help: "The title in the languages of readers, by language code.", default: [:])
    private static let statements = Key(
        "statements", .map(.language, of: Shape<String>.text(maximum: 600).located, maximum: 50),
        help: "The statement in the languages of readers, by language code.", default: [:])
    private static let severity = Key(
        "severity", .choice(Severity.self), help: "How much harm it does when it is believed.")
    private static let topics = Key(
        "topics", .list(of: .identifier, maximum: 50), help: "Topics, for routing.", default: [])
    private static let areas = Key(
        "areas", .list(of: Shape<String>.identifier.located, maximum: 200),
        help: "Places of places.yaml that it is about; everywhere when absent.", default: [])
    private static let languages = Key(
        "languages", .list(of: Shape<String>.language.located, maximum: 50), help: "Languages in which it is told.",
        default: [])
    private static let kind = Key(
        "kind", .choice(Claim.Kind.self),
        help: "What is not a claim is watched only: it carries no text to post and interrupts nobody.",
        default: Claim.Kind.claim)
    private static let aboutOffice = Key(
        "about_office", .bool, help: "True: it is about what the office does, so only evidence of others counts.",
        default: false)
    private static let match = Key("match", RuleShape.shape, help: "What a post must hold to carry the claim.")
    private static let examples = Key(
        "examples", examplesShape, help: "Texts that the claim must and must not match.", default: ExampleLines())

    static let shape = Shape<ClaimDocument>.object(
        "claim", help: "One checkable statement.",
        keys: [
            id, title, statement, titles, statements, severity, topics, areas, languages, kind, aboutOffice, match,
            examples,
        ]
    ) { fields, findings in
        guard let id = fields[id], let title = fields[title], let severity = fields[severity],
            let match = rule(fields[match], of: id.value, at: fields.place(of: Self.match), &findings)
        else { return nil }
        return ClaimDocument(
            id: id, title: title, statement: fields[statement] ?? Located("", at: fields.place(of: statement)),
            titles: fields[titles] ?? [:], statements: fields[statements] ?? [:], severity: severity,
            topics: fields[topics] ?? [], areas: fields[areas] ?? [], languages: fields[languages] ?? [],
            rule: match, examples: fields[examples] ?? ExampleLines(), kind: fields[kind] ?? .claim,
            isAboutOffice: fields[aboutOffice] ?? false)
    }.requiring(["statement"])

    private static let matching = Key(
        "match", .list(of: Shape<String>.text().located, maximum: 500), help: "Texts that must match.", default: [])
    private static let notMatching = Key(
        "no_match", .list(of: Shape<String>.text().located, maximum: 500), help: "Texts that must not match.",
        default: [])

    static let examplesShape = Shape<ExampleLines>.object(
        "examples", help: "Tried by jibu test.", keys: [matching, notMatching]
    ) { fields, _ in
        ExampleLines(match: fields[matching] ?? [], noMatch: fields[notMatching] ?? [])
    }

    /// The rule with its patterns named; nil when it is nested too deep.
    static func rule(
        _ rule: Expression<PatternLine>?, of claim: String, at place: FilePlace, _ findings: inout [Finding]
    ) -> Expression<PatternLine>? {
        guard let rule else { return nil }
        guard rule.depth <= RuleShape.depthLimit else {
            findings.append(
                Finding(
                    "out-of-range", .error, at: place,
                    "the rule is nested \(rule.depth) levels deep; at most \(RuleShape.depthLimit) are allowed",
                    help: "Split it into several claims, or into alternatives of one pattern."))
            return nil
        }
        return numbered(rule, claim: claim)
    }

    /// Names the patterns that have no id of their own: `CLAIM/1`, `CLAIM/2`, by their place among all patterns of
    /// the claim.
    private static func numbered(_ rule: Expression<PatternLine>, claim: String) -> Expression<PatternLine> {
        var number = 0
        return rule.map { line in
            number += 1
            var line = line
            if line.text.id.isEmpty { line.text.id = "\(claim)/\(number)" }
            return line
        }
    }
}
