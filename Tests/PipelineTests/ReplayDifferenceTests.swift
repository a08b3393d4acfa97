import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline

/// Old and new rules side by side over one archive.
struct ReplayDifferenceTests {
    private let office: ReplayOffice
    private let before: ReplayOffice
    private let start = ReplayOffice.start

    /// The old list has a narrower pattern for water, and one claim about money that the new list gave up.
    private static let oldClaims = ReplayOffice.claims
        .replacing("'\\bwater is poison\\w*'", with: "'\\bwater is poisoned'")
        .replacing(
            "  - id: schools",
            with: """
                  - id: money
                    title: Banknotes
                    statement: The old banknotes lose their worth on Monday.
                    severity: low
                    topics: [money]
                    match: {any: [{pattern: '\\bold banknotes?'}]}
                    examples: {match: ["old banknotes"], no_match: ["new coins"]}
                  - id: schools
                """)

    init() throws {
        office = try ReplayOffice()
        before = try ReplayOffice(claims: Self.oldClaims)
        func later(_ hours: Int64) -> Instant { ReplayOffice.start.advanced(by: .hours(hours)) }
        try office.collect(
            [("a", "In Qala the water is poisoned, do not drink it"), ("b", "The market of Qala opens on Saturday")],
            at: start)
        try office.collect(
            [("f1", "They say <b>the water is poisonous</b> & bad in the whole of Qala"), ("f2", "A quiet day")],
            from: "forum", at: later(5))
        try office.collect(
            [("c", "Take your old banknotes to the bank"), ("d", "All schools close on Monday")], at: later(30))
        try office.collect(
            [("i1", "Share: In Qala the water is poisoned, do not drink it!"), ("i2", "Words of an export")],
            from: "forum", at: later(60), imported: true, published: [later(2), later(1)])
    }

    private func replay(workers: Int = 1, labels: [ReplayLabel] = []) async throws -> ReplayReport {
        try await Replay(
            new: office.rules(), old: before.rules(named: "old"), labels: labels, workers: workers
        ).perform(archive: office.archive)
    }

    private func fixture(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/replay/\(name)").path
    }

    @Test("alerts gained and lost are those that replays of the two lists alone tell apart")
    func sameAsApart() async throws {
        let report = try await replay()
        let difference = try #require(report.difference)
        let new = Set(try await office.replay().alerts.map(\.id))
        let apart = Replay(new: before.rules())
        let old = Set(try await apart.perform(archive: office.archive).new.alerts.map(\.id))
        #expect(Set(try difference.gained.map { try report.new.alert($0).id }) == new.subtracting(old))
        #expect(Set(try difference.lost.map { try #require(report.old).alert($0).id }) == old.subtracting(new))
        #expect(difference.gained.map(\.claim) == ["water"])
        #expect(difference.lost.map(\.claim) == ["money"])
        #expect(difference.kept == 2)
    }

    @Test("the difference of two small lists is the recorded one, as lines and as a page")
    func golden() async throws {
        let report = try await replay()
        for (name, bytes) in [
            ("difference.jsonl", Array(try report.text.utf8)), ("difference.html", try ReplayPage.bytes(of: report)),
        ] {
            let difference = GoldenFile.difference(String(decoding: bytes, as: UTF8.self), from: fixture(name))
            #expect(difference == nil, "\(difference ?? "")")
        }
    }

    @Test("the same answer for any number of workers")
    func workers() async throws {
        let one = try await replay(workers: 1)
        for workers in [2, 5] {
            let many = try await replay(workers: workers)
            #expect(try many.text == one.text)
            #expect(try ReplayPage.bytes(of: many) == ReplayPage.bytes(of: one))
        }
    }

    @Test("lists that find the same are matched once, and still differ in what they make of it")
    func shared() async throws {
        let louder = try ReplayOffice(
            claims: ReplayOffice.claims.replacing("severity: medium", with: "severity: critical"))
        let replay = Replay(new: louder.rules(), old: office.rules(named: "old"))
        #expect(replay.plan.old == nil)
        let report = try await replay.perform(archive: office.archive)
        #expect(report.new.tally.flagged == report.old?.tally.flagged)
        #expect(try report.new.alerts.first { $0.claim == "schools" }?.severity == .critical)
        #expect(try report.old?.alerts.first { $0.claim == "schools" }?.severity == .medium)
    }

    @Test("no name or text can turn the letters of the page round")
    func reordering() async throws {
        let replay = Replay(new: office.rules(named: "list\u{202E}txet"), old: before.rules(named: "old"))
        let report = try await replay.perform(archive: office.archive)
        let page = String(decoding: try ReplayPage.bytes(of: report), as: UTF8.self)
        #expect(!page.unicodeScalars.contains("\u{202E}"))
        #expect(page.contains("list&lt;U+202E&gt;txet"))
    }

    @Test("nothing of a post gets into the page as markup")
    func escaping() async throws {
        let page = String(decoding: try ReplayPage.bytes(of: try await replay()), as: UTF8.self)
        #expect(!page.contains("<b>the water"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("://"), "the page asks for nothing from outside")
    }

    @Test("precision and recall count the labelled posts that were scanned, once for each side")
    func labels() async throws {
        func id(_ name: String, from source: String = "news") throws -> PostKey {
            try #require(office.posts([(name, "any text")], from: source, at: start).first?.key)
        }
        func label(_ name: String, _ claim: String?, _ isTrue: Bool) throws -> ReplayLabel {
            ReplayLabel(post: try id(name), claim: claim, isTrue: isTrue, seen: start)
        }
        let labels = [
            try label("a", "water", true),
            ReplayLabel(post: try id("f1", from: "forum"), claim: "water", isTrue: true, seen: start),
            try label("d", nil, false), try label("b", "water", true), try label("never archived", "water", true),
        ]
        let report = try await replay(labels: labels)
        let water = try #require(report.new.quality.first { $0.claim == "water" })
        #expect(water.precision == Share(2, of: 2))
        #expect(water.recall == Share(2, of: 3).withoutInterval, "b says nothing of water, and one was never archived")
        #expect(report.old?.quality.first { $0.claim == "water" }?.recall == Share(1, of: 3).withoutInterval)
        #expect(report.new.quality.first { $0.claim == "schools" }?.precision == Share(0, of: 1))
    }

    @Test(
        "Wilson intervals are those of the books",
        arguments: [(7, 9, 0.453, 0.937), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596)])
    func wilson(count: Int, of: Int, low: Double, high: Double) {
        let share = Share(count, of: of)
        #expect(abs(share.low - low) < 0.001)
        #expect(abs(share.high - high) < 0.001)
    }

    @Test(
        "messages per day are told with one decimal",
        arguments: [
            (77, 7, "11"), (3, 7, "0.4"), (-5, 2, "-2.5"), (0, 3, "0"), (1, 365, "0"), (-1, 365, "0"),
            (1500, 10, "150"),
        ])
    func perDay(count: Int, days: Int, words: String) {
        #expect(ReplayReport.Row.perDay(count, days: days) == words)
    }
}
