import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline

/// "Too many requests" of the Bot API: whom it holds, and for how long.
struct TelegramPauseTests {
    private let bot: LoopbackTelegram
    private let office: ChannelOffice

    /// Three deputies with a chat each, in the order of their names.
    init() throws {
        bot = try LoopbackTelegram(chats: [4711, 4712, 4713])
        let channel = "kind: telegram\ntoken: {file: secrets/bot}\napi: \"\(bot.url)\""
        office = try ChannelOffice(
            channel: channel, secrets: ["secrets/bot": LoopbackTelegram.token], address: "4711", port: bot.port, claims: 2)
        office.publish(["In Qala the water is poisoned1, they say"])
        let first = "  - {id: aigul, name: Aigul, role: deputy, areas: [qala], languages: [en], channels: [{way: \"4711\"}]}\n"
        let others = [("botagoz", 4712), ("dana", 4713)].map { name, chat in
            first.replacingOccurrences(of: "aigul", with: name).replacingOccurrences(of: "4711", with: "\(chat)")
        }
        let house = OfficeText.house(channel: channel, address: "4711", ports: [bot.port])
        #expect(house.contains(first))
        try office.write(house.replacingOccurrences(of: first, with: first + others.joined()), to: "jibu.yaml")
    }

    private func tooMany(_ seconds: Int) -> LoopbackFault {
        .answer(
            status: 429, headers: ["Retry-After: \(seconds)"],
            body: """
                {"ok":false,"error_code":429,"description":"Too Many Requests: retry after \(seconds)",
                "parameters":{"retry_after":\(seconds)}}
                """)
    }

    /// How often Telegram was asked to send, whatever it said.
    private var asked: Int { bot.requests.count { $0.path.hasSuffix("sendMessage") } }

    @Test("one chat is held, to the second; the other chats get their messages in the same run")
    func chat() async throws {
        bot.fail(tooMany(4000))
        let report = try await office.run(0)
        #expect(Set(bot.messages.map(\.chat)).count == 2)
        #expect(try office.deliveries().map(\.state.rawValue).sorted() == ["accepted", "accepted", "retry"])
        #expect(report.deliveries.count == 3)
        // News come for everybody. Whose chat is held waits with them, however often a run takes place.
        let before = asked
        office.publish(["In Qala the water is poisoned1, they say", "Now they say: the water is poisoned2"])
        let held = try #require(Set([4711, 4712, 4713]).subtracting(bot.messages.map { Int($0.chat) }).first)
        for minutes in [10, 20, 40, 66] as [Int64] { try await office.run(minutes) }
        #expect(bot.messages.allSatisfy { $0.chat != Int64(held) })
        #expect(bot.messages.count == 4 && asked - before == 2, "the held chat was not asked for")
        try await office.run(67)
        #expect(bot.messages.count { $0.chat == Int64(held) } == 2)
    }

    @Test("when a second chat is told so too, it is the bot that sends too much: nobody else is tried")
    func wholeBot() async throws {
        bot.fail(tooMany(120), tooMany(30))
        let report = try await office.run(0)
        #expect(asked == 2 && bot.messages.isEmpty)
        #expect(report.remarks.contains { $0.contains("asked for a pause until 2026-11-20T09:00:30") }, "\(report.remarks)")
        #expect(try office.deliveries().map(\.state.rawValue).sorted() == ["pending", "retry", "retry"])
        try await office.run(1)
        #expect(bot.messages.count >= 1)
        try await office.run(3)
        #expect(Set(bot.messages.map(\.chat)).count == 3 && bot.messages.count == asked - 2, "each of them once")
    }

    @Test("a proxy that says so in its own words holds what it was asked for, and nothing is lost")
    func proxy() async throws {
        bot.fail(.answer(status: 429, headers: ["Retry-After: 60"], body: "slow down"))
        try await office.run(0)
        #expect(Set(bot.messages.map(\.chat)).count == 2)
        try await office.run(2)
        #expect(Set(bot.messages.map(\.chat)).count == 3 && bot.messages.count == 3)
    }
}
