import Alerting
import Foundation
import Model
import Testing
import Text
import Watchlists

/// The shipped answers as people get them: every claim in every language.
struct ShippedAnswersTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)

    private static let loaded: (watchlists: Watchlists, findings: [Finding])? = {
        guard let today = CivilDate("2026-11-20"),
            let files = try? Watchlists.files(in: root.appending(path: "watchlists").path)
        else { return nil }
        return Watchlists.load(lists: files.lists, responses: files.responses, places: [], today: today)
    }()

    private static func rules(
        _ watchlists: Watchlists, languages: [String] = Claim.readerLanguages, format: ChannelFormat,
        length: Recipient.Length = .full
    ) -> AlertingRules {
        let people = languages.map { language -> Recipient in
            var person = Recipient(
                id: "reader-\(language)", name: "Reader", role: .deputy, areas: [], topics: [], languages: [language],
                channels: [.init(channel: "out", address: "\(language)@qala.example")], timeZone: "Asia/Almaty",
                quietHours: [], breakQuietFor: [], cadence: .instant, digestAt: 480, mandateFrom: nil, mandateUntil: nil)
            person.length = length
            return person
        }
        return AlertingRules(
            office: OfficeFacts(
                id: "qala", name: "Qala Press Office", contact: "press@qala.example", timeZone: "Asia/Almaty",
                languages: ["en"]),
            claims: Dictionary(watchlists.claims.map { ($0.id, $0) }) { first, _ in first },
            responses: watchlists.responses, places: [], sourcePlaces: [:], recipients: people,
            route: Route(id: "all", match: Route.Matcher(), to: [.role(.deputy)], goesOn: false, children: []),
            tipping: TippingPoint(posts: 1, authors: 1, severity: .low), channels: ["out": format],
            configurationHash: "c0ffee")
    }

    /// One alert on one claim, told to a reader of each language.
    private static func digests(_ claims: [Claim], _ rules: AlertingRules) -> [Digest] {
        let alerts = claims.map { claim in
            Alert(
                id: "a-\(claim.id)", claim: claim.id, story: "s-\(claim.id)", state: .open, opened: now, lastSeen: now,
                severity: claim.severity, topics: claim.topics, places: [],
                posts: [
                    AlertPost(
                        post: PostKey(id: "p-\(claim.id)", version: 1), source: "news", platform: "feed",
                        authorKind: .outlet, author: "News", url: "https://news.example/1", published: now, seen: now,
                        language: "en", excerpt: Excerpt(before: "", matched: "words", after: ""), hits: [])
                ], configuration: "c0ffee")
        }
        let notices = alerts.flatMap { alert in
            rules.recipients.map { person in
                Notice(
                    id: "\(alert.id) \(person.id)", alert: alert.id, recipient: person.id, route: "all", kind: .new,
                    created: now, notBefore: now, held: nil)
            }
        }
        return Alerter(rules).digests(
            due: notices, alerts: Dictionary(uniqueKeysWithValues: alerts.map { ($0.id, $0) }), alreadyTold: [], now: now
        ).digests
    }

    @Test("the shipped answers have no finding")
    func lint() throws {
        let loaded = try #require(Self.loaded)
        #expect(loaded.findings.filter { $0.place.file.contains("/responses/") }.map(\.description) == [])
        #expect(loaded.watchlists.responses.count == 12)
    }

    @Test("no text that the shipped lists must match is guessed to be anything but a telling")
    func tones() throws {
        let watchlists = try #require(Self.loaded).watchlists
        var matcher = watchlists.patterns.matcher(LimitLedger())
        var seen = 0
        for (claim, lines) in watchlists.examples {
            for text in lines.match.map(\.value) {
                let hits = matcher.matches(in: text).matches.filter { $0.claim == claim }.map(\.range)
                #expect(!hits.isEmpty && Tone.guess(text, hits: hits) == nil, "\(claim): \(text)")
                seen += 1
            }
        }
        #expect(seen > 100, "\(seen)")
    }

    @Test("subject, first line and preheader never carry the false claim, and each text begins with the fact")
    func previews() throws {
        let watchlists = try #require(Self.loaded).watchlists
        let rules = Self.rules(watchlists, format: .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"))
        var seen = 0
        for claim in watchlists.claims {
            let response = try #require(watchlists.responses[claim.id])
            for digest in Self.digests([claim], rules) {
                let language = String(digest.recipient.dropFirst("reader-".count))
                let variant = try #require(response.variants[language])
                let first = digest.text.split(separator: "\n").first.map(String.init) ?? ""
                let shown = Canon.canonical(digest.subject + " " + first)
                let claims = [claim.statement, claim.statement(in: [language]), variant.mythOnce, claim.title]
                for words in claims { #expect(!shown.contains(Canon.canonical(words)), "\(claim.id) \(language)") }
                #expect(digest.text.contains(variant.fact), "\(claim.id) \(language) has no answer")
                let copied = try #require(digest.text.components(separatedBy: " -----\n").dropFirst().first)
                #expect(copied.hasPrefix(variant.fact), "\(claim.id) \(language): \(copied.prefix(60))")
                seen += 1
            }
        }
        #expect(seen == 72)
    }

    @Test("all twelve claims in one mail stay within its bytes; short entries are shorter")
    func size() throws {
        let watchlists = try #require(Self.loaded).watchlists
        let format = ChannelFormat.mail(from: "Jibu <jibu@qala.example>", domain: "qala.example")
        let full = Self.digests(watchlists.claims, Self.rules(watchlists, format: format))
        let short = Self.digests(watchlists.claims, Self.rules(watchlists, format: format, length: .short))
        #expect(full.count == 6 && short.count == 6)
        for (long, brief) in zip(full, short) {
            #expect(long.bytes.count <= 60_000 && long.text.contains("10. "))
            #expect(!long.text.contains("11. "), "ten entries, and the others follow")
            // Ten entries in Cyrillic are brief already.
            #expect(brief.bytes.count <= long.bytes.count)
        }
        let shorter = zip(full, short).filter { pair in pair.0.bytes.count > pair.1.bytes.count }
        #expect(!shorter.isEmpty)
    }

    @Test("the piece for the site holds every fact that a ClaimReview needs, in every language")
    func pages() throws {
        let watchlists = try #require(Self.loaded).watchlists
        let rules = Self.rules(watchlists, format: .text)
        for claim in watchlists.claims {
            let response = try #require(watchlists.responses[claim.id])
            for language in Claim.readerLanguages {
                let url = "https://qala.example/answers/\(claim.id)"
                let page = try #require(
                    AnswerPage(response, of: claim, in: language, at: url, rules: rules, now: Self.now))
                #expect(page.withoutReview == nil)
                let parts = page.html.components(separatedBy: "ld+json\">\n")
                #expect(parts.count == 2)
                let json = try #require(parts.last?.components(separatedBy: "\n</script>").first)
                let review = try #require(
                    try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
                #expect(review["@type"] as? String == "ClaimReview" && review["url"] as? String == url)
                let reviewed = try #require(review["claimReviewed"] as? String)
                #expect(!reviewed.isEmpty && reviewed.count <= 75)
                let rating = try #require(review["reviewRating"] as? [String: Any])
                #expect((rating["alternateName"] as? String)?.isEmpty == false)
                #expect((rating["ratingValue"] as? Int).map { (1...5).contains($0) } == true)
                #expect(page.html.contains("<strong>"))
            }
        }
    }
}
