import Foundation
import TestSupport
import Testing

/// `jibu archive import posts`: posts from elsewhere come in by the usual door, once, and tell nobody.
struct ArchiveImportTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
    }

    /// The report of `--json`.
    private struct Report: Decodable {
        let lines: Int
        let posts: Int
        let newVersions: Int
        let repeated: Int
        let undated: Int
        let badLines: Int
        let named: [String]
        let segments: [String]
    }

    private func importing(_ text: String, _ arguments: String..., at now: TestClock = .start) async throws -> (
        ending: JibuProcess.Ending, report: Report
    ) {
        try office.folder.write(text, to: "posts.ndjson")
        let ending = try await JibuProcess.run(
            ["archive", "import", "posts", "--json", "--now", now.text] + arguments + ["posts.ndjson"],
            in: office.folder.url)
        return (ending, try ending.object(Report.self))
    }

    @Test("any export is mapped by --field; its text is redacted and its authors become pseudonyms")
    func mapping() async throws {
        let line = """
            {"key":7,"content":"Call +7 701 123 45 67, says @bob","user":{"name":"Bob Stone"},\
            "made":"2026-03-01T10:00:00Z","at":"https://forum.example/7"}

            """
        let (ending, report) = try await importing(
            line, "--source", "forum", "--field", "id=key", "--field", "text=content", "--field", "author=user.name",
            "--field", "published=made", "--field", "url=at")
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(report.posts == 1 && report.lines == 1 && report.undated == 0)
        let archived = try await office.archive()
        let post = try #require(archived.first)
        #expect(post.text == "Call <phone>, says <mention>")
        #expect(post.source == "forum" && post.authorKind == "person" && post.url == nil)
        #expect(try #require(post.author).hasPrefix("~"))
        let bytes = try office.folder.contents(of: "data").values.flatMap { $0 }
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Bob Stone"))
        let outlet = try await importing(
            #"{"id":"8","text":"News","author":"Qala News","url":"https://n.example/8"}"#, "--author-kind", "outlet")
        #expect(outlet.report.posts == 1)
        #expect(try await office.archive().contains { $0.author == "Qala News" && $0.url == "https://n.example/8" })
    }

    @Test("importing again adds nothing, an edited text is a new version, and order does not matter")
    func twice() async throws {
        let first = #"{"id":"a","text":"One"}"#
        let edited = #"{"id":"a","text":"One, edited"}"#
        let other = #"{"id":"b","text":"Two"}"#
        #expect(try await importing([first, other].joined(separator: "\n")).report.posts == 2)
        let again = try await importing([edited, first, other, edited].joined(separator: "\n"), at: .start.later(days: 1))
        #expect(again.report.posts == 1 && again.report.newVersions == 1)
        #expect(try await importing([edited, first].joined(separator: "\n"), at: .start.later(days: 2)).report.posts == 0)
        let archived = try await office.archive()
        #expect(archived.map { "\($0.text) \($0.version)" } == ["One 1", "Two 1", "One, edited 2"])
    }

    @Test("a line that cannot be read is named with its number, the others come in, and the status is 1")
    func badLines() async throws {
        let long = String(repeating: "x", count: 2 << 20)
        let (ending, report) = try await importing(
            """
            {"id":"1","text":"Good"}
            not json
            {"id":"2"}

            {"id":"3","text":"\(long)"}
            {"id":"4","text":"Good too","published":"the day before"}
            """)
        #expect(ending.status == 1)
        #expect(report.posts == 2 && report.badLines == 3 && report.undated == 2)
        #expect(report.named.map { $0.prefix(6) } == ["line 2", "line 3", "line 5"])
        #expect(try await office.archive().map(\.text) == ["Good", "Good too"])
    }

    @Test("every line is in the sum: empty ones too, and the date is said of posts that came in")
    func sums() async throws {
        let lines = [
            #"{"id":"1","text":"One","published":"2026-03-01"}"#, #"{"id":"2","text":""}"#,
            #"{"id":"3","text":" "}"#, "not json", #"{"id":"4","text":"Four"}"#,
        ]
        try office.folder.write(lines.joined(separator: "\n"), to: "posts.ndjson")
        let ending = try await office.jibu("archive", "import", "posts", "posts.ndjson", at: .start)
        #expect(ending.output.contains("5 lines: 2 new posts in 1 segment, 2 lines without text: left out"), "\(ending.output)")
        #expect(ending.output.contains("1 post without a readable date"))
        #expect(ending.output.contains("1 line could not be read"))
        let again = try await office.jibu("archive", "import", "posts", "posts.ndjson", at: .start.later(days: 1))
        #expect(again.output.contains("0 new posts in 0 segments, 2 known already, 2 lines without text"), "\(again.output)")
        #expect(!again.output.contains("readable date"))
    }

    @Test("an imported post opens no alert, not even when the import was cut off before the ledger knew of it")
    func noAlert() async throws {
        let post = #"{"id":"1","text":"They say the water is poisoned","published":"2026-03-01"}"#
        #expect(try await importing(post).report.posts == 1)
        let first = try await office.run(at: .start.later(minutes: 20))
        #expect(first.report.alertsOpened == 0 && first.report.recoveredSegments == 0)
        // What a kill between segment and ledger leaves.
        try FileManager.default.removeItem(at: office.folder.url.appending(path: "data/ledger.sqlite"))
        let second = try await office.run(at: .start.later(minutes: 40))
        #expect(second.report.recoveredSegments == 2 && second.report.alertsOpened == 0)
        let third = try await office.run(at: .start.later(minutes: 60))
        #expect(third.report.recoveredSegments == 0)
        #expect(office.mails.isEmpty)
    }

    @Test("what another Jibu exported keeps its identity and version")
    func exported() async throws {
        _ = try await office.run(at: .start)
        let lines = try await office.jibu("archive", "show").output
        let other = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        try other.folder.write(lines, to: "posts.ndjson")
        let ending = try await other.jibu("archive", "import", "posts", "posts.ndjson", at: .start.later(days: 1))
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(try await other.archive() == office.archive())
        let back = try await importing(lines, at: .start.later(days: 2))
        #expect(back.report.posts == 0 && back.report.repeated == 1)
    }

    @Test("a field that there is not, a file that is not there, and another run are told apart by the status")
    func refusals() async throws {
        try office.folder.write(#"{"id":"1","text":"x"}"#, to: "posts.ndjson")
        let field = try await office.jibu("archive", "import", "posts", "--field", "txt=content", "posts.ndjson")
        #expect(field.status == 2)
        #expect(field.errors.contains("--field txt=content"))
        #expect(try await office.jibu("archive", "import", "posts", "none.ndjson").status == 2)
        #expect(try await office.jibu("archive", "import", "posts", "--author-kind", "robot", "posts.ndjson").status == 64)
    }
}
