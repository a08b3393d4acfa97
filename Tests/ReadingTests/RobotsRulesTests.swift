import Reading
import Testing

/// robots.txt as RFC 9309 reads it.
@Suite struct RobotsRulesTests {
    @Test(
        "the longest rule that fits decides",
        arguments: [
            ("/", true), ("/admin", false), ("/admin/list", false), ("/admin/open/1", true), ("/a.pdf", false),
            ("/a.pdf?x=1", true), ("/news?page=2", true), ("/search?q=1", false), ("/robots.txt", true),
        ])
    func longest(_ path: String, _ isAllowed: Bool) {
        let rules = RobotsRules(
            Array(
                """
                # of the town
                User-agent: *
                Disallow: /admin
                Allow: /admin/open
                Disallow: /*.pdf$
                Disallow: /search?
                Sitemap: https://qala.example/sitemap.xml
                """.utf8))
        #expect(rules.allows("https://qala.example" + path) == isAllowed)
        #expect(rules.sitemaps == ["https://qala.example/sitemap.xml"])
    }

    @Test("our own group counts instead of everybody's")
    func own() {
        let text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Jibu/1.0\nDisallow: /private\n"
        let rules = RobotsRules(Array(text.utf8))
        #expect(rules.allows("https://qala.example/news"))
        #expect(!rules.allows("https://qala.example/private/1"))
        #expect(RobotsRules(Array("User-agent: jibuty\nDisallow: /".utf8)).allows("https://qala.example/"))
        #expect(RobotsRules(Array("User-agent: jibu\nUser-agent: *\nDisallow:".utf8)).allows("https://qala.example/"))
    }

    @Test(
        "a page in place of robots.txt forbids nothing",
        arguments: ["", "<html><p>Disallow / for you</p>", "\u{0}\u{FF}"])
    func page(_ text: String) {
        #expect(RobotsRules(Array(text.utf8)).allows("https://qala.example/news"))
    }

    @Test("rules come back from a cursor")
    func cursor() {
        let rules = RobotsRules(Array("User-agent: *\nDisallow: /a\nAllow: /a/b\n".utf8))
        #expect(RobotsRules(Array(rules.text.utf8)) == rules)
        #expect(RobotsRules().text == "")
    }
}
