import Model
import Settings
import Text

extension ListDocument {
    /// Reads a watchlist file; nil when so much of it is wrong that nothing can be checked. Errors are in `findings`.
    static func read(
        _ file: WatchlistFile, known: inout KnownIDs, into findings: inout [Finding]
    ) -> ListDocument? {
        let node = YAMLText.parse(file.text, file: file.path, into: &findings)
        known.addList(node)
        return node.flatMap { ListShape.shape.read($0, &findings) }
    }

    /// The JSON Schema of watchlist files, for editors.
    package static let schema = ListShape.shape.schema.rendered(
        id: "https://jibu.example/schema/watchlist.schema.json", title: "Jibu watchlist")
}

/// The keys of `watchlists/NAME.yaml`.
enum ListShape {
    private static let id = Key("watchlist", Shape<String>.identifier.located, help: "The id of the list.")
    private static let owner = Key(
        "owner", Shape<String>.line(example: "press@qala.example").located, help: "Who answers for the list.")
    private static let purpose = Key.optional(
        "purpose", Shape<String>.text(minimum: 0, maximum: 600).located,
        help: "The public interest in watching these claims, in one sentence.")
    private static let reviewed = Key(
        "reviewed", Shape<CivilDate>.day.located, help: "The day on which a person last read every claim.")
    private static let reviewBy = Key(
        "review_by", Shape<CivilDate>.day.located,
        help: "Until when the list may be used, at most \(ListRules.longestReview) days after reviewed.")
    private static let overrides = Key(
        "overrides", .list(of: override, maximum: 200), help: "Lints that two people decided to overrule.", default: [])
    private static let claims = Key(
        "claims", .list(of: ClaimShape.shape, minimum: 1, maximum: 2000, keepsGood: true), help: "What is watched.")
    private static let topicWatches = Key(
        "topic_watches", .list(of: TopicWatchShape.shape, maximum: 200, keepsGood: true),
        help: "Topics in places that have no claim yet.", default: [])

    static let shape = Shape<ListDocument>.object(
        "watchlist", help: "Claims of one subject, with an owner, a purpose and a review date.",
        keys: [id, owner, purpose, reviewed, reviewBy, overrides, claims, topicWatches], readsBroken: true
    ) { fields, _ in
        guard let id = fields[id], let owner = fields[owner], let reviewed = fields[reviewed],
            let reviewBy = fields[reviewBy], let claims = fields[claims]
        else { return nil }
        return ListDocument(
            id: id, owner: owner, purpose: fields[purpose] ?? Located("", at: fields.place(of: purpose)),
            reviewed: reviewed, reviewBy: reviewBy, overrides: fields[overrides] ?? [],
            claims: claims + (fields[topicWatches] ?? []))
    }.requiring(["purpose"])

    private static let code = Key("code", Shape<String>.line().located, help: "The code of the lint.")
    private static let claim = Key.optional(
        "claim", Shape<String>.identifier.located,
        help: "The claim that it is about; every claim of the list when absent.")
    private static let reason = Key(
        "reason", Shape<String>.text(maximum: 600).located, help: "Why the rule watches a claim all the same.")
    private static let by = Key(
        "by", Shape<String>.line(example: "second.person@qala.example").located,
        help: "The second person, not the owner.")

    private static let override = Shape<OverrideLine>.object(
        "override", help: "One overruled lint; it is shown as a note in every check.", keys: [code, claim, reason, by]
    ) { fields, _ in
        guard let code = fields[code], let reason = fields[reason], let by = fields[by] else { return nil }
        return OverrideLine(code: code, claim: fields[claim], reason: reason, by: by)
    }
}

extension Shape {
    /// The same shape whose schema asks for more keys: those whose absence a lint reports in its own words.
    func requiring(_ names: [String]) -> Shape {
        var required = names.map { JSONSchema.JSON.string($0) }
        if case .array(let known)? = schema["required"] { required = known + required }
        return Shape(schema: schema.with("required", .array(required)), expected: expected, read: read)
    }
}
