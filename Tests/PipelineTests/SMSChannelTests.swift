import Foundation
import Model
import TestSupport
import Testing
import Text

@testable import Pipeline

/// Both SMS gateways through whole runs: what the phone shows, how often, and what the ledger says of it.
struct SMSChannelTests {
    private static let number = "+77001234567"
    private let gateway: LoopbackGateway

    init() throws { gateway = try LoopbackGateway() }

    enum Kind: String, Sendable { case africastalking, smsc }

    private func office(_ kind: Kind, more: String = "", claims: Int = 1) throws -> ChannelOffice {
        let account =
            kind == .smsc
            ? "login: qala\npassword: {file: secrets/sms}" : "username: qala\napi_key: {file: secrets/sms}"
        return try ChannelOffice(
            channel: "kind: \(kind)\n\(account)\napi: \"\(gateway.url)\"" + more,
            secrets: [
                "secrets/sms": kind == .smsc ? LoopbackGateway.smscPassword : LoopbackGateway.africasTalkingKey
            ], address: Self.number, port: gateway.port, claims: claims)
    }

    enum Trouble: Sendable {
        case none
        case fault(LoopbackFault)
        /// Africa's Talking: code for the number.
        case code(Int)
        /// SMSC: error of every sending.
        case error(Int)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var kind: Kind
        var name: String
        var trouble: Trouble
        var first: Delivery.State
        var last: Delivery.State
        var shown: Int
        var testDescription: String { "\(kind.rawValue): \(name)" }
    }

    static let cases: [Case] = endings + codes + errors

