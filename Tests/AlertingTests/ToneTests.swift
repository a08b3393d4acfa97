import Model
import Testing
import Text

@testable import Alerting

@Suite("Posts that read like opinion, a question or a denial")
struct ToneTests {
    private static let channels: [String: ChannelFormat] = [
        "mail": .mail(from: "Jibu <jibu@qala.example>", domain: "qala.example"), "telegram": .telegram,
    ]
    private static let chat = Recipient.Address(channel: "telegram", address: "77")
    private static let mail = Recipient.Address(channel: "mail", address: "aigul@qala.example")

    private func alerter(_ severity: Severity = .high, channels: [Recipient.Address] = [mail]) -> Alerter {
        Sample.alerter(
            claims: [Sample.claim(severity: severity)], responses: [Sample.response()],
            recipients: [Sample.person("aigul", channels: channels)], channels: Self.channels)
    }

    private func denial(_ number: Int, at now: Instant = Sample.now) -> MatchedPost {
        let text = "Сообщение номер \(number * 31): неправда, что вода отравлена, говорит лаборатория района \(number)."
        return Sample.post("d\(number)", text, hit: "вода отравлена", author: "D\(number)", at: now)
    }

    private func decide(_ posts: [MatchedPost], _ alerter: Alerter) -> ResponseDecision {
        var state = AlertingState()
        _ = alerter.advance(posts, state: &state, now: Sample.now)
        return Responder(alerter.rules).decide(
            claim: "water-poison", alerts: state.counted(claim: "water-poison"), languages: ["en"], now: Sample.now)
    }

    @Test("they never carry text to post, however many and however grave", arguments: [Severity.high, .critical])
    func noText(severity: Severity) {
        let decision = decide((0..<9).map { denial($0) }, alerter(severity))
        #expect(decision.kind == .monitor && decision.cause == .aside)
        #expect(decision.answer == nil && decision.holding == nil && decision.refusal == nil)
        #expect(decision.inputs.aside == [AsidePosts(kind: .denial, posts: 9, signs: ["неправда"])])
        #expect(decision.words.contains(#"not counted: 9 posts that by the words "неправда" read like denial"#))
    }

    @Test("they do not help a claim over the tipping point; plain tellings do")
    func uncounted() {
        let plain = (0..<3).map { Sample.post("p\($0)", author: "A\($0)") }
        let few = decide(Array(plain.prefix(2)) + (0..<5).map { denial($0) }, alerter())
        #expect(few.kind == .monitor && few.reach.posts == 2)
        let enough = decide(plain + (0..<5).map { denial($0) }, alerter())
        #expect(enough.kind == .respond && enough.answer != nil && enough.reach.posts == 3)
    }

    @Test("the digest says what was not counted, and by which words that was guessed")
    func explained() throws {
        var desk = TestDesk(alerter())
        desk.take([denial(1), Sample.post("p1"), Sample.post("p2", author: "B")], at: Sample.now)
        let text = try #require(desk.send(at: Sample.now).digests.first).unwrapped
        #expect(text.contains("Not counted for this advice: 1 post; by the words (неправда) this is a denial."))
        #expect(text.contains("Decided by: 2 posts by 2 authors"))
    }

    @Test("they ring on no phone: they wait for the daily mail, and a plain telling does not wait with them")
    func quiet() throws {
        var desk = TestDesk(alerter(channels: [Self.chat, Self.mail]))
        desk.take(denial(1), at: Sample.now)
        let morning = Sample.instant("2026-11-21T03:00:00Z")
        #expect(desk.queue.map(\.notBefore) == [morning] && desk.queue.allSatisfy { !$0.interrupts })
        let later = Sample.now.advanced(by: .hours(1))
        desk.take(Sample.post("p1", at: later), at: later)
        let ring = desk.send(at: later)
        #expect(ring.digests.map(\.channel) == ["telegram"])
        let text = try #require(ring.digests.first).text
        #expect(text.contains("вода в наших кранах отравлена") && !text.contains("лаборатория"))
        #expect(text.contains("1 post by 1 author"), "only what tells it plainly is shown on a phone")
        let mail = desk.send(at: morning)
        #expect(mail.digests.map(\.channel) == ["mail"] && mail.withdrawn.isEmpty && desk.queue.isEmpty)
    }

