import Foundation
import TestSupport

/// A small office in a folder of its own, with real servers on loopback: one that serves feeds, one that takes mails.
final class TestOffice: Sendable {
    let folder: ScratchFolder
    let http: LoopbackHTTP
    let smtp: LoopbackSMTP

    /// - Parameters:
    ///   - feeds: source id to `http://NAME.example/PATH`; every name is answered by the loopback server.
    ///   - recipients: ids of deputies and press officers; `grace` is the press officer, `bekzat` the operator.
    ///   - filed: those who have a second channel, a folder of mails in `filed/`.
    init(
        feeds: [(id: String, url: String)], recipients: [String] = ["aigul", "grace"], filed: Set<String> = []
    ) throws {
        folder = try ScratchFolder()
        http = try LoopbackHTTP()
        smtp = try LoopbackSMTP()
        try folder.write(TestOffice.places, to: "places.yaml")
        try folder.write(TestOffice.watchlist, to: "watchlists/water.yaml")
        try folder.write(TestOffice.response, to: "watchlists/responses/water-poisoned.yaml")
        try folder.write(configuration(feeds: feeds, recipients: recipients, filed: filed), to: "jibu.yaml")
    }

    deinit {
        http.stop()
        smtp.stop()
    }

    /// Runs a command in the office's folder, at an instant of the test's choice.
    func jibu(
        _ arguments: String..., at now: TestClock? = nil, input: [UInt8] = []
    ) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(
            arguments + (now.map { ["--now", $0.text] } ?? []), in: folder.url, input: input)
    }

    /// One run, as the timer starts it; its report as a program reads it.
    func run(at now: TestClock) async throws -> (ending: JibuProcess.Ending, report: RunReportView) {
        let ending = try await jibu("run", "--json", at: now)
        return (ending, try ending.object(RunReportView.self))
    }

    /// Every archived post, oldest first.
    func archive() async throws -> [ArchivedPost] {
        try await jibu("archive", "show").decoded(ArchivedPost.self)
    }

    func serve(_ path: String, _ reply: LoopbackReply) { http.script(path, reply) }

    /// Requests since the test asked last.
    func requests(since count: Int) -> [LoopbackHTTP.Request] { Array(http.requests.dropFirst(count)) }

    /// Mails that arrived, in order.
    var mails: [MailView] { smtp.record.messages.map(MailView.init) }

    /// Mails that were put into the folder of the second channel.
    var filedMails: [MailView] {
        get throws {
            guard folder.exists("filed") else { return [] }
            return try folder.contents(of: "filed").sorted { $0.key < $1.key }.map { MailView(file: $0.value) }
        }
    }

    private static let roles = ["grace": "press-officer", "bekzat": "operator"]

    private func configuration(
        feeds: [(id: String, url: String)], recipients: [String], filed: Set<String>
    ) -> String {
        let sources = feeds.map {
            "  - {id: \($0.id), kind: feed, url: \"\($0.url)\", author_kind: outlet, places: [qala], every: 30m}"
        }
        let roster = recipients.map { id in
            let second = filed.contains(id) ? ", {files: \(id)@filed.example}" : ""
            return "  - {id: \(id), name: \(id.capitalized), role: \(Self.roles[id] ?? "deputy"), "
                + "areas: [qala], languages: [en], channels: [{mail: \(id)@qala.example}\(second)]}"
        }
        let names = Set(feeds.compactMap { URL(string: $0.url)?.host() }).sorted()
        let resolve = names.map { "\"\($0):80\": \"127.0.0.1:\(http.port)\"" }
        return """
            office:
              id: qala-press
              name: Qala Press Office
              contact: press@qala.example
              time_zone: UTC
              languages: [en]
            run_every: 15m
            data: data
            sources:
            \(sources.joined(separator: "\n"))
            places: places.yaml
            watchlists: watchlists
            recipients:
            \(roster.joined(separator: "\n"))
            routes: {id: everybody, to: [{role: deputy}, {role: press-officer}]}
            delivery:
              channels:
                - {id: mail, kind: smtp, url: "\(smtp.url)", from: "Jibu <jibu@qala.example>", tls: local}
            \(filed.isEmpty ? "" : "    - {id: files, kind: eml-folder, folder: filed, from: jibu@qala.example}")
            responses: {respond_from: {posts: 1, authors: 1, severity: high}}
            network:
              user_agent_contact: https://qala.example/jibu
              allow: ["127.0.0.1:\(http.port)", "127.0.0.1:\(smtp.port)"]
              resolve: {\(resolve.joined(separator: ", "))}
              host_pause: 0s
              min_interval: 0s

            """
    }
}

/// Instants of a test: a start, and steps from it. No test reads a clock.
struct TestClock: Sendable {
    let text: String
    /// Since 1970.
    let seconds: Int

    /// Friday 20 November 2026, 09:00 UTC.
    static let start = TestClock(seconds: 1_795_165_200)

    private init(seconds: Int) {
        self.seconds = seconds
        text = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }

    func later(days: Int = 0, hours: Int = 0, minutes: Int = 0, seconds more: Int = 0) -> TestClock {
        TestClock(seconds: seconds + days * 86_400 + hours * 3600 + minutes * 60 + more)
    }
}

extension TestOffice {
    static let places = OfficeText.places

    /// Two claims in one list: one with an approved answer, one without.
    static let watchlist = OfficeText.watchlist(
        "water", [.water("water-poisoned"), .schools("schools-closing", severity: "high")])

    static let response = OfficeText.response(to: "water-poisoned")
}
