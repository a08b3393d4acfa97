import BuiltIn
import Intake
import Model
import Reading
import Settings
import Synchronization
import Testing

@testable import Pipeline

/// A search without a network: what is believed, what is asked, and how the sources that it finds are called.
@Suite struct DiscoveryTests {
    private static let now = Instant("2026-11-21T12:00:00Z") ?? Instant(milliseconds: 0)

    private func discovery(_ pages: [String: String], kinds: [SourceKind] = builtInSources) -> Discovery {
        let http = RecordedHTTP { request throws(HTTPFailure) in
            guard let body = pages[request.url] else { return HTTPResponse(status: 404, finalURL: request.url) }
            return HTTPResponse(status: 200, body: Array(body.utf8), finalURL: request.url)
        }
        return Discovery(kinds: kinds, http: http, now: Self.now)
    }

    private static func feed(_ title: String) -> String {
        "<rss version=\"2.0\"><channel><title>Q</title><item><guid isPermaLink=\"false\">\(title)</guid><title>\(title)"
            + "</title></item></channel></rss>"
    }

    private static func id(_ source: DiscoveredSource) -> String {
        String(source.configuration.split(separator: "\n").first?.dropFirst("- id: ".count) ?? "")
    }

    @Test("two feeds of one site have ids of their own, so that both may be pasted")
    func ids() async {
        let names = ["news", "docs", "events"]
        let links = names.map { "<link rel=alternate type='application/rss+xml' href='/\($0).xml'>" }
        var pages = ["https://qala.example/": "<html><head>\(links.joined())</head><body>x</body></html>"]
        for name in names { pages["https://qala.example/\(name).xml"] = Self.feed(name) }
        let report = await discovery(pages).look(at: "https://qala.example/")
        #expect(report.sources.map(\.candidate.kind) == ["feed", "feed", "feed"])
        #expect(report.sources.map(Self.id) == ["qala-example", "qala-example-2", "qala-example-3"])
    }

    /// A source that takes everything for a quiet day.
    private struct Believer: Source {
        var hosts: [String] { ["qala.example"] }
        func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
            do throws(HTTPFailure) {
                _ = try await context.http.send(HTTPRequest(.get, "https://qala.example/feed.xml"))
            } catch {
                throw .transport(error)
            }
            return Harvest(cursor: nil, health: .quiet)
        }
    }

    @Test("what a run would not believe, a search does not offer")
    func believed() async {
        let settings = Shape<Int>.object("feed", help: "", keys: [], alsoAllowed: ["url"]) { _, _ in 1 }
        let kind = SourceKind("feed", platform: "feed", summary: "", settings: settings) { _ in Believer() }
        let captcha = "<html><head><title>Just a moment...</title></head><body></body></html>"
        let report = await discovery(["https://qala.example/feed.xml": captcha], kinds: [kind])
            .look(at: "https://qala.example/feed.xml")
        #expect(report.sources.isEmpty)
        let honest = await discovery(["https://qala.example/feed.xml": "[]"], kinds: [kind])
            .look(at: "https://qala.example/feed.xml")
        #expect(honest.sources.map(\.candidate.kind) == ["feed"])
    }

    @Test("a site that cannot say what it forbids is left alone, with the reason")
    func robots() async {
        let http = RecordedHTTP { request throws(HTTPFailure) in
            HTTPResponse(
                status: request.url.hasSuffix("/robots.txt") ? 500 : 200, body: Array(Self.feed("a").utf8),
                finalURL: request.url)
        }
        let report = await Discovery(kinds: builtInSources, http: http, now: Self.now).look(at: "https://qala.example/")
        #expect(report.sources.isEmpty)
        #expect(report.notes.contains { $0.contains("its robots.txt could not be read") && $0.contains("500") })
    }

    @Test("a search asks each address once, and no more than its number")
    func requests() async throws {
        let asked = Mutex<[String]>([])
        let http = RecordedHTTP { request throws(HTTPFailure) in
            asked.withLock { $0.append(request.url) }
            return HTTPResponse(status: 200, finalURL: request.url)
        }
        let client = RememberingClient(http, most: 3)
        for number in [1, 1, 2, 2, 3] { _ = try await client.send(HTTPRequest(.get, "https://qala.example/\(number)")) }
        await #expect(throws: HTTPFailure.self) { try await client.send(HTTPRequest(.get, "https://qala.example/4")) }
        #expect(asked.withLock { $0 }.map { $0.suffix(1) } == ["1", "2", "3"])
    }

    @Test("a date is looked for in so many elements of an item, however many a page nests around it")
    func dates() throws {
        func place(_ before: Int) throws -> String? {
            let spans = String(repeating: "<b>сөз</b>", count: before)
            let page = try #require(Page(Array("<article>\(spans)<i class=d>20.11.2026</i></article>".utf8)))
            let item = try #require(try page.select(XPath("//article")).first)
            return DatePlace.of(item, page, Self.now)
        }
        #expect(try place(100) == "i[@class='d']")
        #expect(try place(119) == "i[@class='d']")
        #expect(try place(120) == nil)
        let deep = String(repeating: "<div>", count: 50) + "<i class=d>20.11.2026</i>"
        let page = try #require(Page(Array("<article>\(deep)</article>".utf8)))
        #expect(DatePlace.of(try #require(try page.select(XPath("//article")).first), page, Self.now) != nil)
    }
}
