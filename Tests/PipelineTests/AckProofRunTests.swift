import Alerting
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// The page at which somebody says that an answer stands.
struct AckProofRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("one page for several stories is fetched once and told in one line")
    func onePage() async throws {
        let item = "<item><guid>n2</guid><title>Neighbours in Qala fear since May that the water is poisoned</title></item>"
        let feed = "<rss version=\"2.0\"><channel><title>News</title><item><guid>n1</guid>"
            + "<title>They say in Qala the water is poisoned</title></item>\(item)</channel></rss>"
        try office.write(feed, "feed.xml")
        try await office.run(0)
        try #require(try office.ledger().alerts().count == 2)
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/water", .ok("<title>Safe</title>"))
        try office.write(AckOffice.house(allow: server.port), "jibu.yaml")
        try office.leave(try office.code(), by: "aigul", .respond(url: "http://127.0.0.1:\(server.port)/water"), at: 5)
        let report = try await office.run(15)
        #expect(report.remarks.count { $0.contains("SHA-256") } == 1)
        #expect(report.remarks.contains { $0.hasPrefix("alerts ") && $0.contains("SHA-256") })
        #expect(server.requests.count { $0.path == "/water" } == 1)
    }

    @Test("an address where nothing stands is looked for again, and somebody is told")
    func notThere() async throws {
        try await office.run(0)
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/water", .status(404))
        try office.write(AckOffice.house(allow: server.port), "jibu.yaml")
        let url = "http://127.0.0.1:\(server.port)/water"
        try office.leave(try office.code(), by: "aigul", .respond(url: url), at: 5)
        let report = try await office.run(15)
        #expect(report.troubles.contains { $0.contains("could not be fetched (the server answers 404)") })
        #expect(try office.ledger().proof(of: try office.alert().id)?.next == office.at(75))
        server.script("/water", .ok("<title>Call me: +7 701 234 56 78</title><p>Here it is"))
        try await office.run(76)
        let proof = try #require(try office.ledger().proof(of: try office.alert().id))
        #expect(proof.status == 200 && proof.title?.hasPrefix("Call me") == true)
        #expect(proof.title?.contains("234") == false, "a title may name a person")
    }
}
