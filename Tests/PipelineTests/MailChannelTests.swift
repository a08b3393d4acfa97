import Foundation
import Model
import TestSupport
import Testing

@testable import Delivering
@testable import Pipeline

/// Mail through whole runs, to a server that breaks the dialogue where a test asks: what arrived, how often, and what
/// the ledger says.
struct MailChannelTests {
    private let server: LoopbackSMTP

    init() throws { server = try LoopbackSMTP() }

    private func office(tls: String = "local", claims: Int = 1) throws -> ChannelOffice {
        try ChannelOffice(
            channel: Self.channel(server, tls: tls), secrets: ["secrets/x": Self.password],
            address: "aigul@qala.example", port: server.port, claims: claims)
    }

    static let password = "pass-7-word"
    static func channel(_ server: LoopbackSMTP, tls: String = "local") -> String {
        """
        kind: smtp
        url: "\(server.url)"
        from: Jibu <jibu@qala.example>
        tls: \(tls)
        username: jibu
        password: {file: secrets/x}
        """
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var step: LoopbackSMTP.Step
        var action: LoopbackSMTP.Action?
        var first: Delivery.State
        var last: Delivery.State
        /// Mails that the server got whole, and those that it said it had taken.
        var whole: Int
        var taken: Int
        var testDescription: String { name }

        init(
            _ name: String, _ step: LoopbackSMTP.Step, _ action: LoopbackSMTP.Action?, _ first: Delivery.State,
            _ last: Delivery.State, whole: Int = 1, taken: Int = 1
        ) {
            (self.name, self.step, self.action, self.first, self.last) = (name, step, action, first, last)
            (self.whole, self.taken) = (whole, taken)
        }
    }

    static let cases: [Case] = [
        Case("all goes well", .message, nil, .accepted, .accepted),
        Case("no greeting", .connect, .close, .retry, .accepted),
        Case("too many connections", .connect, .reply("421 4.3.2 later"), .retry, .accepted),
        Case("login put off", .login, .reply("454 4.7.0 later"), .retry, .accepted),
        Case("login refused, until somebody mends it", .login, .reply("535 5.7.8 no"), .configurationDead, .accepted),
        Case("sender refused", .sender, .reply("550 5.7.1 not you"), .configurationDead, .accepted),
        Case("greylisted", .recipient, .reply("450 4.2.0 later"), .retry, .accepted),
        Case(
            "no such person", .recipient, .reply("550 5.1.1 no such user"), .recipientDead, .recipientDead, whole: 0,
            taken: 0),
        Case(
            "mailbox full", .recipient, .reply("552 5.2.2 full"), .recipientDead, .recipientDead, whole: 0, taken: 0),
        Case("closed after 354", .data, .listen(bytes: 1), .unknown, .accepted),
        Case("closed in the message", .data, .listen(bytes: 1000), .unknown, .accepted),
        Case("put off after the message", .message, .reply("451 4.3.0 later"), .retry, .accepted, whole: 2),
        Case(
            "the text is refused", .message, .reply("554 5.6.0 not this"), .recipientDead, .recipientDead, taken: 0),
        Case("taken, no answer", .message, .close, .unknown, .accepted, whole: 2),
        Case("taken, reset", .message, .reset, .unknown, .accepted, whole: 2),
        Case("taken, half an answer", .message, .cut(bytes: 3), .unknown, .accepted, whole: 2),
        Case("no goodbye", .quit, .close, .accepted, .accepted),
    ]

    @Test("each ending of a dialogue has its outcome, and a repeat has the same bytes", arguments: cases)
    func outcomes(_ wanted: Case) async throws {
        let office = try office()
        if let action = wanted.action { server.script(wanted.step, action) }
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [wanted.first])
        for minutes in [31, 75, 150] as [Int64] { try await office.run(minutes) }
        #expect(try office.deliveries().map(\.state) == [wanted.last])
        let mails = server.record.messages
        #expect(mails.count == wanted.whole && mails.count { $0.accepted } == wanted.taken)
        #expect(Set(mails.map(\.bytes)).count <= 1)
        let digest = try #require(try office.deliveries().first).digest
        for mail in mails {
            #expect(ReceivedMail(mail.bytes).header("message-id") == "<\(digest.id)@qala.example>")
            #expect(mail.recipients == ["<aigul@qala.example>"] && mail.login == "jibu:\(Self.password)")
        }
        let isTold = [.recipientDead, .configurationDead].contains(wanted.first)
        #expect(try office.words().count == (isTold ? 1 : 0), "an operator hears of what is dead, over another channel")
    }

    @Test("without TLS nothing is said to a server that ought to have it")
    func noTLS() async throws {
        let office = try office(tls: "required")
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.configurationDead])
        #expect(!server.record.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
        #expect(try office.words().count == 1)
    }

    @Test("a look at the channel sends nothing, and says what the channel can do")
    func look() async throws {
        let office = try office()
        office.publish(["Nothing of note"])
        try await office.run(0)
        let house = try office.house(1)
        let looks = try await house.lookAtChannels(all: true, clock: { house.now })
        let way = try #require(looks.first { $0.channel == "way" })
        #expect(way.check == .well(what: "the mail server takes the login"))
        #expect(
            way.traits
                == "At most 60000 bytes in one message; the service says that it took it; "
                + "what is in doubt is sent once more; later messages about a claim stand below its first; answers are not read.")
        #expect(server.record.messages.isEmpty)
    }

    @Test("a later mail about one claim stands in the thread of the first; one about two claims stands for itself")
    func threads() async throws {
        let office = try office(claims: 2)
        let water = "In Qala the water is poisoned1, they say"
        office.publish([water])
        try await office.run(0)
        let first = try #require(server.record.messages.last.map { ReceivedMail($0.bytes) })
        let root = try #require(first.header("message-id"))
        #expect(first.header("in-reply-to") == nil && first.header("references") == nil)

        let second = "A neighbour swears that all the fish of the lake died because the water is poisoned1 by a factory"
        office.publish([water, second])
        for minutes in [60, 1500] as [Int64] { try await office.run(minutes) }
        #expect(server.record.messages.count == 2)
        let later = try #require(server.record.messages.last.map { ReceivedMail($0.bytes) })
        #expect(later.header("in-reply-to") == root && later.header("references") == root)
        #expect(later.header("message-id") != root)

        // What is new about the first goes along with the second.
        let third = "My cousin at the hospital tells everybody to buy bottles: the water is poisoned1 again tonight"
        office.publish([water, second, third, "Breaking: in Qala the water is poisoned2 as well, says a driver"])
        try await office.run(1560)
        #expect(server.record.messages.count == 3)
        let both = try #require(server.record.messages.last.map { ReceivedMail($0.bytes) })
        #expect(both.header("in-reply-to") == nil && both.header("references") == nil)
    }
}
