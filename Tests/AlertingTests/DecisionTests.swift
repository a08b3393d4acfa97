import Model
import Testing

@testable import Alerting

@Suite("Respond, monitor, ignore or refer")
struct DecisionTests {
    private static let reader = Sample.person("aigul", areas: ["qala"])

    private func decide(
        _ posts: [MatchedPost], claim: Claim = Sample.claim(), response: ResponseTemplate = Sample.response(),
        tipping: TippingPoint = TippingPoint(posts: 3, authors: 2, severity: .critical), record: AnswerRecord = .init(),
        reader: Recipient? = reader, change: (inout [Alert]) -> Void = { _ in }
    ) -> ResponseDecision {
        let alerter = Sample.alerter(
            claims: [claim], responses: [response], recipients: [Self.reader, Sample.person("juma")], tipping: tipping)
        var state = AlertingState()
        var alerts = alerter.advance(posts, state: &state, now: Sample.now).alerts
        change(&alerts)
        return Responder(alerter.rules, record: record).decide(
            claim: claim.id, alerts: alerts, languages: ["en"], reader: reader, now: Sample.now)
    }

    private func posts(
        _ count: Int, platform: (Int) -> String = { _ in "feed" }, places: [String] = ["qala"], hoursAgo: Int64 = 0
    ) -> [MatchedPost] {
        (0..<count).map {
            Sample.post(
                "p\($0)", platform: platform($0), author: "A\($0)",
                published: Sample.now.advanced(by: .hours(-hoursAgo)), places: places)
        }
    }

    @Test(
        "opinion, criticism and satire are left alone, an experiment is watched, and neither carries text",
        arguments: [
            (Claim.Kind.opinion, ResponseDecision.Kind.ignore), (.criticism, .ignore), (.satire, .ignore),
            (.experimental, .monitor), (.claim, .respond),
        ])
    func kinds(kind: Claim.Kind, expected: ResponseDecision.Kind) {
        var claim = Sample.claim(severity: .critical)
        claim.kind = kind
        let decision = decide(posts(9), claim: claim)
        #expect(decision.kind == expected)
        #expect((decision.answer != nil) == (kind == .claim))
        #expect(decision.holding == nil && decision.refusal == nil)
    }

    @Test("what the office settled holds whatever the numbers say")
    func settled() {
        var response = Sample.response()
        response.decision = .init(choice: .refer, reason: "It is their register.", referTo: "the land office")
        var decision = decide(posts(9), response: response)
        #expect(decision.kind == .refer && decision.answer == nil)
        #expect(decision.words.contains("the land office answers it: It is their register."))
        response.decision = .init(choice: .monitor)
        decision = decide(posts(9), response: response)
        #expect(decision.kind == .monitor && decision.answer == nil)
        response.decision = .init(choice: .ignore, reason: "A joke.")
        #expect(decide(posts(9), response: response).kind == .ignore)
    }

    @Test("a claim may have its own tipping point")
    func own() {
        var response = Sample.response()
        response.decision.respondFrom = TippingPoint(posts: 6, authors: 2, severity: .critical)
        #expect(decide(posts(5), response: response).kind == .monitor)
        #expect(decide(posts(6), response: response).kind == .respond)
    }

    @Test("every number of the tipping point must be reached")
    func numbers() {
        var point = TippingPoint(posts: 3, authors: 2, platforms: 2, severity: .critical)
        #expect(decide(posts(4), tipping: point).kind == .monitor)
        #expect(decide(posts(4) { $0 == 0 ? "telegram" : "feed" }, tipping: point).kind == .respond)
        point = TippingPoint(posts: 3, authors: 2, speed: 3, severity: .critical)
        #expect(decide(posts(4, hoursAgo: 7), tipping: point).kind == .monitor)
        #expect(decide(posts(4, hoursAgo: 5), tipping: point).kind == .respond)
        point = TippingPoint(posts: 3, authors: 2, localShare: 50, severity: .critical)
        #expect(decide(posts(4, places: ["elsewhere"]), tipping: point).kind == .monitor)
        #expect(decide(posts(4, places: ["north"]), tipping: point).kind == .respond)
    }

