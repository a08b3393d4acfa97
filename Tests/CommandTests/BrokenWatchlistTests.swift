import Foundation
import TestSupport
import Testing

/// A watchlist that breaks while Jibu is in use (design decision 18).
struct BrokenWatchlistTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
    }

    /// Breaks the list in a way that an editor's slip does.
    private func breakList() throws {
        let broken = TestOffice.watchlist.replacing("    severity: high", with: "    severty: high")
        try office.folder.write(broken, to: "watchlists/water.yaml")
    }

    @Test("its last good version is used for seven days, loudly; after that its claims are not watched")
    func lastGood() async throws {
        let first = try await office.jibu("run", at: .start)
        #expect(first.status == 0, "\(first.errors)")
        try breakList()
        office.serve("/news.xml", .ok(Feed.rss(("n2", "In Qala the water is poisoned, they say"))))
        let second = try await office.jibu("run", "--json", at: .start.later(days: 6))
        #expect(second.status == 1)
        #expect(try second.object(RunReportView.self).alertsOpened == 1)
        #expect(try second.object(RunReportView.self).needsEyes, "the report says what the status says")
        #expect(second.errors.contains("water.yaml:"))
        #expect(second.errors.contains("error[unknown-key]"))
        #expect(second.errors.contains("warning[last-good-used]"))
        #expect(office.mails.count == 2)

        office.serve("/news.xml", .ok(Feed.rss(("n3", "All schools close on Monday in Qala"))))
        let third = try await office.jibu("run", "--json", at: .start.later(days: 8))
        #expect(third.status == 1)
        let report = try third.object(RunReportView.self)
        #expect(report.posts == 1)
        #expect(report.alertsOpened == 0)
        #expect(third.errors.contains("error[not-watched]"))
        #expect(third.errors.contains("older than 7 days"))
        #expect(office.mails.count == 2)

        try office.folder.write(TestOffice.watchlist, to: "watchlists/water.yaml")
        let mended = try await office.jibu("run", at: .start.later(days: 9))
        #expect(mended.status == 0, "\(mended.output) \(mended.errors)")
    }

    @Test("a list whose bytes are no UTF-8 any more goes on with its last good version, through a whole run")
    func brokenBytes() async throws {
        _ = try await office.jibu("run", at: .start)
        var bytes = Array(TestOffice.watchlist.utf8)
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "p")))
        bytes.replaceSubrange(place...place, with: [0xC3, 0x28, 0xFF])
        try Data(bytes).write(to: office.folder.url.appending(path: "watchlists/water.yaml"))
        office.serve("/news.xml", .ok(Feed.rss(("n2", "In Qala the water is poisoned, they say"))))
        let run = try await office.jibu("run", "--json", at: .start.later(hours: 1))
        #expect(run.status == 1)
        #expect(run.errors.contains("water.yaml:") && run.errors.contains("warning[last-good-used]"))
        #expect(try run.object(RunReportView.self).outcomes == ["aigul": "accepted", "grace": "accepted"])
        #expect(office.mails.allSatisfy { $0.text.contains("poisoned") } && office.mails.count == 2)
    }

    @Test("a list that was never good is not watched, and the others are")
    func neverGood() async throws {
        try office.folder.write(
            TestOffice.watchlist.replacing("watchlist: water", with: "watchlist: other")
                .replacing("water-poisoned", with: "other-claim").replacing("schools-closing", with: "other-schools")
                .replacing("owner: press@qala.example\n", with: ""),
            to: "watchlists/other.yaml")
        office.serve("/news.xml", .ok(Feed.rss(("n2", "In Qala the water is poisoned, they say"))))
        let ending = try await office.jibu("run", "--json", at: .start)
        #expect(ending.status == 1)
        #expect(ending.errors.contains("error[not-watched]"))
        let alerts = try await office.jibu("alerts", "list", "--json").decoded(AlertView.self)
        #expect(alerts.map(\.claim) == ["water-poisoned"])
    }

    @Test("a list past its review date neither matches nor collects, and says so")
    func expired() async throws {
        office.serve("/news.xml", .ok(Feed.rss(("n2", "In Qala the water is poisoned, they say"))))
        let ending = try await office.jibu("run", "--json", at: .start.later(days: 90))
        #expect(try ending.object(RunReportView.self).alertsOpened == 0)
        #expect(ending.errors.contains("[expired-list]") || ending.errors.contains("expired"))
        #expect(ending.errors.contains("water.yaml"))
        #expect(office.mails.isEmpty)
    }

    @Test("a missing watchlists folder is status 2: nothing would be watched")
    func noFolder() async throws {
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "watchlists"))
        let ending = try await office.jibu("run", at: .start)
        #expect(ending.status == 2)
        #expect(ending.errors.contains("watchlists"))
        #expect(office.http.requests.isEmpty)
    }
}
