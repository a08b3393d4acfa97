import Intake
import Model
import Testing

/// Sites of several hosts, some of which never say what they forbid: nobody waits for them for ever, and no silence is
/// taken for calm.
@Suite struct PageListHostsTests: PageListSuite {
    let site = PageSite()
    private static let recipe = "kind: page-list\nurl: https://qala.example/sitemap.xml"

    private func silence(_ hosts: String...) {
        for host in hosts { site.answer("https://\(host).qala.example/robots.txt", 503) }
    }

    private static func index(_ addresses: [String]) -> String {
        let rows = addresses.map { "<sitemap><loc>\($0)</loc></sitemap>" }
        return "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(rows.joined())</sitemapindex>"
    }

    private static func map(_ address: String) -> String {
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>\(address)</loc></url></urlset>"
    }

    @Test("four hosts that never answer do not keep a fifth waiting")
    func turns() async throws {
        let hosts = ["a", "b", "c", "d", "e"]
        let rows = hosts.map { "<li><a href=https://\($0).qala.example/n/1>Хабар \($0)</a> <i>қысқаша</i>" }
        site["/news"] = "<html><body><ul>\(rows.joined())</ul>"
        site["https://e.qala.example/n/1"] = article(1, "толық e")
        silence("a", "b", "c", "d")
        let first = try await fetch(more: "recheck: 0")
        #expect(!first.posts.contains { $0.text.contains("толық") })
        let second = try await fetch(
            first.cursor, more: "recheck: 0", at: TestKeys.now.advanced(by: .minutes(15)))
        #expect(second.posts.contains { $0.text.contains("толық e") })
        #expect(second.notes.contains { $0.contains("the pages of 4 items wait for the robots.txt") })
    }

    @Test("a sitemap whose host says nothing yet is no part of the site that is left out in silence")
    func waitingSitemap() async throws {
        serve(1...2)
        site["/sitemap.xml"] = Self.index(["https://qala.example/a.xml", "https://m.qala.example/b.xml"])
        site["/a.xml"] = Self.map("https://qala.example/n/1")
        site["https://m.qala.example/b.xml"] = Self.map("https://qala.example/n/2")
        silence("m")
        let first = try await fetch(recipe: Self.recipe)
        #expect(first.posts.count == 1 && first.reach == .part)
        #expect(first.notes.contains("1 sitemaps wait for the robots.txt of their hosts, which is asked again"))
        site.answer("https://m.qala.example/robots.txt", 404)
        let second = try await fetch(first.cursor, more: "recheck: 0", recipe: Self.recipe)
        #expect(second.posts.contains { $0.text.contains("толық мәтін 2") }, "the index is the same, and is read again")
        #expect(second.reach != .part)
    }

    @Test("sitemaps that robots.txt forbids, or that stand elsewhere, are named")
    func leftAlone() async throws {
        serve(1...1)
        site["/robots.txt"] = "User-agent: *\nDisallow: /b.xml\n"
        site["/sitemap.xml"] = Self.index([
            "https://qala.example/a.xml", "https://qala.example/b.xml", "https://other.example/c.xml",
        ])
        site["/a.xml"] = Self.map("https://qala.example/n/1")
        let harvest = try await fetch(recipe: Self.recipe)
        #expect(harvest.posts.count == 1)
        #expect(harvest.notes.contains { $0.hasPrefix("2 sitemaps of the index are left alone") })
        #expect(!site.asked().contains { $0.contains("other.example") || $0 == "/b.xml" })
    }

    @Test("an index of which nothing can be read yet is a failure that remembers whom it asked")
    func waitingIndex() async throws {
        serve(1...1)
        let hosts = ["a", "b", "c", "d", "e"]
        site["/sitemap.xml"] = Self.index(hosts.map { "https://\($0).qala.example/map.xml" })
        site["https://e.qala.example/map.xml"] = Self.map("https://qala.example/n/1")
        silence("a", "b", "c", "d")
        let first = try await fetch(recipe: Self.recipe)
        #expect(first.posts.isEmpty && first.health.name == "soft-failed")
        #expect(first.health.detail?.contains("none of its 5 sitemaps may be read") == true)
        let second = try await fetch(
            first.cursor, recipe: Self.recipe, at: TestKeys.now.advanced(by: .minutes(15)))
        #expect(second.posts.count == 1 && second.health == .healthy)
        #expect(second.reach == .part)
    }
}
