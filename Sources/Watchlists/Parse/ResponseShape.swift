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
    private static let factOwner = Key.optional(
        "fact_owner", .line(),
        help: "Who knows the matter, a head of department: a recipient's id, or a name. They are asked when a text is missing.")
    private static let approvedBy = Key.optional("approved_by", .line(), help: "Who approved it, by name or office.")
    private static let approvedOn = Key.optional("approved_on", .day, help: "The day of the approval.")
    private static let holdingApprovedBy = Key.optional(
        "holding_approved_by", .line(), help: "Who approved the holding statements, by name or office.")
    private static let reviewBy = Key("review_by", .day, help: "Until when it may be offered.")
    private static let contact = Key(
        "contact", .line(), help: "Where people can ask the office: its own number or address.")
    private static let decision = Key(
        "decision", DecisionShape.shape, help: "What the office settled about answering.",
        default: ResponseTemplate.Decision())
    private static let technique = Key.optional(
        "technique", .choice(ResponseTemplate.Technique.self), help: "How the false claim deceives.")
    private static let evidence = Key(
        "evidence", .list(of: EvidenceShape.shape, maximum: 50), help: "Public, dated sources.", default: [])
    private static let nextUpdate = Key.optional(
        "next_update", .instant, help: "When the office says more about what it does not know yet.")
    private static let sourceLanguage = Key.optional(
        "source_language", .language, help: "The language that the other variants are translated from.")
    private static let variants = Key(
        "variants", .map(.language, of: VariantShape.shape, maximum: 50),
        help: "The answer in each language, by its code.")

    static let shape = Shape<ResponseDocument>.object(
        "response", help: "The approved answer to one claim.",
        keys: [
            claim, version, status, claimStatus, owner, factOwner, approvedBy, approvedOn, holdingApprovedBy, reviewBy,
            contact, decision, technique, evidence, nextUpdate, sourceLanguage, variants,
        ]
    ) { fields, _ in
        guard let claim = fields[claim], let version = fields[version], let status = fields[status],
            let claimStatus = fields[claimStatus], let owner = fields[owner], let reviewBy = fields[reviewBy],
            let contact = fields[contact], let variants = fields[variants]
        else { return nil }
        let response = ResponseTemplate(
            claim: claim, version: version, status: status, claimStatus: claimStatus, owner: owner,
            factOwner: fields[factOwner], approvedBy: fields[approvedBy], approvedOn: fields[approvedOn],
            holdingApprovedBy: fields[holdingApprovedBy], reviewBy: reviewBy, contact: contact,
            decision: fields[decision] ?? ResponseTemplate.Decision(), technique: fields[technique],
            evidence: fields[evidence] ?? [], nextUpdate: fields[nextUpdate], sourceLanguage: fields[sourceLanguage],
            variants: variants.mapValues(\.variant))
        var places: [String: FilePlace] = [:]
        let located: [any AnyKey] = [
            Self.claim, Self.status, Self.reviewBy, Self.decision, Self.evidence, Self.nextUpdate, Self.sourceLanguage,
            Self.variants,
        ]
        for key in located { places[key.name] = fields.place(of: key) }
        for (language, text) in variants {
            for (key, place) in text.places { places["\(language).\(key)"] = place }
        }
        return ResponseDocument(response: response, places: places, start: fields.node.place)
    }.requiring(["evidence"])
}

/// The keys of one public source.
private enum EvidenceShape {
    private static let title = Key("title", .line(), help: "What the source is called.")
    private static let url = Key("url", webAddress, help: "Where everybody can read it.")
    private static let publisher = Key("publisher", .line(), help: "Who published it.")
    private static let date = Key("date", .day, help: "When it was published.")
    private static let archiveURL = Key.optional(
        "archive_url", webAddress, help: "A copy that stays when the page changes.")
    private static let shows = Key.optional("shows", .line(maximum: 600), help: "What it shows, in one sentence.")
    private static let outsideOffice = Key(
        "outside_office", .bool, help: "True: somebody else than the office published it.", default: false)

    static let shape = Shape<ResponseTemplate.Evidence>.object(
        "evidence", help: "One public source.", keys: [title, url, publisher, date, archiveURL, shows, outsideOffice]
    ) { fields, _ in
        guard let title = fields[title], let url = fields[url], let publisher = fields[publisher],
            let date = fields[date], let outside = fields[outsideOffice]
        else { return nil }
        return ResponseTemplate.Evidence(
            title: title, url: url, publisher: publisher, date: date, archiveURL: fields[archiveURL],
            shows: fields[shows], outsideOffice: outside)
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

/// The keys of what the office settled about answering one claim.
private enum DecisionShape {
    private static let choice = Key(
        "choice", .choice(ResponseTemplate.Decision.Choice.self),
        help: "auto: the numbers decide; monitor, ignore and refer hold whatever the numbers say.",
        default: ResponseTemplate.Decision.Choice.auto)
    private static let reason = Key.optional(
        "reason", .line(maximum: 300), help: "Why, in one sentence; the digest says so.")
    private static let referTo = Key.optional(
        "refer_to", .line(maximum: 200), help: "Whose claim it is to answer, with their contact.")
    private static let respondFrom = Key.optional(
        "respond_from", Shape<TippingPoint>.tippingPoint, help: "The claim's own tipping point.")

    static let shape = Shape<ResponseTemplate.Decision>.object(
        "decision", help: "What the office settled about answering.", keys: [choice, reason, referTo, respondFrom]
    ) { fields, findings in
        guard let choice = fields[choice] else { return nil }
        if choice == .refer, fields[referTo] == nil {
            findings.append(
                Finding(
                    "missing-key", .error, at: fields.node.place, "the decision refers to nobody",
                    help: "Add \"refer_to: …\" with the name and the contact of the office that answers."))
            return nil
        }
        return ResponseTemplate.Decision(
            choice: choice, reason: fields[reason], referTo: fields[referTo], respondFrom: fields[respondFrom])
    }
}
