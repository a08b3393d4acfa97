import Foundation
import Model
import Reading
import TestSupport
import Testing

@testable import Pipeline

/// Signed webhooks through whole runs: a receiver that verifies each signature and shows each id once.
struct WebhookChannelTests {
    private static let key = Array("0123456789abcdef01234567".utf8)
    private let hook: LoopbackWebhook

    init() throws { hook = try LoopbackWebhook(key: Self.key) }

    private func office(_ secret: String? = nil, url: String? = nil, claims: Int = 1) throws -> ChannelOffice {
        try ChannelOffice(
            channel: "kind: webhook\nurl: \"\(url ?? hook.url)\"\nsecret: {file: secrets/hook}",
            secrets: ["secrets/hook": secret ?? LoopbackWebhook.secret(of: Self.key)], address: "aigul",
            port: hook.port, claims: claims)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var fault: LoopbackFault?
        var first: Delivery.State
        var last: Delivery.State
        /// Calls that the receiver took, and what it showed.
        var taken: Int
        var shown: Int
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "all goes well", fault: nil, first: .accepted, last: .accepted, taken: 1, shown: 1),
        Case(name: "500", fault: .answer(status: 500), first: .retry, last: .accepted, taken: 1, shown: 1),
        Case(
            name: "429 with Retry-After", fault: .answer(status: 429, headers: ["Retry-After: 120"]), first: .retry,
            last: .accepted, taken: 1, shown: 1),
        Case(name: "504", fault: .answer(status: 504), first: .retry, last: .accepted, taken: 1, shown: 1),
        Case(
            name: "410: switched off until somebody mends it", fault: .answer(status: 410), first: .configurationDead,
            last: .accepted, taken: 1, shown: 1),
        Case(
            name: "a redirect is not followed",
            fault: .answer(status: 307, headers: ["Location: http://127.0.0.1:1/"]), first: .configurationDead,
            last: .accepted, taken: 1, shown: 1),
        Case(name: "401", fault: .answer(status: 401), first: .configurationDead, last: .accepted, taken: 1, shown: 1),
        Case(
            name: "422: this one is not to its liking", fault: .answer(status: 422), first: .recipientDead,
            last: .recipientDead, taken: 0, shown: 0),
        Case(name: "taken, no answer", fault: .closedAfter, first: .unknown, last: .accepted, taken: 2, shown: 1),
        Case(name: "taken, reset", fault: .resetAfter, first: .unknown, last: .accepted, taken: 2, shown: 1),
        Case(
            name: "taken, half an answer", fault: .cutAfter(bytes: 9), first: .unknown, last: .accepted, taken: 2,
            shown: 1),
        Case(name: "not taken, no answer", fault: .closedBefore, first: .unknown, last: .accepted, taken: 1, shown: 1),
    ]

    @Test("each ending of a call has its outcome; a repeat has the same id and is shown once", arguments: cases)
    func outcomes(_ wanted: Case) async throws {
        let office = try office()
        if let fault = wanted.fault { hook.fail(fault) }
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [wanted.first])
        for minutes in [31, 75, 150] as [Int64] { try await office.run(minutes) }
        #expect(try office.deliveries().first?.state == wanted.last)
        #expect(hook.calls.count == wanted.taken)
        #expect(hook.calls.allSatisfy { $0.isSigned })
        #expect(hook.shown.count == wanted.shown)
        #expect(Set(hook.calls.map(\.id)).count <= 1)
    }

    @Test("a text that is refused closes nothing but itself, also for a person with no other channel")
    func textRefused() async throws {
        let office = try office(claims: 2)
        let first = "In Qala the water is poisoned1, they say"
        office.publish([first])
        hook.fail(.answer(status: 422))
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.recipientDead])
        office.publish([first, "In Qala the water is poisoned2, they say"])
        let report = try await office.run(31)
        #expect(try office.deliveries().map(\.state) == [.recipientDead, .accepted])
        #expect(hook.shown.count == 1)
        #expect(report.troubles.contains { $0.contains("no channel of theirs takes this text (way refuses)") })
        #expect(try office.words().count == 1, "an operator is told once")
    }

    @Test("the body is the digest as JSON, below 20 kB however much there is to tell")
    func body() async throws {
        let office = try office(claims: 12)
        try await office.run(0)
        let call = try #require(hook.calls.first)
        #expect(call.body?["type"]?.string == "jibu.digest")
        let data = try #require(call.body?["data"])
        #expect(data["digest"]?.string == call.id)
        #expect(data["recipient"]?.string == "aigul")
        #expect((1...10).contains(data["entries"]?.array?.count ?? 0))
        #expect(data["entries"]?[0]?["answers"]?[0]?["text"]?.string?.contains("it is safe") == true)
        // Half an answer is not what was approved.
        for entry in data["entries"]?.array ?? [] {
            for answer in entry["answers"]?.array ?? [] { #expect(answer["text"]?.string?.hasSuffix("…") != true) }
        }
        #expect(hook.requests.allSatisfy { $0.body.count < 20_000 })
        #expect(call.body?["data"]?["subject"]?.string?.contains("poisoned") == false)
    }

    @Test("while keys change the receiver may have either")
    func rotation() async throws {
        let new = Array("fedcba9876543210fedcba98".utf8)
        let office = try office(LoopbackWebhook.secret(of: new) + "\n" + LoopbackWebhook.secret(of: Self.key))
        try await office.run(0)
        #expect(hook.shown.count == 1)
        hook.setKeys([new])
        let other = try self.office(LoopbackWebhook.secret(of: new) + "\n" + LoopbackWebhook.secret(of: Self.key))
        try await other.run(0)
        #expect(hook.calls.map(\.isSigned) == [true, true])
    }

    @Test("a secret that is none, and an address of the office's own network, are matters of configuration")
    func refused() async throws {
        let bad = try office("whsec_short")
        try await bad.run(0)
        #expect(try bad.deliveries().map(\.state) == [.configurationDead])
        #expect(hook.calls.isEmpty)
        #expect(try bad.words().count == 1)
        let inside = try office(url: "https://10.0.0.7/hook")
        #expect(throws: PipelineError.self, "the check of jibu.yaml says what a run would refuse") { try inside.house(0) }
    }
}
