import Model
import Testing

@testable import Alerting

@Suite("Whoever approves hears what came of it")
struct ApprovalAnswerTests {
    private let response = Sample.response()
    private var code: ApprovalCode { ApprovalCode(response) }

    private func alerter(approvers: [String] = ["grace", "bekzat"], languages: [String] = ["en"]) -> Alerter {
        let people = ["aigul", "grace", "bekzat"].map { Sample.person($0, languages: languages) }
        let plain = Sample.alerter(responses: [response], recipients: people).rules
        return Alerter(
            AlertingRules(
                office: plain.office, claims: plain.claims, responses: plain.responses, places: Sample.places,
                sourcePlaces: [:], recipients: people, route: plain.route, tipping: plain.tipping,
                answering: AnsweringPolicy(approvers: approvers), channels: plain.channels,
                configurationHash: "c0ffee"))
    }

    private func reply(_ text: String, from person: String = "grace", minutes: Int64 = 0) -> Reply {
        Reply(
            channel: "mail", id: "\(person) \(minutes) \(text)", at: Sample.now.advanced(by: .minutes(minutes)),
            address: "\(person)@qala.example", isAuthentic: true, text: text)
    }

    private func lead(_ replies: [Reply], approvers: [String] = ["grace", "bekzat"]) -> [String] {
        alerter(approvers: approvers).approve(replies, record: AnswerRecord(), now: Sample.now).answers.map(\.unwrapped)
    }

    @Test("taken, taken in part, once more, no such text, no code, not yours: six answers, and none names the claim")
    func answers() throws {
        let cases: [(Reply, [String], String)] = [
            (reply("approve \(code.code)"), ["grace", "bekzat"], "Approved."),
            (reply("approve \(code.holdingCode)"), ["grace", "bekzat"], "Approved: the holding statement only."),
            (reply("approve \(code.code)"), ["grace"], "approve again after 2026-11-20 11:30."),
            (reply("approve 000001"), ["grace", "bekzat"], "No text has the code 000001 now."),
            (reply("approved"), ["grace", "bekzat"], "Which text?"),
            (reply("approve \(code.code)", from: "aigul"), ["grace", "bekzat"], "You are not among those who approve"),
        ]
        for (reply, approvers, words) in cases {
            let told = lead([reply], approvers: approvers)
            #expect(told.count == 1 && told[0].contains(words), "\(told)")
            #expect(!told[0].contains("poisoned"))
        }
        let twice = [reply("approve \(code.code)"), reply("approve \(code.code)", minutes: 31)]
        #expect(lead(twice, approvers: ["grace"]).last?.contains("Approved.") == true)
        let stranger = reply("approve \(code.code)", from: "nobody")
        #expect(lead([stranger]).isEmpty, "strangers are not answered")
    }

    @Test("six digits alone approve, and so do a tap and an ok; from somebody who may not approve they are no approval")
    func digits() {
        let alerter = alerter()
        let spaced = "\(code.code.prefix(3)) \(code.code.suffix(3))"
        for text in [
            code.code, spaced, "/approve_\(code.code)", "/approve_\(code.code)@qala_bot", "ok \(code.code)",
            "ОДОБРЯЮ \(code.code)",
        ] {
            var book = AckBook()
            let done = alerter.take([reply(text)], book: &book, now: Sample.now)
            #expect(done.approvals.count == 1 && done.answers.isEmpty, "\(text)")
            let taken = alerter.approve(done.approvals, record: AnswerRecord(), now: Sample.now)
            #expect(taken.approvals.map(\.coversAnswer) == [true], "\(text)")
            #expect(taken.approvals.first?.taken == Sample.now)
        }
        for (text, person) in [(code.code, "aigul"), ("ok 999998", "grace"), ("thanks \(code.code)", "grace")] {
            var book = AckBook()
            let done = alerter.take([reply(text, from: person)], book: &book, now: Sample.now)
            #expect(done.approvals.isEmpty, "\(text)")
        }
    }

    @Test("where nobody reads replies, the request says whom to tell the code", arguments: [true, false])
    func requests(isRead: Bool) throws {
        let alerter = alerter()
        var state = AlertingState()
        _ = alerter.advance((0..<3).map { Sample.post("p\($0)", author: "A\($0)") }, state: &state, now: Sample.now)
        let request = try #require(
            alerter.requests(
                state: state, record: AnswerRecord(), avoiding: DeadEnds(), repliedOver: isRead ? ["mail"] : [],
                now: Sample.now
            ).first { $0.recipient == "grace" }).unwrapped
        #expect(request.contains("reply: approve \(code.code)") == isRead)
        let command = "jibu approve water-poison --by grace --code \(code.code)"
        let told = "tell the office the code \(code.code). There: \(command)"
        #expect(request.contains(told) == !isRead, "\(request)")
    }

    @Test("who knows the matter is not asked for words that are whole and only wait for approval")
    func factOwner() {
        func asked(_ edit: (inout ResponseTemplate) -> Void) -> Bool {
            var response = Sample.response(languages: ["en"])
            response.factOwner = "aigul"
            for part in [\ResponseTemplate.Variant.warning, \.mythOnce, \.whyWrong, \.instead] {
                response.variants["en"]?[keyPath: part] = "Words."
            }
            edit(&response)
            let plain = Sample.alerter(
                responses: [response], recipients: ["aigul", "grace"].map { Sample.person($0) }).rules
            let alerter = Alerter(
                AlertingRules(
                    office: plain.office, claims: plain.claims, responses: plain.responses, places: Sample.places,
                    sourcePlaces: [:], recipients: plain.recipients, route: plain.route, tipping: plain.tipping,
                    answering: AnsweringPolicy(approvers: ["grace"]), channels: plain.channels,
                    configurationHash: "c0ffee"))
            var state = AlertingState()
            _ = alerter.advance((0..<3).map { Sample.post("p\($0)", author: "A\($0)") }, state: &state, now: Sample.now)
            let requests = alerter.requests(
                state: state, record: AnswerRecord(), avoiding: DeadEnds(), repliedOver: [], now: Sample.now)
            #expect(requests.contains { $0.recipient == "grace" })
            return requests.contains { $0.recipient == "aigul" }
        }
        #expect(!asked { _ in })
        #expect(!asked { $0.status = .draft })
        #expect(asked { $0.evidence = [] })
        #expect(asked { $0.variants["en"]?.instead = " " })
    }
}
