import ExecSource
import Foundation
import Intake
import Model
import TestSupport
import Testing

/// Conversations over several fetches, with small stand-ins for real taps.
@Suite struct TapTests {
    @Test("a tap goes on where its last state was, and gets that state back unchanged")
    func resumes() async throws {
        let stage = try Stage()
        var settings = stage.settings("good/tap.py")
        settings.speech = .singer
        settings.config = .object(["count": .integer(3)])
        let first = await stage.fetch(settings)
        #expect(first.posts.map(\.nativeID) == ["1", "2", "3"])
        #expect(first.posts.first?.author?.handle == "aigul")
        let cursor = try #require(try first.get().cursor)
        let second = await stage.fetch(settings, after: cursor)
        #expect(second.posts.map(\.nativeID) == ["3", "4", "5"])
        #expect(second.health == .healthy)
    }

    @Test("a tap that is killed half-way loses nothing: its last state stands for what came before it")
    func killed() async throws {
        let stage = try Stage()
        var settings = stage.settings("good/tap.py")
        settings.speech = .singer
        settings.config = .object(["count": .integer(4), "die_after": .integer(2)])
        var cursor: Cursor?
        var seen: Set<String> = []
        for _ in 0..<3 {
            let result = await stage.fetch(settings, after: cursor)
            #expect(result.health.detail == "it was ended by signal 9")
            seen.formUnion(result.posts.compactMap(\.nativeID))
            cursor = try result.get().cursor
        }
        #expect(seen.sorted() == ["1", "2", "3", "4"])
    }

    @Test("a program of Jibu's own protocol gets its cursor and its settings in one line")
    func notices() async throws {
        let stage = try Stage()
        let example = FixtureFolder.beside("../../examples/source-in-python").path
        var settings = stage.settings("\(example)/qala-notices")
        settings.config = .object(["file": .text("\(example)/notices.json")])
        settings.reads = ["\(example)/notices.json"]
        let first = await stage.fetch(settings)
        #expect(first.posts.map(\.text) == ["Су таза.", "Maji ni safi."])
        #expect(first.posts.map { $0.published?.description } == ["2026-11-20T05:00:00Z", "2026-11-20T06:30:00Z"])
        let cursor = try #require(try first.get().cursor)
        let second = await stage.fetch(settings, after: cursor)
        #expect(second.posts.isEmpty)
        #expect(second.health == .unchanged)
    }

    @Test("posts beyond the maximum wait for the next fetch, and no cursor passes them")
    func full() async throws {
        let stage = try Stage()
        var settings = stage.settings("good/tap.py")
        settings.speech = .singer
        settings.config = .object(["count": .integer(5)])
        let context = SourceContext(
            http: RecordedHTTP.none, programs: stage.runner, now: Stage.now, maximumPosts: 2)
        let first = try await ExecSource(settings).fetch(after: nil, using: context)
        #expect(first.posts.map(\.nativeID) == ["1", "2"])
        #expect(first.notes.contains { $0.contains("more than 2 posts") })
        let second = try await ExecSource(settings).fetch(after: first.cursor, using: context)
        #expect(second.posts.map(\.nativeID) == ["2", "3"])
    }
}
