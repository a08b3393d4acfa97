import Foundation
import Intake
import Model
import Testing

/// What the kind `page-list` does when a part of a site cannot be read: nothing is lost, and no silence is believed.
@Suite struct PageListRepairTests: PageListSuite {
    let site = PageSite()

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
        #expect(first.posts.map { $0.text.split(separator: "\n").last } == ["толық мәтін 1"])
        #expect(first.reach == .part)
        site["/a.xml"] = Self.sitemap(["/n/2"])
        let second = try await fetch(first.cursor, more: "recheck: 0", recipe: Self.sitemapRecipe)
        #expect(second.posts.map { $0.text.split(separator: "\n").last } == ["толық мәтін 2"])
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

    @Test("a packed sitemap is read, and one that is cut short is not")
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

    @Test("a host whose robots.txt cannot be read, or has no turn yet, is asked again though the list is the same")
    func waitingForRobots() async throws {
        let hosts = ["a", "b", "c", "d", "e"]
        let rows = hosts.map { "<li><a href=https://\($0).qala.example/n/1>Хабар \($0)</a> <i>қысқаша</i>" }
        site["/news"] = "<html><body><ul>\(rows.joined())</ul>"
        for host in hosts { site["https://\(host).qala.example/n/1"] = article(1, "толық \(host)") }
        site.answer("https://b.qala.example/robots.txt", 503)
        let first = try await fetch(more: "recheck: 0")
        #expect(first.posts.map { $0.text.split(separator: "\n").last } == ["толық a 1", "қысқаша", "толық c 1", "толық d 1", "қысқаша"])
        #expect(first.reach == .part)
        #expect(first.notes.contains { $0.contains("the pages of 2 items wait for the robots.txt") })
        site.answer("https://b.qala.example/robots.txt", 404)
        let second = try await fetch(first.cursor, more: "recheck: 0")
        #expect(second.posts.map { $0.text.split(separator: "\n").last } == ["толық b 1", "толық e 1"])
        #expect(second.reach != .part)
        #expect(try await fetch(second.cursor, more: "recheck: 0").health == .unchanged)
    }
}
