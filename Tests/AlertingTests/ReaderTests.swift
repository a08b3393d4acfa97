import Model
import Testing

@testable import Alerting

/// An entry is written for its reader: their stories, their places, their language.
@Suite("What one reader gets")
struct ReaderTests {
    private static let early = Sample.now.advanced(by: .hours(-20))
    private static let north = "В северном районе говорят: вода в наших кранах отравлена с прошлой недели, дети болеют."
    private static let elsewhere =
        "Далеко отсюда жители пишут, что водопровод испорчен и вода в наших кранах отравлена навсегда, утверждают они."

    private func post(
        _ id: String, _ text: String, places: [String], at seen: Instant = Sample.now, published: Instant? = nil
    ) -> MatchedPost {
        Sample.post(id, text, author: "Paper \(id)", at: seen, published: published, places: places)
    }

    /// Posts in two stories: two in North End, three elsewhere.
    private var posts: [MatchedPost] {
        [
            post("n1", Self.north, places: ["north"], published: Self.early),
            post("n2", Self.north + " Передайте!", places: ["region"]),
            post("e1", Self.elsewhere, places: ["elsewhere"], published: Self.early.advanced(by: .hours(-9))),
            post("e2", Self.elsewhere + " Да!", places: ["elsewhere"]),
            post("e3", Self.elsewhere + " Правда!", places: ["elsewhere"]),
        ]
    }

    private func digest(
        _ posts: [MatchedPost], _ person: Recipient, claims: [Claim] = [Sample.claim(areas: [])],
        responses: [ResponseTemplate] = []
    ) throws -> Digest {
        let alerter = Sample.alerter(claims: claims, responses: responses, recipients: [person])
        var state = AlertingState()
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        let batch = alerter.digests(due: changes.notices, alerts: state.alerts, alreadyTold: [], now: Sample.now)
        return try #require(batch.digests.first)
    }

    @Test("an entry shows the stories routed to its reader and counts the others in one line")
    func ownStories() throws {
        let text = try digest(posts, Sample.person("aigul", areas: ["qala"])).text
        #expect(text.contains("Found: 2 posts by 2 authors on websites and forums"))
        #expect(text.contains("3 more posts elsewhere, counted for this advice."))
        #expect(text.contains("Paper n1") && !text.contains("Paper e1"))
        #expect(!text.contains("Elsewhere") && !text.contains("испорчен"))
    }

    @Test("the advice looks at the claim everywhere")
    func adviceEverywhere() throws {
        let person = Sample.person("aigul", areas: ["qala"])
        #expect(try digest(posts, person, responses: [Sample.response()]).text.contains("Answer now."))
        #expect(try digest(Array(posts.prefix(2)), person).text.contains("Watch, do not answer yet."))
    }

    @Test("a reader for every place gets every story, and no line about others")
    func everywhere() throws {
        let text = try digest(posts, Sample.person("grace")).text
        #expect(text.contains("Found: 5 posts by 5 authors") && !text.contains("elsewhere, counted"))
    }

    @Test("a story told before is part of the entry of an update")
    func toldBefore() throws {
        let person = Sample.person("aigul", areas: ["qala"])
        let alerter = Sample.alerter(claims: [Sample.claim(areas: [])], recipients: [person])
        var state = AlertingState()
        let first = alerter.advance(Array(posts.prefix(2)), state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .hours(2))
        let new = "Совсем другой рассказ из южной части города: вода в наших кранах отравлена, сказал сосед вчера."
        let more = (0..<3).map { post("s\($0)", new, places: ["south"], at: later) }
        let changes = alerter.advance(more, state: &state, now: later)
        let batch = alerter.digests(
            due: changes.notices, alerts: state.alerts, alreadyTold: first.notices, now: later)
        let text = try #require(batch.digests.first).text
        #expect(text.contains("5 posts by 5 authors on websites and forums; 3 more since the last message"))
        #expect(text.contains("North End") && text.contains("South End"))
    }

    @Test("own areas come first in the list of places")
    func ownAreasFirst() throws {
        let story = [post("a", Self.north, places: ["elsewhere"]), post("b", Self.north + " Да", places: ["south"])]
        let lines = try digest(story, Sample.person("aigul", areas: ["qala"])).text.split(separator: "\n")
        let places = lines.filter { $0.hasSuffix("(named in the text)") }
        #expect(places == ["   - South End (named in the text)", "   - Elsewhere (named in the text)"])
    }

    @Test("a place that two stories know for two reasons is named once, with the stronger one")
    func placeOnce() throws {
        let other = "Совсем другой рассказ из южной части города: вода в наших кранах отравлена, сказал сосед вчера."
        let story = [post("a", Self.north, places: []), post("b", other, places: ["qala"])]
        let lines = try digest(story, Sample.person("aigul")).text.split(separator: "\n")
        #expect(lines.filter { $0.contains("Qala (") } == ["   Place: Qala (named in the text)"])
    }

    @Test("the answer names the reader's own place")
    func answersPlace() throws {
        let response = Sample.response(post: "{{fact}} {{place}}.", sms: nil)
        let story = [post("a", Self.north, places: ["elsewhere"]), post("b", Self.north + " Да", places: ["south"])]
        let text = try digest(
            story + [post("c", Self.north + "!", places: ["elsewhere"])], Sample.person("aigul", areas: ["qala"]),
            responses: [response]).text
        #expect(text.contains("The tap water of Qala is safe. South End."))
    }

    @Test("the first time is the earliest publication, unless that lies after the moment of seeing")
    func firstTime() throws {
        let published = try digest(posts, Sample.person("aigul", areas: ["qala"])).text
        #expect(published.contains("First seen: 2026-11-19 15:00 (20 hours ago)"))
        let future = post("f", Self.north, places: ["north"], published: Sample.now.advanced(by: .days(3)))
        #expect(try digest([future], Sample.person("aigul")).text.contains("First seen: 2026-11-20 11:00 (just now)"))
    }

    @Test(
        "title and statement are in the reader's language, or as the list has them",
        arguments: [
            (["ru"], "1. Качество воды", "«В Кале отравлена вода.»"),
            (["kk", "ru"], "1. Качество воды", "«В Кале отравлена вода.»"), (["fr"], "1. Water", "« It is poisoned. »"),
        ])
    func languages(languages: [String], title: String, statement: String) throws {
        var claim = Sample.claim(title: "Water", statement: "It is poisoned.")
        (claim.titles, claim.statements) = (["ru": "Качество воды"], ["ru": "В Кале отравлена вода."])
        let text = try digest(posts, Sample.person("aigul", languages: languages), claims: [claim]).text
        #expect(text.contains(title) && text.contains(statement))
    }

    @Test("growth elsewhere does not interrupt")
    func growthElsewhere() throws {
        let person = Sample.person("aigul", areas: ["qala"])
        let alerter = Sample.alerter(
            claims: [Sample.claim(areas: [])], recipients: [person],
            tipping: TippingPoint(posts: 1, authors: 1, severity: .critical))
        var state = AlertingState()
        _ = alerter.advance(Array(posts.prefix(2)), state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .hours(2))
        let more =
            (0..<9).map { post("x\($0)", Self.elsewhere, places: ["elsewhere"], at: later) }
            + [post("y", Self.north + " Опять!", places: ["north"], at: later)]
        let changes = alerter.advance(more, state: &state, now: later)
        #expect(changes.notices.map(\.held) == ["daily digest at 2026-11-21 08:00 Asia/Almaty"])
    }
}
