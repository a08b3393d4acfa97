import Foundation
import Model
import Reading
import TestSupport
import Testing

@testable import Pipeline

/// Telegram through whole runs: what the chat shows, how often, and what the ledger says of it.
struct TelegramChannelTests {
    private let bot: LoopbackTelegram

    init() throws { bot = try LoopbackTelegram(chats: [4711, -1_004_711]) }

    private func office(_ severity: String = "high", answer: String? = nil, claims: Int = 1) throws -> ChannelOffice {
        let channel = "kind: telegram\ntoken: {file: secrets/bot}\napi: \"\(bot.url)\""
        let secrets = ["secrets/bot": LoopbackTelegram.token + "\n"]
        guard let answer else {
            return try ChannelOffice(
                channel: channel, secrets: secrets, address: "4711", port: bot.port, severity: severity, claims: claims)
        }
        return try ChannelOffice(
            channel: channel, secrets: secrets, address: "4711", port: bot.port, severity: severity, answer: answer,
            claims: claims)
    }

    private static func refusal(
        _ code: Int, _ words: String, headers: [String] = [], more: String = ""
    ) -> LoopbackFault {
        .answer(
            status: code, headers: headers,
            body: #"{"ok":false,"error_code":\#(code),"description":"\#(words)"\#(more)}"#)
    }

    /// A fault of the first message, and what follows from it over a day of runs.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var fault: LoopbackFault?
        var severity = "high"
        /// State after the first run, and after a day of runs.
        var first: Delivery.State
        var last: Delivery.State
        /// How often the chat shows it.
        var shown: Int
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "all goes well", fault: nil, first: .accepted, last: .accepted, shown: 1),
        Case(
            name: "429 with retry_after",
            fault: refusal(
                429, "Too Many Requests: retry after 14", headers: ["Retry-After: 14"],
                more: #","parameters":{"retry_after":14}"#), first: .retry, last: .accepted, shown: 1),
        Case(
            name: "400 for the button: the bare text goes at once",
            fault: refusal(400, "Bad Request: BUTTON_COPY_TEXT_INVALID"), first: .accepted, last: .accepted, shown: 1),
        Case(
            name: "400 can't parse: the bare text goes at once",
            fault: refusal(400, "Bad Request: can't parse entities: unexpected end"), first: .accepted, last: .accepted,
            shown: 1),
        Case(
            name: "400 chat not found", fault: refusal(400, "Bad Request: chat not found"), first: .recipientDead,
            last: .recipientDead, shown: 0),
        Case(
            name: "403 blocked", fault: refusal(403, "Forbidden: bot was blocked by the user"), first: .recipientDead,
            last: .recipientDead, shown: 0),
        Case(
            name: "401", fault: refusal(401, "Unauthorized"), first: .configurationDead, last: .accepted, shown: 1),
        Case(
            name: "400 for the text", fault: refusal(400, "Bad Request: text must be encoded in UTF-8"),
            first: .recipientDead, last: .recipientDead, shown: 0),
        Case(name: "504", fault: refusal(504, "Gateway Timeout"), first: .unknown, last: .expired, shown: 0),
        Case(name: "409", fault: refusal(409, "Conflict"), first: .retry, last: .accepted, shown: 1),
        Case(name: "502", fault: refusal(502, "Bad Gateway"), first: .retry, last: .accepted, shown: 1),
        Case(
            name: "a login page of a hotel", fault: .answer(status: 200, body: "<html>Welcome</html>"), first: .unknown,
            last: .expired, shown: 0),
        Case(
            name: "a proxy's 503", fault: .answer(status: 503, body: "busy"), first: .retry, last: .accepted, shown: 1),
        Case(
            name: "a redirect", fault: .answer(status: 302, headers: ["Location: https://elsewhere.example/"]),
            first: .configurationDead, last: .accepted, shown: 1),
        Case(name: "taken, no answer", fault: .closedAfter, first: .unknown, last: .expired, shown: 1),
        Case(name: "taken, reset", fault: .resetAfter, first: .unknown, last: .expired, shown: 1),
        Case(name: "taken, half an answer", fault: .cutAfter(bytes: 90), first: .unknown, last: .expired, shown: 1),
        Case(name: "not taken, no answer", fault: .closedBefore, first: .unknown, last: .expired, shown: 0),
        Case(
            name: "taken, no answer, critical: once more", fault: .closedAfter, severity: "critical", first: .unknown,
            last: .accepted, shown: 2),
        Case(
            name: "not taken, no answer, critical", fault: .closedBefore, severity: "critical", first: .unknown,
            last: .accepted, shown: 1),
    ]

    @Test("each ending of a message has its outcome, and shows what it says", arguments: cases)
    func outcomes(_ wanted: Case) async throws {
        let office = try office(wanted.severity)
        if let fault = wanted.fault { bot.fail(fault) }
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [wanted.first])
        for minutes in [31, 75, 150, 600, 1500] as [Int64] { try await office.run(minutes) }
        #expect(try office.deliveries().first?.state == wanted.last)
        #expect(bot.messages.count == wanted.shown)
        #expect(bot.messages.allSatisfy { $0.isPlain && $0.chat == 4711 })
        let words = try office.words()
        // What nobody can say of, and what cannot be delivered, is told to a person.
        #expect(words.isEmpty == (wanted.last == .accepted && wanted.first != .configurationDead))
        let stored = String(decoding: try office.storedBytes(), as: UTF8.self)
        #expect(!stored.contains(LoopbackTelegram.token) && !words.joined().contains(LoopbackTelegram.token))
    }

