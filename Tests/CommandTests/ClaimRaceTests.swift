import Foundation
import TestSupport
import Testing

/// Two deputies take the same alert within a second over two channels: the built command, Telegram's protocol and a
/// real IMAP server.
@Suite(.enabled(if: LoopbackDovecot.isInstalled, "needs Dovecot (package dovecot-imapd)"))
struct ClaimRaceTests {
    private let folder: ScratchFolder
    private let bot: LoopbackTelegram
    private let smtp: LoopbackSMTP
    private let imap: LoopbackDovecot

    init() throws {
        folder = try ScratchFolder()
        bot = try LoopbackTelegram(chats: [4711])
        smtp = try LoopbackSMTP()
        imap = try LoopbackDovecot()
        try folder.write(TestOffice.places, to: "places.yaml")
        try folder.write(TestOffice.watchlist, to: "watchlists/water.yaml")
        try folder.write(TestOffice.response, to: "watchlists/responses/water-poisoned.yaml")
        try folder.write(Feed.rss(("n1", "In Qala the water is poisoned, they say")), to: "feed.xml")
        let secrets = [
            "bot": LoopbackTelegram.token, "imap": LoopbackDovecot.password,
            "reply": "0123456789abcdef0123456789abcdef",
        ]
        for (name, text) in secrets {
            try folder.write(text, to: "secrets/\(name)")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600], ofItemAtPath: folder.url.appending(path: "secrets/\(name)").path)
        }
        try folder.write(configuration, to: "jibu.yaml")
    }

    /// Aigul has Telegram, Daniyar mail; a message waits for Omar until his quiet hours are over, and one for Grace
    /// until her daily digest.
    private var configuration: String {
        """
        office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}
        places: places.yaml
        watchlists: watchlists
        recipients:
          - {id: aigul, name: Aigul, role: deputy, languages: [en], channels: [{bot: "4711"}]}
          - {id: daniyar, name: Daniyar, role: deputy, languages: [ru], channels: [{mail: daniyar@qala.example}]}
          - id: omar
            name: Omar
            role: deputy
            languages: [sw]
            channels: [{mail: omar@qala.example}]
            quiet_hours: [{from: "08:00", to: "10:00"}]
          - {id: grace, name: Grace, role: press-officer, languages: [en], channels: [{mail: grace@qala.example}],
             cadence: daily, digest_at: "10:00"}
        routes: {id: everybody, to: [{role: deputy}, {role: press-officer}]}
        delivery:
          channels:
            - {id: bot, kind: telegram, token: {file: secrets/bot}, api: "\(bot.url)"}
            - id: mail
        \(OfficeText.indented(OfficeText.mail(smtp, imap)))
        network:
          allow: ["127.0.0.1:\(bot.port)", "127.0.0.1:\(smtp.port)", "127.0.0.1:\(imap.port)"]
          host_pause: 0s
          min_interval: 0s

        """
    }

    private func run(_ minutes: Int) async throws -> RunReportView {
        let ending = try await JibuProcess.run(
            ["run", "--json", "--now", TestClock.start.later(minutes: minutes).text], in: folder.url)
        return try ending.object(RunReportView.self)
    }

    private var mails: [MailView] { smtp.record.messages.map(MailView.init) }

    private func mails(to person: String) -> [MailView] {
        mails.filter { $0.recipients == ["<\(person)@qala.example>"] }
    }

    @Test("one lease, the other hears who has it, and what waited is cancelled", arguments: ["aigul", "daniyar"])
    func race(first: String) async throws {
        defer {
            bot.stop()
            smtp.stop()
            imap.stop()
        }
        #expect(try await run(0).held == 2)
        let chat = try #require(bot.messages.first)
        let mark = try #require(chat.text.firstRange(of: "/ack_"))
        let code = String(chat.text[mark.upperBound...].prefix { $0.isNumber })
        let address = try #require(mails(to: "daniyar").first?.header("Reply-To"))

        // Ten minutes later, one second apart.
        let tapped = TestClock.start.later(minutes: 10, seconds: first == "aigul" ? 0 : 1)
        let written = TestClock.start.later(minutes: 10, seconds: first == "aigul" ? 1 : 0)
        bot.setClock(Int64(tapped.seconds))
        bot.receive("/ack_\(code)", from: 4711)
        try imap.receive(
            "From: Daniyar <daniyar@qala.example>\nTo: \(address)\nSubject: Re: Jibu\nMessage-ID: <a@phone>\n"
                + "Date: Fri, 20 Nov 2026 01:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nок \(code)\n",
            as: "1", at: Int64(written.seconds))
        let second = try await run(15)
        #expect(second.troubles.isEmpty && second.held == 0, "\(second.troubles)")
        let word = "\(first): takes it until 2026-11-20T13:15:00Z"
        #expect(second.remarks.contains { $0.hasPrefix(word) }, "\(second.remarks)")

        let toAigul = try #require(bot.messages.last).text
        let toDaniyar = try #require(mails(to: "daniyar").last).text
        #expect(bot.messages.count == 2 && mails(to: "daniyar").count == 2)
        if first == "aigul" {
            #expect(toAigul.contains("It is yours until 2026-11-20 13:15"))
            #expect(toDaniyar.contains("Этим занимается Aigul, до 2026-11-20 13:15"), "\(toDaniyar)")
        } else {
            #expect(toAigul.contains("Daniyar has it until 2026-11-20 13:15"), "\(toAigul)")
            #expect(toDaniyar.contains("Это за вами до 2026-11-20 13:15"))
        }
        let listed = try await JibuProcess.run(["alerts", "list", "--json"], in: folder.url).decoded(AlertView.self)
        #expect(listed.map(\.state) == ["claimed"])

        // The hour of the messages that waited passes, and nobody else is troubled.
        let third = try await run(75)
        #expect(third.deliveries.isEmpty && mails(to: "omar").isEmpty && mails(to: "grace").isEmpty)
    }
}
