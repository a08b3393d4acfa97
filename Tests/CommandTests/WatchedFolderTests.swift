import Foundation
import TestSupport
import Testing

/// Watched folders through whole runs of the built command: each file once, and never half of one.
struct WatchedFolderTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
        for folder in ["brought/posts", "brought/group"] {
            try FileManager.default.createDirectory(
                at: office.folder.url.appending(path: folder), withIntermediateDirectories: true)
        }
        try office.folder.write(
            try office.folder.read("jibu.yaml") + """
                watched_folders:
                  - {id: forum, folder: brought/posts, kind: posts, author_kind: outlet}
                  - {id: group, folder: brought/group, kind: whatsapp, place: qala, consent: two admins agreed, agreed: 2026-11-18}

                """, to: "jibu.yaml")
    }

    private func texts() async throws -> [String] { try await office.archive().map(\.text) }

    private func post(_ id: Int, _ text: String) -> String { "{\"id\":\"\(id)\",\"text\":\"\(text)\"}\n" }

    @Test("a file is taken by the second run that finds it unchanged, once, and lies in done with what became of it")
    func takenOnce() async throws {
        try office.folder.write(post(1, "one") + post(2, "two"), to: "brought/posts/a.ndjson")
        let first = try await office.run(at: .start)
        #expect(first.report.sources.first { $0.id == "forum" }?.new == 0)
        #expect(office.folder.exists("brought/posts/a.ndjson"))
        let second = try await office.run(at: .start.later(minutes: 15))
        #expect(second.ending.status == 0, "\(second.ending.output)")
        let line = try #require(second.report.sources.first { $0.id == "forum" })
        #expect(line.posts == 2 && line.new == 2)
        #expect(second.report.alertsOpened == 0)
        #expect(!office.folder.exists("brought/posts/a.ndjson"))
        #expect(try office.folder.read("brought/posts/done/a.ndjson.txt").contains("2 new posts"))
        #expect(try await texts().sorted() == ["A quiet day in Qala", "one", "two"])
        // A file of the same name with more in it: nothing twice, and nothing replaced.
        try office.folder.write(post(1, "one") + post(3, "three"), to: "brought/posts/a.ndjson")
        _ = try await office.run(at: .start.later(minutes: 30))
        let fourth = try await office.run(at: .start.later(minutes: 45))
        #expect(fourth.report.sources.first { $0.id == "forum" }?.new == 1)
        #expect(
            office.folder.exists("brought/posts/done/a.ndjson") && office.folder.exists("brought/posts/done/2-a.ndjson")
        )
        let fifth = try await office.run(at: .start.later(minutes: 60))
        #expect(!fifth.report.sources.contains { $0.id == "forum" })
    }

    @Test("a file that grows waits, and so does one whose name says that it is not whole")
    func growing() async throws {
        for (turn, text) in ["{\"id\":\"1\",\"te", post(1, "one"), post(1, "one") + post(2, "two")].enumerated() {
            try office.folder.write(text, to: "brought/posts/slow.ndjson")
            try office.folder.write(text, to: "brought/posts/other.ndjson.part")
            let run = try await office.run(at: .start.later(minutes: 15 * turn))
            #expect(run.report.sources.first { $0.id == "forum" }?.new == 0)
        }
        _ = try await office.run(at: .start.later(minutes: 60))
        #expect(try await texts().sorted() == ["A quiet day in Qala", "one", "two"])
        #expect(office.folder.exists("brought/posts/other.ndjson.part"))
    }

    @Test("what cannot be read goes to failed with the reason, the run needs eyes, and other files come in")
    func failed() async throws {
        try office.folder.write(post(1, "good"), to: "brought/posts/b.ndjson")
        try Data([0x1F, 0x8B, 8, 0, 0, 0]).write(to: office.folder.url.appending(path: "brought/posts/a.gz"))
        try office.folder.write("hello\n", to: "brought/group/chat.txt")
        _ = try await office.run(at: .start)
        let run = try await office.run(at: .start.later(minutes: 15))
        #expect(run.ending.status == 1)
        #expect(run.report.troubles.count == 2, "\(run.report.troubles)")
        #expect(run.report.health(of: "group") == "soft-failed")
        #expect(try office.folder.read("brought/posts/failed/a.gz.txt").contains("gzip"))
        #expect(try office.folder.read("brought/group/failed/chat.txt.txt").contains("no chat export"))
        #expect(try await texts().contains("good"))
    }

    @Test("the export of a private group alerts like tips do, is kept nowhere but there, and goes after seven days")
    func privateGroup() async throws {
        try office.folder.write(
            """
            20/11/2026, 08:03 - Messages and calls are end-to-end encrypted.
            20/11/2026, 08:03 - Amina created group "Water"
            20/11/2026, 08:04 - Amina: They say the water is poisoned
            20/11/2026, 08:05 - Juma: Lunch at noon?

            """, to: "brought/group/chat.txt")
        _ = try await office.run(at: .start)
        let run = try await office.run(at: .start.later(minutes: 15))
        #expect(run.report.alertsOpened == 1)
        #expect(run.report.sources.first { $0.id == "group" }?.new == 1)
        #expect(run.report.sources.first { $0.id == "tips" }?.new == 1)
        #expect(try await !texts().contains { $0.contains("poisoned") })
        let written = try office.folder.contents(of: "data").values.map { String(decoding: $0, as: UTF8.self) }.joined()
        for word in ["Amina", "Juma", "Lunch"] { #expect(!written.contains(word), "\(word) was kept") }
        #expect(office.folder.exists("brought/group/done/chat.txt"))
        for turn in 1...8 { _ = try await office.run(at: .start.later(minutes: 15 + 23 * 60 * turn)) }
        #expect(try office.folder.contents(of: "brought/group").isEmpty)
    }

    @Test("the export of a private group that cannot be read goes after seven days too, and its name is kept nowhere else")
    func privateFailure() async throws {
        try office.folder.write("hello\n", to: "brought/group/Chat with Amina.txt")
        _ = try await office.run(at: .start)
        let run = try await office.run(at: .start.later(minutes: 15))
        #expect(run.report.troubles == ["group: a file could not be read; the text beside it in failed/ says why"])
        #expect(try office.folder.read("brought/group/failed/Chat with Amina.txt.txt").contains("no chat export"))
        // What somebody put there, or what a lost memory does not know, goes as well.
        try office.folder.write("hello\n", to: "brought/group/done/Group of Juma.txt")
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "data/watched.json"))
        for turn in 0...7 {
            _ = try await office.run(at: .start.later(minutes: 30 + 23 * 60 * turn))
            let written = try office.folder.contents(of: "data").values.map { String(decoding: $0, as: UTF8.self) }.joined()
            for name in ["Amina", "Juma"] { #expect(!written.contains(name), "\(name) was kept") }
            #expect(office.folder.exists("brought/group/failed/Chat with Amina.txt"))
            #expect(office.folder.exists("brought/group/done/Group of Juma.txt"))
        }
        _ = try await office.run(at: .start.later(days: 7, minutes: 31))
        #expect(try office.folder.contents(of: "brought/group").isEmpty)
        // The folder of posts keeps what lies there.
        try office.folder.write("x", to: "brought/posts/done/old.ndjson")
        for day in [8, 17] { _ = try await office.run(at: .start.later(days: day)) }
        #expect(office.folder.exists("brought/posts/done/old.ndjson"))
    }

    @Test("what was taken from a private group goes in its time, also when nobody watches any folder any more")
    func notWatchedAnyMore() async throws {
        try office.folder.write("hello\n", to: "brought/group/Chat with Amina.txt")
        _ = try await office.run(at: .start)
        _ = try await office.run(at: .start.later(minutes: 15))
        let settings = try office.folder.read("jibu.yaml")
        let end = try #require(settings.range(of: "watched_folders:"))
        try office.folder.write(String(settings[..<end.lowerBound]), to: "jibu.yaml")
        for day in [1, 4, 6] { _ = try await office.run(at: .start.later(days: day)) }
        #expect(office.folder.exists("brought/group/failed/Chat with Amina.txt"))
        _ = try await office.run(at: .start.later(days: 7, minutes: 31))
        #expect(try office.folder.contents(of: "brought/group").isEmpty)
    }

    @Test("a folder that is not there is named, and a dry run touches nothing")
    func missing() async throws {
        try office.folder.write(post(1, "one"), to: "brought/posts/a.ndjson")
        _ = try await office.run(at: .start)
        let dry = try await office.jibu("run", "--dry-run", "--json", at: .start.later(minutes: 15))
        #expect(dry.status == 0)
        #expect(office.folder.exists("brought/posts/a.ndjson"))
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "brought/group"))
        let run = try await office.run(at: .start.later(minutes: 30))
        #expect(run.ending.status == 1 && run.report.troubles.contains { $0.contains("brought/group") })
        #expect(!office.folder.exists("brought/posts/a.ndjson"))
    }

    @Test(
        "a run that is killed before any step to the disk loses nothing and doubles nothing",
        .enabled(if: FaultShim.path != nil), arguments: Array(stride(from: 1, through: 40, by: 3)))
    func killed(step: Int) async throws {
        let count = 300
        try office.folder.write(
            (1...count).map { post($0, "post number \($0)") }.joined(), to: "brought/posts/a.ndjson")
        try office.folder.write(
            (1...3).map { "20/11/2026, 08:0\($0) - N\($0): They say the water is poisoned\n" }.joined(),
            to: "brought/group/chat.txt")
        _ = try await office.run(at: .start)
        _ = try await JibuProcess.run(
            ["run", "--now", TestClock.start.later(minutes: 15).text], in: office.folder.url,
            environment: FaultShim.killed(at: step))
        for turn in 2...4 { _ = try await office.run(at: .start.later(minutes: 15 * turn)) }
        #expect(!office.folder.exists("brought/posts/a.ndjson") && !office.folder.exists("brought/group/chat.txt"))
        let posts = try await texts().filter { $0.hasPrefix("post number") }
        #expect(posts.count == count && Set(posts).count == count)
        #expect(try await office.jibu("archive", "verify").status == 0)
        let alerts = try await office.jibu("alerts", "list", "--all", "--json").decoded(AlertView.self)
        #expect(alerts.map { $0.posts.count } == [3])
    }
}
