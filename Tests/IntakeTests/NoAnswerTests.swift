import Model
import Settings
import Testing

@testable import Intake

/// A 200 that is no answer is never "all quiet", whatever kind of source asked.
struct NoAnswerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var what: String
        var body: String
        var url = "https://site.example/feed"
        var headers: [HTTPHeader] = []
        var redirects: [HTTPResponse.Redirect] = []
        var status = 200
        /// Part of the reason; nil: an answer.
        var reason: String?
        var testDescription: String { what }
    }

    private static func page(_ title: String, _ body: String = "") -> String {
        "<!DOCTYPE html><html lang=\"en\"><head><title>\(title)</title></head><body>\(body)</body></html>"
    }
    private static let toLogin = [
        HTTPResponse.Redirect(status: 302, from: "https://site.example/feed", to: "https://site.example/login")
    ]

    static let rows = [
        Row(what: "no byte", body: "", reason: "empty"),
        Row(what: "blanks and a byte order mark", body: "\u{FEFF}\r\n  \n", reason: "empty"),
        Row(what: "no content, said so", body: "", status: 204),
        Row(what: "an empty robots.txt", body: "", url: "https://site.example/robots.txt"),
        Row(what: "Cloudflare's mark", body: "x", headers: [HTTPHeader("Cf-Mitigated", "challenge")], reason: "Cloudflare"),
        Row(what: "Cloudflare", body: page("Just a moment...", "<script>window._cf_chl_opt={}</script>"), reason: "captcha"),
        Row(what: "DDoS-Guard", body: page("DDoS-Guard"), reason: "captcha"),
        Row(what: "Yandex", body: page("Ой, Капча!"), reason: "captcha"),
        Row(what: "a robot check in Russian", body: page("Вы не робот?"), reason: "captcha"),
        Row(what: "a challenge without a title", body: "<html><body><form id=\"challenge-form\"></form></body></html>", reason: "captcha"),
        Row(what: "an ordinary page with a captcha in its form",
            body: page("News of Qala", "<p>News</p><script src=\"https://www.google.com/recaptcha/api.js\"></script>")),
        Row(what: "an ordinary page that Cloudflare watches",
            body: page("News of Qala", "<script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>")),
        Row(what: "a login page", body: page("Sign in · Site", "<input type=\"password\">"), reason: "login"),
        Row(what: "a login page in Russian", body: page("Вход", "<input type='password'>"), reason: "login"),
        Row(what: "a page with a login form at its head", body: page("News of Qala", "<input type=\"password\"><p>News</p>")),
        Row(what: "a way to a login page", body: page("Site"), url: "https://site.example/accounts/login/?next=/feed",
            redirects: toLogin, reason: "login"),
        Row(what: "an error object", body: #"{"error":{"code":17,"message":"limit reached"}}"#, reason: "limit reached"),
        Row(what: "VK", body: #"{"error":{"error_code":5,"error_msg":"User authorization failed"}}"#, reason: "authorization"),
        Row(what: "Flickr", body: #"{"stat":"fail","code":100,"message":"Invalid API Key"}"#, reason: "Invalid API Key"),
        Row(what: "Telegram", body: #"{"ok":false,"error_code":401,"description":"Unauthorized"}"#, reason: "Unauthorized"),
        Row(what: "WordPress", body: #"{"code":"rest_no_route","message":"No route","data":{"status":404}}"#, reason: "No route"),
        Row(what: "a list of errors", body: #"{"errors":[{"message":"rate limited"}]}"#, reason: "rate limited"),
        Row(what: "no error, said so", body: #"{"error":null,"response":{"count":0,"items":[]}}"#),
        Row(what: "no errors in a list", body: #"{"errors":[],"items":[]}"#),
        Row(what: "errors beside data", body: #"{"data":{"posts":[1]},"errors":[{"message":"one field"}]}"#),
        Row(what: "an empty answer", body: #"{"ok":true,"result":[]}"#),
        Row(what: "an empty list", body: "[]"),
        Row(what: "an error in XML", body: "<?xml version=\"1.0\"?><error><message>Too many</message></error>", reason: "Too many"),
        Row(what: "Flickr in XML", body: "<?xml version=\"1.0\"?>\n<rsp stat=\"fail\"><err code=\"1\" msg=\"x\"/></rsp>", reason: "error"),
        Row(what: "a feed", body: "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Captcha</title></channel></rss>"),
        Row(what: "an XHTML page with a comment first", body: "<!-- a --><html><head><title>Log in</title></head></html>", reason: "login"),
        Row(what: "not a 200", body: "", status: 500),
    ]

    @Test("what is no answer is told from what is one", arguments: rows)
    func reasons(row: Row) {
        let response = HTTPResponse(
            status: row.status, headers: row.headers, body: Array(row.body.utf8), finalURL: row.url, redirects: row.redirects)
        let reason = NoAnswer.reason(in: response)
        #expect((reason != nil) == (row.reason != nil), "\(reason ?? "an answer")")
        if let part = row.reason { #expect(reason?.contains(part) ?? false, "\(reason ?? "")") }
    }

    @Test("hostile bytes give a reason or none, and never a trap", arguments: 0..<20)
    func hostile(seed: UInt64) {
        for row in Self.rows {
            let body = Conformance.mangled(Array(row.body.utf8), seed: seed)
            _ = NoAnswer.reason(in: HTTPResponse(status: 200, body: body, finalURL: row.url))
        }
    }
}

/// Every fetch of a run goes through `pull`.
struct PullTests {
    /// A source that calls everything quiet.
    private struct Sleepy: Source {
        var urls: [String]
        var posts: [RawPost] = []
        var hosts: [String] { ["site.example"] }
        func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
            context.spend(units: 3)
            for url in urls {
                do { _ = try await context.http.send(HTTPRequest(.get, url)) } catch { throw .transport(error) }
            }
            return Harvest(posts: posts, cursor: Cursor("next"), health: posts.isEmpty ? .quiet : .healthy)
        }
    }

    private static let now = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)

    private func answering(_ body: String, bytes: Int = 100) -> RecordedHTTP {
        RecordedHTTP { request throws(HTTPFailure) in
            HTTPResponse(
                status: 200, body: Array(body.utf8), finalURL: request.url, traffic: Traffic(requests: 1, bytes: bytes))
        }
    }

    private func context(_ http: RecordedHTTP, _ budget: FetchBudget = .unlimited) -> SourceContext {
        SourceContext(
            http: http, programs: NoPrograms(), now: Self.now, unitsToday: 7, budget: budget, secret: Self.secret)
    }

    private static let secret: SourceContext.SecretReader = { reference throws(SecretFailure) in
        try reference.read()
    }

    @Test("quiet behind a captcha is a soft failure, and the key in the address stays unsaid")
    func captcha() async {
        let http = answering("<html><head><title>Just a moment...</title></head></html>")
        let pulled = await Sleepy(urls: ["https://site.example/a?key=canary"]).pull(after: nil, using: context(http))
        guard case .failure(let failure) = pulled.result else {
            Issue.record("\(pulled.result)")
            return
        }
        #expect(failure.health.name == "soft-failed")
        #expect(!failure.description.contains("canary"))
    }

    /// Asks with its key in the address, as Telegram wants it, and says whatever it is told.
    private struct Talker: Source {
        var hosts: [String] { ["api.example"] }
        var secrets: [SecretReference] { [.file("secrets/key")] }
        var isCalm = true

        func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
            let key = try context.secretText(.file("secrets/key"))
            let url = "https://api.example/bot\(key)/list"
            do throws(HTTPFailure) {
                let answer = try await context.http.send(HTTPRequest(.get, url))
                let said = String(decoding: answer.body, as: UTF8.self)
                let health = isCalm ? SourceHealth.quiet : .softFailed("\(url) said \(said)")
                return Harvest(cursor: nil, health: health, notes: ["\(url): \(said)"])
            } catch {
                throw .transport(error)
            }
        }
    }

    @Test(
        "no secret is told: not by an address that a captcha stands at, not by a server, a note or a broken line",
        arguments: [
            ("<html><head><title>Just a moment... canary-4711</title></head></html>", true),
            (#"{"error":{"message":"no key canary-4711"}}"#, true), ("[\"canary-4711\"]", true),
            ("[\"canary-4711\"]", false), (nil, true),
        ] as [(String?, Bool)])
    func secrets(_ body: String?, _ isCalm: Bool) async {
        let http = RecordedHTTP { request throws(HTTPFailure) in
            guard let body else { throw HTTPFailure(.connect, url: request.url, "no connection to \(request.url)") }
            return HTTPResponse(status: 200, body: Array(body.utf8), finalURL: request.url)
        }
        let context = SourceContext(http: http, now: Self.now) { _ throws(SecretFailure) in
            Secret(Array("canary-4711".utf8))
        }
        let pulled = await Talker(isCalm: isCalm).pull(after: nil, using: context)
        let said =
            switch pulled.result {
            case .success(let harvest): "\(harvest)"
            case .failure(let failure): "\(failure) \(failure.health)"
            }
        #expect(!said.contains("canary"), "\(said)")
        #expect(said.contains("<secret>"), "\(said)")
    }

    @Test("posts are believed, and so is quiet after a proper answer")
    func believed() async throws {
        let captcha = answering("<html><head><title>Just a moment...</title></head></html>")
        let some = Sleepy(urls: ["https://site.example/a"], posts: [RawPost(nativeID: "1", text: "News")])
        #expect(try await some.pull(after: nil, using: context(captcha)).result.get().posts.count == 1)
        let none = await Sleepy(urls: ["https://site.example/a"]).pull(after: nil, using: context(answering("[]")))
        #expect(try none.result.get().health == .quiet)
    }

    @Test("requests, bytes and units are counted, also of a fetch that fails")
    func counted() async {
        let pulled = await Sleepy(urls: ["https://site.example/a", "https://site.example/b"])
            .pull(after: nil, using: context(answering("", bytes: 70)))
        #expect(pulled.spent == Spent(traffic: Traffic(requests: 2, bytes: 140), units: 3))
        #expect(context(answering("")).unitsToday == 7)
    }

    @Test("when the budget is used up, nothing more is sent, and the fetch says so")
    func budget() async {
        let http = answering("[]", bytes: 60)
        let budget = FetchBudget(bytes: 100)
        let pulled = await Sleepy(urls: ["a", "b", "c"].map { "https://site.example/\($0)" })
            .pull(after: nil, using: context(http, budget))
        #expect(pulled.spent.traffic.requests == 2)
        #expect(pulled.isOverBudget)
        #expect(budget.left == nil)
        guard case .failure(.transport(let failure)) = pulled.result else {
            Issue.record("\(pulled.result)")
            return
        }
        #expect(failure.kind == .overBudget)
    }
}
