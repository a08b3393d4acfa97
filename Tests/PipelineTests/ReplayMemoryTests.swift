import Alerting
import Foundation
import Model
import Storage
import Testing

@testable import Pipeline

/// What a replay keeps in memory, what it reads, and that neither changes the answer.
struct ReplayMemoryTests {
    private let office: ReplayOffice
    private let start = ReplayOffice.start

    init() throws { office = try ReplayOffice() }

    private func later(days: Int64) -> Instant { start.advanced(by: .days(days)) }

    /// Other words for every number, so that no two posts are one story.
    private func text(_ number: Int) -> String {
        let words = ["market", "bridge", "garden", "station", "river", "theatre", "harbour", "library"]
        return "At the \(words[number % words.count]) of street \(number * 37) a neighbour told me on day \(number) "
            + "that the water is poisoned by \(words[(number + 3) % words.count]) people \(number * 101)"
    }

    @Test("a claim that was silent for a month is news again; before that it adds to what was told")
    func silence() async throws {
        for (number, day) in [Int64(0), 20, 60].enumerated() {
            try office.collect([("w\(number)", text(number))], at: later(days: day))
        }
        let result = try await office.replay()
        #expect(result.alerts.count == 3, "every alert is in the answer, forgotten or not")
        #expect(result.alerts.map(\.opened) == [start, later(days: 20), later(days: 60)])
        let grace = result.digests.filter { $0.recipient == "grace" }
        #expect(grace.map(\.created) == [start, later(days: 20), later(days: 60)])
        #expect(grace[0].text.contains("1 post ") && grace[1].text.contains("2 posts"))
        #expect(grace[2].text.contains("1 post "), "what is older than a month is not counted any more")
    }

    @Test("a post that counts does not count again when it is edited after its alert was forgotten")
    func edited() async throws {
        try office.collect([("a", text(0))], at: start)
        try office.collect([("b", "A quiet day")], at: later(days: 45))
        try office.collect([("a", text(0) + " again")], at: later(days: 50), edits: 1)
        let result = try await office.replay()
        #expect(result.alerts.map(\.opened) == [start])
        #expect(result.digests.allSatisfy { $0.created < later(days: 1) })
    }

    @Test("the last post of the claim decides, not whether its story goes on")
    func running() async throws {
        let words = text(1)
        for day in stride(from: Int64(0), through: 48, by: 6) {
            // Edits that do not make the claim keep the story alive.
            let post = day == 0 || day == 48 ? words : words.replacing("poisoned", with: "discussed")
            try office.collect([("s\(day)", post)], at: later(days: day))
        }
        let result = try await office.replay()
        #expect(result.alerts.map { $0.posts.map(\.seen) } == [[start], [later(days: 48)]])
        #expect(Set(result.alerts.map(\.story)).count == 1 && Set(result.alerts.map(\.id)).count == 2)
        let grace = result.digests.filter { $0.recipient == "grace" }
        #expect(grace.map(\.created) == [start, later(days: 48)])
    }

    /// The same posts through a desk on a ledger, opened anew for each run, at these instants.
    private func live(_ instants: [Instant]) async throws -> [Digest] {
        var posts: [Post] = []
        let reader = try office.archive.reader()
        while let chunk = reader.next() { posts += chunk }
        let ledger = try Ledger.inMemory()
        var digests: [Digest] = []
        for now in instants {
            var desk = try Desk(flow: office.flow, ledger: ledger, at: now, workers: 1)
            _ = try await desk.decide(posts.filter { $0.seen == now }, into: CoveredBatch(at: now))
            digests += try desk.render(at: now).digests
        }
        return digests
    }

    @Test("a replay remembers what runs remember: the same messages, to the byte")
    func likeLive() async throws {
        let words = text(5)
        for (number, day) in [Int64(0), 3, 20, 33, 34, 60, 64, 95, 130].enumerated() {
            try office.collect([("w\(number)", text(number)), ("q\(number)", "A quiet day \(day)")], at: later(days: day))
        }
        // A story that goes on without the claim, and its first post that makes the claim again by an edit.
        try office.collect([("s0", words.replacing("poisoned", with: "discussed"))], at: later(days: 1))
        try office.collect([("s1", words)], at: later(days: 2))
        try office.collect([("s0", words + " again")], at: later(days: 70), edits: 1)
        let replayed = try await office.replay().digests.sorted { ($0.created, $0.recipient) < ($1.created, $1.recipient) }
        let ticks = [Int64(0), 1, 2, 3, 20, 33, 34, 60, 64, 70, 95, 130].map { later(days: $0) }
        let runs = Set(ticks + replayed.map(\.created)).sorted()
        let live = try await live(runs).sorted { ($0.created, $0.recipient) < ($1.created, $1.recipient) }
        #expect(replayed.count >= 15)
        #expect(live.map(\.created) == replayed.map(\.created))
        // Only the ledger gives codes: in a replay nobody can take an alert.
        #expect(live.map { withoutCodes($0.text) } == replayed.map(\.text))
        #expect(live.map(\.subject) == replayed.map(\.subject))
        #expect(live.map(\.id) == replayed.map(\.id))
    }

    private func withoutCodes(_ text: String) -> String {
        text.replacing(/[ ]+I see to it: code [0-9]+; tell it to the office\n/, with: "")
    }

