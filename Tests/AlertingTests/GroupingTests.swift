import Model
import Testing
import Text

@testable import Alerting

@Suite("Posts become stories and alerts")
struct GroupingTests {
    let alerter = Sample.alerter()
    let other =
        "Совсем другой длинный текст о погоде: завтра обещают снег, сильный ветер и гололёд на всех дорогах области."

    @Test("copies of one text are one story with one alert that counts them")
    func copies() throws {
        var state = AlertingState()
        let changes = alerter.advance(
            [
                Sample.post("a"), Sample.post("b", "ВНИМАНИЕ! " + Sample.longText, author: "B"),
                Sample.post("c", other, hit: nil),
            ], state: &state, now: Sample.now)
        let alert = try #require(changes.alerts.first)
        #expect(changes.alerts.count == 1)
        #expect(alert.story == "a")
        #expect(alert.posts.map(\.post.id) == ["a", "b"])
        #expect(alert.id.count == 16)
        #expect(state.story(of: "c") == "c")
        #expect(changes.notices.map(\.kind) == [.new])
    }

    @Test("an unmatched post is the head of the story that a matching copy joins")
    func unmatchedHead() throws {
        var state = AlertingState()
        let changes = alerter.advance(
            [Sample.post("a", hit: nil), Sample.post("b")], state: &state, now: Sample.now)
        #expect(try #require(changes.alerts.first).story == "a")
        #expect(try #require(changes.alerts.first).posts.map(\.post.id) == ["b"])
    }

    @Test("an edit of a counted post does not count again")
    func editOfCounted() {
        var state = AlertingState()
        _ = alerter.advance([Sample.post("a")], state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .hours(1))
        let changes = alerter.advance(
            [Sample.post("a", Sample.longText + " Обновлено.", version: 2, at: later)], state: &state, now: later)
        #expect(changes.alerts.isEmpty)
        #expect(changes.notices.isEmpty)
        #expect(changes.members.map(\.story) == ["a"])
    }

    @Test("an edit that first matches opens an alert in the story of its post")
    func editThatFirstMatches() throws {
        var state = AlertingState()
        _ = alerter.advance([Sample.post("a", other, hit: nil)], state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .hours(1))
        let changes = alerter.advance([Sample.post("a", version: 2, at: later)], state: &state, now: later)
        let alert = try #require(changes.alerts.first)
        #expect(alert.story == "a")
        #expect(alert.posts.map(\.post.version) == [2])
        #expect(changes.notices.map(\.kind) == [.new])
    }

    @Test("a post that is a copy of two stories joins them, and the younger alert closes silently into the older")
    func merge() throws {
        let first =
            "Жители северной части города рассказали журналистам, что вода в наших кранах отравлена уже неделю подряд."
        let second =
            "Глава района пообещал разобраться с жалобами, проверить все трубы и доложить о результатах до пятницы."
        var state = AlertingState()
        _ = alerter.advance([Sample.post("a", first, author: "A")], state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .hours(1))
        let hit = "проверить все трубы"
        let before = alerter.advance(
            [Sample.post("b", second, hit: hit, author: "B", at: later)], state: &state, now: later)
        let younger = try #require(before.alerts.first)
        let last = later.advanced(by: .hours(1))
        let changes = alerter.advance(
            [Sample.post("c", first + " " + second, author: "C", at: last)], state: &state, now: last)
        let older = try #require(changes.alerts.first { $0.story == "a" })
        let closed = try #require(changes.alerts.first { $0.id == younger.id })
        #expect(closed.state == .merged)
        #expect(closed.mergedInto == older.id)
        #expect(older.posts.map(\.post.id) == ["a", "b", "c"])
        #expect(changes.members.contains { $0.post == "b" && $0.story == "a" })
        #expect(changes.notices.allSatisfy { $0.alert == older.id })
    }

    @Test("a story ends after seven days: a copy that comes later begins a new one")
    func window() {
        var state = AlertingState()
        _ = alerter.advance([Sample.post("a")], state: &state, now: Sample.now)
        let later = Sample.now.advanced(by: .days(8))
        _ = alerter.advance([Sample.post("b", at: later)], state: &state, now: later)
        #expect(state.story(of: "b") == "b")
    }

