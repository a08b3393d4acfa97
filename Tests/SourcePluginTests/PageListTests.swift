import BuiltIn
import Foundation
import Intake
import Model
import Settings
import Synchronization
import Testing

/// A site that changes between fetches, read by the kind `page-list`.
@Suite struct PageListTests {
    /// Addresses below https://qala.example, or whole ones, and what they answer now.
    private final class Site: HTTPClient, Sendable {
        struct State {
            var pages: [String: (status: Int, body: [UInt8], headers: [HTTPHeader])] = [:]
            var broken: [String: HTTPFailure.Kind] = [:]
            var moved: [String: String] = [:]
            var asked: [String] = []
        }
        let state = Mutex(State())

        private static func path(_ url: String) -> String {
            url.hasPrefix("https://qala.example/") ? String(url.dropFirst("https://qala.example".count)) : url
        }

        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            let asked = Self.path(request.url)
            let (page, kind, target) = state.withLock { state in
                state.asked.append(asked)
                let target = state.moved[asked]
                return (state.pages[target.map(Self.path) ?? asked], state.broken[asked], target)
            }
            if let kind { throw HTTPFailure(kind, url: request.url, "broken") }
            guard let page else { return HTTPResponse(status: 404, finalURL: request.url) }
            return HTTPResponse(
                status: page.status, headers: page.headers, body: page.body, finalURL: target ?? request.url,
                redirects: target.map { [.init(status: 302, from: request.url, to: $0)] } ?? [])
        }

        subscript(_ path: String) -> String {
            get { state.withLock { String(decoding: $0.pages[path]?.body ?? [], as: UTF8.self) } }
            set { serve(path, Array(newValue.utf8)) }
        }

        func serve(_ path: String, _ bytes: [UInt8]) { state.withLock { $0.pages[path] = (200, bytes, []) } }

        func answer(_ path: String, _ status: Int, _ headers: [HTTPHeader] = []) {
            state.withLock { $0.pages[path] = (status, [], headers) }
        }

        /// Nil: the line works again.
        func breakLine(_ path: String, _ kind: HTTPFailure.Kind?) { state.withLock { $0.broken[path] = kind } }

        func move(_ path: String, to target: String) { state.withLock { $0.moved[path] = target } }

