import BuiltIn
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// A bot that is both a channel and a tipline, through whole runs of an office on disk. Friday 20 November 2026, 09:00
/// UTC.
final class SharedTiplineTests {
    private static let start = ReplayOffice.start
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-bot-\(UUID().uuidString)").path
    private let bot: LoopbackTelegram
    private var path: String { folder + "/jibu.yaml" }
    private var data: DataFolder { DataFolder(path: folder + "/data") }

    init() throws {
        bot = try LoopbackTelegram(chats: [4711])
        try write(Self.house(bot), "jibu.yaml")
        try write("places:\n  - {id: qala, names: {en: Qala}, terms: {en: [qala]}}\n", "places.yaml")
        try write(ReplayOffice.claims, "watchlists/test.yaml")
        try write(Self.feed, "feed.xml")
        try write(LoopbackTelegram.token, "secrets/bot")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/secrets/bot")
    }

    deinit {
        bot.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func write(_ text: String, _ name: String) throws {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func run(_ minutes: Int64) async throws -> RunReport {
        let now = at(minutes)
        let house = try House.open(config: path, kinds: builtInSources, now: now)
        return try await house.run(isDryRun: false, clock: { now }, notify: { _ in })
    }

    private func at(_ minutes: Int64) -> Instant { Self.start.advanced(by: .minutes(minutes)) }

    private func line(_ report: RunReport) throws -> RunReport.SourceLine {
        try #require(report.sources.first { $0.id == "tipline" })
    }

    @Test("one bot for answers and tips: it is asked once, a deputy's tap is a claim, a stranger's words are a tip")
    func oneBot() async throws {
        let first = try await run(0)
        #expect(first.troubles.isEmpty, "\(first.troubles)")
        let ledger = { [data] in try data.ledgerForReading() }
        let alert = try #require(try ledger().alerts().first)
        let code = try #require(try ledger().codes(of: [alert.id])[alert.id])
        #expect(bot.messages.contains { $0.chat == 4711 && $0.text.contains("/ack_\(code)") })
        bot.setClock(at(10).seconds)
        bot.receive("/ack_\(code)@jibu_qala_bot", from: 4711)
        bot.receive("They say all schools close on Monday", from: 999)
        let second = try await run(15)
        #expect(second.acknowledged == 1 && second.alertsOpened == 1, "\(second.remarks) \(second.troubles)")
        #expect(bot.messages.last?.text.contains("It is yours until") == true)
        let tip = try #require(try ledger().alerts().first { $0.claim == "schools" })
        #expect(tip.posts.map(\.source) == ["private-tips:qala"] && tip.posts.map(\.author) == [nil])
        // The tipline itself was never asked: there is no such host here. What the bot heard for it is its health.
        #expect(try line(second).health == .healthy)
        #expect(try line(second).notes == ["private messages put into the inbox, to be matched: 1"])
        let bytes = try Data(contentsOf: URL(filePath: data.ledgerPath))
        #expect(bytes.range(of: Data("999/".utf8)) == nil)
        // An edit of a stranger is a tip of its own; what somebody on the roster said counts as they said it first.
        bot.setClock(at(20).seconds)
        bot.receive("They say the mayor resigns on Friday", from: 999, kind: "edited_message")
        bot.receive("/ack_\(code)", from: 4711, kind: "edited_message")
        let third = try await run(30)
        #expect(third.sources.first { $0.id == "tips" }?.posts == 1 && third.acknowledged == 0)
    }

    @Test("a tipline that shares its bot with replies is blind when the bot is, and its gap ends with the next answer")
    func sharedTipline() async throws {
        let first = try await run(0)
        #expect(try line(first).health == .quiet && first.gaps.isEmpty)
        bot.setOtherReader(true)
        let second = try await run(15)
        #expect(try line(second).health.name == "failed")
        #expect(try line(second).health.detail?.contains("one bot has one reader") == true)
        let open = try #require(second.gaps.first { $0.source == "tipline" })
        #expect(open.isOpen && open.start == at(0))
        let shown = try LedgerView(config: path, kinds: builtInSources).sources(at: at(16))
        #expect(shown.first { $0.id == "tipline" }?.health == "failed")
        bot.setOtherReader(false)
        let third = try await run(30)
        let closed = try #require(third.gaps.first { $0.source == "tipline" })
        #expect(try line(third).health == .quiet)
        #expect(!closed.isOpen && !closed.mayHaveMissed, "Telegram keeps what nobody fetched for a day")
        // Two days without a run: what was older than a day is lost, and it is said.
        let late = try await run(30 + 2 * 24 * 60)
        #expect(try line(late).notes.contains { $0.contains("older ones are lost") })
        #expect(late.gaps.contains { $0.source == "tipline" && !$0.isOpen && $0.mayHaveMissed })
    }

    private static func house(_ bot: LoopbackTelegram) -> String {
        """
        office: {id: qala, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}
          - {id: tipline, kind: telegram-bot, token: {file: secrets/bot}, consent: "said at the start", places: [qala]}
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

    private static let feed = """
        <rss version="2.0"><channel><title>News</title><item><guid>n1</guid>
        <title>They say in Qala the water is poisoned</title></item></channel></rss>
        """
}
