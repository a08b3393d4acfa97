import BuiltIn
import Foundation
import Model
import Reading
import Testing

@testable import Pipeline
@testable import Storage

/// Tips through whole runs of an office on disk.
final class TipRunTests {
    private static let start = ReplayOffice.start
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-tips-\(UUID().uuidString)").path
    private var path: String { folder + "/jibu.yaml" }
    private var data: DataFolder { DataFolder(path: folder + "/data") }

    init() throws {
        let files = [
            "jibu.yaml": Self.house, "places.yaml": "places:\n  - {id: qala, names: {en: Qala}, terms: {en: [qala]}}\n",
            "watchlists/test.yaml": ReplayOffice.claims, "feed.xml": Self.feed,
        ]
        for (name, text) in files {
            let url = URL(filePath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func run(_ minutes: Int64) async throws -> RunReport {
        let now = Self.start.advanced(by: .minutes(minutes))
        let house = try House.open(config: path, kinds: builtInSources, now: now)
        return try await house.run(isDryRun: false, clock: { now }, notify: { _ in })
    }

    private func take(_ text: String, place: String = "qala", consent: String? = nil) throws -> Tip {
        try Tip.takeDown(
            text, place: place, language: nil, consent: consent, config: path, kinds: builtInSources, at: Self.start)
    }

    private func archived() throws -> [String] {
        var texts: [String] = []
        let reader = try data.archive.reader()
        while let chunk = reader.next() { texts += chunk.map(\.text) }
        return texts
    }

    @Test("a private message that matches is counted without author, never archived, and its text goes after a week")
    func privateMatch() async throws {
        _ = try take("Forwarded, +7 701 123 45 67: the water is poisoned", consent: "Asel +7 701 765 43 21 agreed")
        let report = try await run(1)
        #expect(report.alertsOpened == 1)
        let line = try #require(report.sources.first { $0.id == "tips" })
        #expect(line.notes == ["1 out of private groups, kept for seven days"])
        let alert = try #require(try data.ledgerForReading().alerts().first)
        #expect(alert.posts.map(\.source) == ["private-tips:qala"])
        #expect(alert.posts.map(\.author) == [nil])
        #expect(try !archived().contains { $0.contains("poisoned") })
        #expect(try data.inbox.files(prefix: "", suffix: "").isEmpty)
        let kept = try #require(try data.privateTips.files(prefix: "tip-", suffix: ".json").first?.bytes)
        #expect(!String(decoding: kept, as: UTF8.self).contains("701"))

        for day in Int64(1)...6 { _ = try await run(day * 24 * 60) }
        #expect(try data.privateTips.files(prefix: "tip-", suffix: ".json").count == 1)
        _ = try await run(7 * 24 * 60)
        #expect(try data.privateTips.files(prefix: "tip-", suffix: ".json").isEmpty)
        #expect(try data.ledgerForReading().alerts().map(\.posts.count) == [1])
    }

    @Test("of a private message that matches nothing nothing is kept")
    func privateMiss() async throws {
        _ = try take("Our teacher is moving to another town", consent: "the family agreed")
        let report = try await run(1)
        #expect(report.sources.first { $0.id == "tips" }?.notes == ["1 private message matches no claim: not kept"])
        #expect(report.sources.first { $0.id == "tips" }?.new == 0)
        #expect(try !archived().contains { $0.contains("teacher") })
        #expect(try data.inbox.files(prefix: "", suffix: "").isEmpty)
        #expect(try data.privateTips.files(prefix: "", suffix: "").isEmpty)
        #expect(throws: PipelineError.self) { try take("The water is poisoned", consent: " 1 ") }
    }

    @Test("a tip opens an alert in its place, without author, and is gone from the inbox")
    func once() async throws {
        let tip = try take("My neighbour, +7 701 123 45 67, says the water is poisoned")
        #expect(tip.text.contains("<phone>"))
        let kept = try data.inbox.files(prefix: "tip-", suffix: ".json")
        #expect(kept.count == 1)
        let bytes = try #require(kept.first?.bytes)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("701"))

        let report = try await run(1)
        #expect(report.sources.first { $0.id == "tips" }?.new == 1)
        #expect(report.alertsOpened == 1)
        #expect(try data.inbox.files(prefix: "", suffix: "").isEmpty)
        let alert = try #require(try data.ledgerForReading().alerts().first)
        #expect(alert.places == [AlertPlace(place: "qala", reason: .source)])
        #expect(alert.posts.map(\.source) == ["tips:qala"])
        #expect(alert.posts.map(\.author) == [nil])
        #expect(alert.posts.map(\.authorKind) == [.person])

        // The run was killed before it took the file away: the post is known.
        let file = try #require(kept.first)
        try data.inbox.put(try #require(file.bytes), as: file.name)
        let again = try await run(15)
        #expect(again.posts == 0)
        #expect(again.sources.first { $0.id == "tips" }?.new == 0)
        #expect(try data.ledgerForReading().alerts().map(\.posts.count) == [1])
        #expect(try data.inbox.files(prefix: "", suffix: "").isEmpty)
    }

    @Test("a file that is no tip is told of and stays")
    func broken() async throws {
        try data.inbox.put(Array("nonsense".utf8), as: "tip-1.json")
        let report = try await run(1)
        #expect(report.troubles.contains { $0.contains("inbox/tip-1.json") })
        #expect(try data.inbox.files(prefix: "", suffix: "").map(\.name) == ["tip-1.json"])
    }

    @Test("an unknown place, an empty tip and a very long one are refused")
    func refused() {
        #expect(throws: PipelineError.self) { try take("The water is poisoned", place: "qalla") }
        #expect(throws: PipelineError.self) { try take(" 12 !") }
        #expect(throws: PipelineError.self) { try take(String(repeating: "water ", count: 2000)) }
        #expect(!FileManager.default.fileExists(atPath: data.inbox.folder))
    }

    @Test("posts with pictures and no text are counted and named as unseen")
    func unseen() async throws {
        let report = try await run(1)
        #expect(report.withoutText == 1)
        let line = try #require(report.sources.first { $0.id == "news" })
        #expect(line.notes.contains("1 post has pictures or sound and no text: unseen"))
    }

    private static let house = """
        office: {id: qala, name: Qala Office, contact: press@qala.example, time_zone: Asia/Almaty, languages: [en]}
        sources:
          - {id: news, kind: feed, url: "file:feed.xml", author_kind: outlet}
        places: places.yaml
        watchlists: watchlists
        recipients:
          - {id: grace, name: Grace, role: press-officer, languages: [en], channels: [{eml: grace@qala.example}]}
        routes: {id: root, to: [{role: press-officer}]}
        delivery:
          channels:
            - {id: eml, kind: eml-folder, folder: outbox, from: "Jibu <jibu@qala.example>"}

        """

    private static let feed = """
        <rss version="2.0"><channel><title>News</title>
        <item><guid>1</guid><enclosure url="https://news.example/1.jpg" type="image/jpeg" length="1"/></item>
        <item><guid>2</guid><description>The weather is nice.</description></item>
        </channel></rss>
        """
}
