import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized) struct HTTPRequestTests {
    let server: LoopbackHTTP
    let client: NetworkClient

    init() throws {
        server = try LoopbackHTTP()
        client = testClient(.test(server))
    }

    @Test("a request says who we are, what we can unpack, and nothing about the past")
    func ownHeaders() async throws {
        server.script("/a", .ok("x", headers: ["Set-Cookie: id=1; Path=/"]))
        _ = try await client.send(HTTPRequest(.get, server.url("/a")))
        _ = try await client.send(
            HTTPRequest(.get, server.url("/a?x=1"), headers: [HTTPHeader("If-None-Match", "W/\"a-gzip\"")]))
        let second = try #require(server.requests.last)
        #expect(second.path == "/a?x=1")
        #expect(second.header("User-Agent") == "jibu/test (+https://qala.example; feeds)")
        #expect(second.header("Accept-Encoding") == "gzip")
        #expect(second.header("Accept") == "*/*")
        #expect(second.header("If-None-Match") == "W/\"a-gzip\"")
        for absent in ["Cookie", "Referer", "Authorization", "Expect", "Range"] {
            #expect(second.header(absent) == nil)
        }
    }

    @Test("an ETag that is echoed brings a 304")
    func notModified() async throws {
        server.script("/", .ok("feed", etag: "\"v1\""))
        let first = try await client.send(HTTPRequest(.get, server.url()))
        let tag = try #require(first.header("ETag"))
        let again = try await client.send(HTTPRequest(.get, server.url(), headers: [HTTPHeader("If-None-Match", tag)]))
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
    }

    @Test("POST and PUT carry their bytes exactly, and HEAD brings no body", arguments: [0, 1, 1500, 200_000])
    func bodies(size: Int) async throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        server.script("/", .ok("done"))
        for method in [HTTPRequest.Method.post, .put] {
            let headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Empty", "")]
            let request = HTTPRequest(method, server.url(), headers: headers, body: body)
            #expect(try await client.send(request).body == Array("done".utf8))
            let seen = try #require(server.requests.last)
            #expect(seen.method == method.rawValue)
            #expect(seen.body == body)
            #expect(seen.header("Content-Type") == "application/json")
            #expect(seen.header("X-Empty") == "")
            #expect(seen.header("Content-Length") == String(size))
            #expect(seen.header("Expect") == nil)
        }
        let head = try await client.send(HTTPRequest(.head, server.url()))
        #expect(head.header("Content-Length") == "4")
        #expect(head.body.isEmpty)
    }

    @Test(
        "a header that could smuggle something is refused before any connection",
        arguments: [
            HTTPHeader("X-A", "a\r\nX-B: b"), HTTPHeader("X-A", "a\nb"), HTTPHeader("X-A", "a\rb"),
            HTTPHeader("X-A", "a\0b"), HTTPHeader("X A", "a"), HTTPHeader("X-A:", "a"), HTTPHeader("", "a"),
            HTTPHeader("X-A\r\nX-B", "a"), HTTPHeader("Host", "other.example"), HTTPHeader("content-length", "1"),
            HTTPHeader("Transfer-Encoding", "chunked"), HTTPHeader("User-Agent", "Mozilla/5.0"),
            HTTPHeader("Cookie", "a=b"), HTTPHeader("Accept-Encoding", "br"), HTTPHeader("Referer", "http://a.example"),
        ])
    func smuggling(_ header: HTTPHeader) async {
        let found = await failure(client, HTTPRequest(.get, server.url(), headers: [header]))
        #expect(found?.kind == .refused)
        #expect(server.record.connections == 0)
    }

    @Test("a GET with a body is refused")
    func bodyOfGet() async {
        #expect(await failure(client, HTTPRequest(.get, server.url(), body: [1]))?.kind == .refused)
    }

    @Test("a name with a fixed place is asked there, under its own name")
    func resolve() async throws {
        server.script("/feed", .ok("x"))
        let client = testClient(.test(server, names: ["news.example"]))
        let response = try await client.send(HTTPRequest(.get, "http://news.example/feed"))
        #expect(response.finalURL == "http://news.example/feed")
        #expect(server.requests.first?.header("Host") == "news.example")
    }

    @Test("the environment's proxies are not used")
    func proxies() async throws {
        setEnvironment("http_proxy", "http://127.0.0.1:1")
        setEnvironment("ALL_PROXY", "socks5://127.0.0.1:1")
        server.script("/", .ok("direct"))
        #expect(try await client.send(HTTPRequest(.get, server.url())).status == 200)
    }

    @Test("a header in Latin-1 is read, not dropped")
    func latin() async throws {
        let head = Array("HTTP/1.1 200 OK\r\nX-Name: caf".utf8) + [0xe9] + Array("\r\nContent-Length: 0\r\n\r\n".utf8)
        server.script("/", LoopbackReply([.send(head)]))
        #expect(try await client.send(HTTPRequest(.get, server.url())).header("X-Name") == "café")
    }

    @Test("the client's limits bound a request's own")
    func caps() async throws {
        var policy = NetworkPolicy.test(server)
        policy.limits.bodyBytes = 3
        server.script("/", .ok("four"))
        #expect(await failure(testClient(policy), HTTPRequest(.get, server.url()))?.kind == .overLimit)
    }

    @Test("nobody listens: the failure is a connect failure, and nothing was sent")
    func nobody() async throws {
        server.stop()
        let found = await failure(client, HTTPRequest(.get, server.url()))
        #expect(found?.kind == .connect)
        #expect(found?.maybeSent == false)
        #expect(client.isOffline)
    }

    @Test("one answer proves that the line is up")
    func online() async throws {
        #expect(!client.isOffline)
        #expect(await failure(client, HTTPRequest(.get, "http://127.0.0.1:\(server.port)x/"))?.kind == .refused)
        #expect(!client.isOffline)
        _ = try await client.send(HTTPRequest(.get, server.url("/missing")))
        server.stop()
        #expect(await failure(client, HTTPRequest(.get, server.url())) != nil)
        #expect(!client.isOffline)
    }

    @Test("https to a server without TLS fails as TLS, never as plain HTTP")
    func noTLS() async throws {
        let greeter = try LoopbackSMTP()
        defer { greeter.stop() }
        var policy = NetworkPolicy.closed
        policy.allow = [HostPort(host: "127.0.0.1", port: greeter.port)]
        let found = await failure(testClient(policy), HTTPRequest(.get, "https://127.0.0.1:\(greeter.port)/"))
        #expect(found?.kind == .tls)
        #expect(found?.maybeSent == false)
        #expect(greeter.record.commands.isEmpty)
    }
}

