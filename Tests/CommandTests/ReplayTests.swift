import Foundation
import Testing

/// Replay is the same path from the archive on: it must give what the live runs gave.
struct ReplayCommandTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    @Test("a replay of the demo gives the same alerts and tells the same people")
    func sameAsLive() async throws {
        let live = try await demo.jibu("run", "--json").object(RunReportView.self)
        let alerts = try await demo.jibu("alerts", "list", "--all", "--json", now: nil).decoded(AlertView.self)
        let before = try demo.folder.contents(of: "examples/quickstart/data")
        let replay = try await demo.jibu("replay", "--json")
        #expect(replay.status == 0, "\(replay.errors)")
        let lines = try replay.decoded(ReplayLine.self)
        let replayed = lines.filter { $0.type == "alert" }
        #expect(Set(replayed.compactMap(\.id)) == Set(alerts.map(\.id)))
        #expect(Set(replayed.compactMap(\.claim)) == Set(alerts.map(\.claim)))
        let told = lines.filter { $0.type == "digest" }
        let atOnce = told.filter { $0.at == DemoOffice.now }.compactMap(\.recipient).sorted()
        #expect(atOnce == live.deliveries.map(\.recipient).sorted())
        #expect(lines.last?.type == "summary")
        #expect(lines.last?.posts?.count == live.posts)
        #expect(try demo.folder.contents(of: "examples/quickstart/data") == before, "a replay writes nothing")
    }

    @Test("--from and --until cut by the instant at which posts were seen")
    func period() async throws {
        _ = try await demo.jibu("run")
        let inside = try await demo.jibu("replay", "--from", "2026-11-20", "--until", "2026-11-21")
        #expect(inside.status == 0)
        let outside = try await demo.jibu("replay", "--until", DemoOffice.now)
        #expect(outside.status == 2)
        #expect(outside.errors.contains("no post of that period"))
    }

    @Test("a replay with other watchlists says what those would have found")
    func otherLists() async throws {
        _ = try await demo.jibu("run")
        try demo.folder.write(TestOffice.watchlist.replacing("[water]", with: "[money]"), to: "other/water.yaml")
        let replay = try await demo.jibu("replay", "--json", "--watchlists", "other")
        #expect(replay.status == 0)
        let claims = try replay.decoded(ReplayLine.self).compactMap(\.claim)
        #expect(Set(claims).isSubset(of: ["water-poisoned", "schools-closing"]))
    }

    @Test("a damaged archive is told: what could be read is replayed, the status is 1")
    func damaged() async throws {
        _ = try await demo.jibu("run")
        let archive = "examples/quickstart/data/archive"
        let names = try demo.folder.contents(of: archive).keys.filter { $0.hasSuffix(".zst") }
        let name = try #require(names.first)
        #expect(names.count == 1)
        let path = demo.folder.url.appending(path: "\(archive)/\(name)")
        #expect(try await demo.jibu("archive", "verify", now: nil).status == 0)
        var bytes = try Data(contentsOf: path)
        for at in bytes.count / 2..<bytes.count / 2 + 8 { bytes[at] ^= 0x5A }
        try bytes.write(to: path)
        let verify = try await demo.jibu("archive", "verify", now: nil)
        #expect(verify.status == 1)
        #expect(verify.output.contains(name))
        let replay = try await demo.jibu("replay")
        #expect(replay.status == 1 || replay.status == 2)
        #expect(replay.errors.contains("not scanned") || replay.errors.contains("no post"))
    }
}

/// What people said about posts, and other routes and people: in lines, on the terminal and on the page.
struct ReplayAnswerTests {
    private let office: TestOffice

    init() async throws { office = try await TestOffice.withFourPosts() }

    private struct Line: Decodable {
        struct Share: Decodable, Equatable {
            let count: Int
            let of: Int
            let low: Double?
            let high: Double?
        }
        let type: String
        let side: String?
        let claim: String?
        let precision: Share?
        let recall: Share?
        let of: String?
        let by: String?
        let name: String?
        let recipient: String?
        let old: Count?
        let new: Count?
    }

