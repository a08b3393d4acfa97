import Foundation
import TestSupport
import Testing

/// `jibu archive`: looking, proving, tidying, erasing, handing out.
struct ArchiveCommandTests {
    private let office: TestOffice

    /// Three days with two runs each; the second run of each day imports a person's post.
    init() async throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        for day in 0..<3 {
            office.serve("/news.xml", .ok(Feed.rss(("n\(day)", "Quiet day number \(day) in Qala"))))
            _ = try await office.run(at: .start.later(days: day))
            let post = #"{"id":"p\#(day)","text":"A reader writes on day \#(day)","author":"reader","url":"https://forum.example/\#(day)","published":"2026-11-01"}"#
            try office.folder.write(post, to: "posts.ndjson")
            _ = try await office.jibu(
                "archive", "import", "posts", "--source", "forum", "posts.ndjson", at: .start.later(days: day, hours: 1))
        }
    }

    private func segments() throws -> [String] {
        try office.folder.contents(of: "data/archive").keys.filter { $0.hasSuffix(".zst") }.sorted()
    }

    @Test("list counts segments and posts by day; show finds posts by id, day and source")
    func looking() async throws {
        struct Day: Decodable {
            let day: String
            let segments: Int
            let posts: Int
        }
        let days = try await office.jibu("archive", "list", "--json").decoded(Day.self)
        #expect(days.map(\.segments) == [2, 2, 2] && days.map(\.posts) == [2, 2, 2])
        let table = try await office.jibu("archive", "list")
        #expect(table.status == 0 && table.output.contains("3 days, 6 segments, 6 posts"))
        let all = try await office.archive()
        let one = try await office.jibu("archive", "show", String(all[3].id.prefix(8))).decoded(ArchivedPost.self)
        #expect(one == [all[3]])
        let day = try await office.jibu("archive", "show", "--day", days[1].day).decoded(ArchivedPost.self)
        #expect(day == Array(all[2...3]))
        let forum = try await office.jibu("archive", "show", "--source", "forum")
        #expect(try forum.decoded(ArchivedPost.self).count == 3)
        #expect(forum.output.contains("sealed_url") && !forum.output.contains("forum.example"))
        for nothing in [["zzzz"], ["--day", "2030-01-01"]] {
            let ending = try await JibuProcess.run(["archive", "show"] + nothing, in: office.folder.url)
            #expect(ending.status == 1 && ending.output.isEmpty && ending.errors.contains("no such post"), "\(ending.errors)")
        }
        let lost = try await office.jibu("archive", "list", "--config", "nowhere.yaml")
        #expect(lost.status == 2 && !lost.errors.contains("nothing was sent"), "\(lost.errors)")
    }

    @Test("compact makes one segment of each past day; posts, ledger and the next run are as before")
    func compact() async throws {
        let before = try await office.archive()
        let now = TestClock.start.later(days: 2, hours: 2)
        let plan = try await office.jibu("archive", "compact", "--dry-run", at: now)
        #expect(plan.output.contains("Would merge 4 segments into 2"))
        #expect(try segments().count == 6)
        let done = try await office.jibu("archive", "compact", at: now)
        #expect(done.status == 0 && done.output.contains("Merged 4 segments into 2"), "\(done.output) \(done.errors)")
        #expect(try segments().count == 4)
        #expect(try await office.archive() == before)
        #expect(try await office.jibu("archive", "verify").status == 0)
        let run = try await office.run(at: now.later(hours: 1))
        #expect(run.report.recoveredSegments == 0 && run.report.alertsOpened == 0)
        #expect(try await office.jibu("archive", "compact", at: now).output.contains("Nothing to merge"))
    }

    @Test("what is gone is told by verify and by replay, wherever it stood", arguments: ["newest", "oldest day", "copy"])
    func gone(_ what: String) async throws {
        let now = TestClock.start.later(days: 2, hours: 3)
        #expect(try await office.jibu("archive", "verify", at: now).status == 0)
        #expect(try await office.jibu("replay", at: now).status == 0)
        let names = try segments()
        let path = { (name: String) in office.folder.url.appending(path: "data/archive/" + name) }
        let gone: [String]
        switch what {
        case "newest": gone = [names[5]]
        case "oldest day": gone = Array(names[..<2])
        default: gone = [names[2]]
        }
        for name in gone { try FileManager.default.removeItem(at: path(name)) }
        if what == "copy" { try FileManager.default.copyItem(at: path(names[4]), to: path(gone[0])) }
        let proof = try await office.jibu("archive", "verify", at: now)
        #expect(proof.status == 1, "\(proof.output)")
        let replay = try await office.jibu("replay", at: now)
        #expect(replay.status == 1, "\(replay.errors)")
        for name in gone {
            #expect(proof.output.contains("\(name): this segment is missing; its posts are lost"), "\(proof.output)")
            #expect(replay.errors.contains("\(name): missing: its posts are lost"), "\(replay.errors)")
        }
        #expect(!proof.output.contains("no post lost"), "\(proof.output)")
    }

    @Test("segments that no run has decided are said to wait")
    func waiting() async throws {
        for suffix in ["", "-journal"] {
            try? FileManager.default.removeItem(at: office.folder.url.appending(path: "data/ledger.sqlite\(suffix)"))
        }
        let now = TestClock.start.later(days: 2, hours: 2)
        let early = try await office.jibu("archive", "compact", at: now)
        #expect(early.output.contains("4 segments wait for the next run"), "\(early.output)")
        _ = try await office.run(at: now.later(minutes: 20))
        let later = try await office.jibu("archive", "compact", at: now.later(hours: 1))
        #expect(later.output.contains("Merged 4 segments into 2") && !later.output.contains("wait"), "\(later.output)")
    }

    @Test("a clock far from the archive's newest day is told without a run that never was")
    func clock() async throws {
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "data/ledger.sqlite"))
        let ending = try await office.jibu("archive", "purge", at: .start.later(days: 400))
        #expect(ending.status == 2 && !ending.errors.contains("the last run ended"), "\(ending.errors)")
        #expect(ending.errors.contains("no run has ended yet, and the newest posts came in on 2026-11-22"), "\(ending.errors)")
    }

    @Test("verify names damage and what is lost, missing segments, and the newest one that only the ledger knows")
    func verify() async throws {
        struct Proof: Decodable {
            let clean: Bool
            let posts: Int
            let damages: [String]
            let missing: [String]
        }
        let now = TestClock.start.later(days: 2, hours: 3)
        let whole = try await office.jibu("archive", "verify", "--json", at: now)
        #expect(whole.status == 0)
        #expect(try whole.object(Proof.self).clean)
        let names = try segments()
        let path = { (name: String) in office.folder.url.appending(path: "data/archive/" + name) }
        var bytes = try Data(contentsOf: path(names[0]))
        bytes[20] ^= 8
        try bytes.write(to: path(names[0]))
        try FileManager.default.removeItem(at: path(names[2]))
        try FileManager.default.removeItem(at: path(names[5]))
        let ending = try await office.jibu("archive", "verify", "--json", at: now)
        #expect(ending.status == 1)
        let proof = try ending.object(Proof.self)
        #expect(!proof.clean && proof.posts == 3)
        #expect(proof.damages.count == 1 && proof.damages[0].contains("1 post lost"))
        #expect(proof.missing == [names[2], names[5]])
        let text = try await office.jibu("archive", "verify", at: now)
        #expect(text.output.contains("1 post lost (2026-11-20): \(names[0]): frame 0"), "what it costs comes first")
        let lost = "3 posts in 4 segments can be read; 1 damaged place, 2 segments missing; 1 post lost in damaged places"
        #expect(text.status == 1 && text.output.contains(lost), "\(text.output)")
        let compacted = try await office.jibu("archive", "compact", at: .start.later(days: 5))
        #expect(compacted.status == 1 && compacted.output.contains("\(names[0]): left as it is"))
        #expect(try Data(contentsOf: path(names[0])) == bytes)
    }

    @Test("purge drops whole days beyond retention, and refuses when the clock jumped")
    func purge() async throws {
        try office.folder.write(try office.folder.read("jibu.yaml") + "\nretention: {posts: 2d}\n", to: "jibu.yaml")
        let jumped = try await office.jibu("archive", "purge", at: .start.later(days: 400))
        #expect(jumped.status == 2 && jumped.errors.contains("--trust-clock"))
        let back = try await office.jibu("archive", "purge", at: .start.later(days: -400))
        #expect(back.status == 2)
        #expect(try segments().count == 6)
        let soon = TestClock.start.later(days: 2, hours: 20)
        let plan = try await office.jibu("archive", "purge", "--dry-run", at: soon)
        #expect(plan.status == 0, "\(plan.errors)")
        let planned = plan.lines.filter { $0.hasSuffix(".zst") }
        #expect(try segments().count == 6)
        let done = try await office.jibu("archive", "purge", at: soon)
        #expect(done.lines.filter { $0.hasSuffix(".zst") } == planned && !planned.isEmpty)
        #expect(try segments().count == 6 - planned.count)
        #expect(try await office.jibu("archive", "verify").status == 0)
        let trusted = try await office.jibu("archive", "purge", "--trust-clock", at: .start.later(days: 400))
        #expect(trusted.status == 0)
        #expect(try segments().isEmpty)
    }

    @Test("an erased author is in no file of the data folder any more; the others are")
    func erase() async throws {
        let all = try await office.archive()
        let author = try #require(all.first { $0.source == "forum" }?.author)
        let plan = try await office.jibu("archive", "purge", "--author", author, "--dry-run")
        #expect(plan.output.contains("Would erase 3 posts"))
        let done = try await office.jibu("archive", "purge", "--author", author, at: .start.later(days: 2, hours: 2))
        #expect(done.status == 0 && done.output.contains("Erased 3 posts"), "\(done.output) \(done.errors)")
        #expect(try await office.archive() == all.filter { $0.source != "forum" })
        #expect(try await office.jibu("archive", "verify").status == 0)
        let again = try await office.jibu("archive", "purge", "--author", author)
        #expect(again.output.contains("Erased 0 posts"))
        let post = try #require(try await office.archive().first)
        let none = try await office.jibu("archive", "purge", "--post", "zzz")
        #expect(none.status == 1 && none.errors.contains("zzz: there is no such post"), "\(none.errors)")
        let short = try await office.jibu("archive", "purge", "--post", String(post.id.prefix(8)))
        #expect(short.status == 0 && short.output.contains("Erased 1 post (1 version)"), "\(short.output) \(short.errors)")
        #expect(!(try await office.archive()).contains(post))
        #expect(try await office.jibu("archive", "purge", "--post", "a", "--author", "b").status == 64)
    }

    @Test("an erased post does not come back: not when its source edits it, nor by an import")
    func suppressed() async throws {
        let all = try await office.archive()
        let news = try #require(all.first { $0.source == "news" })
        let person = try #require(all.first { $0.source == "forum" })
        for post in [news, person] {
            let done = try await office.jibu("archive", "purge", "--post", post.id, at: .start.later(days: 2, hours: 2))
            #expect(done.status == 0, "\(done.errors)")
        }
        office.serve("/news.xml", .ok(Feed.rss(("n0", "Quiet day number 0 in Qala, with other words"), ("n9", "Fresh"))))
        let run = try await office.run(at: .start.later(days: 3))
        #expect(run.report.posts == 1, "the new post only")
        let line = #"{"id":"p0","text":"A reader writes once more","author":"reader","published":"2026-11-01"}"#
        try office.folder.write(line, to: "posts.ndjson")
        let back = try await office.jibu(
            "archive", "import", "posts", "--source", "forum", "posts.ndjson", at: .start.later(days: 3, hours: 1))
        #expect(back.status == 0 && back.output.contains("1 erased before"), "\(back.output) \(back.errors)")
        let now = try await office.archive()
        #expect(!now.contains { $0.id == news.id || $0.id == person.id })
        #expect(now.count == all.count - 2 + 1)
        let list = try office.folder.read("data/erased")
        #expect(!list.contains(news.id) && !list.contains(person.id), "not even the identity can be read from the list")
    }

    @Test("an export has neither sealed links nor pseudonyms of persons, is written down, and never replaces a file")
    func export() async throws {
        let ending = try await office.jibu("archive", "export", at: .start.later(days: 3))
        #expect(ending.status == 0 && ending.errors.contains("6 posts exported"))
        #expect(!ending.output.contains("sealed_url") && !ending.output.contains("\"~"))
        #expect(ending.output.contains("http://portal.example/"), "links of outlets are public")
        let full = try await office.jibu("archive", "export", "--with-pseudonyms", "--source", "forum", "--out", "out.ndjson")
        #expect(full.status == 0, "\(full.errors)")
        let text = try office.folder.read("out.ndjson")
        #expect(text.contains("\"~") && !text.contains("sealed_url") && text.split(separator: "\n").count == 3)
        let again = try await office.jibu("archive", "export", "--out", "out.ndjson")
        #expect(again.status == 2)
        #expect(try office.folder.read("data/exported.log").split(separator: "\n").count == 2)
    }
}
