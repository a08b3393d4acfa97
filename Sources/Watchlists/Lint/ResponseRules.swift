import Model
import Text

/// Rules about approved answers (design decision 17, delivery.md 4, trust.md U11 and U12).
enum ResponseRules {
    /// Characters of `fact`, which stands alone.
    static let longestFact = 140
    /// Characters of `post`: one screen of a phone.
    static let longestPost = 800
    /// Characters of `sms`: three messages of 67 letters, the length in Cyrillic.
    static let longestSMS = 201

    static func findings(
        _ responses: [ResponseDocument], lists: [ListDocument], known: KnownIDs, today: CivilDate
    ) -> [Finding] {
        let claims = lists.flatMap(\.claims).filter { !$0.isTopicWatch }
        var findings: [Finding] = []
        for claim in claims where known.responses.map({ !$0.contains(claim.id.value) }) == true {
            findings.append(
                Finding(
                    "response-missing", .warning, at: claim.id.place,
                    "The claim \"\(claim.id.value)\" has no response, so its alerts carry no answer.",
                    help: "Write responses/\(claim.id.value).yaml."))
        }
        for document in responses {
            let claim = claims.first { $0.id.value == document.response.claim }
            if let ids = known.claims, !ids.contains(document.response.claim) {
                findings.append(unknownClaim(document))
            }
            findings += state(document, claim, today) + evidence(document)
            for (language, variant) in document.response.variants.sorted(by: { $0.key < $1.key }) {
                findings += VariantRules(document: document, language: language, variant: variant).findings
            }
        }
        return findings
    }

    private static func state(_ document: ResponseDocument, _ claim: ClaimDocument?, _ today: CivilDate) -> [Finding] {
        let response = document.response
        var findings: [Finding] = []
        if response.status == .expired || response.reviewBy < today {
            let isPast = response.reviewBy < today
            findings.append(
                Finding(
                    "response-expired", .warning, at: document.place(isPast ? "review_by" : "status"),
                    isPast
                        ? "The response was to be reviewed by \(response.reviewBy); it is not offered any more."
                        : "The response is marked as expired; it is not offered any more.",
                    help: "Check the facts and the links, then set status and review_by anew."))
        } else if response.status == .draft {
            findings.append(
                Finding(
                    "response-draft", .warning, at: document.place("status"),
                    "The response is a draft; it is not offered before somebody approves it.",
                    help: "Set status: approved, approved_by and approved_on."))
        }
        if response.status == .approved, response.approvedBy == nil || response.approvedOn == nil {
            findings.append(
                Finding(
                    "missing-ingredient", .error, at: document.place("status"),
                    "The response is approved, but not by whom and when.",
                    help: "Add approved_by and approved_on."))
        }
        for language in claim?.languages ?? [] where response.variants[language.value] == nil {
            findings.append(
                Finding(
                    "language-without-variant", .warning, at: document.place("variants"),
                    "The claim is watched in \"\(language.value)\", but the response has no such variant.",
                    help: "Add variants.\(language.value)."))
        }
        return findings
    }

    private static func unknownClaim(_ document: ResponseDocument) -> Finding {
        Finding(
            "response-unknown-claim", .error, at: document.place("claim"),
            "No list has a claim \"\(document.response.claim)\".", help: "Use the id of a claim, or remove the file.")
    }

    private static func evidence(_ document: ResponseDocument) -> [Finding] {
        guard document.response.evidence.isEmpty else { return [] }
        return [
            Finding(
                "no-evidence", .error, at: document.place("evidence"), "The response cites no source.",
                help: "Add at least one public, dated source under evidence.")
        ]
    }
}

/// Rules about one language of a response.
struct VariantRules {
    let document: ResponseDocument
    let language: String
    let variant: ResponseTemplate.Variant

    /// What `post` and `sms` may name between `{{` and `}}`.
    static let placeholders = [
        "fact", "warning", "myth_once", "why_wrong", "instead", "action", "contact", "evidence_url", "place",
    ]

    /// What people leave where a text is still to be written.
    private static let stubs = ["TODO", "TBD", "XXX", "FIXME", "[...]", "[…]", "???", "lorem ipsum"]

    private var parts: [(key: String, text: String)] {
        [
            ("fact", variant.fact), ("warning", variant.warning), ("myth_once", variant.mythOnce),
            ("why_wrong", variant.whyWrong), ("instead", variant.instead), ("action", variant.action),
            ("post", variant.post),
        ] + (variant.sms.map { [("sms", $0)] } ?? [])
    }