    /// A number in a count; an object in the summary.
    private struct Count: Decodable {
        let value: Int?
        init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(Int.self) }
    }

    @Test("labels give precision and recall with intervals, old and new, in lines, on the terminal and on the page")
    func labels() async throws {
        let posts = try await office.archive()
        let verdicts = ["true", "false", "true", "false"]
        let csv = zip(posts, verdicts).map { "\($0.id),water-poisoned,\($1)" }.joined(separator: "\n")
        try office.folder.write("post,claim,label\n\(csv)\n", to: "labels.csv")
        let given = try await office.jibu("label", "--from", "labels.csv", at: .start)
        #expect(given.status == 0, "\(given.errors)")
        let replay = try await office.jibu(
            "replay", "--watchlists", "narrow", "--against", "watchlists", "--json", "--report", "r.html", at: .start)
        #expect(replay.status == 0, "\(replay.errors)")
        let quality = try replay.decoded(Line.self).filter { $0.type == "quality" && $0.claim == "water-poisoned" }
        let new = try #require(quality.first { $0.side == "new" })
        let old = try #require(quality.first { $0.side == "old" })
        #expect(new.precision?.count == 1 && new.precision?.of == 1 && new.recall?.count == 1 && new.recall?.of == 2)
        #expect(old.precision?.count == 1 && old.precision?.of == 2)
        #expect(try #require(old.precision?.low) < 0.2 && (try #require(old.precision?.high)) > 0.8)
        #expect(new.recall?.low == nil, "nothing unflagged was drawn")
        let text = try await office.jibu("replay", "--watchlists", "narrow", "--against", "watchlists", at: .start)
        #expect(text.output.contains("precision 100 % (21 to 100, 1 of 1), before 50 % (9 to 91, 1 of 2)"), "\(text.output)")
        #expect(text.output.contains("recall    50 % (1 of 2); no unflagged post was drawn and labelled"))
        let page = try office.folder.read("r.html")
        #expect(page.contains("Precision and recall") && page.contains("50 % (9 to 91, 1 of 2)"))
        #expect(page.contains("50 % (1 of 2); no unflagged"))
        // One of two that stand for twenty: the true one counts ten times.
        let drawn = #""drawn":{"count":2,"of":20,"seed":1}"#
        let lines = [(posts[2], "true"), (posts[3], "false")].map { post, verdict in
            #"{"post":"\#(post.id)","claim":"water-poisoned","label":"\#(verdict)",\#(drawn)}"#
        }
        let redrawn = try await office.jibu(
            "label", "--from", "-", at: .start, input: Array(lines.joined(separator: "\n").utf8))
        #expect(redrawn.status == 0, "\(redrawn.errors)")
        let weighted = try await office.jibu("replay", "--watchlists", "narrow", "--against", "watchlists", at: .start)
        #expect(weighted.output.contains("recall    of 100 posts that tell this claim we find about 9 ("), "\(weighted.output)")
    }

    @Test("another jibu.yaml shows who would hear of what: people who join, and people who hear nothing any more")
    func roster() async throws {
        let all = try office.folder.read("jibu.yaml")
        let only = all.replacing("{role: deputy}, {role: press-officer}", with: "{role: press-officer}")
        #expect(only != all)
        try office.folder.write(only, to: "old.yaml")
        let replay = try await office.jibu("replay", "--config", "jibu.yaml", "--against", "old.yaml", "--json", at: .start)
        #expect(replay.status == 0, "\(replay.errors)")
        let counts = try replay.decoded(Line.self).filter { $0.type == "count" }
        let messages = counts.filter { $0.of == "messages" && $0.by == "recipient" }
        #expect(messages.map(\.name) == ["aigul", "grace"])
        #expect(messages.map { $0.old?.value == 0 } == [true, false] && messages.allSatisfy { ($0.new?.value ?? 0) > 0 })
        let entries = counts.filter { $0.of == "entries" && $0.recipient == "aigul" }
        #expect(entries.map(\.name) == ["water-poisoned"] && entries.allSatisfy { $0.old?.value == 0 })
        let text = try await office.jibu("replay", "--against", "old.yaml", at: .start)
        #expect(text.output.contains("aigul (deputy)") && text.output.contains(" a day"))
    }

    @Test("a replay tells what the live runs told, also after a claim was silent for longer than a month")
    func silence() async throws {
        let days = [0, 10, 50]
        try office.folder.write(try office.folder.read("jibu.yaml") + "\nretention: {posts: 400d}\n", to: "jibu.yaml")
        for (number, day) in days.enumerated() {
            office.serve(
                "/news.xml",
                .ok(Feed.rss(("n\(number)", "On day \(day * 91) they say in street \(number * 57) the water is poisoned"))))
            let run = try await office.run(at: .start.later(days: day))
            #expect(run.ending.status == 0, "\(run.ending.errors)")
        }
        let live = office.mails.map { $0.header("Subject") ?? "" }
        let replay = try await office.jibu("replay", "--from", TestClock.start.text, "--json", at: .start.later(days: 51))
        let told = try replay.decoded(Told.self).filter { $0.type == "digest" }
        #expect(told.count == live.count && live.count == 2 * days.count, "\(live)")
        #expect(told.compactMap(\.subject).sorted() == live.sorted())
        let last = try #require(office.mails.last)
        #expect(last.text.contains("1 post "), "\(last.text)")
    }

    private struct Told: Decodable {
        let type: String
        let subject: String?
    }
}

/// A line of `jibu replay --json`.
private struct ReplayLine: Decodable {
    let type: String
    let id: String?
    let claim: String?
    let at: String?
    let recipient: String?
    /// A number in the summary; a list in an alert.
    let posts: Posts?

    struct Posts: Decodable {
        let count: Int?

        init(from decoder: any Decoder) throws {
            count = try? decoder.singleValueContainer().decode(Int.self)
        }
    }
}