        /// What was asked since the last call, without robots.txt.
        func asked() -> [String] {
            state.withLock { state in
                defer { state.asked = [] }
                return state.asked.filter { !$0.hasSuffix("/robots.txt") }
            }
        }
    }

    private let site = Site()
    private static let recipe = """
        kind: page-list
        url: https://qala.example/news
        item: //li
        text: .//i
        next: //a[@rel='next']/@href
        empty: //p[@id='none']
        """

    private func list(_ numbers: [Int], next: String? = nil, edited: Set<Int> = []) -> String {
        let rows = numbers.map { number in
            "<li><a href=/n/\(number)>Хабар \(number)</a> <i>\(edited.contains(number) ? "өзгерді" : "қысқаша")</i>"
        }
        return "<html><body><ul>\(rows.joined())</ul>" + (next.map { "<a rel=next href='\($0)'>older</a>" } ?? "")
    }

    private func article(_ number: Int, _ text: String = "толық мәтін") -> String {
        "<html><body><article><h1>Хабар \(number)</h1><p>\(text) \(number)</p></article>"
    }

    private func serve(_ numbers: ClosedRange<Int>) {
        for number in numbers { site["/n/\(number)"] = article(number) }
    }

    private func fetch(
        _ cursor: Cursor? = nil, more: String = "", recipe: String = PageListTests.recipe, at now: Instant = TestKeys.now
    ) async throws -> Harvest {
        let kind = try #require(builtInSources.first { $0.name == "page-list" })
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(recipe + "\n" + more, file: "jibu.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings), "\(findings)")
        return try await source.fetch(after: cursor, using: SourceContext(http: site, now: now))
    }

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

    @Test("what an older page held is not lost when that page fails, also when new items push others onto it")
    func behind() async throws {
        site["/news"] = list([1], next: "/p2")
        site["/p2"] = list([])
        let first = try await fetch(more: "follow: 0")
        site["/news"] = list([8, 7], next: "/p2")
        site.answer("/p2", 500)
        let second = try await fetch(first.cursor, more: "follow: 0")
        #expect(second.posts.map(\.title) == ["Хабар 8", "Хабар 7"])
        #expect(second.reach == .part)
        #expect(second.notes.contains { $0.contains("it is tried again") })
        // The same again: the line is still down, and what is known by now must not end the way back for good.
        let third = try await fetch(second.cursor, more: "follow: 0")
        #expect(third.reach == .part)
        site["/news"] = list([9, 8], next: "/p2")
        site["/p2"] = list([7, 6], next: "/p3")
        site["/p3"] = list([5, 1], next: "/p4")
        _ = site.asked()
        let fourth = try await fetch(third.cursor, more: "follow: 0")
        #expect(site.asked() == ["/news", "/p2", "/p3"])
        #expect(Set(fourth.posts.compactMap(\.title)).isSuperset(of: ["Хабар 9", "Хабар 6", "Хабар 5"]))
        #expect(fourth.reach != .part)
        // Now everything is known again, and one page is enough.
        site["/news"] = list([10, 9], next: "/p2")
        _ = site.asked()
        _ = try await fetch(fourth.cursor, more: "follow: 0")
        #expect(site.asked() == ["/news"])
    }

    @Test(
        "a line that is down, or a budget that ends, blames no page: it is read as soon as there is a way",
        arguments: [HTTPFailure.Kind.overBudget, .offline, .hostBlocked])
    func blameless(_ kind: HTTPFailure.Kind) async throws {
        serve(1...3)
        site["/news"] = list([3, 2, 1])
        site.breakLine("/n/2", kind)
        var harvest = try await fetch(more: "recheck: 0")
        #expect(harvest.posts.map(\.text) == ["толық мәтін 3", "қысқаша", "қысқаша"])
        #expect(site.asked() == ["/news", "/n/3", "/n/2"], "nothing is asked behind it")
        for _ in 1...4 { harvest = try await fetch(harvest.cursor, more: "recheck: 0") }
        site.breakLine("/n/2", nil)
        harvest = try await fetch(harvest.cursor, more: "recheck: 0")
        #expect(harvest.posts.map(\.text) == ["толық мәтін 2", "толық мәтін 1"])
    }

    private static func sitemap(_ paths: [String], index: Bool = false) -> String {
        let (root, entry) = index ? ("sitemapindex", "sitemap") : ("urlset", "url")
        let rows = paths.map { "<\(entry)><loc>https://qala.example\($0)</loc></\(entry)>" }
        return "<\(root) xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(rows.joined())</\(root)>"
    }

    private static let packedSitemap = """
        H4sIAAAAAAACA4WOQQ5AMBREryIO0MGOfL1LIw2SX8qv1PG12FhZzsx7ydCxs9hQnI4X6cspBN8BMUYlc7DOeFHrPkKGKQXBW6JS\
        bakpuZp4HXTWJHmbYaPsaZxniwU1Ia+EG/yjmw+N55i+ABypp+KhAAAA
        """

    private static let sitemapRecipe = "kind: page-list\nurl: https://qala.example/sitemap.xml"

    @Test("an index none of whose sitemaps can be read is a failure and not a quiet site")
    func brokenIndex() async throws {
        site["/sitemap.xml"] = Self.sitemap(["/a.xml", "/b.xml"], index: true)
        site.answer("/a.xml", 500)
        site["/b.xml"] = "<html><body>404</body></html>"
        await #expect(throws: SourceFailure.status(500, url: "https://qala.example/a.xml")) {
            try await fetch(recipe: Self.sitemapRecipe)
        }
        site["/robots.txt"] = "User-agent: *\nDisallow: /a\nDisallow: /b\n"
        await #expect { try await fetch(recipe: Self.sitemapRecipe) } throws: {
            "\($0)".contains("none of its 2 sitemaps may be read")
        }
        site["/sitemap.xml"] = Self.sitemap([], index: true)
        #expect(try await fetch(recipe: Self.sitemapRecipe).health == .quiet, "an empty index is an answer")
    }

    @Test("one sitemap of an index that fails costs the others nothing, and the index is read again")
    func halfIndex() async throws {
        serve(1...2)
        site["/sitemap.xml"] = Self.sitemap(["/a.xml", "/b.xml"], index: true)
        site.answer("/a.xml", 500)
        site["/b.xml"] = Self.sitemap(["/n/1"])
        let first = try await fetch(recipe: Self.sitemapRecipe)
        #expect(first.posts.map(\.text) == ["толық мәтін 1"])
        #expect(first.reach == .part)
        site["/a.xml"] = Self.sitemap(["/n/2"])
        let second = try await fetch(first.cursor, more: "recheck: 0", recipe: Self.sitemapRecipe)
        #expect(second.posts.map(\.text) == ["толық мәтін 2"])
    }

    @Test("new addresses of which no page can be read are a soft failure")
    func unreadable() async throws {
        site["/sitemap.xml"] = Self.sitemap(["/n/1", "/n/2"])
        site.answer("/n/1", 500)
        site["/n/2"] = "<html><body></body></html>"
        let first = try await fetch(recipe: Self.sitemapRecipe)
        #expect(first.posts.isEmpty)
        #expect(first.health.name == "soft-failed")
        #expect(first.health.detail?.contains("none of 2 pages") == true)
        serve(1...2)
        let second = try await fetch(first.cursor, recipe: Self.sitemapRecipe)
        #expect(second.posts.count == 2)
    }

    @Test("a packed sitemap is read, and a packed one that grows without end is not")
    func packed() async throws {
        serve(1...2)
        // Python: gzip.compress(sitemap of /n/1 and /n/2, mtime=0)
        let packed = try #require(Data(base64Encoded: Self.packedSitemap))
        let url = "kind: page-list\nurl: https://qala.example/sitemap.xml.gz"
        site.serve("/sitemap.xml.gz", Array(packed))
        #expect(try await fetch(recipe: url).posts.count == 2)
        site.serve("/sitemap.xml.gz", Array(packed.dropLast(9)))
        await #expect { try await fetch(recipe: url) } throws: { "\($0)".contains("cut short") }
    }

    @Test("robots.txt of every host is obeyed, also of the one that an address leads to")
    func robotsOfHosts() async throws {
        site["/news"] =
            "<ul><li><a href=https://m.qala.example/n/1>Хабар 1</a> <i>қысқаша</i>"
            + "<li><a href=/n/2>Хабар 2</a> <i>қысқаша</i>"
            + "<li><a href=https://old.qala.example/n/3>Хабар 3</a> <i>қысқаша</i></ul>"
        site["https://m.qala.example/robots.txt"] = "User-agent: jibu\nDisallow: /n/\n"
        site.answer("https://old.qala.example/robots.txt", 503)
        site["https://old.qala.example/n/3"] = article(3)
        site["https://m.qala.example/n/1"] = article(1)
        site["https://m.qala.example/n/2"] = article(2)
        site.move("/n/2", to: "https://m.qala.example/n/2")
        let harvest = try await fetch()
        #expect(site.asked() == ["/news", "/n/2"])
        #expect(harvest.posts.map(\.text) == ["қысқаша", "қысқаша", "қысқаша"])
        #expect(harvest.notes.contains { $0.contains("robots.txt forbids the pages of 1 new items") })
        #expect(harvest.notes.contains { $0.contains("leads to https://m.qala.example/n/2, which robots.txt forbids") })
        #expect(harvest.notes.contains { $0.contains("pages of old.qala.example are not read") })
        // The list itself must not be read through a back door.
        site.move("/news", to: "https://m.qala.example/n/")
        site["https://m.qala.example/n/"] = list([4])
        await #expect { try await fetch() } throws: { "\($0)".contains("robots.txt of this site forbids") }
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
