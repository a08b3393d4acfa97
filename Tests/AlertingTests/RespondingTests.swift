import Model
import Testing

@testable import Alerting

@Suite("Answer or watch")
struct RespondingTests {
    private func decide(
        _ count: Int, severity: Severity = .high, response: ResponseTemplate? = Sample.response(),
        languages: [String] = [], office: [String] = ["en"], now: Instant = Sample.now, kind: AuthorKind = .outlet
    ) -> ResponseDecision {
        let alerter = Sample.alerter(
            claims: [Sample.claim(severity: severity)], responses: response.map { [$0] } ?? [], languages: office)
        var state = AlertingState()
        let posts = (0..<count).map { Sample.post("p\($0)", kind: kind, author: "A\($0)") }
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        return Responder(alerter.rules).decide(
            claim: "water-poison", alerts: changes.alerts, languages: languages, now: now)
    }

    @Test("below the tipping point there is advice to watch and no text to post")
    func below() {
        let decision = decide(2)
        #expect(decision.kind == .monitor)
        #expect(decision.answer == nil && decision.refusal == nil)
        #expect(decision.words.last == "no text to post: an answer now would spread what few have seen")
    }

    @Test("from the tipping point on the approved answer is given")
    func above() {
        let decision = decide(3)
        #expect(decision.kind == .respond)
        #expect(
            decision.answer?.post
                == "The tap water of Qala is safe. 1 < 2 & \"3\". +0 000 00 00 https://water.qala.example/report")
        #expect(
            decision.words.first
                == "respond: 3 posts by 3 authors on feed, severity high; answers start at 3 posts by 2 authors, or at severity critical"
        )
    }

    @Test("a grave claim is answered whatever its reach")
    func grave() { #expect(decide(1, severity: .critical).kind == .respond) }

    @Test(
        "without an approved, current answer there is no text, and the owner is named",
        arguments: [
            (ResponseTemplate?.none, "there is none for this claim", "analyst@qala.example"),
            (Sample.response(status: .draft), "it is still a draft", "owner@qala.example"),
            (Sample.response(status: .expired), "it was withdrawn as expired", "owner@qala.example"),
            (Sample.response(reviewBy: "2026-11-19"), "its review was due on 2026-11-19", "owner@qala.example"),
            (Sample.response(post: "{{#fact}} never closed"), "its template cannot be rendered", "owner@qala.example"),
            (
                Sample.response(post: String(repeating: "x", count: 9000)), "its template cannot be rendered",
                "owner@qala.example"
            ),
            (Sample.response(languages: []), "there is none for this claim", "owner@qala.example"),
        ])
    func refused(response: ResponseTemplate?, why: String, owner: String) {
        let decision = decide(5, response: response)
        #expect(decision.kind == .respond)
        #expect(decision.answer == nil)
        #expect(decision.words.last == "no approved answer: \(why); ask \(owner)")
    }

    @Test("an answer holds through the whole day of its review, in the office's zone")
    func lastDay() {
        let response = Sample.response(reviewBy: "2026-11-20")
        #expect(decide(5, response: response, now: Sample.instant("2026-11-20T18:59:59Z")).answer != nil)
        #expect(decide(5, response: response, now: Sample.instant("2026-11-20T19:00:00Z")).answer == nil)
    }

    @Test(
        "languages fall back from the recipient's to the office's to the answer's own",
        arguments: [
            (["ru", "en"], ["en"], "ru"), (["kk", "ru"], ["en"], "ru"), (["kk"], ["sw", "en"], "en"),
            (["kk"], ["sw"], "en"), ([], [], "en"),
        ])
    func languages(wanted: [String], office: [String], expected: String) {
        #expect(decide(5, languages: wanted, office: office).answer?.language == expected)
    }

    @Test("values are put in as they are: no HTML escaping, and braces in a value stay text")
    func values() {
        var response = Sample.response(languages: ["en"], post: "{{fact}}|{{place}}|{{unknown}}|{{{contact}}}")
        response.variants["en"]?.fact = "<b>{{contact}}</b> {{#x}}"
        #expect(decide(5, response: response).answer?.post == "<b>{{contact}}</b> {{#x}}|Qala||+0 000 00 00")
    }
}