    private static let endings: [Case] = [
        Case(kind: .africastalking, name: "all goes well", trouble: .none, first: .accepted, last: .accepted, shown: 1),
        Case(
            kind: .africastalking, name: "HTTP 401", trouble: .fault(.answer(status: 401, body: "invalid")),
            first: .configurationDead, last: .accepted, shown: 1),
        Case(
            kind: .africastalking, name: "HTTP 502: never again", trouble: .fault(.answer(status: 502)), first: .unknown,
            last: .expired, shown: 0),
        Case(
            kind: .africastalking, name: "HTTP 429", trouble: .fault(.answer(status: 429)), first: .retry,
            last: .accepted, shown: 1),
        Case(
            kind: .africastalking, name: "taken of nobody: the sender's name",
            trouble: .fault(
                .answer(status: 201, body: #"{"SMSMessageData":{"Message":"InvalidSenderId","Recipients":[]}}"#)),
            first: .configurationDead, last: .accepted, shown: 1),
        Case(
            kind: .africastalking, name: "a 200 that is no answer", trouble: .fault(.answer(status: 200, body: "<html>")),
            first: .unknown, last: .expired, shown: 0),
        Case(
            kind: .africastalking, name: "taken, no answer: never again", trouble: .fault(.closedAfter),
            first: .unknown, last: .expired, shown: 1),
        Case(
            kind: .africastalking, name: "taken, half an answer: never again",
            trouble: .fault(.cutAfter(bytes: 60)), first: .unknown, last: .expired, shown: 1),
        Case(
            kind: .africastalking, name: "not taken, no answer: a person hears of it", trouble: .fault(.closedBefore),
            first: .unknown, last: .expired, shown: 0),
        Case(kind: .smsc, name: "all goes well", trouble: .none, first: .accepted, last: .accepted, shown: 1),
        Case(
            kind: .smsc, name: "taken, no answer: the gateway is asked by our id", trouble: .fault(.closedAfter),
            first: .unknown, last: .accepted, shown: 1),
        Case(
            kind: .smsc, name: "taken, reset", trouble: .fault(.resetAfter), first: .unknown, last: .accepted, shown: 1),
        Case(
            kind: .smsc, name: "taken, half an answer", trouble: .fault(.cutAfter(bytes: 30)), first: .unknown,
            last: .accepted, shown: 1),
        Case(
            kind: .smsc, name: "not taken, no answer: asked, not known, sent", trouble: .fault(.closedBefore),
            first: .unknown, last: .accepted, shown: 1),
        Case(
            kind: .smsc, name: "429", trouble: .fault(.answer(status: 429, headers: ["Retry-After: 60"])),
            first: .retry, last: .accepted, shown: 1),
    ]

    private static let states: [(code: Int, state: Delivery.State)] = [
        (100, .accepted), (102, .accepted), (401, .configurationDead), (402, .configurationDead),
        (403, .recipientDead), (404, .recipientDead), (405, .configurationDead), (406, .recipientDead),
        (407, .retry), (409, .recipientDead), (500, .retry), (501, .retry), (502, .retry), (777, .unknown),
    ]
    private static let codes: [Case] = states.map { code, state in
        Case(
            kind: .africastalking, name: "code \(code)", trouble: .code(code), first: state,
            last: state == .unknown ? .expired : state, shown: state == .accepted ? 1 : 0)
    }
    private static let errors: [Case] = (1...8).map { code in
        let state: Delivery.State = code < 6 ? .configurationDead : .recipientDead
        return Case(kind: .smsc, name: "error \(code)", trouble: .error(code), first: state, last: state, shown: 0)
    }

    @Test("each ending has its outcome, and the phone shows it as often as that says", arguments: cases)
    func outcomes(_ wanted: Case) async throws {
        let office = try office(wanted.kind)
        switch wanted.trouble {
        case .none: break
        case .fault(let fault): gateway.fail(fault)
        case .code(let code): gateway.answer(code, for: Self.number)
        case .error(let code): gateway.refuse(code, "no")
        }
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [wanted.first])
        for minutes in [31, 75, 150] as [Int64] { try await office.run(minutes) }
        #expect(try office.deliveries().first?.state == wanted.last)
        if wanted.last == .accepted { #expect(try office.deliveries().first?.doubts == 0, "what was proved is no doubt") }
        #expect(gateway.messages.count == wanted.shown)
        let stored = String(decoding: try office.storedBytes(), as: UTF8.self)
        #expect(!stored.contains(LoopbackGateway.africasTalkingKey) && !stored.contains(LoopbackGateway.smscPassword))
        #expect(gateway.requests.allSatisfy { !$0.path.contains(LoopbackGateway.smscPassword) })
    }

    @Test("the same request a moment ago: the gateway is asked what became of it")
    func duplicate() async throws {
        let office = try office(.smsc)
        gateway.fail(.answer(status: 200, body: #"{"error":"duplicate request","error_code":9}"#))
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.unknown])
        try await office.run(31)
        #expect(try office.deliveries().map(\.state) == [.accepted])
        #expect(gateway.messages.count == 1)
    }

    @Test("a message that the network gave up is dead, and a person hears of it", arguments: [3, 20, 22, 23, 25])
    func undeliverable(status: Int) async throws {
        let office = try office(.smsc)
        gateway.fail(.closedAfter)
        try await office.run(0)
        gateway.setStatus(status)
        try await office.run(31)
        #expect(try office.deliveries().map(\.state) == [.recipientDead])
        #expect(try office.words().count == 1)
    }

    @Test("a text fits its segments, whatever there is to tell", arguments: [1, 2, 3])
    func segments(most: Int) async throws {
        let office = try office(.africastalking, more: "\nsegments: \(most)", claims: 5)
        try await office.run(0)
        let message = try #require(gateway.messages.first)
        #expect(gateway.messages.count == 1)
        let sms = SMS(message.text)
        #expect(sms.segments.count <= most && sms.alphabet == .gsm7)
        #expect(message.text.hasPrefix("Jibu:"))
        #expect(!message.text.contains("poisoned"), "the first screen of a phone never says the claim")
    }

    @Test("the day's segments are kept, and what is over goes out on the next day")
    func budget() async throws {
        let office = try office(.smsc, more: "\nsegments: 1\nsegments_per_day: 1", claims: 2)
        office.publish(["In Qala the water is poisoned1, they say"])
        try await office.run(0)
        office.publish(["In Qala the water is poisoned1, they say", "In Qala the water is poisoned2, they say"])
        for minutes in [10, 20, 200, 800] as [Int64] { try await office.run(minutes) }
        #expect(gateway.messages.count == 1)
        let waiting = try #require(try office.deliveries().last)
        #expect(waiting.state == .retry && waiting.detail?.contains("it goes on tomorrow") == true)
        // Nine in the morning plus 1,000 minutes is 1:40 of the next day.
        try await office.run(1000)
        #expect(gateway.messages.count == 2)
        #expect(try office.deliveries().map(\.state) == [.accepted, .accepted])
    }

    @Test("a dry run says what the messages would cost, and sends none")
    func cost() async throws {
        let office = try office(.africastalking, more: "\nprice_per_segment: 8.5")
        let report = try await office.run(0, isDryRun: true)
        let line = try #require(report.remarks.first { $0.hasPrefix("the SMS to aigul has ") })
        #expect(line.hasPrefix("the SMS to aigul has 1 segment (gsm7, "))
        #expect(line.hasSuffix(" of 160 units) and costs 8.50"))
        #expect(gateway.messages.isEmpty)
        let shown = try #require(report.previews.first { $0.channel == "way" })
        #expect(shown.text == String(decoding: shown.bytes, as: UTF8.self), "the SMS itself, not the letter")
    }

    @Test("a look at the channel asks for the balance, and sends nothing", arguments: [Kind.africastalking, .smsc])
    func doctor(kind: Kind) async throws {
        let office = try office(kind)
        guard case .well(let what)? = await office.check() else { throw Unexpected() }
        #expect(what.contains("balance"))
        for amount in ["0", "-3.20", "0.00"] {
            gateway.setBalance(amount)
            guard case .broken(let why)? = await office.check() else { throw Unexpected() }
            #expect(why.contains("no money"))
        }
        gateway.setBalance("5")
        try office.write("wrong", to: "secrets/sms")
        guard case .broken? = await office.check() else { throw Unexpected() }
        #expect(gateway.messages.isEmpty)
    }

    private struct Unexpected: Error {}
}
