import Model
import TestSupport
import Testing

@testable import Transport

@Suite struct HTTPTests {
    let server: LoopbackHTTP
    let client: NetworkClient

    init() throws {
        server = try LoopbackHTTP()
        client = NetworkClient(policy: .test(server)) { Instant(seconds: 1_800_000_000) }
    }

    @Test("a 200 comes back with its headers and body")
    func plain() async throws {
        server.script("/feed", .ok("hello", headers: ["X-One: 1"]))
        let response = try await client.send(HTTPRequest(.get, server.url("/feed")))
        #expect(response.status == 200)
        #expect(response.body == Array("hello".utf8))
        #expect(response.header("x-one") == "1")
        #expect(response.finalURL == server.url("/feed"))
        #expect(response.redirects.isEmpty)
    }
}