    @Test("a group that became a supergroup is found at its new number, now and later")
    func moved() async throws {
        let office = try office()
        bot.refuse(
            4711, 400, "Bad Request: group chat was upgraded to a supergroup chat",
            more: .object([("migrate_to_chat_id", .integer(-1_004_711))]))
        try await office.run(0)
        #expect(bot.messages.map(\.chat) == [-1_004_711])
        #expect(try office.deliveries().map(\.state) == [.accepted])
        let before = bot.requests.count
        office.publish(["In Qala the water is poisoned1, they say", "Oh: the water is poisoned1 in all of Qala"])
        // The new story goes out with the digest of the next morning at the latest.
        for minutes in [60, 1500] as [Int64] { try await office.run(minutes) }
        let later = bot.requests.dropFirst(before).filter { $0.path.hasSuffix("sendMessage") }
        #expect(!later.isEmpty)
        #expect(later.allSatisfy { String(decoding: $0.body, as: UTF8.self).contains("-1004711") })
    }

    @Test("a short answer is under a button; a long one is a message of its own with the text alone")
    func answers() async throws {
        let short = try office()
        try await short.run(0)
        #expect(bot.messages.count == 1)
        #expect(bot.messages[0].copies.first == "The water was tested on 16 November and it is safe.")
        let opened = bot.messages[0].opens.map { $0.prefix { $0 != "?" } }
        #expect(opened == ["https://t.me/share/url", "https://wa.me/"], "one touch opens the program with the text")
        #expect(bot.messages[0].opens.allSatisfy { $0.contains("The%20water%20was%20tested") && $0.utf8.count <= 2000 })

        let long = Array(repeating: "The water was tested and it is safe.", count: 10).joined(separator: " ")
        let other = try LoopbackTelegram(chats: [4711])
        defer { other.stop() }
        let office = try ChannelOffice(
            channel: "kind: telegram\ntoken: {file: secrets/bot}\napi: \"\(other.url)\"",
            secrets: ["secrets/bot": LoopbackTelegram.token], address: "4711", port: other.port, answer: long)
        try await office.run(0)
        #expect(other.messages.contains { $0.text == long })
        #expect(other.messages.allSatisfy { !$0.copies.contains(long) })
    }

    @Test(
        "after a break between two messages the first is not sent again",
        arguments: [LoopbackFault.closedAfter, .closedBefore])
    func parts(fault: LoopbackFault) async throws {
        let long = String(repeating: "The water was tested and it is safe. ", count: 10)
        let office = try office("critical", answer: long)
        bot.fail(nil, fault)
        try await office.run(0)
        #expect(try office.deliveries().map(\.state) == [.unknown])
        try await office.run(40)
        #expect(try office.deliveries().map(\.state) == [.accepted])
        let texts = bot.messages.map(\.text)
        #expect(texts.count { $0 == texts[0] } == 1, "the first message was taken, and is known")
        #expect(texts.count == (fault == .closedAfter ? 4 : 3))
    }

    @Test("a chat that was never opened refuses; /start opens it, and what waited goes out with the next run")
    func opened() async throws {
        let bot = try LoopbackTelegram(chats: [])
        let office = try ChannelOffice(
            channel: "kind: telegram\ntoken: {file: secrets/bot}\napi: \"\(bot.url)\"",
            secrets: ["secrets/bot": LoopbackTelegram.token], address: "4711", port: bot.port)
        let first = try await office.run(0)
        let nobody = "no other channel of aigul is left, and nobody can be told instead"
        #expect(first.troubles.contains { $0.contains(nobody) })
        try await office.run(15)
        #expect(try office.deliveries().map(\.state) == [.recipientDead] && bot.messages.isEmpty)
        bot.setClock(ChannelOffice.start.seconds + 20 * 60)
        bot.receive("/start", from: 4711)
        let opened = try await office.run(30)
        #expect(try office.deliveries().map(\.state) == [.recipientDead, .accepted])
        #expect(bot.messages.map(\.chat) == [4711])
        #expect(!opened.troubles.contains { $0.contains("no channel can be used") })
        // Blocked again: what was written before it opens nothing.
        bot.refuse(4711, 403, "Forbidden: bot was blocked by the user")
        office.publish(["In Qala the water is poisoned1, they say", "Neighbours say the water is poisoned1 since May"])
        for minutes: Int64 in [24 * 60, 25 * 60, 26 * 60] { try await office.run(minutes) }
        #expect(try office.deliveries().map(\.state) == [.recipientDead, .accepted, .recipientDead])
    }

