import BuiltIn
import Intake
import Model
import Settings
import Testing

/// A site that changes between fetches, read by the kind `page-list`.
@Suite struct PageListTests: PageListSuite {
    let site = PageSite()

    @Test("new items are followed, known ones are not asked again, and nothing comes twice")
    func following() async throws {
        serve(1...6)
        site["/news"] = list([3, 2, 1])
        let first = try await fetch(more: "recheck: 0")
        #expect(first.posts.map(\.text) == ["толық мәтін 3", "толық мәтін 2", "толық мәтін 1"])
        #expect(site.asked() == ["/news", "/n/3", "/n/2", "/n/1"])
        let same = try await fetch(first.cursor, more: "recheck: 0")
        #expect(same.health == .unchanged)
        #expect(site.asked() == ["/news"])
        site["/news"] = list([4, 3, 2, 1])
        let second = try await fetch(first.cursor, more: "recheck: 0")
        #expect(second.posts.map(\.title) == ["Хабар 4"])
        #expect(site.asked() == ["/news", "/n/4"])
    }

    @Test("what the budget leaves comes as the list shows it, and with its text at the next fetch")
    func budget() async throws {
        serve(1...5)
        site["/news"] = list([5, 4, 3, 2, 1])
        let first = try await fetch(more: "follow: 2\nrecheck: 0")
        #expect(first.posts.map(\.text) == ["толық мәтін 5", "толық мәтін 4", "қысқаша", "қысқаша", "қысқаша"])
        #expect(site.asked().count == 3)
        let second = try await fetch(first.cursor, more: "follow: 2\nrecheck: 0")
        #expect(second.posts.map(\.text) == ["толық мәтін 3", "толық мәтін 2", "қысқаша"])
        let third = try await fetch(second.cursor, more: "follow: 2\nrecheck: 0")
        #expect(third.posts.map(\.text) == ["толық мәтін 1"])
        let ids = Set((first.posts + second.posts + third.posts).map { Identity.of($0, source: "q") })
        #expect(ids.count == 5)
    }

    @Test("older pages are read until something known comes; an item that moves there meanwhile is no second one")
    func paging() async throws {
        serve(1...9)
        site["/news"] = list([2, 1], next: "/news?page=2")
        let first = try await fetch(more: "follow: 0")
        #expect(site.asked() == ["/news"], "the first fetch reads the newest page")
        site["/news"] = list([8, 7, 6], next: "/news?page=2")
        site["/news?page=2"] = list([6, 5, 4], next: "/news?page=3")
        site["/news?page=3"] = list([3, 2, 1], next: "/news?page=4")
        let second = try await fetch(first.cursor, more: "follow: 0")
        #expect(second.posts.map(\.title) == [8, 7, 6, 5, 4, 3, 2, 1].map { "Хабар \($0)" })
        #expect(site.asked() == ["/news", "/news?page=2", "/news?page=3"])
    }

    @Test("more new pages than the budget: the newest count, and a note names the rest")
    func pageBudget() async throws {
        site["/news"] = list([1])
        let first = try await fetch(more: "follow: 0")
        site["/news"] = list([9], next: "/p2")
        site["/p2"] = list([8], next: "/p3")
        site["/p3"] = list([7])
        let second = try await fetch(first.cursor, more: "follow: 0\npages: 2")
        #expect(second.posts.map(\.title) == ["Хабар 9", "Хабар 8"])
        #expect(second.notes.contains { $0.contains("more than 2 pages") })
    }

    @Test("a pager that leads in a circle ends")
    func circle() async throws {
        site["/news"] = list([1])
        let first = try await fetch(more: "follow: 0")
        site["/news"] = list([2], next: "/p2")
        site["/p2"] = list([3], next: "/news")
        _ = site.asked()
        let second = try await fetch(first.cursor, more: "follow: 0\npages: 50")
        #expect(second.posts.count == 2)
        #expect(site.asked().count == 2)
    }

    @Test("an item whose list entry changed is read again, and its new text comes under the same identity")
    func edits() async throws {
        serve(1...3)
        site["/news"] = list([3, 2, 1])
        let first = try await fetch(more: "recheck: 0")
        site["/n/1"] = article(1, "түзетілген")
        site["/news"] = list([3, 2, 1], edited: [1])
        _ = site.asked()
        let second = try await fetch(first.cursor, more: "recheck: 0")
        #expect(site.asked() == ["/news", "/n/1"])
        #expect(second.posts.map(\.text) == ["түзетілген 1"])
        let before = first.posts.first { $0.title == "Хабар 1" }.map { Identity.of($0, source: "q") }
        #expect(second.posts.first.map { Identity.of($0, source: "q") } == before)
    }

    @Test("the newest known items are looked at again when the list has changed")
    func recheck() async throws {
        serve(1...4)
        site["/news"] = list([3, 2, 1])
        let first = try await fetch()
        site["/news"] = list([4, 3, 2, 1])
        _ = site.asked()
        _ = try await fetch(first.cursor)
        #expect(site.asked() == ["/news", "/n/4", "/n/3", "/n/2"])
    }

