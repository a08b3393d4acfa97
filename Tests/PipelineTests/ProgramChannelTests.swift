import Model
import Testing

@testable import Pipeline

/// A program as a channel, and the command apprise: how it exits is the outcome.
struct ProgramChannelTests {
    static let ends: [(ProgramEnd.How, Delivery.State)] = [
        (.exited(0), .accepted), (.exited(75), .retry), (.exited(69), .retry), (.exited(67), .recipientDead),
        (.exited(65), .recipientDead), (.exited(78), .configurationDead), (.exited(77), .configurationDead),
        (.exited(127), .configurationDead), (.exited(1), .unknown), (.exited(99), .unknown), (.signalled(9), .unknown),
        (.deadline, .unknown), (.overLimit("lines"), .unknown), (.notStarted("no such file"), .configurationDead),
    ]

    @Test("the exit status is the outcome", arguments: ends.indices)
    func exits(index: Int) async throws {
        let (how, state) = Self.ends[index]
        let programs = ScriptedPrograms([ProgramEnd(how)])
        let office = try ChannelOffice(
            channel: "kind: exec\nprogram: /opt/jibu/to-pager\narguments: [--quiet]", address: "pager 7", port: 9,
            programs: programs)
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [state])
        let request = try #require(programs.requests.all.first)
        #expect(request.path == "/opt/jibu/to-pager" && request.arguments == [.text("--quiet")] && !request.network)
        #expect(request.environment["JIBU_ADDRESS"] == "pager 7")
        let delivery = try #require(try office.deliveries().first)
        #expect(request.environment["JIBU_DIGEST"] == delivery.digest.id)
        #expect(String(decoding: request.input, as: UTF8.self).contains("Safety of the tap water"))
    }

    @Test("apprise gets its URL in the environment and never as an argument", arguments: [Int32(0), 1, 2, 3])
    func apprise(status: Int32) async throws {
        var end = ProgramEnd(.exited(status))
        // The URL stands where the last 200 signs begin; its parts come again alone, and decoded.
        end.errors = Array(
            ("could not reach pagers://user:word%21@host/t0ken?key=s3cret "
                + "t0ken refused, word! refused, s3cret refused" + String(repeating: ".", count: 150)).utf8)
        let programs = ScriptedPrograms([end])
        let office = try ChannelOffice(
            channel: "kind: apprise\nurls: {file: secrets/urls}",
            secrets: ["secrets/urls": "other json://x\naigul pagers://user:word%21@host/t0ken?key=s3cret\n"], address: "aigul", port: 9,
            programs: programs)
        try await office.run(0)
        let states: [Int32: Delivery.State] = [0: .accepted, 1: .unknown, 2: .configurationDead, 3: .configurationDead]
        let delivery = try #require(try office.deliveries().first)
        #expect(delivery.state == states[status])
        let request = try #require(programs.requests.all.first)
        #expect(request.environment["APPRISE_URLS"] == "pagers://user:word%21@host/t0ken?key=s3cret&overflow=split&retry=0")
        #expect(!request.arguments.contains { "\($0)".contains("pagers") })
        #expect(status == 0 || delivery.detail?.contains("refused") == true)
        for part in ["word", "ord%21", "t0ken", "0ken", "s3cret"] { #expect(delivery.detail?.contains(part) != true) }
    }

    @Test("an address without a line in the file of URLs is dead, and no program starts")
    func unknownName() async throws {
        let programs = ScriptedPrograms([])
        let office = try ChannelOffice(
            channel: "kind: apprise\nurls: {file: secrets/urls}", secrets: ["secrets/urls": "other json://x\n"],
            address: "aigul", port: 9, programs: programs)
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.recipientDead])
        #expect(programs.requests.all.isEmpty)
    }
}
