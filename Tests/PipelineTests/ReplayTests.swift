import Foundation
import Model
import TestSupport
import Testing

@testable import Pipeline

/// The archive again: its clock, its order, its words.
struct ReplayTests {
    private let office: ReplayOffice
    private let start = ReplayOffice.start

    init() throws { office = try ReplayOffice() }

    private func later(_ hours: Int64) -> Instant { start.advanced(by: .hours(hours)) }

    @Test("the clock ticks at the instants of collection, once for all posts of a run")
    func collected() async throws {
        try office.collect([("a", "In Qala the water is poisoned"), ("b", "Nothing new")], at: start)
        try office.collect([("c", "All schools close on Monday")], at: later(1))
        let result = try await office.replay()
        #expect(result.posts == 3)
        #expect(result.matchedPosts == 2)
        #expect(result.alerts.map(\.opened) == [start, later(1)])
        #expect(Set(result.digests.map(\.created)) == [start, later(1)])
        #expect(result.from == start)
        #expect(result.until == later(1))
        #expect(Set(result.digests.map(\.recipient)) == ["aigul", "grace", "night"])
    }

    @Test("imported posts are replayed at the instants at which they were published, between the collected ones")
    func imported() async throws {
        try office.collect([("b", "All schools close on Monday")], at: later(2))
        let published = [later(3), later(1)]
        try office.collect(
            [("i1", "They say the water is poisoned"), ("i2", "My son says that the school close by is good")],
            from: "forum", at: later(48), imported: true, published: published)
        let result = try await office.replay()
        #expect(result.from == later(1))
        #expect(result.until == later(3))
        #expect(result.alerts.map(\.claim).sorted() == ["schools", "schools", "water"])
        #expect(result.alerts.first { $0.claim == "water" }?.opened == later(3))
        #expect(result.alerts.map(\.opened) == [later(1), later(2), later(3)])
    }

    @Test("the period holds its first instant and not its last")
    func period() async throws {
        for hour in 0..<4 { try office.collect([("p\(hour)", "Words of hour \(hour)")], at: later(Int64(hour))) }
        #expect(try await office.replay(from: later(1), until: later(3)).posts == 2)
        await #expect(throws: PipelineError.self) { try await office.replay(from: later(4)) }
        await #expect(throws: PipelineError.self) { try await office.replay(until: start) }
    }

    @Test("what quiet hours held goes out with the first run after them")
    func held() async throws {
        try office.collect([("a", "In Qala the water is poisoned")], at: start.advanced(by: .hours(8)))
        let result = try await office.replay(runEvery: .minutes(45))
        let night = result.digests.filter { $0.recipient == "night" }
        #expect(night.count == 1)
        let sent = try #require(night.first?.created)
        let end = try #require(Instant("2026-11-21T02:00:00Z"))
        #expect(sent >= end)
        #expect(sent < end.advanced(by: .minutes(45)))
        #expect(sent.milliseconds % TimeSpan.minutes(45).milliseconds == 0, "at the instant of a run")
        #expect(result.digests.filter { $0.recipient == "aigul" }.map(\.created) == [start.advanced(by: .hours(8))])
    }

    @Test("a replay leaves the archive as it was, and says the same again")
    func twice() async throws {
        try office.collect([("a", "In Qala the water is poisoned"), ("b", "All schools close on Monday")], at: start)
        let first = try await office.replay()
        let second = try await office.replay()
        #expect(first.digests.map(\.bytes) == second.digests.map(\.bytes))
        #expect(first.alerts == second.alerts)
    }

    @Test("a small archive gives the recorded digests, byte for byte")
    func golden() async throws {
        try office.collect(
            [
                ("a", "In Qala the water is poisoned, do not drink it"),
                ("b", "The market of Qala opens on Saturday"),
            ], at: start)
        try office.collect(
            [
                ("f1", "Share with all: In Qala the water is poisoned, do not drink it!"),
                ("f2", "call +7 701 123 45 67, schools close"),
            ], from: "forum", at: later(1))
        try office.collect([("b", "The market of Qala: all schools close on Monday")], at: later(3), edits: 1)
        try office.collect([("c", "Another one says the water is poisonous in the whole of Qala town")], at: later(9))
        try office.collect([("d", "A quiet day")], at: later(30))
        let result = try await office.replay()
        var text = ""
        for digest in result.digests {
            text += "== \(digest.created) \(digest.recipient) \(digest.channel) \(digest.id)\n"
            text += "\(digest.subject)\n\n\(digest.text)\n"
        }
        for alert in result.alerts { text += "alert \(String(decoding: alert.json.encoded(), as: UTF8.self))\n" }
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/replay")
        let difference = GoldenFile.difference(text, from: folder.appending(path: "digests.txt").path)
        #expect(difference == nil, "\(difference ?? "")")
    }
}
