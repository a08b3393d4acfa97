import Model
import TestSupport
import Testing

@testable import Transport

/// One way in which a server may answer, and what must come of it.
struct Behaviour: Sendable, CustomTestStringConvertible {
    enum Result: Sendable {
        case answer(Int, String)
        case failure(HTTPFailure.Kind)
    }
    var name: String
    var reply: LoopbackReply
    var result: Result
    var limits = HTTPLimits()
    var testDescription: String { name }

    init(_ name: String, _ reply: LoopbackReply, _ result: Result, _ adjust: (inout HTTPLimits) -> Void = { _ in }) {
        self.name = name
        self.reply = reply
        self.result = result
        adjust(&limits)
    }
}

@Suite(.serialized) struct HTTPFaultTests {
    @Test("every way to answer has one known result", arguments: Behaviour.all)
    func behaviour(_ behaviour: Behaviour) async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", behaviour.reply)
        let client = testClient(.test(server))
        let request = HTTPRequest(.get, server.url("/"), limits: behaviour.limits)
        switch behaviour.result {
        case .answer(let status, let body):
            let response = try await client.send(request)
            #expect(response.status == status)
            #expect(String(decoding: response.body, as: UTF8.self) == body)
        case .failure(let kind):
            let found = await failure(client, request)
            #expect(found?.kind == kind, "\(found?.what ?? "it was accepted")")
            #expect(found?.what.isEmpty == false)
        }
    }

    @Test("there are at least 45 behaviours")
    func enough() { #expect(Behaviour.all.count >= 45) }

    @Test("a server that sends half a body and then nothing is given up at the deadline")
    func stalled() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        let head = LoopbackReply.head(200, ["Content-Length: 100"])
        server.script("/", LoopbackReply([.send(head + Array("half".utf8)), .silence]))
        // On a slow machine the deadline may come before the request has arrived; then it says nothing.
        for milliseconds: Int64 in [150, 1000, 10_000, 60_000] {
            var limits = HTTPLimits()
            limits.total = TimeSpan(milliseconds: milliseconds)
            let found = await failure(testClient(.test(server)), HTTPRequest(.get, server.url("/"), limits: limits))
            #expect(found?.kind == .timeout)
            if server.requests.isEmpty { continue }
            #expect(found?.maybeSent == true)
            return
        }
        Issue.record("no request arrived")
    }

    @Test("one feed that never ends does not hold up another one")
    func independent() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        let gate = LoopbackGate()
        server.script("/slow", LoopbackReply([.wait(gate), .send(LoopbackReply.head(204, []))]))
        server.script("/quick", .ok("quick"))
        let client = testClient(.test(server, names: ["slow.example", "quick.example"]))
        async let slow = client.send(HTTPRequest(.get, "http://slow.example/slow"))
        await server.arrived(1)
        #expect(try await client.send(HTTPRequest(.get, "http://quick.example/quick")).status == 200)
        gate.open()
        #expect(try await slow.status == 204)
    }
}
