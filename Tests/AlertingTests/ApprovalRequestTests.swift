import Model
import Testing
import Text

@testable import Alerting

@Suite("Approvers see what they approve")
struct ApprovalRequestTests {
    private func alerter(
        _ response: ResponseTemplate, over channel: (address: Recipient.Address, format: ChannelFormat)?,
        languages: [String]
    ) -> Alerter {
        let people = ["aigul", "grace", "bekzat"].map {
            Sample.person($0, languages: languages, channels: channel.map { [$0.address] })
        }
        let plain = Sample.alerter(responses: [response], recipients: people).rules
        let added = channel.map { [$0.address.channel: $0.format] } ?? [:]
        return Alerter(
            AlertingRules(
                office: plain.office, claims: plain.claims, responses: plain.responses, places: Sample.places,
                sourcePlaces: [:], recipients: people, route: plain.route, tipping: plain.tipping,
                answering: AnsweringPolicy(approvers: ["grace", "bekzat"]),
                channels: plain.channels.merging(added) { $1 }, configurationHash: "c0ffee"))
    }

    private func request(_ response: ResponseTemplate) throws -> String {
        try #require(requests(response).first).unwrapped
    }

    /// What Grace is sent.
    private func requests(
        _ response: ResponseTemplate, over channel: (address: Recipient.Address, format: ChannelFormat)? = nil,
        languages: [String] = ["en"]
    ) -> [Digest] {
        let alerter = alerter(response, over: channel, languages: languages)
        var state = AlertingState()
        let posts = (0..<3).map { Sample.post("p\($0)", author: "A\($0)") }
        _ = alerter.advance(posts, state: &state, now: Sample.now)
        return alerter.requests(
            state: state, record: AnswerRecord(), avoiding: DeadEnds(), repliedOver: ["mail", "telegram", "chat", "hook"],
            now: Sample.now.advanced(by: .hours(1))
        ).filter { $0.recipient == "grace" }
    }

    /// A response whose parts are all different, and whose post holds none of them but the fact.
    private static let wordy: ResponseTemplate = {
        var response = Sample.response(languages: Claim.readerLanguages, post: "{{fact}}", sms: nil)
        for language in Claim.readerLanguages {
            response.variants[language]?.warning = "Warning in \(language)."
            response.variants[language]?.mythOnce = "Myth in \(language)."
            response.variants[language]?.whyWrong = "Why in \(language)."
            response.variants[language]?.instead = "Instead in \(language)."
            response.variants[language]?.unknowns = "Unknown in \(language)."
        }
        response.contact = "+7 777 000 00 01"
        response.nextUpdate = Sample.instant("2026-11-25T09:00:00Z")
        return response
    }()

    private static let ways: [(address: Recipient.Address, format: ChannelFormat)] = [
        (
            .init(channel: "mail", address: "grace@qala.example"),
            .mail(from: "jibu@qala.example", domain: "qala.example")
        ),
        (.init(channel: "telegram", address: "77"), .telegram), (.init(channel: "chat", address: "42"), .text),
        (.init(channel: "hook", address: "grace"), .webhook),
    ]

    @Test("an approver sees every word, over every channel but SMS", arguments: 0..<ways.count)
    func everyWord(way: Int) throws {
        let digests = requests(Self.wordy, over: Self.ways[way])
        let shown = try digests.map { digest in
            guard case .telegram = Self.ways[way].format else { return digest.unwrapped }
            let messages = try #require(ChatMessage.read(digest.bytes))
            #expect(messages.allSatisfy { $0.buttons.isEmpty }, "a text to be read has no button")
            return messages.map(\.text).joined(separator: "\n")
        }.joined(separator: "\n")
        for variant in Self.wordy.variants.values {
            for part in variant.parts.values { #expect(shown.contains(part), "\(part)") }
        }
        let words = [
            "+7 777 000 00 01", "2026-11-25 14:00", "2027-01-10", "The evidence contradicts this", "Laboratory report",
            "approve \(ApprovalCode(Self.wordy).code)",
        ]
        for word in words { #expect(shown.contains(word), "\(word)") }
        #expect(digests.allSatisfy { $0.bytes.count < 60_000 && !$0.subject.contains("water") })
    }

    @Test("texts that one message has no room for come in several, each with the code and the names of its languages")
    func parts() throws {
        var long = Self.wordy
        for language in Claim.readerLanguages {
            long.variants[language]?.post = "{{fact}} " + String(repeating: "Қала суы таза. ", count: 250)
        }
        let digests = requests(long, over: Self.ways[0])
        #expect(digests.count > 1 && Set(digests.map(\.id)).count == digests.count)
        for digest in digests {
            #expect(digest.bytes.count < 60_000)
            #expect(digest.unwrapped.contains("approve \(ApprovalCode(long).code)"))
            #expect(digest.unwrapped.contains("The others come in messages of their own"))
        }
        for language in Claim.readerLanguages {
            #expect(digests.count { $0.unwrapped.contains("Myth in \(language).") } == 1, "\(language)")
        }
    }

    @Test("an SMS has the code, and says that and by whom the texts are read aloud", arguments: Claim.readerLanguages)
    func sms(language: String) throws {
        let way = (Recipient.Address(channel: "sms", address: "+77001234567"), ChannelFormat.sms(segments: 2))
        let digest = try #require(requests(Self.wordy, over: way, languages: [language]).first)
        let text = try #require(String(validating: digest.bytes, as: UTF8.self))
        #expect(text.contains(ApprovalCode(Self.wordy).code) && text.contains("press@qala.example"), "\(text)")
        let said = Wording.first(of: [language]).say(
            .approveSMS, ["code": ApprovalCode(Self.wordy).code, "contact": "press@qala.example"])
        #expect(text.contains(SMS(said).text), "the whole sentence has room: \(text)")
        #expect(SMS(text).segments.count <= 2)
    }

    @Test("an approver reads everything that the approval covers, and nothing twice")
    func request() throws {
        var response = Sample.response(languages: ["en"])
        #expect(try !request(response).contains("whatsapp"), "the post says all that is in it")
        response.variants["en"]?.instead = "Air makes it cloudy."
        #expect(try request(response).contains("Air makes it cloudy."), "the post leaves it out, a chat text does not")
        response.variants["en"]?.doNot = ["Do not name the neighbour."]
        response.variants["en"]?.hardQuestions = [.init(question: "Who pays?", answer: "The utility pays.")]
        response.evidence[0].shows = "It lists 24 samples."
        response.evidence[0].archiveURL = "https://copy.example/1"
        let text = try request(response)
        for words in [
            "Do not name the neighbour.", "Who pays?", "The utility pays.", "It lists 24 samples.",
            "https://copy.example/1",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }
}
