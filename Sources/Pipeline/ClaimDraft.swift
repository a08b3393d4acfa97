import Alerting
import Model
import Reading
import Storage
import Text
import Watchlists

/// A claim and its answer begun from one post: YAML that a person finishes. It is never used as it is: the statement,
/// the purpose and the evidence are empty, and lint refuses it until somebody has written them.
package struct ClaimDraft: Sendable, Hashable {
    package let id: String
    /// The watchlist file.
    package let list: String
    /// `responses/ID.yaml`.
    package let response: String

    /// Characters of the post that become the example.
    private static let longestExample = 600

    /// - Parameters:
    ///   - text: redacted.
    ///   - areas: places that the text names.
    ///   - background: how many archived posts hold a word.
    init(
        text: String, topic: String, areas: [String], places: [Place], office: OfficeFacts, today: CivilDate,
        background: [String: Int]
    ) {
        let hash = StableHash.hex(StableHash.hash64(text.utf8))
        id = "draft-\(topic)-\(hash.prefix(6))"
        let guess = LanguageGuess.of(text).language
        let language = guess == "und" ? nil : guess
        let words = DistinctiveWords(of: text, places: places, background: background).words
        list = Self.list(
            id: id, topic: topic, areas: areas, language: language, text: String(text.prefix(Self.longestExample)),
            terms: words.map { Self.term($0, language: language) }, office: office, today: today)
        response = Self.response(id: id, office: office, today: today)
    }

    /// The word with its ending open, where endings carry the grammar; Swahili and Kinyarwanda change at the beginning,
    /// which a person must look at, so there the word stays as it is.
    private static func term(_ word: String, language: String?) -> String {
        guard language != "sw", language != "rw" else { return word }
        let drop = word.count >= 7 ? 2 : word.count == 6 ? 1 : 0
        return word.dropLast(drop) + "*"
    }

    private static func list(
        id: String, topic: String, areas: [String], language: String?, text: String, terms: [String],
        office: OfficeFacts, today: CivilDate
    ) -> String {
        let code = language.map { "language: \($0), " } ?? ""
        let rules = terms.isEmpty
            ? "        - {terms: []}          # no word is long enough: write terms"
            : terms.map { "        - {\(code)terms: [\(quoted($0))]}" }.joined(separator: "\n")
        return """
            # A draft made from one post. `jibu lint` names what is still missing; docs/watchlists.md explains each key.
            watchlist: \(id)
            owner: \(quoted(office.contact))
            purpose: ""                  # why the public needs an answer, in one sentence
            reviewed: \(today)
            review_by: \(today.advanced(by: 90))
            claims:
              - id: \(id)
                title: New rumour about \(topic)
                statement: ""            # the rumour as one sentence that is either right or wrong; no person's name
                severity: medium
                topics: [\(topic)]
            \(areas.isEmpty ? "" : "    areas: [\(areas.joined(separator: ", "))]\n")\
                languages: [\(language ?? office.languages.first ?? "en")]
                match:
                  all:                   # rare words of the post; try them: jibu terms 'WORD' --texts FILE
            \(rules)
                examples:
                  match: [\(quoted(text))]
                  no_match: []           # ordinary texts on the same topic

            """
    }

    private static func response(id: String, office: OfficeFacts, today: CivilDate) -> String {
        let variants = office.languages.compactMap { HoldingStatement.all[$0] == nil ? nil : variant($0) }
        return """
            # A holding statement: it says that the office looks into it, and no more.
            # Fill in what is empty or stands as [...].
            claim: \(id)
            version: 1
            status: draft
            claim_status: unverified
            owner: \(quoted(office.contact))
            # fact_owner: who knows the matter: a recipient's id, or a name
            review_by: \(today.advanced(by: 14))
            contact: \(quoted(office.contact))
            evidence: []                 # {title, url, publisher, date} of what the office found out
            variants:
            \((variants.isEmpty ? [variant("en")] : variants).joined(separator: "\n"))

            """
    }

    private static func variant(_ language: String) -> String {
        let words = HoldingStatement.all[language] ?? HoldingStatement.english
        let lines = [
            ("fact", words.fact), ("warning", words.warning), ("myth_once", ""), ("why_wrong", ""),
            ("instead", words.instead), ("action", words.action),
            ("post", "{{fact}} {{warning}} {{instead}} {{action}} {{contact}}"),
            ("sms", "{{fact}} {{action}} {{contact}}"), ("holding", "\(words.fact) {{contact}}"),
        ]
        return "  \(language):\n" + lines.map { "    \($0.0): \(quoted($0.1))" }.joined(separator: "\n")
    }

    /// Text in double quotes with JSON's escapes, which are YAML's too.
    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).encoded(), as: UTF8.self)
    }
}