    @Test("a story that is born again writes over no alert of the ledger, and people hear of it")
    func reborn() async throws {
        let ledger = try Ledger.inMemory()
        func run(_ texts: [(String, String)], _ day: Int64, edits: Int = 0) async throws -> DigestBatch {
            var desk = try Desk(flow: office.flow, ledger: ledger, at: later(days: day), workers: 1)
            let posts = office.posts(texts.map { (id: $0, text: $1) }, at: later(days: day), edits: edits)
            _ = try await desk.decide(posts, into: CoveredBatch(at: later(days: day)))
            return try desk.render(at: later(days: day))
        }
        let words = text(5)
        #expect(try await run([("s0", words.replacing("poisoned", with: "discussed")), ("s1", words)], 0).digests.count == 3)
        let first = try #require(try ledger.alerts().first)
        try ledger.commit(
            AckBatch(
                at: start,
                events: [
                    AckEvent(
                        alert: first.id, code: "", actor: "grace", channel: "inbox", externalID: "1", at: start,
                        kind: .dismissed(.notOurs), rawHash: "")
                ]))
        let dismissed = try #require(try ledger.alerts().first)
        #expect(dismissed.id == first.id && dismissed.state == .dismissed)
        let again = try await run([("s0", words + " again")], 60, edits: 1)
        #expect(again.digests.count == 3, "it is news")
        let alerts = try ledger.alerts()
        #expect(alerts.count == 2 && alerts.first == dismissed)
        let edited = try await run([("s1", words + " and again")], 61, edits: 1)
        #expect(edited.digests.isEmpty && edited.postponed.isEmpty, "it counted two months ago")
    }

    @Test("an alert comes back from its line as it went in")
    func line() throws {
        let post = AlertPost(
            post: PostKey(id: "p", version: 3), source: "news", platform: "feed", authorKind: .outlet, author: "Qala",
            url: "https://qala.example/1", published: start, seen: later(days: 1), language: "kk",
            excerpt: Excerpt(before: "\"а\\", matched: "су\u{202E}", after: "\n"),
            hits: [.init(pattern: "water/1", view: .squeeze)])
        var bare = post
        (bare.author, bare.url, bare.published, bare.hits) = (nil, nil, nil, [])
        let burst = Burst(
            language: "kk", hour: start, posts: 9, tellings: 8, authors: 7, earlier: 6, hours: 5,
            lastLoud: later(days: 2))
        for state in Alert.State.allCases {
            let alert = Alert(
                id: "00ff", claim: "water", story: "p", state: state, opened: start, lastSeen: later(days: 1),
                severity: .high, topics: ["water", "health"], places: [AlertPlace(place: "qala", reason: .catchAll)],
                posts: [post, bare], configuration: "c0ffee", mergedInto: state == .merged ? "11ff" : nil,
                bursts: [burst])
            #expect(AlertLine.alert(AlertLine.bytes(of: alert)) == alert)
        }
        #expect(AlertLine.alert(Array("{}".utf8)) == nil)
    }

    /// Makes every frame of a segment unreadable and leaves its index.
    private func spoil(_ segment: Segment) throws {
        let path = office.archive.path(of: segment)
        var bytes = try Data(contentsOf: URL(filePath: path))
        for place in 12..<40 { bytes[place] ^= 0x5A }
        try bytes.write(to: URL(filePath: path))
    }

    @Test("a period opens only the segments that may hold a post of it, imported posts among them", arguments: [1, 3])
    func period(workers: Int) async throws {
        for day in Int64(0)..<10 { try office.collect([("d\(day)", text(Int(day)))], at: later(days: day)) }
        // Posts of an export that were published in the period, and others that were not.
        try office.collect(
            [("i1", text(20)), ("i2", text(21))], from: "forum", at: later(days: 30), imported: true,
            published: [later(days: 4), later(days: 25)])
        try office.collect(
            [("j1", text(22))], from: "forum", at: later(days: 31), imported: true, published: [later(days: 9)])
        let whole = try await office.replay(from: later(days: 3), until: later(days: 6), workers: workers)
        #expect(whole.posts == 4, "three of the days, and one that was imported")
        let segments = try office.archive.segments()
        for segment in segments.prefix(3) + segments[6..<10] + [segments[11]] { try spoil(segment) }
        let report = try await office.replay(from: later(days: 3), until: later(days: 6), workers: workers).report
        #expect(report.segments == 4 && report.passedOver == 8)
        #expect(report.notScanned.isEmpty, "what holds nothing of the period was not opened: \(report.notScanned)")
        #expect(try report.text == whole.report.text)
        let all = try await office.replay(workers: workers).report
        #expect(all.segments == 12 && all.notScanned.count >= 8, "the damage is there when it is in the period")
    }

    @Test("a segment that is gone is told when its day is in the period, although the one that names it is not")
    func missing() async throws {
        for day in Int64(0)..<6 { try office.collect([("d\(day)", text(Int(day)))], at: later(days: day)) }
        let segments = try office.archive.segments()
        try FileManager.default.removeItem(atPath: office.archive.path(of: segments[3]))
        let until = later(days: 4).date.start
        let report = try await office.replay(from: later(days: 1), until: until).report
        #expect(report.notScanned == ["\(segments[3].name): missing: its posts are lost"])
        #expect(report.needsEyes)
        let before = try await office.replay(until: later(days: 2)).report
        #expect(before.notScanned.isEmpty)
    }
}
