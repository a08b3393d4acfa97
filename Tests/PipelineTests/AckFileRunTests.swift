import Alerting
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// What `jibu ack` leaves for a run.
struct AckFileRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("jibu ack leaves a file, the next run takes it in; an answer's page is looked at and kept as proof")
    func byHand() async throws {
        try await office.run(0)
        let entry = try office.leave(try office.code(), by: "aigul", .claim, at: 5)
        #expect(entry.standing.state == .open)
        #expect(throws: PipelineError.self) {
            try office.leave("48213", by: "aigul", .claim, at: 5)
        }
        #expect(throws: PipelineError.self) {
            try office.leave(entry.alert, by: "nobody", .claim, at: 5)
        }
        try await office.run(15)
        #expect(try office.alert().state == .claimed)
        #expect(try office.data.inbox.files(prefix: "ack-", suffix: "").isEmpty)

        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/water", .ok("<title>The water is safe</title><p>Tested."))
        try office.write(AckOffice.house(allow: server.port), "jibu.yaml")
        let url = "http://127.0.0.1:\(server.port)/water"
        try office.leave(String(entry.alert.prefix(8)), by: "aigul", .respond(url: url), at: 20)
        let report = try await office.run(30)
        #expect(try office.alert().state == .responded)
        let proof = try #require(try office.ledger().proof(of: entry.alert))
        #expect(proof.status == 200 && proof.title == "The water is safe" && proof.next == nil)
        // printf '<title>The water is safe</title><p>Tested.' | sha256sum
        #expect(proof.hash == "b93add3f73e5628c8021798a930b2ddc0e3e642e7dad4c339cb8351366259451")
        #expect(report.remarks.contains { $0.contains("answered 200") })
    }

    @Test("what was said in one instant is kept apart, and a clock that is ahead decides nothing")
    func sameInstant() async throws {
        try await office.run(0)
        let code = try office.code()
        for act in [AckCommand.Act.claim, .dismiss(.notOurs)] {
            try office.leave(code, by: "aigul", act, at: 60)
        }
        try await office.run(15)
        let events = try office.ledger().ackEvents(of: try office.alert().id)
        #expect(events.map(\.name) == ["claimed", "dismissed"] && events.map(\.at) == [office.at(15), office.at(15)])
        #expect(try office.data.inbox.files(prefix: "ack-", suffix: "").isEmpty)
    }

    @Test("a command is heard in one row with the replies: who spoke first has it")
    func oneRow() async throws {
        try await office.run(0)
        let code = try office.code()
        try office.leave(code, by: "grace", .claim, at: 11)
        office.chat.hear("ok \(code)", from: "aigul@qala.example", at: office.at(10))
        let report = try await office.run(15)
        #expect(report.acknowledged == 2, "\(report.remarks)")
        let standing = AckStanding(try office.ledger().ackEvents(of: try office.alert().id))
        #expect(standing.holder(at: office.at(15)) == "aigul")
    }

    @Test("a file that a killed run had taken already changes nothing")
    func again() async throws {
        try await office.run(0)
        let file = AckFile(target: try office.alert().id, by: "aigul", act: .claim, at: office.at(5))
        for minutes in [Int64(15), 30] {
            try office.data.inbox.put(file.json.encoded(), as: file.name)
            let report = try await office.run(minutes)
            #expect(report.acknowledged == (minutes == 15 ? 1 : 0))
            #expect(try office.data.inbox.files(prefix: "ack-", suffix: "").isEmpty)
        }
    }

    @Test("a file about an alert that nobody knows stays, and somebody is told")
    func unknown() async throws {
        try await office.run(0)
        let file = AckFile(target: "gone", by: "aigul", act: .claim, at: office.at(5))
        try office.data.inbox.put(file.json.encoded(), as: file.name)
        let report = try await office.run(15)
        #expect(report.troubles.contains { $0.contains("inbox/\(file.name) speaks of gone") }, "\(report.troubles)")
        #expect(try office.data.inbox.files(prefix: "ack-", suffix: "").count == 1)
    }
}