    var findings: [Finding] { missing + myth + placeholders + lengths }

    private func place(_ key: String) -> FilePlace { document.place("\(language).\(key)") }

    private var missing: [Finding] {
        parts.filter { $0.text.allSatisfy(\.isWhitespace) }.map { key, _ in
            Finding(
                "missing-ingredient", .error, at: place(key), "\(language): \"\(key)\" is missing.",
                help: "A good answer has a fact, a warning, the myth once, why it is wrong, what is true instead and "
                    + "what to do.")
        }
    }

    private var myth: [Finding] {
        var findings: [Finding] = []
        for (key, text) in [("post", variant.post), ("sms", variant.sms ?? "")] {
            let filled = filled(text)
            let places = occurrences(of: variant.mythOnce, in: filled)
            guard let first = places.first else { continue }
            let fact = occurrences(of: variant.fact, in: filled).first
            if fact.map({ first < $0 }) ?? true {
                findings.append(
                    Finding(
                        "myth-first", .error, at: place(key), "\(language): \"\(key)\" tells the myth before the fact.",
                        help: "Start with {{fact}}; previews show the first words only."))
            }
            if places.count > 1 {
                findings.append(
                    Finding(
                        "myth-more-than-once", .error, at: place(key),
                        "\(language): \"\(key)\" repeats the myth \(places.count) times.",
                        help: "Say the myth once: each repetition makes it more familiar."))
            }
        }
        return findings
    }

    private var placeholders: [Finding] {
        parts.flatMap { key, text -> [Finding] in
            let unknown = names(in: text).filter { !VariantRules.placeholders.contains($0) }
            let small = text.lowercased()
            let stubs = VariantRules.stubs.filter { small.contains($0.lowercased()) }
            return (unknown.map { "{{\($0)}}" } + stubs).map { name in
                Finding(
                    "unfilled-placeholder", .error, at: place(key), "\(language): \"\(key)\" still holds \(name).",
                    help: "Write the text, or use one of: \(VariantRules.placeholders.joined(separator: ", ")).")
            }
        }
    }

    private var lengths: [Finding] {
        let limits = [
            ("fact", variant.fact, ResponseRules.longestFact),
            ("post", filled(variant.post), ResponseRules.longestPost),
            ("sms", filled(variant.sms ?? ""), ResponseRules.longestSMS),
        ]
        return limits.filter { $0.1.count > $0.2 }.map { key, text, limit in
            Finding(
                "over-limit", .error, at: place(key),
                "\(language): \"\(key)\" has \(text.count) characters; at most \(limit) are allowed.",
                help: "Shorten it, so that it is read to the end.")
        }
    }

    /// The text with the parts of the answer put in; what is put in is not looked at again.
    private func filled(_ template: String) -> String {
        let pieces = template.split(separator: "{{", omittingEmptySubsequences: false)
        guard let start = pieces.first, pieces.count > 1 else { return template }
        let values = Dictionary(parts.filter { $0.key != "post" && $0.key != "sms" }) { first, _ in first }
        return pieces.dropFirst().reduce(into: String(start)) { text, piece in
            guard let end = piece.firstRange(of: "}}"),
                let value = values[piece[..<end.lowerBound].filter { !" {&".contains($0) }]
            else {
                text += "{{" + piece
                return
            }
            let rest = piece[end.upperBound...]
            text += value + (piece.hasPrefix("{") && rest.hasPrefix("}") ? rest.dropFirst() : rest)
        }
    }

    private func names(in text: String) -> [String] {
        text.split(separator: "{{", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
            guard let end = rest.firstRange(of: "}}") else { return String(rest.prefix(12)) }
            return String(rest[..<end.lowerBound].filter { !" {&".contains($0) })
        }
    }

    /// Places of a text in another, by folded letters.
    private func occurrences(of part: String, in whole: String) -> [Int] {
        let needle = Array(Canon.canonical(part).utf8)
        let hay = Array(Canon.canonical(whole).utf8)
        guard needle.count > 3, hay.count >= needle.count else { return [] }
        var found: [Int] = []
        var index = 0
        while index + needle.count <= hay.count {
            if hay[index..<index + needle.count].elementsEqual(needle) {
                found.append(index)
                index += needle.count
            } else {
                index += 1
            }
        }
        return found
    }
}
