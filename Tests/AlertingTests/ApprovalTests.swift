import Model
import Testing

@testable import Alerting

@Suite("Approval is bound to the words")
struct ApprovalTests {
    private static let approvers = ["grace", "bekzat"]

    private func rules(
        approvers: [String] = approvers, response: ResponseTemplate, aloneAfter: TimeSpan = .minutes(30)
    ) -> AlertingRules {
        let people = ["aigul", "grace", "bekzat"].map { Sample.person($0) }
        let plain = Sample.alerter(responses: [response], recipients: people).rules
        return AlertingRules(
            office: plain.office, claims: plain.claims, responses: plain.responses, places: Sample.places,
            sourcePlaces: [:], recipients: people, route: plain.route, tipping: plain.tipping,
            answering: AnsweringPolicy(approvers: approvers, aloneAfter: aloneAfter), channels: plain.channels,
            configurationHash: "c0ffee")
    }

    private func approval(
        _ response: ResponseTemplate, by: String = "grace", minutes: Int64 = 0, coversAnswer: Bool = true
    ) -> Approval {
        let code = ApprovalCode(response)
        return Approval(
            claim: response.claim, hash: code.hash, holdingHash: code.holdingHash, coversAnswer: coversAnswer,
            approver: by, channel: "command", at: Sample.now.advanced(by: .minutes(minutes)))
    }

    private func answer(_ response: ResponseTemplate, _ approvals: [Approval], approvers: [String] = approvers)
        -> ResponseDecision
    {
        let rules = rules(approvers: approvers, response: response)
        var state = AlertingState()
        let posts = (0..<3).map { Sample.post("p\($0)", author: "A\($0)") }
        let alerts = Alerter(rules).advance(posts, state: &state, now: Sample.now).alerts
        return Responder(rules, record: AnswerRecord(approvals: approvals)).decide(
            claim: "water-poison", alerts: alerts, languages: ["en"], now: Sample.now.advanced(by: .hours(2)))
    }

    private static let edits: [(String, @Sendable (inout ResponseTemplate) -> Void)] = [
        ("fact", { $0.variants["en"]?.fact = "The water is safe!" }),
        ("warning", { $0.variants["ru"]?.warning = "x" }), ("myth", { $0.variants["en"]?.mythOnce = "x" }),
        ("why", { $0.variants["en"]?.whyWrong = "x" }), ("instead", { $0.variants["en"]?.instead = "x" }),
        ("action", { $0.variants["en"]?.action = "x" }), ("post", { $0.variants["en"]?.post += " " }),
        ("sms", { $0.variants["en"]?.sms = nil }), ("x", { $0.variants["en"]?.texts[.x] = "{{fact}}" }),
        ("spoken", { $0.variants["ru"]?.texts[.spoken] = "{{fact}}" }),
        ("question", { $0.variants["en"]?.hardQuestions = [.init(question: "a", answer: "b")] }),
        ("do not", { $0.variants["en"]?.doNot = ["x"] }), ("contact", { $0.contact = "x" }),
        ("next update", { $0.nextUpdate = Sample.now }), ("shows", { $0.evidence[0].shows = "x" }),
        ("copy", { $0.evidence[0].archiveURL = "https://copy.example/1" }),
        ("unknowns", { $0.variants["en"]?.unknowns = "x" }), ("no evidence", { $0.evidence = [] }),
        ("evidence", { $0.evidence[0].url += "2" }), ("review", { $0.reviewBy = Sample.day("2027-01-11") }),
        ("status", { $0.claimStatus = .misleading }), ("version", { $0.version += 1 }),
        ("language", { $0.variants["kk"] = $0.variants["en"] }),
    ]

    @Test("an approved text is given out with its approver; any edit voids the approval", arguments: edits.map(\.0))
    func voided(name: String) throws {
        let response = Sample.response()
        let decision = answer(response, [approval(response)])
        #expect(decision.answer?.approvedBy == "Grace")
        #expect(decision.answer?.approvedOn == Sample.day("2026-11-20"))
        var edited = response
        try #require(Self.edits.first { $0.0 == name }).1(&edited)
        let after = answer(edited, [approval(response)])
        #expect(after.answer == nil)
        #expect(after.refusal?.reason == .notApproved)
    }

    @Test("what moves from one list to another is another text")
    func boundaries() {
        var (left, right) = (Sample.response(), Sample.response())
        left.variants["en"]?.doNot = ["a", "b", "c"]
        right.variants["en"]?.doNot = ["a"]
        right.variants["en"]?.hardQuestions = [.init(question: "b", answer: "c")]
        #expect(ApprovalCode(left).hash != ApprovalCode(right).hash)
        (left, right) = (Sample.response(), Sample.response())
        left.evidence[0].archiveURL = "https://copy.example/1"
        right.evidence[0].shows = "https://copy.example/1"
        #expect(ApprovalCode(left).hash != ApprovalCode(right).hash)
    }

    @Test("who owns the file and what its status says does not change the words")
    func others() {
        var response = Sample.response()
        let before = ApprovalCode(response)
        (response.owner, response.approvedBy, response.status) = ("x", nil, .draft)
        #expect(ApprovalCode(response) == before)
        #expect(before.code.count == 6 && before.code.allSatisfy(\.isNumber) && before.code != before.holdingCode)
        #expect(answer(response, [approval(response)]).answer != nil)
    }