    @Test("a pager is a phone, and what the office says of a channel counts: satire goes to the first that is calm")
    func ringing() throws {
        let people = [Sample.person("aigul", channels: [
            Recipient.Address(channel: "pager", address: "7"), Recipient.Address(channel: "hook", address: "office"),
            Recipient.Address(channel: "mail", address: "aigul@qala.example"),
        ])]
        func channels(_ ringing: [String: Bool]) throws -> [String] {
            let formats: [String: ChannelFormat] = [
                "pager": .text, "hook": .webhook, "mail": .mail(from: "jibu@qala.example", domain: "qala.example"),
            ]
            var desk = TestDesk(Sample.alerter(recipients: people, channels: formats, ringing: ringing))
            desk.take(denial(1), at: Sample.now)
            return desk.send(at: Sample.instant("2026-11-21T03:00:00Z")).digests.map(\.channel)
        }
        #expect(try channels([:]) == ["hook"])
        #expect(try channels(["hook": true]) == ["mail"])
        #expect(try channels(["pager": false]) == ["pager"])
    }

    @Test("who has nothing but a phone hears of a denial with the daily digest, of satire never")
    func phoneOnly() throws {
        var desk = TestDesk(alerter(channels: [Self.chat]))
        let satire = Sample.post("s1", "#сатира Срочно: вода отравлена, пейте квас", hit: "вода отравлена", author: "S")
        desk.take(satire, at: Sample.now)
        let morning = Sample.instant("2026-11-21T03:00:00Z")
        let none = desk.send(at: morning)
        #expect(none.digests.isEmpty)
        #expect(none.withdrawn.map(\.why) == ["what is no claim, or reads like opinion, is not told over telegram"])

        let later = morning.advanced(by: .hours(1))
        desk.take(denial(1, at: later), at: later)
        #expect(desk.queue.allSatisfy { !$0.interrupts }, "it wakes nobody")
        let next = desk.send(at: morning.advanced(by: .days(1)))
        #expect(next.digests.map(\.channel) == ["telegram"] && next.withdrawn.isEmpty)
        let text = try #require(next.digests.first).text
        #expect(text.contains("by the words (неправда) this is a denial") && !text.contains("квас"))

        let plain = later.advanced(by: .days(2))
        desk.take(Sample.post("p1", at: plain), at: plain)
        #expect(desk.send(at: plain).digests.map(\.channel) == ["telegram"])
    }

    @Test("a person's word goes before the guess, both ways")
    func labelled() throws {
        let alerter = alerter()
        var state = AlertingState()
        _ = alerter.advance(
            [denial(1)] + (0..<3).map { Sample.post("p\($0)", author: "A\($0)") }, state: &state, now: Sample.now)
        func decide() -> ResponseDecision {
            Responder(alerter.rules).decide(
                claim: "water-poison", alerts: state.counted(claim: "water-poison"), languages: ["en"], now: Sample.now)
        }
        #expect(decide().kind == .respond)
        func label(_ post: String, _ isOpinion: Bool) -> AlertingState.PostLabel {
            .init(post: post, claim: "water-poison", isOpinion: isOpinion)
        }
        let changed = state.take([label("p0", true), label("p9", true)])
        #expect(changed.map(\.post) == ["p0"] && changed.first?.tone == Tone(kind: .opinion, signs: ["label"]))
        #expect(decide().kind == .monitor && decide().reach.posts == 2)
        #expect(state.take([label("p0", true)]).isEmpty, "the same word twice changes nothing")
        #expect(state.take([label("d1", false)]).map(\.tone) == [nil])
        #expect(decide().kind == .respond && decide().inputs.aside.map(\.kind) == [.opinion])
    }

    @Test("of a topic that has no claim yet every word counts")
    func topic() {
        var watch = Sample.claim()
        watch.isTopicWatch = true
        var state = AlertingState()
        _ = Sample.alerter(claims: [watch]).advance([denial(1)], state: &state, now: Sample.now)
        #expect(state.alerts.values.flatMap(\.posts).map(\.tone) == [nil])
    }
}
