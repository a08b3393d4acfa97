import Foundation
import Testing

/// Replay is the same path from the archive on: it must give what the live runs gave.
struct ReplayCommandTests {
    private let demo: DemoOffice

    init() throws { demo = try DemoOffice() }

    @Test("a replay of the demo gives the same alerts and tells the same people")
    func sameAsLive() async throws {
        let live = try await demo.jibu("run", "--json").object(RunReportView.self)
        let alerts = try await demo.jibu("alerts", "list", "--all", "--json", now: nil).decoded(AlertView.self)
        let before = try demo.folder.contents(of: "examples/quickstart/data")
        let replay = try await demo.jibu("replay", "--json")
        #expect(replay.status == 0, "\(replay.errors)")
        let lines = try replay.decoded(ReplayLine.self)
        let replayed = lines.filter { $0.type == "alert" }
        #expect(Set(replayed.compactMap(\.id)) == Set(alerts.map(\.id)))
        #expect(Set(replayed.compactMap(\.claim)) == Set(alerts.map(\.claim)))
        let told = lines.filter { $0.type == "digest" }
        let atOnce = told.filter { $0.at == DemoOffice.now }.compactMap(\.recipient).sorted()
        #expect(atOnce == live.deliveries.map(\.recipient).sorted())
        #expect(lines.last?.type == "summary")
        #expect(lines.last?.posts?.count == live.posts)
        #expect(try demo.folder.contents(of: "examples/quickstart/data") == before, "a replay writes nothing")
    }

    @Test("--from and --until cut by the instant at which posts were seen")
    func period() async throws {
        _ = try await demo.jibu("run")
        let inside = try await demo.jibu("replay", "--from", "2026-11-20", "--until", "2026-11-21")
        #expect(inside.status == 0)
        let outside = try await demo.jibu("replay", "--until", DemoOffice.now)
        #expect(outside.status == 2)
        #expect(outside.errors.contains("no post of that period"))
    }

    @Test("a replay with other watchlists says what those would have found")
    func otherLists() async throws {
        _ = try await demo.jibu("run")
        try demo.folder.write(TestOffice.watchlist.replacing("[water]", with: "[money]"), to: "other/water.yaml")
        let replay = try await demo.jibu("replay", "--json", "--watchlists", "other")
        #expect(replay.status == 0)
        let claims = try replay.decoded(ReplayLine.self).compactMap(\.claim)
        #expect(Set(claims).isSubset(of: ["water-poisoned", "schools-closing"]))
    }

    @Test("a damaged archive is told: what could be read is replayed, the status is 1")
    func damaged() async throws {
        _ = try await demo.jibu("run")
        let archive = "examples/quickstart/data/archive"
        let names = try demo.folder.contents(of: archive).keys.filter { $0.hasSuffix(".zst") }
        let name = try #require(names.first)
        #expect(names.count == 1)
        let path = demo.folder.url.appending(path: "\(archive)/\(name)")
        #expect(try await demo.jibu("archive", "verify", now: nil).status == 0)
        var bytes = try Data(contentsOf: path)
        for at in bytes.count / 2..<bytes.count / 2 + 8 { bytes[at] ^= 0x5A }
        try bytes.write(to: path)
        let verify = try await demo.jibu("archive", "verify", now: nil)
        #expect(verify.status == 1)
        #expect(verify.output.contains(name))
        let replay = try await demo.jibu("replay")
        #expect(replay.status == 1 || replay.status == 2)
        #expect(replay.errors.contains("not scanned") || replay.errors.contains("no post"))
    }
}

/// A line of `jibu replay --json`.
private struct ReplayLine: Decodable {
    let type: String
    let id: String?
    let claim: String?
    let at: String?
    let recipient: String?
    /// A number in the summary; a list in an alert.
    let posts: Posts?

    struct Posts: Decodable {
        let count: Int?

        init(from decoder: any Decoder) throws {
            count = try? decoder.singleValueContainer().decode(Int.self)
        }
    }
}
