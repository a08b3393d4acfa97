import Foundation
import TestSupport
import Testing

/// A replay says what its numbers rest on: which lists, which time, which side could not decide.
struct ReplayHonestyTests {
    private let office: TestOffice

    init() async throws { office = try await TestOffice.withFourPosts() }

    /// A bracket that nobody closes.
    private static let broken = TestOffice.watchlist.replacing("title: Safety", with: "title: [Safety")

    private func replay(_ arguments: String...) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(["replay"] + arguments + ["--now", TestClock.start.text], in: office.folder.url)
    }

    private struct Line: Decodable {
        struct Period: Decodable, Equatable {
            let from: String?
            let until: String?
        }
        struct Difference: Decodable {
            let gained: Int
            let gainedUndecided: Int
            let lostUndecided: Int
        }
        let type: String
        let change: String?
        let asked: Period?
        let archive: Period?
        let gaps: [String]?
        let daysWithPosts: Int?
        let difference: Difference?
        /// Sides in an alert, patterns in the summary.
        let undecided: [String]?
    }

    // MARK: Lists that cannot be used

    @Test(
        "a list with an error on either side is refused before any number, with the place of the error",
        arguments: [("broken", "watchlists"), ("watchlists", "broken"), ("broken/water.yaml", "narrow")])
    func broken(new: String, old: String) async throws {
        try office.folder.write(Self.broken, to: "broken/water.yaml")
        let ending = try await replay("--watchlists", new, "--against", old, "--json", "--report", "r.html")
        #expect(ending.status == 2)
        #expect(ending.output.isEmpty && !office.folder.exists("r.html"))
        #expect(ending.errors.contains("broken/water.yaml:") && ending.errors.contains("error["), "\(ending.errors)")
        #expect(ending.errors.contains("nothing was replayed"))
        let segments = try office.folder.contents(of: "data/archive").keys.sorted().map { "data/archive/\($0)" }
        let sketch = try await JibuProcess.run(
            ["scan", "--sketch", "--watchlists", new, "--against", old] + segments + ["--now", TestClock.start.text],
            in: office.folder.url)
        #expect(sketch.status == 2 && sketch.output.isEmpty)
    }

    @Test("a broken list of the office is not replaced by its last good version: a replay says no number of it")
    func lastGood() async throws {
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
        let run = try await office.run(at: .start)
        #expect(run.ending.status == 0, "\(run.ending.errors)")
        try office.folder.write(Self.broken, to: "watchlists/water.yaml")
        for arguments in [[], ["--watchlists", "narrow", "--against", "jibu.yaml"]] {
            let ending = try await JibuProcess.run(
                ["replay"] + arguments + ["--now", TestClock.start.later(hours: 1).text], in: office.folder.url)
            #expect(ending.status == 2 && ending.output.isEmpty)
            #expect(ending.errors.contains("watchlists/water.yaml:") && !ending.errors.contains("last-good-used"))
        }
    }

    // MARK: Undecided

    /// The old list has a pattern that a long word keeps busy, the new one has it mended.
    private static let hostile = OfficeText.watchlist(
        "water", [.water("water-poisoned", pattern: #"\w+! zzz"#).matching("a! zzz")])
    private static let mended = OfficeText.watchlist(
        "water", [.water("water-poisoned", pattern: #"\bzzz"#).matching("zzz")])

    @Test("what only one side could not decide is told as of that side, and alerts that rest on it are marked")
    func undecided() async throws {
        let long = String(repeating: "ab", count: 8000)
        try await office.bring((0..<2).map { ("z\($0)", "Market \(long) ?! zzz number \($0)", "2026-11-1\($0)T12:00:00Z") })
        try office.folder.write(Self.hostile, to: "hostile/water.yaml")
        try office.folder.write(Self.mended, to: "mended/water.yaml")
        let arguments = ["replay", "--watchlists", "mended", "--against", "hostile", "--now", TestClock.start.text]
        let text = try await JibuProcess.run(arguments + ["--report", "r.html"], in: office.folder.url)
        #expect(text.status == 1)
        #expect(text.output.contains("1 gained (old could not decide 1 of them), 0 lost"), "\(text.output)")
        #expect(text.output.contains("  old could not decide it"))
        #expect(text.output.contains("Undecided: water-poisoned/1 of old ran too long on 2 posts"))
        #expect(text.output.contains("what new gains there may be no gain"))
        let page = try office.folder.read("r.html")
        #expect(page.contains("old could not decide it") && page.contains("of old ran too long on 2 posts"))
        let lines = try await JibuProcess.run(arguments + ["--json"], in: office.folder.url).decoded(Line.self)
        #expect(lines.filter { $0.change == "gained" }.map(\.undecided) == [["old"]])
        #expect(lines.last?.difference?.gainedUndecided == 1 && lines.last?.difference?.lostUndecided == 0)
        let other = try await replay("--watchlists", "hostile", "--against", "mended")
        #expect(other.output.contains("1 lost (new could not decide 1 of them)"), "\(other.output)")
        #expect(other.output.contains("of new ran too long") && other.output.contains("may be no loss"))
    }

    // MARK: Periods

    @Test("time that was asked for and that the archive does not reach is told, in words, on the page and in lines")
    func reach() async throws {
        let asked = ["--from", "2026-10-01", "--until", "2026-12-31"]
        let text = try await JibuProcess.run(
            ["replay", "--against", "narrow", "--report", "r.html", "--now", TestClock.start.text] + asked,
            in: office.folder.url)
        let gaps = [
            "the archive begins 2026-11-10T10:00:00Z: it holds nothing of the time before, "
                + "from 2026-10-01T00:00:00Z on",
            "the archive ends 2026-11-13T10:00:00Z: it holds nothing of the time after, until 2026-12-31T00:00:00Z",
        ]
        let page = try office.folder.read("r.html")
        for gap in gaps { #expect(text.output.contains("Gap: " + gap) && page.contains(gap), "\(text.output)") }
        let last = try await JibuProcess.run(
            ["replay", "--json", "--now", TestClock.start.text] + asked, in: office.folder.url
        ).decoded(Line.self).last
        #expect(last?.gaps == gaps)
        #expect(last?.asked == .init(from: "2026-10-01T00:00:00Z", until: "2026-12-31T00:00:00Z"))
        #expect(last?.archive == .init(from: "2026-11-10T10:00:00Z", until: "2026-11-13T10:00:00Z"))
        let inside = try await replay("--from", "2026-11-11", "--until", "2026-11-13", "--json").decoded(Line.self).last
        #expect(inside?.gaps == [] && inside?.archive == last?.archive)
    }

    @Test("a source that is silent since the last post is a gap of the period that was asked for")
    func openGap() async throws {
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day in Qala"))))
        _ = try await office.run(at: .start)
        office.serve("/news.xml", .status(500))
        for day in 1...3 { _ = try await office.run(at: .start.later(days: day)) }
        let text = try await office.jibu("replay", "--until", "2026-12-31", at: .start.later(days: 3))
        #expect(text.output.contains("news was not watched from \(TestClock.start.text) and still"), "\(text.output)")
        let before = try await office.jibu("replay", "--until", TestClock.start.text, at: .start.later(days: 3))
        #expect(!before.output.contains("news was not watched"), "\(before.output)")
    }

    @Test("a period that is empty is a slip of the command line; one outside the archive says what the archive holds")
    func empty() async throws {
        let turned = try await replay("--from", "2026-11-12", "--until", "2026-11-11")
        #expect(turned.status == 64)
        #expect(turned.errors.contains("--until 2026-11-11T00:00:00Z is not after --from 2026-11-12T00:00:00Z"))
        let outside = try await replay("--from", "2025-01-01", "--until", "2025-02-01")
        #expect(outside.status == 2)
        #expect(outside.errors.contains("(from 2025-01-01T00:00:00Z until 2025-02-01T00:00:00Z)"), "\(outside.errors)")
        #expect(outside.errors.contains("It holds posts seen from 2026-11-10T10:00:00Z to 2026-11-13T10:00:00Z."))
    }
}

extension OfficeText.Claim {
    fileprivate func matching(_ text: String) -> OfficeText.Claim {
        var claim = self
        claim.matching = text
        return claim
    }
}
