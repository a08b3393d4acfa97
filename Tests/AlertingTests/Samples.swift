@_spi(Intake) import Model
import Text

@testable import Alerting

/// A small office, its people and its posts, from which each test takes what it needs.
enum Sample {
    static let now = instant("2026-11-20T06:00:00Z")

    static func instant(_ text: String) -> Instant { Instant(text) ?? Instant(milliseconds: 0) }
    static func day(_ text: String) -> CivilDate { CivilDate(text) ?? CivilDate(daysSinceEpoch: 0) }

    static let places = [
        Place(id: "region", parent: nil, names: ["en": "Region", "ru": "Область"], terms: [:]),
        Place(id: "qala", parent: "region", names: ["en": "Qala", "ru": "Кала", "kk": "Қала"], terms: [:]),
        Place(id: "north", parent: "qala", names: ["en": "North End"], terms: [:]),
        Place(id: "south", parent: "qala", names: ["en": "South End"], terms: [:]),
        Place(id: "elsewhere", parent: nil, names: ["en": "Elsewhere"], terms: [:]),
    ]

    static func claim(
        _ id: String = "water-poison", title: String = "Water quality after the repair",
        statement: String = "The tap water of Qala has been poisoned.", severity: Severity = .high,
        topics: [String] = ["water", "health"], areas: [String] = ["qala"], watchlist: String = "water"
    ) -> Claim {
        Claim(
            id: id, watchlist: watchlist, title: title, statement: statement, severity: severity, topics: topics,
            areas: areas, languages: ["ru"], owner: "analyst@qala.example")
    }

    static func person(
        _ id: String, role: Recipient.Role = .deputy, name: String? = nil, areas: [String] = [],
        topics: [String] = [], languages: [String] = ["en"],
        channels: [Recipient.Address]? = nil, zone: String = "Asia/Almaty", quiet: [QuietHours] = [],
        holidays: Holidays = Holidays(),
        breakQuietFor: Set<Severity> = [], cadence: Recipient.Cadence = .instant, digestAt: Int = 8 * 60,
        from: CivilDate? = nil, until: CivilDate? = nil, cap: Int? = nil, capHoldsCritical: Bool = false,
        deputyFor: [String] = []
    ) -> Recipient {
        Recipient(
            id: id, name: name ?? id.capitalized, role: role, areas: areas, topics: topics, languages: languages,
            channels: channels ?? [Recipient.Address(channel: "mail", address: "\(id)@qala.example")], timeZone: zone,
            quietHours: quiet, holidays: holidays, breakQuietFor: breakQuietFor, cadence: cadence, digestAt: digestAt,
            mandateFrom: from, mandateUntil: until, dailyCap: cap, capHoldsCritical: capHoldsCritical,
            deputyFor: deputyFor)
    }

    static func route(
        _ id: String, _ match: Route.Matcher = Route.Matcher(), to: [Route.Target] = [], goesOn: Bool = false,
        storm: Int? = nil, _ children: [Route] = []
    ) -> Route {
        Route(id: id, match: match, to: to, goesOn: goesOn, children: children, stormThreshold: storm)
    }

    static func alerter(
        claims: [Claim] = [claim()], responses: [ResponseTemplate] = [], recipients: [Recipient] = [person("aigul")],
        route: Route = route("root", to: [.role(.deputy)]), languages: [String] = ["en"],
        tipping: TippingPoint = TippingPoint(posts: 3, authors: 2, severity: .critical),
        channels: [String: ChannelFormat] = [
            "mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"), "chat": .text,
        ],
        ringing: [String: Bool] = [:], sourcePlaces: [String: [String]] = ["news": ["qala"]], officeName: String = "Qala Press Office",
        silences: [Silence] = [], inhibitions: [Inhibition] = [], catchAll: String? = nil,
        electionSilence: [ElectionSilence] = [], hasHeartbeat: Bool = false
    ) -> Alerter {
        Alerter(
            AlertingRules(
                office: OfficeFacts(
                    id: "qala-press", name: officeName, contact: "press@qala.example", timeZone: "Asia/Almaty",
                    languages: languages, catchAll: catchAll, electionSilence: electionSilence,
                    hasHeartbeat: hasHeartbeat),
                claims: Dictionary(claims.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
                responses: Dictionary(responses.map { ($0.claim, $0) }, uniquingKeysWith: { first, _ in first }),
                places: places, sourcePlaces: sourcePlaces, recipients: recipients, route: route, tipping: tipping,
                channels: channels, ringing: ringing, silences: silences, inhibitions: inhibitions, configurationHash: "c0ffee"))
    }

    static func response(
        _ claim: String = "water-poison", status: ResponseTemplate.Status = .approved, reviewBy: String = "2027-01-10",
        languages: [String] = ["en", "ru"], post: String = "{{fact}} {{action}} {{contact}} {{evidence_url}}",
        sms: String? = "{{fact}}"
    ) -> ResponseTemplate {
        var variants: [String: ResponseTemplate.Variant] = [:]
        for language in languages {
            variants[language] = ResponseTemplate.Variant(
                fact: facts[language] ?? "Fact (\(language)).", warning: "", mythOnce: "", whyWrong: "", instead: "",
                action: "1 < 2 & \"3\".", post: post, sms: sms)
        }
        return ResponseTemplate(
            claim: claim, version: 2, status: status, claimStatus: .false, owner: "owner@qala.example",
            approvedBy: "Head of the Water Utility", approvedOn: day("2026-10-20"), reviewBy: day(reviewBy),
            contact: "+0 000 00 00",
            evidence: [
                ResponseTemplate.Evidence(
                    title: "Laboratory report", url: "https://water.qala.example/report", publisher: "Water Utility",
                    date: day("2026-10-19"))
            ], variants: variants)
    }

    private static let facts = [
        "en": "The tap water of Qala is safe.", "ru": "Водопроводная вода в Кала безопасна.",
        "kk": "Қаладағы ауыз су қауіпсіз.", "fr": "L’eau du robinet est sûre.",
        "sw": "Maji ya bomba ni salama.", "rw": "Amazi yo mu rubinetti ni meza.",
    ]

    static let longText = """
        Соседи пишут, что после ремонта вода в наших кранах отравлена и что утилита это скрывает от всех \
        жителей города. Говорят, что уже трое детей в больнице, а в школах раздают бутылки.
        """

    /// A post whose hit is the first occurrence of `words` in its text.
    static func post(
        _ id: String, _ text: String = longText, hit words: String? = "вода в наших кранах отравлена",
        claim: String = "water-poison", pattern: String = "ru-poison", view: View = .canon, version: Int = 1,
        source: String = "news", platform: String = "feed", kind: AuthorKind = .outlet, author: String? = "Qala News",
        url: String? = "https://news.qala.example/1", at seen: Instant = now, published: Instant? = nil,
        language: String = "ru", places: [String] = []
    ) -> MatchedPost {
        let post = Post(
            id: id, version: version, source: source, platform: platform, authorKind: kind, author: author, url: url,
            sealedURL: nil, published: published ?? seen, zoneAssumed: false, collected: seen, language: language,
            languageClaimed: nil, title: nil, text: text, counts: Counts(), media: [], links: [], replyTo: nil,
            forwardedFrom: nil, imported: false)
        var matches: [Match] = []
        if let words, let range = text.range(of: words) {
            let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            matches = [
                Match(claim: claim, pattern: pattern, view: view, range: lower..<(lower + words.utf8.count))
            ]
        }
        return MatchedPost(post: post, matches: matches, placesInText: places, signature: TextSignature(of: text))
    }
}
