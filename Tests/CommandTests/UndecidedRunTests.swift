import Foundation
import TestSupport
import Testing

/// What a pattern that ran too long left undecided is owed: it is kept, named, and matched again once the pattern is
/// mended (trust.md S5).
struct UndecidedRunTests {
    private let office: TestOffice
    private let mended = #"\bzzz water"#

    /// A run over five posts, all of which one pattern of two leaves undecided; four of them reach its limit, and the
    /// fifth finds it switched off.
    init() async throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        // A title is kept short, so the words stand in the description.
        let feed = Feed.rss(post(1), post(2), post(3), post(4), post(5)).replacing(/<title>(Post .*?)<\/title>/) {
            "<title>News</title><description>\($0.1)</description>"
        }
        office.serve("/news.xml", .ok(feed))
        try watch(#"\w+! zzz"#)
        let first = try await office.jibu("run", at: .start)
        #expect(first.status == 1)
        let lines = first.lines.filter { $0.contains("undecided") }
        #expect(
            lines == ["  slow-one/1: 5 posts undecided; they are matched again when the pattern is mended"],
            "\(first.output) \(first.errors)")
        #expect(office.mails.isEmpty)
    }

    private func post(_ number: Int) -> (guid: String, text: String) {
        ("g\(number)", "Post number \(number) \(String(repeating: "ab", count: 8000)) ?! zzz water \(number)")
    }

    private func watch(_ pattern: String) throws {
        var claim = OfficeText.Claim.water("slow-one", severity: "critical", pattern: pattern)
        (claim.matching, claim.other) = ("ab! zzz water", "nothing here")
        let list = OfficeText.watchlist("water", [claim, .schools("schools-closing", severity: "high")])
        try office.folder.write(list, to: "watchlists/water.yaml")
        try? FileManager.default.removeItem(at: office.folder.url.appending(path: "watchlists/responses"))
    }

    private struct Debts: Decodable {
        struct Pattern: Decodable, Equatable {
            let pattern: String
            let posts: Int
            let since: String
        }
        let undecided: [String]
        let undecidedWaiting: [Pattern]
        let matchedAgain: Int
        let posts: Int
        let alertsOpened: Int
    }

    private func run(at now: TestClock) async throws -> Debts {
        try await office.jibu("run", "--json", at: now).object(Debts.self)
    }

    @Test("while the pattern is as it was they wait, and run and doctor say so; mended, they open their alert once")
    func mend() async throws {
        let second = try await office.jibu("run", at: .start.later(days: 1))
        let sentence = "slow-one/1: 5 posts undecided since 2026-11-20; they are matched again when the pattern is mended"
        #expect(second.output.contains(sentence), "\(second.output)")
        #expect(second.output.contains("nothing new"))
        #expect(try await office.jibu("doctor", at: .start.later(days: 1)).output.contains(sentence))

        try watch(mended)
        let third = try await run(at: .start.later(days: 1, hours: 1))
        #expect(third.matchedAgain == 5 && third.posts == 0 && third.alertsOpened > 0)
        #expect(third.undecided.isEmpty && third.undecidedWaiting.isEmpty)
        let alerts = try await office.jibu("alerts", "list", "--json").decoded(AlertView.self)
        #expect(Set(alerts.flatMap(\.posts).map(\.id)).count == 5)
        let replayed = try await office.jibu("replay", "--json", at: .start.later(days: 1, hours: 1)).output
        #expect(alerts.allSatisfy { replayed.contains($0.id) }, "a replay finds the same")
        let mails = office.mails.count
        #expect(mails > 0)

        let fourth = try await run(at: .start.later(days: 1, hours: 2))
        #expect(fourth.matchedAgain == 0 && fourth.alertsOpened == 0)
        #expect(office.mails.count == mails)
        #expect(!(try await office.jibu("doctor", at: .start.later(days: 1, hours: 2)).output.contains("undecided")))
    }

    @Test("a dry run shows what they lead to, and changes nothing")
    func dry() async throws {
        try watch(mended)
        let rehearsal = try await office.jibu("run", "--dry-run", "--json", at: .start.later(hours: 1)).object(Debts.self)
        #expect(rehearsal.matchedAgain == 5 && rehearsal.alertsOpened > 0)
        #expect(office.mails.isEmpty)
        let run = try await office.jibu("run", at: .start.later(hours: 2))
        #expect(run.status == 0 && run.output.contains("nothing new, 5 undecided posts matched again"), "\(run.output)")
    }

    @Test("a pattern that is mended badly leaves them owing again")
    func stillSlow() async throws {
        try watch(#"\w+! zzz water"#)
        let run = try await run(at: .start.later(hours: 1))
        #expect(run.matchedAgain == 5 && run.alertsOpened == 0)
        #expect(run.undecidedWaiting == [.init(pattern: "slow-one/1", posts: 5, since: "2026-11-20")])
    }

    @Test("a pattern that is gone asks for nothing more; one in a list with errors does")
    func gone() async throws {
        let schools = OfficeText.Claim.schools("schools-closing", severity: "high")
        try office.folder.write(OfficeText.watchlist("water", [schools]), to: "watchlists/water.yaml")
        let broken = OfficeText.Claim.water("slow-one", pattern: "(zzz")
        try office.folder.write(OfficeText.watchlist("broken", [broken]), to: "watchlists/broken.yaml")
        #expect(try await run(at: .start.later(hours: 1)).undecidedWaiting.map(\.posts) == [5])
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "watchlists/broken.yaml"))
        let run = try await run(at: .start.later(hours: 2))
        #expect(run.matchedAgain == 5 && run.undecidedWaiting.isEmpty && run.alertsOpened == 0)
    }

    @Test("an erased post is not matched again, and the archive's retention ends what is left")
    func erased() async throws {
        let id = try #require(try await office.archive().first?.id)
        let now = TestClock.start.later(hours: 1)
        #expect(try await office.jibu("archive", "purge", "--post", String(id.prefix(10)), at: now).status == 0)
        #expect(try await run(at: now).undecidedWaiting.map(\.posts) == [4])
        try office.folder.write(try office.folder.read("jibu.yaml") + "\nretention: {posts: 2d}\n", to: "jibu.yaml")
        let late = TestClock.start.later(days: 9)
        #expect(try await office.jibu("archive", "purge", "--trust-clock", at: late).status == 0)
        #expect(!(try await office.jibu("doctor", at: late).output.contains("undecided")))
        #expect(try await office.jibu("archive", "verify", at: late).status == 0)
    }
}
