import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized) struct RedirectTests {
    let server: LoopbackHTTP
    let client: NetworkClient

    init() throws {
        server = try LoopbackHTTP()
        client = testClient(.test(server, names: ["a.example", "b.example"]))
    }

    @Test("each hop is followed and recorded", arguments: [301, 302, 303, 307, 308])
    func hops(status: Int) async throws {
        server.script("/1", .redirect("/2?a=b", status: status))
        server.script("/2?a=b", .redirect("//b.example/3"))
        server.script("/3", .ok("there"))
        let response = try await client.send(HTTPRequest(.get, "http://a.example/1"))
        #expect(response.status == 200)
        #expect(response.finalURL == "http://b.example/3")
        #expect(
            response.redirects == [
                .init(status: status, from: "http://a.example/1", to: "http://a.example/2?a=b"),
                .init(status: 302, from: "http://a.example/2?a=b", to: "http://b.example/3"),
            ])
    }

    @Test("with a limit of none the redirect itself is the answer, and nobody else is asked")
    func none() async throws {
        server.script("/1", .redirect("http://b.example/2", status: 307))
        var request = HTTPRequest(.post, "http://a.example/1", body: [1])
        request.limits.redirects = 0
        #expect(try await client.send(request).status == 307)
        #expect(server.requests.count == 1)
    }

    @Test("five redirects are followed and six are not")
    func limit() async throws {
        for number in 0..<6 { server.script("/\(number)", .redirect("/\(number + 1)")) }
        server.script("/6", .ok("far"))
        #expect(try await client.send(HTTPRequest(.get, server.url("/1"))).redirects.count == 5)
        #expect(await failure(client, HTTPRequest(.get, server.url("/0")))?.kind == .overLimit)
    }

    @Test("a circle is noticed at once")
    func circle() async throws {
        server.script("/1", .redirect("/2"))
        server.script("/2", .redirect("/1"))
        #expect(await failure(client, HTTPRequest(.get, server.url("/1")))?.kind == .overLimit)
        #expect(server.requests.count == 2)
    }

    @Test(
        "a redirect that leads where we may not go is refused, and nobody there is asked",
        arguments: [
            "file:///etc/passwd", "gopher://a.example/", "ftp://a.example/", "javascript:alert(1)", "data:,x",
            "http://user@b.example/", "http://169.254.169.254/", "http://127.0.0.1:PORT/", "http://localhost:PORT/",
            "http://[::ffff:127.0.0.1]:PORT/", "http://[::1]:PORT/", "http://0x7f.1:PORT/", "http://2130706433:PORT/",
            "http://10.0.0.1/", "http://b.example:22/", "//127.0.0.1:PORT/", "http://0.0.0.0:PORT/",
        ])
    func forbidden(_ location: String) async throws {
        let secret = try LoopbackHTTP()
        defer { secret.stop() }
        let there = location.split(separator: "PORT", omittingEmptySubsequences: false).joined(
            separator: "\(secret.port)")
        server.script("/", .redirect(there))
        let found = await failure(client, HTTPRequest(.get, "http://a.example/"))
        #expect(found?.kind == .refused, "\(String(describing: found))")
        #expect(secret.record.connections == 0)
        #expect(server.requests.count == 1)
    }

    @Test("https never leads to http")
    func downgrade() throws {
        let hop = try Hop(HTTPRequest(.get, "https://example.org/a"), policy: .closed)
        #expect(throws: HTTPFailure.self) { try hop.following(301, to: "http://example.org/a", policy: .closed) }
        #expect(try hop.following(301, to: "/b", policy: .closed)?.target.url == "https://example.org/b")
        let plain = try Hop(HTTPRequest(.get, "http://example.org/a"), policy: .closed)
        #expect(try plain.following(301, to: "https://example.org/a", policy: .closed)?.target.scheme == "https")
    }

    @Test("secrets stay at home: only harmless headers cross to another host")
    func secrets() async throws {
        server.script("/", .redirect("/same"))
        server.script("/same", .redirect("http://b.example/other"))
        server.script("/other", .ok("x"))
        let headers = [
            HTTPHeader("Authorization", "Bearer secret"), HTTPHeader("X-Api-Key", "secret"),
            HTTPHeader("Accept", "text/xml"), HTTPHeader("If-None-Match", "\"1\""),
        ]
        _ = try await client.send(HTTPRequest(.get, "http://a.example/", headers: headers))
        let seen = server.requests
        #expect(seen.map { $0.header("Authorization") } == ["Bearer secret", "Bearer secret", nil])
        #expect(seen.map { $0.header("X-Api-Key") } == ["secret", "secret", nil])
        #expect(seen.map { $0.header("Accept") } == ["text/xml", "text/xml", "text/xml"])
        #expect(seen.map { $0.header("If-None-Match") } == ["\"1\"", "\"1\"", "\"1\""])
    }

    @Test(
        "a message becomes a question, or stays a message, as the status says",
        arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func methods(status: Int, method: String) async throws {
        server.script("/", .redirect("/there", status: status))
        server.script("/there", .ok("x"))
        let headers = [HTTPHeader("Content-Type", "text/plain")]
        _ = try await client.send(HTTPRequest(.post, server.url(), headers: headers, body: [65]))
        let last = try #require(server.requests.last)
        #expect(last.method == method)
        #expect(last.body == (method == "POST" ? [65] : []))
        #expect((last.header("Content-Type") != nil) == (method == "POST"))
    }

    @Test("a message never goes on to another host")
    func messageElsewhere() async throws {
        server.script("/", .redirect("http://b.example/", status: 307))
        let found = await failure(client, HTTPRequest(.post, "http://a.example/", body: [65]))
        #expect(found?.kind == .refused)
        #expect(found?.maybeSent == true)
        #expect(server.requests.count == 1)
    }

    @Test("a cut redirect is a cut answer")
    func cut() async throws {
        let head = LoopbackReply.head(302, ["Location: /there", "Content-Length: 10"])
        server.script("/", LoopbackReply([.send(head), .close]))
        server.script("/there", .ok("x"))
        #expect(await failure(client, HTTPRequest(.get, server.url()))?.kind == .cut)
    }
}