    @Test("state read back from storage goes on as if it had never been away")
    func reload() {
        var live = AlertingState()
        let first = alerter.advance([Sample.post("a"), Sample.post("b", author: "B")], state: &live, now: Sample.now)
        var read = AlertingState(members: first.members, alerts: first.alerts, notices: first.notices)
        let later = Sample.now.advanced(by: .hours(2))
        let posts = (0..<6).map { Sample.post("x\($0)", author: "X\($0)", at: later) }
        let fromLive = alerter.advance(posts, state: &live, now: later)
        let fromRead = alerter.advance(posts, state: &read, now: later)
        #expect(fromLive.alerts == fromRead.alerts)
        #expect(fromLive.notices == fromRead.notices)
        #expect(!fromLive.notices.isEmpty)
    }

    @Test("the same post twice changes nothing")
    func repeated() {
        var state = AlertingState()
        _ = alerter.advance([Sample.post("a")], state: &state, now: Sample.now)
        let again = alerter.advance([Sample.post("a")], state: &state, now: Sample.now)
        #expect(again.members.isEmpty && again.alerts.isEmpty && again.notices.isEmpty)
    }

    @Test("texts without letters are copies of nothing")
    func noLetters() {
        var state = AlertingState()
        _ = alerter.advance(
            [Sample.post("a", "🔥🔥", hit: nil), Sample.post("b", "🔥🔥", hit: nil)], state: &state, now: Sample.now)
        #expect(state.story(of: "b") == "b")
    }

    @Test("places come from the text, else the source, else the claim, else nowhere, and the deepest stay")
    func places() {
        func places(text: [String], source: String, areas: [String]) -> [AlertPlace] {
            let alerter = Sample.alerter(
                claims: [Sample.claim(areas: areas)], sourcePlaces: ["news": ["qala"], "none": []])
            return alerter.places(of: Sample.post("a", source: source, places: text), claim: Sample.claim(areas: areas))
        }
        #expect(
            places(text: ["qala", "north"], source: "news", areas: ["region"]) == [
                AlertPlace(place: "north", reason: .text)
            ])
        #expect(places(text: [], source: "news", areas: ["region"]) == [AlertPlace(place: "qala", reason: .source)])
        #expect(places(text: [], source: "none", areas: ["region"]) == [AlertPlace(place: "region", reason: .claim)])
        #expect(places(text: [], source: "none", areas: []) == [AlertPlace(place: "*", reason: .catchAll)])
    }

    @Test("a person's post leaves neither link nor the words around the hit")
    func person() throws {
        let matched = Sample.post("a", kind: .person, author: "p-1234", url: "https://social.example/p/1")
        let post = try #require(matched.found.first?.post)
        #expect(post.url == nil)
        #expect(post.excerpt == Excerpt(before: "", matched: "вода в наших кранах отравлена", after: ""))
        #expect(post.author == "p-1234")
    }

    @Test("an excerpt has about 60 characters on each side, cut at words")
    func excerpt() throws {
        let excerpt = try #require(Sample.post("a").found.first?.post.excerpt)
        #expect(excerpt.before == "Соседи пишут, что после ремонта ")
        #expect(excerpt.after == " и что утилита это скрывает от всех жителей города.…")
        #expect(excerpt.after.count <= 62)
    }

    @Test("a range outside the text gives an empty excerpt, not a crash", arguments: [-5..<3, 3..<900, 900..<901])
    func wildRange(range: Range<Int>) {
        let excerpt = Excerpt(of: "вода", around: range, aloneWithin: false)
        #expect(excerpt.matched.count <= 4)
    }

    @Test("a thousand copies are one story")
    func flood() throws {
        var state = AlertingState()
        let posts = (0..<1000).map {
            Sample.post("p\($0)", Sample.longText + " \($0 % 7 == 0 ? "Срочно" : "")", author: "A\($0)")
        }
        let changes = alerter.advance(posts, state: &state, now: Sample.now)
        #expect(try #require(changes.alerts.first).posts.count == 1000)
        #expect(changes.notices.count == 1)
    }
}
