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