/// What a request cost, as the network saw it.
@Suite(.serialized) struct TrafficTests {
    let server: LoopbackHTTP
    let client: NetworkClient

    init() throws {
        server = try LoopbackHTTP()
        client = testClient(.test(server))
    }

    @Test("bytes are those that went over the line in both directions, packed as they were, redirects included")
    func counted() async throws {
        let body = String(repeating: "Wind and weather. ", count: 500)
        server.script("/old", .redirect("/new"))
        server.script("/new", .ok(body))
        let answer = try await client.send(HTTPRequest(.get, server.url("/old")))
        #expect(answer.traffic.requests == 2)
        // Two heads each way, some hundred bytes each.
        #expect((body.utf8.count + 300...body.utf8.count + 1500).contains(answer.traffic.bytes), "\(answer.traffic)")
    }

    @Test("a body that is longer than the budget is cut off, and what came of it is counted")
    func budget() async throws {
        server.script("/long", .ok(String(repeating: "x", count: 2_000_000)))
        var request = HTTPRequest(.get, server.url("/long"))
        request.limits.wireBytes = 50_000
        let found = try #require(await failure(client, request))
        #expect(found.kind == .overBudget)
        #expect(found.traffic.requests == 1)
        #expect((50_000...600_000).contains(found.traffic.bytes), "\(found.traffic)")
    }

    @Test("what was never sent cost nothing")
    func refused() async throws {
        let found = try #require(await failure(client, HTTPRequest(.get, "http://10.0.0.1/")))
        #expect(found.traffic == Traffic())
    }
}
