import BuiltIn
import Intake
import Model
import Settings
import Synchronization
import Testing

/// Addresses below https://qala.example, or whole ones, and what they answer now.
final class PageSite: HTTPClient, Sendable {
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

/// What the suites about the kind `page-list` have in common: a site, and the source that reads it.
protocol PageListSuite { var site: PageSite { get } }

extension PageListSuite {
    static var recipe: String {
        """
        kind: page-list
        url: https://qala.example/news
        item: //li
        text: .//i
        next: //a[@rel='next']/@href
        empty: //p[@id='none']
        """
    }

    func list(_ numbers: [Int], next: String? = nil, edited: Set<Int> = []) -> String {
        let rows = numbers.map { number in
            "<li><a href=/n/\(number)>Хабар \(number)</a> <i>\(edited.contains(number) ? "өзгерді" : "қысқаша")</i>"
        }
        return "<html><body><ul>\(rows.joined())</ul>" + (next.map { "<a rel=next href='\($0)'>older</a>" } ?? "")
    }

    func article(_ number: Int, _ text: String = "толық мәтін") -> String {
        "<html><body><article><h1>Хабар \(number)</h1><p>\(text) \(number)</p></article>"
    }

    func serve(_ numbers: ClosedRange<Int>) {
        for number in numbers { site["/n/\(number)"] = article(number) }
    }

    func fetch(
        _ cursor: Cursor? = nil, more: String = "", recipe: String = Self.recipe, at now: Instant = TestKeys.now
    ) async throws -> Harvest {
        let kind = try #require(builtInSources.first { $0.name == "page-list" })
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(recipe + "\n" + more, file: "jibu.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings), "\(findings)")
        return try await source.fetch(after: cursor, using: SourceContext(http: site, now: now))
    }
}
