import Foundation
import TestSupport
import Testing

/// A run that is killed before each of its durable steps in turn, on every channel: what was sent is never lost, and is
/// shown again at most as often as docs/decisions/0023-channels.md says.
@Suite(.enabled(if: FaultShim.path != nil, "needs a C compiler (cc, clang or gcc in /usr/bin)"))
struct ChannelCrashTests {
    private static let key = Array("0123456789abcdef01234567".utf8)

    /// An office whose one deputy is on one channel.
    private struct Office {
        let folder: ScratchFolder

        init(channel: String, address: String, port: Int, secret: String) throws {
            folder = try ScratchFolder()
            try folder.write(OfficeText.places, to: "places.yaml")
            try folder.write(
                OfficeText.watchlist("water", [.water("water-poisoned", severity: "critical")]),
                to: "watchlists/water.yaml")
            try folder.write(OfficeText.response(to: "water-poisoned"), to: "watchlists/responses/water-poisoned.yaml")
            try folder.write(Feed.rss(("n1", "In Qala the water is poisoned, they say")), to: "feed.xml")
            try folder.write(secret, to: "secret")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: folder.url.appending(path: "secret").path)
            try folder.write(
                OfficeText.house(channel: channel, address: address, ports: [port]), to: "jibu.yaml")
        }

        /// Killed at one point, and then left to go on for a day. True when the kill came before the end.
        func survive(killAt number: Int) async throws -> Bool {
            let killed = try await run(.start, FaultShim.killed(at: number))
            for minutes in [1, 40, 80, 200] { _ = try await run(.start.later(minutes: minutes), [:]) }
            return killed.status != 0 && killed.status != 1
        }

        func run(_ now: TestClock, _ environment: [String: String]) async throws -> JibuProcess.Ending {
            try await JibuProcess.run(["run", "--now", now.text], in: folder.url, environment: environment)
        }

        var isOperatorTold: Bool { folder.exists("outbox") }
    }

    /// What one channel showed after each kill.
    private struct Tally {
        var kills = 0
        var lost = 0
        var repeated = 0
        var most = 0

        mutating func add(shown: Int, told: Bool, messages: Int) {
            kills += 1
            if shown < messages, !told { lost += 1 }
            if shown > messages { repeated += 1 }
            most = max(most, shown - messages)
        }

        func print(_ channel: String) {
            Swift.print(
                "\(channel): killed at \(kills) points, lost \(lost), repeated at \(repeated), "
                    + "by at most \(most) messages")
        }
    }

    /// Steps of a run of this office at which it is killed; a run that is not killed any more ends the loop before.
    /// Every fourth one, since each costs five runs; `JIBU_EVERY_STEP=1` takes all.
    private static let steps = stride(
        from: 1, through: 200, by: ProcessInfo.processInfo.environment["JIBU_EVERY_STEP"] == nil ? 4 : 1)

    private func telegramOffice(_ bot: LoopbackTelegram) throws -> Office {
        try Office(
            channel: "kind: telegram\ntoken: {file: secret}\napi: \"\(bot.url)\"", address: "4711", port: bot.port,
            secret: LoopbackTelegram.token)
    }

    /// How many messages a run sends that nobody kills.
    private func telegramMessages() async throws -> Int {
        let bot = try LoopbackTelegram(chats: [4711])
        defer { bot.stop() }
        _ = try await telegramOffice(bot).run(.start, [:])
        return bot.messages.count
    }

    @Test("Telegram, several messages: nothing lost, at most the message in doubt again")
    func telegram() async throws {
        let whole = try await telegramMessages()
        try #require(whole >= 1)
        var tally = Tally()
        for number in Self.steps {
            let bot = try LoopbackTelegram(chats: [4711])
            defer { bot.stop() }
            let office = try telegramOffice(bot)
            let isKilled = try await office.survive(killAt: number)
            tally.add(shown: bot.messages.count, told: office.isOperatorTold, messages: whole)
            let different = Set(bot.messages.map(\.text)).count
            #expect(different == whole || office.isOperatorTold, "kill \(number): \(different) of \(whole)")
            if !isKilled { break }
        }
        tally.print("telegram")
        #expect(tally.lost == 0 && tally.most <= 1 && tally.kills > 3)
    }

    @Test("mail: nothing lost, and one repeat at most, of the same bytes")
    func mail() async throws {
        var tally = Tally()
        for number in Self.steps {
            let server = try LoopbackSMTP()
            defer { server.stop() }
            let office = try Office(
                channel: "kind: smtp\nurl: \"\(server.url)\"\nfrom: jibu@qala.example\ntls: local\nusername: jibu\n"
                    + "password: {file: secret}", address: "aigul@qala.example", port: server.port,
                secret: "pass-7-word")
            let isKilled = try await office.survive(killAt: number)
            let mails = server.record.messages
            // What the server did not say that it took counts as lost, and as shown.
            tally.add(shown: mails.contains { $0.accepted } ? mails.count : 0, told: false, messages: 1)
            #expect(Set(mails.map(\.bytes)).count == 1, "kill \(number): a repeat has the same Message-ID")
            if !isKilled { break }
        }
        tally.print("mail")
        #expect(tally.lost == 0 && tally.most <= 1 && tally.kills > 3)
    }

    @Test("webhook: nothing lost, and each id shown once")
    func webhook() async throws {
        var tally = Tally()
        for number in Self.steps {
            let hook = try LoopbackWebhook(key: Self.key)
            defer { hook.stop() }
            let office = try Office(
                channel: "kind: webhook\nurl: \"\(hook.url)\"\nsecret: {file: secret}", address: "aigul",
                port: hook.port, secret: LoopbackWebhook.secret(of: Self.key))
            let isKilled = try await office.survive(killAt: number)
            tally.add(shown: hook.shown.count, told: false, messages: 1)
            #expect(hook.calls.count <= 2 && hook.calls.allSatisfy { $0.isSigned }, "kill \(number)")
            if !isKilled { break }
        }
        tally.print("webhook")
        #expect(tally.lost == 0 && tally.most == 0 && tally.kills > 3)
    }

    @Test("SMSC: nothing lost, nothing twice")
    func smsc() async throws {
        var tally = Tally()
        for number in Self.steps {
            let gateway = try LoopbackGateway()
            defer { gateway.stop() }
            let office = try Office(
                channel: "kind: smsc\nlogin: qala\npassword: {file: secret}\napi: \"\(gateway.url)\"",
                address: "+77001234567", port: gateway.port, secret: LoopbackGateway.smscPassword)
            let isKilled = try await office.survive(killAt: number)
            tally.add(shown: gateway.messages.count, told: false, messages: 1)
            if !isKilled { break }
        }
        tally.print("smsc")
        #expect(tally.lost == 0 && tally.most == 0 && tally.kills > 3)
    }

    @Test("Africa's Talking: nothing twice, and what is in doubt is told to a person")
    func africasTalking() async throws {
        var tally = Tally()
        for number in Self.steps {
            let gateway = try LoopbackGateway()
            defer { gateway.stop() }
            let office = try Office(
                channel: "kind: africastalking\nusername: qala\napi_key: {file: secret}\napi: \"\(gateway.url)\"",
                address: "+77001234567", port: gateway.port, secret: LoopbackGateway.africasTalkingKey)
            let isKilled = try await office.survive(killAt: number)
            tally.add(shown: gateway.messages.count, told: office.isOperatorTold, messages: 1)
            if !isKilled { break }
        }
        tally.print("africastalking")
        #expect(tally.lost == 0 && tally.most == 0 && tally.kills > 3)
    }
}
