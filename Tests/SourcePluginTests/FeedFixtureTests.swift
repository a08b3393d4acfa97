import FeedSource
import Intake
import Model
import Settings
import TestSupport
import Testing

/// Every nasty case of feeds.md section 7 that fits into a file.
///
/// A case is a folder with `feed.xml` or `feed.json` and `expected.ndjson`. Beside them may stand `headers` (of the
/// answer), `base-url`, `second.xml` (the next poll) and `maximum-posts`.
@Suite struct FeedFixtureTests {
    static let cases = FixtureFolder.beside("Fixtures/feed").cases(holding: ["feed.xml", "feed.json"])
    static let single = cases.filter { !$0.exists("second.xml") }
    static let histories = cases.filter { $0.exists("second.xml") }

    @Test("the fixtures are where this test looks for them")
    func found() {
        #expect(Self.single.count > 70)
        #expect(Self.histories.count >= 10)
    }

    @Test("a feed gives the posts that a person would read in it", arguments: single)
    func reads(_ folder: FixtureFolder) throws {
        let bytes = try #require(folder.bytes("feed.xml") ?? folder.bytes("feed.json"))
        let lines: String
        do throws(FeedFailure) {
            let charset = folder.text("headers")?.split(separator: "charset=").last.map(String.init)
            let feed = try FeedParser.parse(bytes, baseURL: folder.text("base-url"), httpCharset: charset)
            lines = feed.posts.map { GoldenLine.post($0) }.joined()
        } catch {
            lines = GoldenLine.failure(error.description)
        }
        if let difference = GoldenFile.difference(lines, from: "\(folder.path)/expected.ndjson") {
            Issue.record("\(folder): \(difference)")
        }
    }

    @Test("the next poll knows again what it knows", arguments: histories)
    func history(_ folder: FixtureFolder) async throws {
        let feed = FeedSource(.init(url: folder.text("base-url") ?? "https://qala.example/feed.xml"))
        let intake = try #require(TestKeys.intake())
        let origin = Intake.Origin(source: "qala", platform: "feed", authorKind: .outlet)
        var cursor: Cursor?
        var known: [String: KnownPost] = [:]
        var lines = ""
        for (number, name) in ["feed.xml", "second.xml"].enumerated() {
            let now = TestKeys.now.advanced(by: .hours(Int64(number)))
            let answer = HTTPResponse(status: 200, body: try #require(folder.bytes(name)), finalURL: "")
            let cap = folder.text("maximum-posts").flatMap { Int($0) } ?? 10_000
            let context = SourceContext(http: RecordedHTTP(always: answer), now: now, maximumPosts: cap)
            let harvest = try await feed.fetch(after: cursor, using: context)
            cursor = harvest.cursor
            lines += GoldenLine.poll(number + 1, health: harvest.health.name)
            for post in harvest.posts {
                let admission = intake.admit([post], of: origin, collected: now) { known[$0] }
                let seen = admission.posts.first.map { $0.version == 1 ? "new" : "edited" } ?? "known"
                lines += GoldenLine.post(post, seen: seen)
                for post in admission.posts {
                    known[post.id] = KnownPost(version: post.version, fingerprint: Intake.fingerprint(of: post))
                }
            }
        }
        if let difference = GoldenFile.difference(lines, from: "\(folder.path)/expected.ndjson") {
            Issue.record("\(folder): \(difference)")
        }
    }
}