    @Test("without named approvers the status in the file counts; with them it does not")
    func fileStatus() {
        let response = Sample.response()
        #expect(answer(response, [], approvers: []).answer?.approvedBy == "Head of the Water Utility")
        #expect(answer(response, []).refusal?.reason == .notApproved)
        #expect(answer(response, [approval(response, by: "aigul")]).refusal?.reason == .notApproved)
    }

    @Test(
        "somebody who approves alone approves twice, the delay apart",
        arguments: [([Int64(0)], false), ([0, 29], false), ([0, 30], true), ([0, 5, 31], true), ([0, 0], false)])
    func alone(minutes: [Int64], isApproved: Bool) {
        let response = Sample.response()
        let decision = answer(
            response, minutes.map { approval(response, minutes: $0) }, approvers: ["grace"])
        #expect((decision.answer != nil) == isApproved)
        if !isApproved {
            #expect(decision.refusal?.reason == .readAgain(Sample.now.advanced(by: .minutes(30))))
        }
    }

    @Test("the owner of a text approves it alone, however many approvers there are")
    func owner() {
        var response = Sample.response()
        response.owner = "grace@qala.example"
        #expect(answer(response, [approval(response)]).answer == nil)
        #expect(answer(response, [approval(response), approval(response, by: "bekzat")]).answer != nil)
    }

    @Test("the holding statement keeps its own approval, and goes out while the answer may not")
    func holding() {
        var response = Sample.response()
        response.variants["en"]?.holding = "We are looking into it. {{contact}}"
        let approvals = [approval(response, coversAnswer: false)]
        var decision = answer(response, approvals)
        #expect(decision.answer == nil)
        #expect(decision.holding?.text == "We are looking into it. +0 000 00 00")
        #expect(decision.holding?.approvedBy == "Grace")
        response.variants["en"]?.post += " More."
        response.variants["ru"]?.fact = "Other words, in a language without a holding statement."
        #expect(answer(response, approvals).holding != nil)
        response.variants["en"]?.holding = "We know nothing. {{contact}}"
        decision = answer(response, approvals)
        #expect(decision.holding == nil && decision.answer == nil)
    }

    @Test(
        "no word that a holding statement can name changes without voiding its approval",
        arguments: ["fact", "warning", "myth", "why", "instead", "action", "unknowns", "contact", "evidence", "next update"])
    func holdingVoided(name: String) throws {
        var response = Sample.response()
        response.variants["en"]?.holding = "We look into it: {{fact}} {{link}} {{next_update}}"
        response.variants["ru"]?.holding = "We look into it: {{warning}}"
        let approvals = [approval(response, coversAnswer: false)]
        #expect(answer(response, approvals).holding != nil)
        try #require(Self.edits.first { $0.0 == name }).1(&response)
        #expect(answer(response, approvals).holding == nil)
    }

    @Test("without named approvers a draft's holding statement needs the name of who approved it")
    func holdingOfDraft() {
        var response = Sample.response(status: .draft)
        response.variants["en"]?.holding = "We look into it."
        #expect(answer(response, [], approvers: []).holding == nil)
        response.holdingApprovedBy = "The mayor"
        #expect(answer(response, [], approvers: []).holding?.approvedBy == "The mayor")
    }

    // MARK: Replies

    private func take(_ text: String, from: String = "grace@qala.example", isAuthentic: Bool = true)
        -> Approving.Taking
    {
        let rules = rules(response: Sample.response())
        return Approving(rules, AnswerRecord()).take(
            Reply(channel: "mail", id: "r1", at: Sample.now, address: from, isAuthentic: isAuthentic, text: text))
    }

    @Test("a reply with the code approves, whatever word of six languages it begins with")
    func replies() throws {
        let code = ApprovalCode(Sample.response())
        for word in ["approve", "Approve:", "ОДОБРЯЮ", "мақұлдаймын", "naidhinisha", "Nemeje", "J’approuve"] {
            #expect(Approving.isApproval("\(word) 1"))
            guard case .approval(let approval) = take("\(word) \(code.code)\nthanks") else {
                Issue.record("\(word) was not taken")
                continue
            }
            #expect(approval.coversAnswer && approval.hash == code.hash && approval.approver == "grace")
            #expect(approval.externalID == "r1" && approval.channel == "mail")
        }
        guard case .approval(let holding) = take("approve \(code.holdingCode)") else {
            Issue.record("the holding statement was not taken")
            return
        }
        #expect(!holding.coversAnswer)
        #expect(!Approving.isApproval("ack 12345") && !Approving.isApproval(""))
    }

    @Test("nothing else approves: another code, another sender, or a sender whom nothing vouches for")
    func refused() {
        let code = ApprovalCode(Sample.response()).code
        let wrong = String(code.reversed())
        let cases: [(Approving.Taking, String)] = [
            (take("approve"), "no text has the code that it gives"), (take("approve 1234567"), "no text has the code"),
            (take("approve \(wrong == code ? "000000" : wrong)"), "(any more)"),
            (take("approve \(code)", from: "aigul@qala.example"), "its sender is no approver"),
            (take("approve \(code)", from: "stranger@evil.example"), "its sender is no approver"),
            (take("approve \(code)", isAuthentic: false), "nothing vouches for its sender"),
        ]
        for (taking, words) in cases {
            guard case .refused(let why, _) = taking else {
                Issue.record("\(taking) was taken")
                continue
            }
            #expect(why.contains(words), "\(why)")
        }
    }
}
