import Alerting
import BuiltIn
import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline
@testable import Storage

/// Acknowledgements through whole runs of an office on disk. Friday 20 November 2026, 09:00 UTC; mails are files.
final class AckRunTests {
    private static let start = ReplayOffice.start
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-acks-\(UUID().uuidString)").path
    private var path: String { folder + "/jibu.yaml" }
    private var data: DataFolder { DataFolder(path: folder + "/data") }
    private let chat = MemoryReplies("chat")
    private let mail = MemoryReplies("mail")

    init() throws {
        try write(Self.house(), "jibu.yaml")
        try write("places:\n  - {id: qala, names: {en: Qala}, terms: {en: [qala]}}\n", "places.yaml")
        try write(ReplayOffice.claims, "watchlists/test.yaml")
        try write(Self.feed, "feed.xml")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func write(_ text: String, _ name: String) throws {
        let url = URL(filePath: folder + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    @discardableResult
    private func run(_ minutes: Int64, readers: Bool = true) async throws -> RunReport {
        let now = Self.start.advanced(by: .minutes(minutes))
        let house = try House.open(config: path, kinds: builtInSources, now: now)
        return try await house.run(
            isDryRun: false, readers: readers ? [chat, mail] : [], clock: { now }, notify: { _ in })
    }

    private func at(_ minutes: Int64, seconds: Int64 = 0) -> Instant {
        Self.start.advanced(by: .minutes(minutes)).advanced(by: .seconds(seconds))
    }

    private func ledger() throws -> Ledger { try data.ledgerForReading() }

    private func alert() throws -> Alert { try #require(try ledger().alerts().first) }

    private func code() throws -> String {
        let id = try alert().id
        return try #require(try ledger().codes(of: [id])[id])
    }

    /// What lies in the folder of a channel: the texts of its mails to a person, in the order sent.
    private func texts(_ channel: String, to person: String) throws -> [String] {
        let ledger = try ledger()
        return try ledger.deliveries(in: [.accepted]).filter {
            $0.digest.channel == channel && $0.digest.recipient == person
        }.map(\.digest.text)
    }

    @Test("two deputies claim the same alert within a second over different channels: one lease, the other is told")
    func race() async throws {
        let first = try await run(0)
        #expect(first.deliveries.map(\.recipient).sorted() == ["aigul", "daniyar"])
        #expect(try ledger().queuedNotices().map(\.recipient).sorted() == ["grace", "omar"], "quiet hours, a daily digest")
        let code = try code()
        #expect(try texts("chat", to: "aigul").first?.contains("reply “ok \(code)”") == true)

        mail.hear("ок \(code)\n", from: "daniyar@qala.example", at: at(10, seconds: 1))
        chat.hear("/ack_\(code)", from: "aigul@qala.example", at: at(10))
        let second = try await run(15)
        #expect(second.acknowledged == 2)
        #expect(second.remarks.contains { $0.hasPrefix("aigul: takes it until 2026-11-20T13:") }, "\(second.remarks)")
        #expect(try alert().state == .claimed)
        let standing = AckStanding(try ledger().ackEvents(of: try alert().id))
        #expect(standing.holder(at: at(15)) == "aigul")
        // Each heard over the channel on which they wrote.
        #expect(try texts("chat", to: "aigul").last?.contains("It is yours until") == true)
        #expect(try texts("mail", to: "daniyar").last?.contains("Этим занимается Aigul") == true)
        // What waited for the others is cancelled, and stays so while the lease runs.
        #expect(try ledger().queuedNotices().isEmpty)
        #expect(try await run(90).deliveries.isEmpty)
    }

    @Test("a run that is killed after the ledger and before the next poll hears everything again, and nothing follows twice")
    func again() async throws {
        try await run(0)
        let code = try code()
        chat.hear("ok \(code)", from: "aigul@qala.example", at: at(10))
        try await run(15)
        #expect(chat.cursors == [nil, nil], "the platform was not told yet that it may forget")
        // The same message under the same id, as when the cursor was lost on the way.
        chat.hear("ok \(code)", from: "aigul@qala.example", at: at(10), id: "1")
        let report = try await run(30)
        #expect(chat.cursors.last == "1")
        #expect(report.acknowledged == 0)
        #expect(try ledger().ackEvents(of: try alert().id).count == 1)
        #expect(try texts("chat", to: "aigul").count == 2, "the digest, and one answer")
    }

    @Test("strangers and forged mail are counted, not obeyed, and leave no address behind")
    func strangers() async throws {
        try await run(0)
        let code = try code()
        chat.hear("ok \(code)", from: "evil@elsewhere.example", at: at(1))
        chat.hear("hello", from: "4242424242", at: at(1), isStranger: true)
        mail.hear("ok \(code)", from: "daniyar@qala.example", at: at(2), isAuthentic: false)
        let report = try await run(15)
        #expect(report.acknowledged == 0)
        #expect(report.remarks.contains("replies of people who are not on the roster, left alone: 2"))
        #expect(report.remarks.contains("replies without proof of who wrote them, not obeyed: 1"))
        let bytes = try Data(contentsOf: URL(filePath: data.ledgerPath))
        for address in ["evil@elsewhere.example", "4242424242"] { #expect(bytes.range(of: Data(address.utf8)) == nil) }
    }

    @Test("jibu ack leaves a file, the next run takes it in; an answer's page is looked at and kept as proof")
    func byHand() async throws {
        try await run(0)
        let entry = try AckFile.leave(
            try code(), by: "aigul", act: .claim, config: path, kinds: builtInSources, at: at(5))
        #expect(entry.standing.state == .open)
        #expect(throws: PipelineError.self) {
            try AckFile.leave("48213", by: "aigul", act: .claim, config: path, kinds: builtInSources, at: at(5))
        }
        #expect(throws: PipelineError.self) {
            try AckFile.leave(entry.alert, by: "nobody", act: .claim, config: path, kinds: builtInSources, at: at(5))
        }
        try await run(15)
        #expect(try alert().state == .claimed)
        #expect(try data.inbox.files(prefix: "ack-", suffix: "").isEmpty)

        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/water", .ok("<title>The water is safe</title><p>Tested."))
        try write(Self.house(allow: server.port), "jibu.yaml")
        let url = "http://127.0.0.1:\(server.port)/water"
        _ = try AckFile.leave(
            String(entry.alert.prefix(8)), by: "aigul", act: .respond(url: url), config: path, kinds: builtInSources,
            at: at(20))
        let report = try await run(30)
        #expect(try alert().state == .responded)
        let proof = try #require(try ledger().proof(of: entry.alert))
        #expect(proof.status == 200 && proof.title == "The water is safe" && proof.next == nil)
        // printf '<title>The water is safe</title><p>Tested.' | sha256sum
        #expect(proof.hash == "b93add3f73e5628c8021798a930b2ddc0e3e642e7dad4c339cb8351366259451")
        #expect(report.remarks.contains { $0.contains("answered 200") })
    }

    @Test("an address where nothing stands is looked for again, and somebody is told")
    func notThere() async throws {
        try await run(0)
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/water", .status(404))
        try write(Self.house(allow: server.port), "jibu.yaml")
        let url = "http://127.0.0.1:\(server.port)/water"
        _ = try AckFile.leave(
            try code(), by: "aigul", act: .respond(url: url), config: path, kinds: builtInSources, at: at(5))
        let report = try await run(15)
        #expect(report.troubles.contains { $0.contains("could not be fetched (the server answers 404)") })
        #expect(try ledger().proof(of: try alert().id)?.next == at(75))
        server.script("/water", .ok("<title>Call me: +7 701 234 56 78</title><p>Here it is"))
        try await run(76)
        let proof = try #require(try ledger().proof(of: try alert().id))
        #expect(proof.status == 200 && proof.title?.hasPrefix("Call me") == true)
        #expect(proof.title?.contains("234") == false, "a title may name a person")
    }

    @Test("what was said in one instant is kept apart, and a clock that is ahead decides nothing")
    func sameInstant() async throws {
        try await run(0)
        let code = try code()
        for act in [AckCommand.Act.claim, .dismiss(.notOurs)] {
            _ = try AckFile.leave(code, by: "aigul", act: act, config: path, kinds: builtInSources, at: at(60))
        }
        try await run(15)
        let events = try ledger().ackEvents(of: try alert().id)
        #expect(events.map(\.name) == ["claimed", "dismissed"] && events.map(\.at) == [at(15), at(15)])
        #expect(try data.inbox.files(prefix: "ack-", suffix: "").isEmpty)
    }

    @Test("a file about an alert that nobody knows stays, and somebody is told")
    func unknown() async throws {
        try await run(0)
        let file = AckFile(target: "gone", by: "aigul", act: .claim, at: at(5))
        try data.inbox.put(file.json.encoded(), as: file.name)
        let report = try await run(15)
        #expect(report.troubles.contains { $0.contains("inbox/\(file.name) speaks of gone") }, "\(report.troubles)")
        #expect(try data.inbox.files(prefix: "ack-", suffix: "").count == 1)
    }

    @Test("at three quarters of the lease the claimer is reminded, at its end the others are told after all")
    func lapse() async throws {
        try await run(0)
        chat.hear("ok \(try code())", from: "aigul@qala.example", at: at(0))
        try await run(1)
        // Four hours from 09:01 UTC, when the run heard of it; a Friday in UTC ends at 18:00.
        try await run(179)
        #expect(try texts("chat", to: "aigul").count == 2)
        for minutes in [Int64(180), 195, 210] { try await run(minutes) }
        #expect(try texts("chat", to: "aigul").count == 3, "one reminder, however many runs")
        #expect(try texts("chat", to: "aigul").last?.contains("Is the answer out?") == true)
        let report = try await run(241)
        #expect(try alert().state == .notified)
        #expect(try texts("chat", to: "aigul").last?.contains("Your time for it ended") == true)
        #expect(report.escalations > 0)
        #expect(try texts("mail", to: "daniyar").last?.contains("никто за это не взялся") == true)
        #expect(try ledger().queuedNotices().map(\.recipient).contains("omar"))
    }

    @Test("a channel that cannot be polled is named, and its cursor stays")
    func trouble() async throws {
        try await run(0)
        chat.fail("409")
        let report = try await run(15)
        #expect(report.troubles.contains("replies over chat: 409"))
        #expect(try ledger().replyCursor(channel: "chat") == nil)
    }

    @Test("a drill goes the real way, is marked everywhere, and is counted nowhere")
    func drill() async throws {
        try await run(0)
        let day = try #require(CivilDate("2026-11-20"))
        let before = try LedgerView(config: path, kinds: builtInSources).report(monthOf: day)
        let house = try House.open(config: path, kinds: builtInSources, now: at(5))
        let drill = try house.orderDrill(claim: nil)
        #expect(throws: PipelineError.self) { try house.orderDrill(claim: "no-such-claim") }
        let report = try await run(15)
        #expect(report.alertsOpened == 0 && report.matchedPosts == 0)
        #expect(report.remarks.contains("EXERCISE about \(drill.claim): 4 people are told"))
        let alert = try #require(try ledger().alerts().first(where: \.isExercise))
        let sent = try #require(try ledger().deliveries(of: alert.id).first { $0.digest.recipient == "aigul" })
        #expect(sent.state == .accepted && sent.digest.subject.hasPrefix("EXERCISE: "))
        #expect(sent.digest.text.hasPrefix("EXERCISE. "))
        #expect(sent.digest.text.contains("1. EXERCISE: "))
        #expect(!sent.digest.text.contains("exercise:"), "ids of our own are nobody's business")
        let russian = try ledger().deliveries(of: alert.id).first { $0.digest.recipient == "daniyar" }
        #expect(russian?.digest.subject.hasPrefix("УЧЕНИЯ: ") == true)

        let code = try #require(try ledger().codes(of: [alert.id])[alert.id])
        chat.hear("ok \(code)", from: "aigul@qala.example", at: at(20))
        try await run(30)
        chat.hear("done \(code) http://127.0.0.1:1/exercise", from: "aigul@qala.example", at: at(40))
        try await run(45)
        let view = try LedgerView(config: path, kinds: builtInSources)
        let went = try #require(try view.drills().first)
        #expect(went.claim == drill.claim && went.code == code)
        #expect(went.reached.map(\.recipient).sorted() == ["aigul", "daniyar"])
        #expect(went.reached.allSatisfy { $0.after == .minutes(10) })
        #expect(went.missing == ["grace", "omar"])
        #expect(went.claimed == .init(by: "aigul", after: .minutes(15)))
        #expect(went.answered == .init(by: "aigul", after: .minutes(35)))
        // The real alert of the same claim has its own code, counter and entry.
        let real = try #require(try ledger().alerts().first { !$0.isExercise })
        #expect(real.state == .notified && real.posts.count == 1)
        let month = try view.report(monthOf: day)
        #expect(month.alerts == 1 && month.claims == before.claims && month.told == 2)
        #expect(month.notices == before.notices && month.channels.map(\.told) == before.channels.map(\.told))
        #expect(try ledger().sentDigests(since: at(0)).count(where: \.tellsOfAlerts) == 2, "no daily cap counts a drill")
        #expect(try ledger().state(at: at(50)).watched.keys.allSatisfy { !$0.contains(":") })
    }

    @Test("one bot for answers and tips: it is asked once, a deputy's tap is a claim, a stranger's words are a tip")
    func oneBot() async throws {
        let bot = try LoopbackTelegram(chats: [4711])
        defer { bot.stop() }
        try write(LoopbackTelegram.token, "secrets/bot")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder + "/secrets/bot")
        try write(Self.botHouse(bot), "jibu.yaml")
        let first = try await run(0, readers: false)
        #expect(first.troubles.isEmpty, "\(first.troubles)")
        let code = try code()
        #expect(bot.messages.contains { $0.chat == 4711 && $0.text.contains("/ack_\(code)") })
        bot.setClock(at(10).seconds)
        bot.receive("/ack_\(code)@jibu_qala_bot", from: 4711)
        bot.receive("They say all schools close on Monday", from: 999)
        let second = try await run(15, readers: false)
        #expect(second.acknowledged == 1 && second.alertsOpened == 1, "\(second.remarks) \(second.troubles)")
        #expect(bot.messages.last?.text.contains("It is yours until") == true)
        let tip = try #require(try ledger().alerts().first { $0.claim == "schools" })
        #expect(tip.posts.map(\.source) == ["private-tips:qala"] && tip.posts.map(\.author) == [nil])
        // The tipline itself was never asked: there is no such host here.
        #expect(second.sources.allSatisfy { $0.id != "tipline" })
        let bytes = try Data(contentsOf: URL(filePath: data.ledgerPath))
        #expect(bytes.range(of: Data("999/".utf8)) == nil)
    }

    private static func botHouse(_ bot: LoopbackTelegram) -> String {
        """
        office: {id: qala, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}
          - {id: tipline, kind: telegram-bot, token: {file: secrets/bot}, consent: "said in the first message", places: [qala]}
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

    private static func house(allow port: Int? = nil) -> String {
        func person(_ id: String, _ channel: String, _ language: String, _ more: String = "") -> String {
            "  - {id: \(id), name: \(id.capitalized), role: deputy, languages: [\(language)], "
                + "channels: [{\(channel): \(id)@qala.example}]\(more)}"
        }
        return """
            office: {id: qala, name: Qala Press Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
            sources: [{id: news, kind: feed, url: "file:feed.xml", author_kind: outlet, places: [qala]}]
            places: places.yaml
            recipients:
            \(person("aigul", "chat", "en"))
            \(person("daniyar", "mail", "ru"))
            \(person("grace", "mail", "en", ", cadence: daily, digest_at: \"17:00\""))
            \(person("omar", "mail", "sw", ", quiet_hours: [{from: \"08:00\", to: \"20:00\"}]"))
            routes: {id: everybody, to: [{role: deputy}]}
            delivery:
              channels:
                - {id: chat, kind: eml-folder, folder: chat, from: jibu@qala.example}
                - {id: mail, kind: eml-folder, folder: mail, from: jibu@qala.example}
            network: {host_pause: 0s, min_interval: 0s\(port.map { ", allow: [\"127.0.0.1:\($0)\"]" } ?? "")}

            """
    }
}
