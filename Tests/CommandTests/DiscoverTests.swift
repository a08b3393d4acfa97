import Foundation
import TestSupport
import Testing

/// `jibu sources discover` and `jibu sources coverage`, by the built command, against sites on loopback.
struct DiscoverTests {
    /// What `--json` says of one way to watch a site.
    struct Found: Decodable {
        struct Source: Decodable {
            let kind: String
            let address: String
            let posts: Int?
            let newest: String?
            let languages: [String]?
            let titles: [String]?
            let reason: String
            let configuration: String
        }
        let sources: [Source]
        let notes: [String]
    }

    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [
            ("news", "http://site.example/feed.xml"), ("old", "http://old.example/x"),
            ("town", "http://town.example/x"),
        ])
    }

    private func discover(_ url: String) async throws -> (ending: JibuProcess.Ending, found: Found) {
        let ending = try await office.jibu("sources", "discover", url, "--config", "jibu.yaml", "--json", at: .start)
        return (ending, try ending.object(Found.self))
    }

    private static func page(_ numbers: [Int], head: String = "", before: String = "") -> String {
        let items = numbers.map { number in
            """
            <div class="card news-card"><a href="/n/\(number)"><img src="/i/\(number).jpg"></a>
            <a class="headline" href="/n/\(number)">Қала жаңалығы нөмір \(number): су құбыры жөнделді</a>
            <div class="meta"><span class="when">\(number) қараша 2026</span> <span>\(number * 7) рет оқылды</span></div></div>
            """
        }
        return """
            <!DOCTYPE html><html lang="kk"><head><title>Қала</title>\(head)</head><body>
            <nav><ul><li><a href="/about">Біз туралы</a></li><li><a href="/contacts">Байланыс</a></li>
            <li><a href="/docs">Құжаттар</a></li><li><a href="/map">Карта</a></li></ul></nav>\(before)
            <div class="grid">\(items.joined(separator: "\n"))</div>
            <footer><a href="/a">Сайт картасы</a> <a href="/b">Ережелер</a> <a href="/c">Сұрақтар</a></footer></body></html>
            """
    }

    private func serveArticles(_ numbers: ClosedRange<Int>) {
        for number in numbers {
            office.serve(
                "/n/\(number)",
                .ok(
                    "<html><body><article><h1>Қала жаңалығы \(number)</h1><p>Су таза, қайнату қажет емес: "
                        + "\(number).</p></article>"
                ))
        }
    }

    @Test("the feed that a page names is preferred, was fetched, and its lines can be pasted")
    func feed() async throws {
        let link =
            #"<link rel="Alternate feed" type="application/rss+xml; charset=utf-8" href="/rss?a=1&amp;b=2">"#
            + #"<link rel=alternate type="application/rss+xml" href="/comments/feed">"#
        office.serve("/", .ok(Self.page([12, 11, 10, 9], head: link)))
        office.serve(
            "/rss?a=1&b=2",
            .ok(
                Feed.rss(("1", "Су таза, деді әкімдік баспасөз қызметі"), ("2", "Жаңа мектеп ашылды, балалар қуанышты"))
            ))
        serveArticles(9...12)
        let (ending, found) = try await discover("http://site.example/")
        #expect(ending.status == 0, "\(ending.errors)")
        let best = try #require(found.sources.first)
        #expect(best.kind == "feed")
        #expect(best.address == "http://site.example/rss?a=1&b=2")
        #expect(best.posts == 2)
        #expect(best.languages?.first == "kk")
        #expect(best.reason.contains("survives a new design"))
        #expect(best.configuration.contains("url: \"http://site.example/rss?a=1&b=2\""))
        // The list is the second choice; comments are not read without a reason, and a note says so.
        #expect(found.sources.map(\.kind) == ["feed", "page-list"])
        #expect(found.notes.contains { $0.contains("/comments/feed: not read: this is a feed of comments") })
        #expect(!office.http.requests.map(\.path).contains("/comments/feed"))
        #expect(
            office.http.requests.allSatisfy { $0.header("User-Agent")?.contains("https://qala.example/jibu") == true })
        let paths = office.http.requests.map(\.path)
        #expect(paths.first == "/robots.txt")
        #expect(Set(paths).count == paths.count, "nothing is asked twice: \(paths)")
    }

    @Test("a site without a feed gets a recipe that works in a run, and a wrong page of it is never called quiet")
    func list() async throws {
        office.serve("/", .ok(Self.page([12, 11, 10, 9, 8])))
        serveArticles(8...13)
        let (_, real) = try await discover("http://town.example/")
        let best = try #require(real.sources.first, "\(real.notes)")
        #expect(best.kind == "page-list")
        #expect(best.posts == 5)
        #expect(best.newest == "2026-11-12T00:00:00Z")
        #expect(best.titles?.first?.hasPrefix("Қала жаңалығы нөмір 12") == true)
        #expect(best.reason.contains("5 links of one form, 5 of them with a date"))

        // What is printed is pasted as it stands.
        let yaml = try office.folder.read("jibu.yaml").components(separatedBy: "\n")
        let start = try #require(yaml.firstIndex(of: "sources:"))
        let end = try #require(yaml.firstIndex { $0.hasPrefix("places:") })
        let lines = best.configuration.components(separatedBy: "\n").map { "  " + $0 } + ["    every: 30m"]
        try office.folder.write((yaml[...start] + lines + yaml[end...]).joined(separator: "\n"), to: "jibu.yaml")
        let checked = try await office.jibu("config", "check", at: .start)
        #expect(checked.status == 0, "\(checked.output)")
        let (_, first) = try await office.run(at: .start)
        #expect(first.posts == 5)
        #expect(try await office.archive().allSatisfy { $0.text.contains("Су таза, қайнату қажет емес") })

        office.serve("/", .ok(Self.page([13, 12, 11, 10, 9])))
        let (_, second) = try await office.run(at: .start.later(hours: 1))
        #expect(second.posts == 1)
        office.serve("/", .ok(Self.page([13, 12]).replacingOccurrences(of: "card", with: "tile")))
        let (third, report) = try await office.run(at: .start.later(hours: 2))
        #expect(third.status == 1)
        #expect(report.sources.first?.health == "soft-failed")
        #expect(report.sources.first?.detail?.contains("the site has changed") == true)
        let coverage = try await office.jibu("sources", "coverage", at: .start.later(hours: 3))
        #expect(coverage.status == 0)
        #expect(
            coverage.lines.contains { $0.hasPrefix("blind: ") && $0.contains("not watched since 2026-11-20T10:00:00Z") }
        )
    }

    @Test("usual places and the sitemap are tried when a page names nothing, and robots.txt is obeyed")
    func guesses() async throws {
        office.serve("/robots.txt", .ok("User-agent: *\nDisallow: /feed\nSitemap: http://old.example/map.xml\n"))
        office.serve(
            "/", .ok(#"<html><head><meta name="generator" content="WordPress 6"></head><body><p>Қош келдіңіз</p>"#))
        office.serve("/feed/", .ok(Feed.rss(("1", "Бұл арна оқылмауы керек"))))
        office.serve(
            "/map.xml",
            .ok(
                #"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://old.example/n/8</loc>"#
                    + "<lastmod>2026-11-18</lastmod></url><url><loc>http://old.example/n/9</loc><lastmod>2026-11-19</lastmod></url></urlset>"
            ))
        serveArticles(8...9)
        let (ending, found) = try await discover("http://old.example/")
        #expect(ending.status == 0, "\(found.notes)")
        #expect(found.sources.map(\.address) == ["http://old.example/map.xml"])
        #expect(found.sources.first?.posts == 1)
        let paths = office.http.requests.map(\.path)
        #expect(!paths.contains("/feed/"), "robots.txt forbids it")
        #expect(paths.contains("/rss.xml"))
        #expect(Set(paths).count == paths.count, "nothing is asked twice: \(paths)")
    }

    @Test("a page cannot send the search to the office's own machines")
    func privateAddresses() async throws {
        office.serve(
            "/",
            .ok(
                #"<html><head><link rel=alternate type="application/rss+xml" href="http://10.0.0.1/rss">"#
                    + #"<link rel=alternate type="application/rss+xml" href="http://127.0.0.1:1/rss">"#
                    + #"<link rel=alternate type="application/rss+xml" href="file:///etc/passwd"></head><body>x"#))
        let (ending, found) = try await discover("http://site.example/")
        #expect(ending.status == 1)
        #expect(found.sources.isEmpty)
        #expect(found.notes.contains { $0.contains("10.0.0.1") })
        #expect(!found.notes.contains { $0.contains("/etc/passwd") })
    }

    @Test("places that nobody may watch are named with the reason, and nothing is asked")
    func closed() async throws {
        let (ending, found) = try await discover("https://www.instagram.com/qala")
        #expect(ending.status == 1)
        #expect(found.notes.contains { $0.hasPrefix("Instagram is not watched: ") })
        #expect(office.http.requests.isEmpty)
        let text = try await office.jibu("sources", "discover", "not a site", at: .start)
        #expect(text.status == 1)
        #expect(text.output.contains("Nothing was found"))
    }

    @Test("the text for people has the saw, the why and the lines, and hostile titles cannot draw on the terminal")
    func text() async throws {
        office.serve("/feed", .ok(Feed.rss(("1", "Habari \u{1B}[31mnyekundu\u{202E} za maji"))))
        let ending = try await office.jibu(
            "sources", "discover", "http://site.example/feed", "--config", "jibu.yaml", at: .start)
        #expect(ending.status == 0)
        for words in ["1. feed", "Saw 1 post", "kind: feed", "- id: site-example", "author_kind: outlet"] {
            #expect(ending.output.contains(words), "\(words): \(ending.output)")
        }
        #expect(!ending.output.unicodeScalars.contains("\u{1B}"))
        #expect(!ending.output.unicodeScalars.contains("\u{202E}"))
    }

    @Test("coverage names what is not watched, with reasons, as text and as JSON")
    func coverage() async throws {
        office.serve("/feed.xml", .ok(Feed.rss(("1", "Maji"))))
        _ = try await office.run(at: .start)
        let text = try await office.jibu("sources", "coverage", at: .start.later(hours: 3))
        #expect(text.status == 0)
        for name in ["WhatsApp", "Instagram", "TikTok", "Telegram"] {
            #expect(text.lines.contains { $0.hasPrefix(name) && $0.contains("not watched") }, "\(name)")
        }
        struct Line: Decodable { let platform: String?; let source: String?; let state: String; let words: String }
        let lines = try await office.jibu("sources", "coverage", "--json", at: .start.later(hours: 3)).decoded(Line.self)
        #expect(lines.contains { $0.platform == "TikTok" && $0.state == "not watched" && !$0.words.isEmpty })
        #expect(lines.contains { $0.source == "old" && $0.state == "blind" })
    }
}