    @Test("words come back with the digest that they answer; strangers, forwards and old numbers are told apart")
    func replies() async throws {
        let office = try office()
        try await office.run(0)
        let digest = try #require(try office.deliveries().first?.digest.id)
        let reader = try #require(try office.reader())
        _ = await reader.poll(after: nil)
        bot.setClock(ChannelOffice.start.seconds + 60)
        bot.receive("/ack_48213@qala_bot", from: 4711, answering: bot.messages[0].number)
        bot.receive("is the water safe?", from: 99)
        let long = String(repeating: "ж", count: 4_000)
        bot.receive(long, from: 99)
        bot.receive("ack 48213 " + long, from: 4711)
        bot.receive("look at this", from: 4711, more: [("forward_origin", .object([]))])
        bot.receive("/start ack-48213", from: 4711)
        let first = await reader.poll(after: nil)
        #expect(first.trouble == nil)
        #expect(first.replies.map { $0.text.prefix(12) } == ["/ack_48213", "ack 48213 жж", "ack-48213"])
        #expect(first.replies.allSatisfy { $0.text.utf8.count <= Reply.mostBytes })
        #expect(first.replies.map(\.repliesTo) == [digest, nil, nil])
        #expect(first.replies.allSatisfy { $0.address == "4711" && $0.isAuthentic && $0.channel == "way" })
        // Tips are redacted before they are cut, so they come whole.
        #expect(first.others.map(\.text) == ["is the water safe?", long, "look at this"])
        // Not confirmed yet: the same again. Then confirmed: gone.
        #expect(await reader.poll(after: nil).replies.map(\.id) == first.replies.map(\.id))
        #expect(await reader.poll(after: first.cursor).replies.isEmpty)
        // A day later nobody keeps it; after a quiet week the numbers begin anew, and lower.
        bot.receive("too late", from: 4711)
        bot.setClock(ChannelOffice.start.seconds + 8 * 86_400)
        #expect(await reader.poll(after: first.cursor).replies.isEmpty)
        bot.setNextUpdate(7)
        bot.receive("ack 48213", from: 4711)
        let late = try #require(try office.reader(8 * 24 * 60))
        #expect(await late.poll(after: first.cursor).replies.map(\.text) == ["ack 48213"])
    }

    @Test("in a room a person is vouched for by their own number only, and nobody by the room")
    func room() async throws {
        let room: Int64 = -1_004_711
        let office = try ChannelOffice(
            channel: "kind: telegram\ntoken: {file: secrets/bot}\napi: \"\(bot.url)\"",
            secrets: ["secrets/bot": LoopbackTelegram.token], address: String(room), port: bot.port)
        let reader = try #require(try office.reader())
        _ = await reader.poll(after: nil)
        bot.setClock(ChannelOffice.start.seconds + 60)
        bot.receive("approve 123456", from: 99, chat: room)
        let heard = await reader.poll(after: nil).replies
        #expect(heard.map(\.address) == [String(room)] && heard.map(\.isAuthentic) == [false])
        let other = try #require(try self.office().reader())
        bot.receive("ok 48213", from: 4711, chat: room)
        let own = await other.poll(after: nil).replies
        #expect(own.map(\.address) == ["4711"] && own.map(\.isAuthentic) == [true])
    }

    @Test("a second reader and a wrong token are told in plain words, and the cursor stays")
    func troubles() async throws {
        let office = try office()
        let reader = try #require(try office.reader())
        bot.setOtherReader(true)
        let poll = await reader.poll(after: "1005 2026-11-20T09:00:00Z")
        #expect(poll.trouble?.contains("one bot has one reader") == true)
        #expect(poll.cursor == "1005 2026-11-20T09:00:00Z" && poll.replies.isEmpty)
        bot.stop()
        #expect(await reader.poll(after: nil).trouble?.contains(LoopbackTelegram.token) == false)
    }

    @Test("a look at the channel asks who the bot is, and sends nothing")
    func doctor() async throws {
        let office = try office()
        #expect(await office.check() == .well(what: "Telegram knows the bot @qala_bot"))
        try office.write("123:wrong", to: "secrets/bot")
        #expect(await office.check() == .broken(why: "Telegram answers 401: Unauthorized"))
        #expect(bot.messages.isEmpty)
    }
}