/// What an office can say before it knows more.
struct HoldingStatement {
    var fact: String
    var warning: String
    var instead: String
    var action: String

    static let all = [
        "en": english,
        "ru": HoldingStatement(
            fact: "Мы знаем о сообщении про [...] и проверяем его вместе с [...].",
            warning: "Оно пока не подтверждено, не пересылайте его.",
            instead: "Что выяснится, мы опубликуем [...].", action: "Если сомневаетесь, спросите нас."),
        "kk": HoldingStatement(
            fact: "[...] туралы хабардан хабардармыз, оны [...] бірге тексеріп жатырмыз.",
            warning: "Ол әлі расталған жоқ, басқаларға жібермеңіз.",
            instead: "Не анықталғанын [...] жариялаймыз.", action: "Күмәндансаңыз, бізден сұраңыз."),
        "fr": HoldingStatement(
            fact: "Nous avons connaissance d’un message sur [...] et nous le vérifions avec [...].",
            warning: "Il n’est pas confirmé : ne le transmettez pas.",
            instead: "Nous publierons ce que nous aurons trouvé [...].", action: "En cas de doute, demandez-nous."),
        "sw": HoldingStatement(
            fact: "Tunafahamu ujumbe kuhusu [...] na tunauchunguza pamoja na [...].",
            warning: "Bado haujathibitishwa, usiusambaze.",
            instead: "Tutatangaza tulichogundua [...].", action: "Ukiwa na shaka, tuulize."),
        "rw": HoldingStatement(
            fact: "Tuzi ubutumwa buvuga kuri [...] kandi turimo kubusuzuma hamwe na [...].",
            warning: "Ntiburemezwa, ntimubukwirakwize.",
            instead: "Tuzatangaza ibyo tuzaba twabonye [...].", action: "Niba ushidikanya, tubaze."),
    ]

    static let english = HoldingStatement(
        fact: "We know of a message about [...] and are checking it with [...].",
        warning: "It is not confirmed, so please do not pass it on.",
        instead: "We will publish what we find [...].", action: "If you are in doubt, ask us.")
}

extension House {
    /// Posts of the archive that a draft's words are compared with.
    private static let mostBackground = 50_000

    /// Begins a claim from an archived post, by id or by the id's first eight characters or more, or from a typed text.
    package func draft(_ input: String, topic: String, at now: Instant) throws(PipelineError) -> ClaimDraft {
        let isID = (8...32).contains(input.utf8.count) && input.allSatisfy(\.isHexDigit)
        let data = DataFolder(path: configuration.dataFolder)
        let reader = try storage { () throws(StorageError) in try data.archive.reader() }
        var background: [String: Int] = [:]
        var counted = 0
        var found: Post?
        while let chunk = reader.next() {
            for post in chunk {
                if isID, post.id.hasPrefix(input.lowercased()), post.version >= (found?.version ?? 0) { found = post }
                guard counted < Self.mostBackground else { continue }
                counted += 1
                for word in DistinctiveWords.all(in: post.text) { background[word, default: 0] += 1 }
            }
        }
        if isID, found == nil { throw .nothingScanned("There is no post \(input) in the archive.") }
        let text = found?.text ?? Redaction.redact(input).text
        guard text.contains(where: \.isLetter) else { throw .nothingScanned("The text is empty.") }
        return ClaimDraft(
            text: text, topic: topic, areas: PlaceFinder(places: configuration.places).places(in: text),
            places: configuration.places, office: configuration.office, today: now.date, background: background)
    }
}
