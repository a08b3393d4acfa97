import Alerting
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// One Telegram bot that is channel and tipline.
struct OneBotRunTests {
    private let office: AckOffice

    init() throws { office = try AckOffice() }

    @Test("one bot for answers and tips: it is asked once, a deputy's tap is a claim, a stranger's words are a tip")
    func oneBot() async throws {
        let bot = try LoopbackTelegram(chats: [4711])
        defer { bot.stop() }
        try office.write(LoopbackTelegram.token, "secrets/bot")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: office.folder + "/secrets/bot")
        try office.write(Self.botHouse(bot), "jibu.yaml")
        let first = try await office.run(0, readers: false)
        #expect(first.troubles.isEmpty, "\(first.troubles)")
        let code = try office.code()
        #expect(bot.messages.contains { $0.chat == 4711 && $0.text.contains("/ack_\(code)") })
        bot.setClock(office.at(10).seconds)
        bot.receive("/ack_\(code)@jibu_qala_bot", from: 4711)
        bot.receive("They say all schools close on Monday", from: 999)
        let second = try await office.run(15, readers: false)
        #expect(second.acknowledged == 1 && second.alertsOpened == 1, "\(second.remarks) \(second.troubles)")
        #expect(bot.messages.last?.text.contains("It is yours until") == true)
        let tip = try #require(try office.ledger().alerts().first { $0.claim == "schools" })
        #expect(tip.posts.map(\.source) == ["private-tips:qala"] && tip.posts.map(\.author) == [nil])
        // The tipline itself was never asked: there is no such host here.
        #expect(second.sources.allSatisfy { $0.id != "tipline" })
        let bytes = try Data(contentsOf: URL(filePath: office.data.ledgerPath))
        #expect(bytes.range(of: Data("999/".utf8)) == nil)
    }

    private static func botHouse(_ bot: LoopbackTelegram) -> String {
        """
        office: {id: qala, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}
          - id: tipline
            kind: telegram-bot
            token: {file: secrets/bot}
            consent: said in the first message
            places: [qala]
        places: places.yaml
        recipients:
          - {id: aigul, name: Aigul, role: deputy, languages: [en], channels: [{bot: "4711"}]}
          - {id: grace, name: Grace, role: press-officer, languages: [en], channels: [{mail: grace@qala.example}]}
        routes: {id: everybody, to: [{role: deputy}]}
        delivery:
          channels:
            - {id: bot, kind: telegram, token: {file: secrets/bot}, api: "\(bot.url)"}
            - {id: mail, kind: eml-folder, folder: mail, from: jibu@qala.example}
        network: {host_pause: 0s, min_interval: 0s, allow: ["127.0.0.1:\(bot.port)"]}

        """
    }
}