    @Test("a page that fails is tried three times, and never takes back a text that was read")
    func failures() async throws {
        serve(1...2)
        site["/news"] = list([2, 1])
        site.answer("/n/2", 500)
        var harvest = try await fetch(more: "recheck: 0")
        #expect(harvest.posts.map(\.text) == ["қысқаша", "толық мәтін 1"])
        for turn in 2...4 {
            site["/news"] = list([2, 1]) + "<!-- \(turn) -->"
            _ = site.asked()
            harvest = try await fetch(harvest.cursor, more: "recheck: 0")
            #expect(site.asked() == (turn <= 3 ? ["/news", "/n/2"] : ["/news"]))
            #expect(harvest.posts.map(\.text) == ["қысқаша"])
        }
        site.answer("/n/1", 500)
        site["/news"] = list([2, 1], edited: [1])
        harvest = try await fetch(harvest.cursor, more: "recheck: 0")
        #expect(!harvest.posts.contains { $0.title == "Хабар 1" }, "the list's few words would look like an edit")
    }

    @Test("a site that asks to slow down while items are read keeps what came, and names the time")
    func throttled() async throws {
        serve(1...3)
        site["/news"] = list([3, 2, 1])
        site.answer("/n/2", 429, [HTTPHeader("Retry-After", "600")])
        let first = try await fetch()
        #expect(first.health == .healthy)
        #expect(first.posts.map(\.text) == ["толық мәтін 3", "қысқаша", "қысқаша"])
        #expect(first.notBefore == TestKeys.now.advanced(by: .seconds(600)))
        serve(1...3)
        let second = try await fetch(first.cursor, more: "recheck: 0")
        #expect(second.posts.map(\.text) == ["толық мәтін 2", "толық мәтін 1"])
    }

    @Test("nothing found where something was is the site's change; the site's own word for it is quiet")
    func changed() async throws {
        site["/news"] = list([1])
        let first = try await fetch(more: "follow: 0")
        site["/news"] = "<html><body><div class=card><a href=/n/2>Хабар 2</a></div></body></html>"
        await #expect {
            try await fetch(first.cursor)
        } throws: {
            "\($0)".contains("the site has changed") && ($0 as? SourceFailure)?.health.name == "soft-failed"
        }
        site["/news"] = "<html><body><p id=none>Хабар жоқ</p></body></html>"
        #expect(try await fetch(first.cursor).health == .quiet)
    }

    @Test("robots.txt is asked once a day and obeyed; a site that cannot say what it forbids forbids all")
    func robots() async throws {
        serve(1...2)
        site["/robots.txt"] = "User-agent: *\nDisallow: /n/2\n"
        site["/news"] = list([2, 1])
        let first = try await fetch()
        #expect(site.asked() == ["/news", "/n/1"])
        #expect(first.posts.map(\.text) == ["қысқаша", "толық мәтін 1"])
        site.answer("/robots.txt", 500)
        _ = try await fetch(first.cursor, at: TestKeys.now.advanced(by: .hours(23)))
        await #expect(throws: SourceFailure.status(500, url: "https://qala.example/robots.txt")) {
            try await fetch(first.cursor, at: TestKeys.now.advanced(by: .hours(25)))
        }
    }

    @Test("the cursor stays below 64 KiB, whatever a site lists")
    func cursor() async throws {
        site["/news"] = list(Array(1...9_000))
        site["/robots.txt"] = "User-agent: *\n" + String(repeating: "Disallow: /a-rather-long-path\n", count: 900)
        let harvest = try await fetch(more: "follow: 0")
        #expect(harvest.posts.count == 9_000)
        #expect((harvest.cursor?.text.utf8.count ?? 0) < 64 << 10)
        #expect(try await fetch(harvest.cursor, more: "follow: 0").health == .unchanged)
    }

    @Test(
        "a cursor that cannot be read starts afresh",
        arguments: [
            "", "{",
            #"{"configured":"https://qala.example/news","url":"https://qala.example/news","memo":"{\"items\":\"zz\"}"}"#,
        ])
    func brokenCursor(_ text: String) async throws {
        site["/news"] = list([1])
        #expect(try await fetch(Cursor(text), more: "follow: 0").posts.count == 1)
    }

    @Test(
        "a wrong recipe is a finding where it goes wrong",
        arguments: [
            ("item: \"//li[\"", "bad-xpath", 3, 13), ("item: //li[@class=", "bad-xpath", 3, 19),
            ("item: //x:li", "bad-xpath", 3, 9), ("link: .//a", "bad-value", 3, 7), ("zone: Almaty", "bad-value", 3, 7),
            ("pages: 0", "out-of-range", 3, 8), ("itemm: //li", "unknown-key", 3, 1),
        ])
    func findings(_ line: String, _ code: String, _ row: Int, _ column: Int) throws {
        let kind = try #require(builtInSources.first { $0.name == "page-list" })
        var findings: [Finding] = []
        let yaml = "kind: page-list\nurl: https://qala.example/news\n\(line)\n"
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        #expect(kind.make(node, &findings) == nil)
        let finding = try #require(findings.first)
        #expect(findings.count == 1)
        #expect(finding.code == code, "\(finding)")
        #expect(finding.place.line == row)
        #expect(finding.place.column == column, "\(finding)")
    }
}
