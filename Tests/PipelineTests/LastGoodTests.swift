import Foundation
import Model
import Testing
import Watchlists

@testable import Pipeline

/// The last version of a watchlist that had no error.
struct LastGoodTests {
    private static let start = Instant("2026-11-20T09:00:00Z") ?? Instant(milliseconds: 0)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-good-\(UUID().uuidString)").path

    private let list = WatchlistFile(path: "lists/water.yaml", text: "watchlist: water\n# second line\n")
    private let response = WatchlistFile(path: "lists/responses/water.yaml", text: "claim: water\n")

    private func store(at now: Instant) -> LastGood { LastGood(folder: folder, now: now) }
    private func clear() { try? FileManager.default.removeItem(atPath: folder) }

    @Test("a broken file is replaced by its stored text; the others stay as they are")
    func replaced() {
        defer { clear() }
        #expect(store(at: Self.start).keep([list, response]).isEmpty)
        let broken = WatchlistFile(path: list.path, text: "watchlist: [")
        let recovered = store(at: Self.start.advanced(by: .days(7))).replacing([list.path], in: [broken, response])
        #expect(recovered.changed)
        #expect(recovered.files.map(\.text) == [list.text, response.text])
        #expect(recovered.findings.map(\.code) == ["last-good-used"])
        #expect(recovered.findings.first?.severity == .warning)
        #expect(recovered.findings.first?.what.contains("2026-11-20T09:00:00Z") == true)
    }

    @Test("a list and a response of one name are kept apart")
    func apart() {
        defer { clear() }
        _ = store(at: Self.start).keep([list, response])
        let recovered = store(at: Self.start).replacing([list.path, response.path], in: [list, response])
        #expect(recovered.files.map(\.text) == [list.text, response.text])
    }

    @Test("after seven days the file is left out, as an error")
    func tooOld() {
        defer { clear() }
        _ = store(at: Self.start).keep([list])
        let late = store(at: Self.start.advanced(by: .days(7)).advanced(by: .seconds(1)))
        let recovered = late.replacing([list.path], in: [list, response])
        #expect(!recovered.changed)
        #expect(recovered.files.map(\.path) == [response.path])
        #expect(recovered.findings.map(\.code) == ["not-watched"])
        #expect(recovered.findings.hasErrors)
    }

    @Test("a file that was never good, and a store that was tampered with, are left out", arguments: [true, false])
    func neverGood(isTampered: Bool) throws {
        defer { clear() }
        if isTampered {
            _ = store(at: Self.start).keep([list])
            try Data("no heading\nx".utf8).write(to: URL(filePath: "\(folder)/lists/water.yaml"))
        }
        let recovered = store(at: Self.start).replacing([list.path], in: [list])
        #expect(recovered.files.isEmpty)
        #expect(recovered.findings.map(\.code) == ["not-watched"])
    }

    @Test("a folder that cannot be written is a remark, not the end of the run")
    func unwritable() throws {
        try Data().write(to: URL(filePath: folder))
        defer { clear() }
        #expect(store(at: Self.start).keep([list]).count == 1)
    }
}
