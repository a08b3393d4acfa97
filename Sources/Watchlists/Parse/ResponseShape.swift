import Model
import Settings

extension ResponseDocument {
    /// Reads a response file; nil when a key that everything else needs is missing or wrong. Errors are in `findings`.
    static func read(
        _ file: WatchlistFile, known: inout KnownIDs, into findings: inout [Finding]
    ) -> ResponseDocument? {
        let node = YAMLText.parse(file.text, file: file.path, into: &findings)
        known.addResponse(node)
        return node.flatMap { ResponseShape.shape.read($0, &findings) }
    }

    /// The JSON Schema of response files, for editors.
    package static let schema = ResponseShape.shape.schema.rendered(
        id: "https://jibu.example/schema/response.schema.json", title: "Jibu response")
}

/// The keys of `watchlists/responses/CLAIM.yaml`.
enum ResponseShape {
    private static let claim = Key("claim", .identifier, help: "The claim that it answers.")
    private static let version = Key("version", .integer(1...1_000_000), help: "One more at every change.")
    private static let status = Key(
        "status", .choice(ResponseTemplate.Status.self), help: "Only an approved response is offered.")
    private static let claimStatus = Key(
        "claim_status", .choice(ResponseTemplate.ClaimStatus.self), help: "What the office knows about the claim.")
    private static let owner = Key("owner", .line(), help: "Who answers for the text.")
    private static let approvedBy = Key.optional("approved_by", .line(), help: "Who approved it, by name or office.")
    private static let approvedOn = Key.optional("approved_on", .day, help: "The day of the approval.")
    private static let reviewBy = Key("review_by", .day, help: "Until when it may be offered.")
    private static let contact = Key(
        "contact", .line(), help: "Where people can ask the office: its own number or address.")
    private static let evidence = Key(
        "evidence", .list(of: evidenceShape, maximum: 50), help: "Public, dated sources.", default: [])
    private static let variants = Key(
        "variants", .map(.language, of: VariantShape.shape, maximum: 50),
        help: "The answer in each language, by its code.")

    static let shape = Shape<ResponseDocument>.object(
        "response", help: "The approved answer to one claim.",
        keys: [
            claim, version, status, claimStatus, owner, approvedBy, approvedOn, reviewBy, contact, evidence, variants,
        ]
    ) { fields, _ in
        guard let claim = fields[claim], let version = fields[version], let status = fields[status],
            let claimStatus = fields[claimStatus], let owner = fields[owner], let reviewBy = fields[reviewBy],
            let contact = fields[contact], let variants = fields[variants]
        else { return nil }
        let response = ResponseTemplate(
            claim: claim, version: version, status: status, claimStatus: claimStatus, owner: owner,
            approvedBy: fields[approvedBy], approvedOn: fields[approvedOn], reviewBy: reviewBy, contact: contact,
            evidence: fields[evidence] ?? [], variants: variants.mapValues(\.variant))
        var places: [String: FilePlace] = [:]
        for key in [Self.claim, Self.status, Self.reviewBy, Self.evidence, Self.variants] as [any AnyKey] {
            places[key.name] = fields.place(of: key)
        }
        for (language, text) in variants {
            for (key, place) in text.places { places["\(language).\(key)"] = place }
        }
        return ResponseDocument(response: response, places: places, start: fields.node.place)
    }.requiring(["evidence"])

    private static let title = Key("title", .line(), help: "What the source is called.")
    private static let url = Key("url", webAddress, help: "Where everybody can read it.")
    private static let publisher = Key("publisher", .line(), help: "Who published it.")
    private static let date = Key("date", .day, help: "When it was published.")

    private static let evidenceShape = Shape<ResponseTemplate.Evidence>.object(
        "evidence", help: "One public source.", keys: [title, url, publisher, date]
    ) { fields, _ in
        guard let title = fields[title], let url = fields[url], let publisher = fields[publisher],
            let date = fields[date]
        else { return nil }
        return ResponseTemplate.Evidence(title: title, url: url, publisher: publisher, date: date)
    }

    private static let webAddress = Shape<String>.line(maximum: 2000, example: "https://water.example/report").checked {
        text, place, findings -> String? in
        if text.hasPrefix("https://") || text.hasPrefix("http://") { return text }
        findings.append(
            Finding(
                "bad-value", .error, at: place, "\"\(text)\" is not the address of a page",
                help: "Write the whole address, with https:// in front."))
        return nil
    }
}

/// The keys of one language of a response.
enum VariantShape {
    /// A variant and the places of its keys; an absent key stands where the variant stands.
    struct Text: Sendable {
        var variant: ResponseTemplate.Variant
        var places: [String: FilePlace]
    }

    private static func key(_ name: String, _ help: String) -> Key<String> {
        Key(name, .text(minimum: 0, maximum: 4000), help: help, default: "")
    }

    private static let fact = key("fact", "What is true, in one sentence that stands alone.")
    private static let warning = key("warning", "Says that a false claim follows.")
    private static let mythOnce = key("myth_once", "The claim, once, in other words, without links or names.")
    private static let whyWrong = key("why_wrong", "Why it is wrong.")
    private static let instead = key("instead", "What really happened.")
    private static let action = key("action", "What a resident should do.")
    private static let post = key(
        "post", "What is pasted, made of the parts: {{fact}} {{warning}} {{myth_once}} and so on; the fact comes first."
    )
    private static let sms = Key.optional(
        "sms", .text(maximum: 1000), help: "The short form: fact, action and contact, without the myth.")

    private static let texts = [fact, warning, mythOnce, whyWrong, instead, action, post]

    static let shape = Shape<Text>.object(
        "variant", help: "The answer in one language.", keys: texts + [sms]
    ) { fields, _ in
        let variant = ResponseTemplate.Variant(
            fact: fields[fact] ?? "", warning: fields[warning] ?? "", mythOnce: fields[mythOnce] ?? "",
            whyWrong: fields[whyWrong] ?? "", instead: fields[instead] ?? "", action: fields[action] ?? "",
            post: fields[post] ?? "", sms: fields[sms])
        let places = (texts + [sms]).map { ($0.name, fields.place(of: $0)) }
        return Text(variant: variant, places: Dictionary(uniqueKeysWithValues: places))
    }.requiring(texts.map(\.name)).defined(as: "variant")
}