    @Test("nobody knows how far tips went: they are watched, unless the harm is high")
    func unknownReach() {
        let tips = (0..<9).map { Sample.post("t\($0)", kind: .person, author: nil) }
        let mild = decide(tips, claim: Sample.claim(severity: .medium))
        #expect(mild.kind == .monitor && mild.cause == .unknownReach && mild.reach.isUnknown)
        #expect(decide([tips[0]], claim: Sample.claim(severity: .high)).kind == .respond)
        let known = decide(tips + posts(1), claim: Sample.claim(severity: .medium))
        #expect(!known.reach.isUnknown)
    }

    @Test("what somebody answered here already is watched")
    func answered() {
        let decision = decide(posts(9)) { $0[0].state = .responded }
        #expect(decision.kind == .monitor && decision.cause == .answered && decision.inputs.isAnswered)
    }

    @Test("one voice: while another person of the area has it, a reader gets no text; the one who has it does")
    func voice() {
        let claimed = { (alerts: inout [Alert]) in alerts[0].state = .claimed }
        var alert = ""
        _ = decide(posts(9)) { alert = $0[0].id }
        let others = AnswerRecord(claimedBy: [alert: "juma"])
        let decision = decide(posts(9), record: others, change: claimed)
        #expect(decision.kind == .respond && decision.answer == nil && decision.holding == nil)
        #expect(decision.refusal?.reason == .taken(by: "Juma"))
        let own = AnswerRecord(claimedBy: [alert: "aigul"])
        #expect(decide(posts(9), record: own, change: claimed).answer != nil)
        let far = decide(posts(9), record: others) { alerts in
            claimed(&alerts)
            var near = alerts[0]
            (near.id, near.state) = ("other", .notified)
            near.places = [AlertPlace(place: "qala", reason: .text)]
            alerts[0].places = [AlertPlace(place: "elsewhere", reason: .text)]
            alerts = [near, alerts[0]]
        }
        #expect(far.answer == nil, "the places of both alerts are the places that are asked about")
    }

    @Test("a claim that is right after all is not denied any more")
    func rightAfterAll() {
        var response = Sample.response()
        response.claimStatus = .true
        let decision = decide(posts(9), response: response)
        #expect(decision.kind == .monitor && decision.cause == .trueAfterAll)
        #expect(decision.answer == nil && decision.refusal == nil && decision.holding == nil)
        #expect(decision.words.contains("it is true after all: do not deny it"))
    }

    @Test("a holding statement that was approved for itself outlives its answer, but not that the claim is right")
    func holding() {
        var response = Sample.response(status: .draft)
        response.variants["en"]?.holding = "We look into it."
        response.holdingApprovedBy = "The mayor"
        #expect(decide(posts(9), response: response).holding?.text == "We look into it.")
        let edits: [(inout ResponseTemplate) -> Void] = [
            { $0.status = .expired }, { ($0.status, $0.reviewBy) = (.approved, Sample.day("2026-11-19")) },
        ]
        for edit in edits {
            var edited = response
            edit(&edited)
            var decision = decide(posts(9), response: edited)
            #expect(decision.holding?.approvedBy == "The mayor" && decision.answer == nil && decision.refusal != nil)
            edited.holdingApprovedBy = nil
            decision = decide(posts(9), response: edited)
            #expect(decision.holding == nil, "what was approved with the answer is over with it")
        }
        response.claimStatus = .true
        #expect(decide(posts(9), response: response).holding == nil)
    }

    @Test("what is no claim waits for the daily digest, and is not told over a chat or an SMS at all")
    func instant() {
        var claim = Sample.claim(severity: .critical)
        claim.kind = .satire
        let mail = Sample.person("aigul")
        let chat = Sample.person("juma", channels: [.init(channel: "telegram", address: "77")])
        let alerter = Sample.alerter(
            claims: [claim], recipients: [mail, chat],
            channels: ["mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"), "telegram": .telegram])
        var state = AlertingState()
        let changes = alerter.advance(posts(9), state: &state, now: Sample.now)
        #expect(changes.notices.count == 2)
        #expect(changes.notices.allSatisfy { $0.held?.hasPrefix("daily digest") == true })
        let later = Sample.now.advanced(by: .days(1))
        let alerts = Dictionary(uniqueKeysWithValues: changes.alerts.map { ($0.id, $0) })
        let batch = alerter.digests(due: changes.notices, alerts: alerts, alreadyTold: [], now: later)
        #expect(batch.digests.map(\.recipient) == ["aigul"])
        #expect(batch.withdrawn.map(\.why) == ["what is no claim, or reads like opinion, is not told over telegram"])
        #expect(batch.digests.first?.text.contains("copy from here") == false)
    }
}
