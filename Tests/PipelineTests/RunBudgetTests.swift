import BuiltIn
import Foundation
import Intake
import Model
import Settings
import Storage
import Synchronization
import Testing

@testable import Pipeline

/// What a budget does to a run, in one process, with a network that says what the test wants.
final class RunBudgetTests {
    private static let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-budget-\(UUID().uuidString)").path
    private var data: DataFolder { DataFolder(path: folder + "/data") }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A network of feeds: each path gives one post, in a body of so many bytes.
    private struct Feeds: HTTPClient {
        /// Path to bytes; others have 2,000.
        var sizes: [String: Int] = [:]
        /// Paths that are asked, in order.
        let asked = Asked()

        final class Asked: Sendable {
            let paths = Mutex<[String]>([])
        }

        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            let path = String(request.url.split(separator: "/").last ?? "")
            asked.paths.withLock { $0.append(path) }
            let size = sizes[path] ?? 2000
            guard size <= request.limits.wireBytes else {
                throw HTTPFailure(
                    .overBudget, url: request.url, "cut", retryAt: path == "slow" ? RunBudgetTests.start.advanced(by: .hours(5)) : nil,
                    traffic: Traffic(requests: 1, bytes: request.limits.wireBytes))
            }
            let head = "<rss version=\"2.0\"><channel><title>\(path)</title><item><guid>\(path)</guid><title>News of \(path) "
            let body = head + String(repeating: "x", count: max(0, size - head.utf8.count - 35)) + "</title></item></channel></rss>"
            return HTTPResponse(
                status: 200, body: Array(body.utf8), finalURL: request.url, traffic: Traffic(requests: 1, bytes: size))
        }
    }

    /// One run of an office with these feeds, one after the other.
    private func run(
        _ ids: [String], _ network: Feeds, minutes: Int64, budget: Int?, blocks: [String: Instant] = [:],
        notify: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunReport {
        let now = Self.start.advanced(by: .minutes(minutes))
        try FileManager.default.createDirectory(atPath: folder + "/watchlists", withIntermediateDirectories: true)
        let feeds = ids.map { "  - {id: \($0), kind: feed, url: \"http://\($0).example/\($0)\", every: 15m}\n" }.joined()
        try Data((Self.house.replacing("FEEDS", with: feeds)).utf8).write(to: URL(filePath: folder + "/jibu.yaml"))
        try Data(ReplayOffice.claims.utf8).write(to: URL(filePath: folder + "/watchlists/test.yaml"))
        let house = try House.open(config: folder + "/jibu.yaml", kinds: builtInSources, now: now)
        let configuration = house.configuration
        let ledger = try data.ledger()
        _ = data.reserve.keep()
        let edges = RunEdges(
            archive: data.archive, ledger: ledger, intake: try configuration.intake(makesKeys: true), reserve: data.reserve,
            inbox: data.inbox, privateTips: data.privateTips, watched: [], dataFiles: Inbox(folder: data.path),
            timeZone: "UTC", labels: data.labels, erased: try data.erased(), http: network, programs: NoPrograms(),
            secret: { reference throws(SecretFailure) in try reference.read() }, hostBlocks: { blocks }, deliverers: [:],
            channelMarks: [:], isOffline: { false }, sources: configuration.sources, retention: configuration.retention,
            segmentPosts: configuration.segmentPosts, schedule: configuration.schedule, budget: Budget(bytesPerRun: budget),
            fetchWidth: 1, workers: 1, notify: notify)
        var run = try Run(
            edges: edges, flow: house.flow, now: now, number: try ledger.startRun(at: now), isDryRun: false)
        return try await run.perform()
    }

    @Test("a source that is larger than the whole budget has its turn, waits like one that failed, and the others are read")
    func larger() async throws {
        let network = Feeds(sizes: ["big": 200_000])
        var read: [Set<String>] = []
        var reports: [RunReport] = []
        for turn in 0..<8 {
            let report = try await run(["big", "a", "b", "c"], network, minutes: Int64(turn * 15), budget: 30_000)
            reports.append(report)
            read.append(Set(report.sources.filter { $0.health.isAnswer }.map(\.id)))
        }
        for id in ["a", "b", "c"] { #expect(read.dropFirst().count { $0.contains(id) } >= 5, "\(id) starved: \(read)") }
        // One hour, two hours, four.
        let turns = network.asked.paths.withLock { $0 }.count { $0 == "big" }
        #expect((2...3).contains(turns), "\(turns)")
        let first = try #require(reports.first)
        #expect(
            first.troubles == [
                "big: one fetch takes more than the budget of a whole run (30.0 kB), so it is never read to its end; raise the "
                    + "budget in jibu.yaml, or switch the source off"
            ])
        #expect(first.sources.map(\.id) == ["big"] && !first.leftOut.contains("big"))
        #expect(first.spent == Traffic(requests: 1, bytes: 30_000))
        let state = try #require(try data.ledgerForReading().sources()["big"])
        #expect(state.failures >= 2 && state.leftOut == 0 && state.nextDue != nil && state.cursor == nil)
    }

    @Test("what a source cost is counted also when the rest of the budget was too little for its first answer")
    func counted() async throws {
        let report = try await run(["a", "second"], Feeds(sizes: ["a": 5000, "second": 28_000]), minutes: 0, budget: 30_000)
        #expect(report.leftOut == ["second"] && report.troubles.isEmpty)
        #expect(report.spent == Traffic(requests: 2, bytes: 30_000))
        let state = try #require(try data.ledgerForReading().sources()["second"])
        #expect(state.history.days.map(\.bytes) == [25_000] && state.leftOut == 1 && state.failures == 0)
        let next = try await run(["a", "second"], Feeds(sizes: ["second": 26_000]), minutes: 15, budget: 30_000)
        #expect(next.sources.contains { $0.id == "second" && $0.health.isAnswer })
    }

    @Test("who asked for a pause is given it, also when the budget ended there")
    func pause() async throws {
        _ = try await run(["a", "slow"], Feeds(sizes: ["a": 5000, "slow": 28_000]), minutes: 0, budget: 30_000)
        #expect(try data.ledgerForReading().sources()["slow"]?.nextDue == Self.start.advanced(by: .hours(5)))
    }

    @Test("sources that wait too long are named in every run in which they wait, and a source never read is not called quiet")
    func starved() async throws {
        let ids = ["a", "b", "c", "d", "e", "f"]
        var named: [Set<String>] = []
        for turn in 0..<6 {
            let report = try await run(ids, Feeds(sizes: Dictionary(uniqueKeysWithValues: ids.map { ($0, 8000) })),
                minutes: Int64(turn * 60), budget: 9000)
            let lists = report.troubles.compactMap { $0.firstMatch(of: /before their turn: (.*?)\. The next run/)?.output.1 }
            named.append(Set(lists.flatMap { $0.split(separator: ", ").map(String.init) }))
            #expect(report.sources.count == 1)
            if turn == 0 {
                let view = try LedgerView(config: folder + "/jibu.yaml", kinds: builtInSources)
                #expect(try view.sources(at: Self.start).map(\.health) == ["healthy"] + Array(repeating: "not read yet", count: 5))
            }
        }
        // Each run reads one of them: whoever waits longest.
        #expect(named.map(\.count) == [0, 0, 3, 3, 3, 3], "\(named)")
    }

    @Test("hosts that asked for quiet are remembered with each part of a run, not only at its end")
    func blocks() async throws {
        let until = Self.start.advanced(by: .hours(3))
        let found = Mutex<Set<String>>([])
        let data = data
        _ = try await run(
            (0..<501).map { "f\($0)" }, Feeds(), minutes: 0, budget: nil, blocks: ["busy.example": until]
        ) { event in
            // The first part is written down, the second one is still to be fetched.
            guard case .fetching(501, 501) = event else { return }
            let known = try? data.ledgerForReading().hostBlocks(at: Self.start)
            found.withLock { $0.formUnion((known ?? [:]).keys) }
        }
        #expect(found.withLock { $0 } == ["busy.example"])
    }

    private static let house = """
        office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: UTC, languages: [en]}
        run_every: 15m
        sources:
        FEEDSwatchlists: watchlists
        recipients:
          - {id: grace, name: Grace, role: press-officer, languages: [en], channels: [{eml: grace@qala.example}]}
        routes: {id: root, to: [{role: press-officer}]}
        delivery:
          channels:
            - {id: eml, kind: eml-folder, folder: outbox, from: "Jibu <jibu@qala.example>"}
        network: {min_interval: 0s}

        """
}
