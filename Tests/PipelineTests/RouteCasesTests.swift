import BuiltIn
import Foundation
import Model
import Testing

@testable import Pipeline

/// The file of cases in Fixtures/routing, through the entry of `jibu route test`.
final class RouteCasesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "jibu-routes-\(UUID().uuidString)").path

    init() throws {
        let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/routing")
        try FileManager.default.copyItem(at: fixtures, to: URL(filePath: folder))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func house() throws -> House {
        try House.open(
            config: folder + "/jibu.yaml", kinds: builtInSources,
            now: try #require(Instant("2026-11-20T05:00:00Z")))
    }

    private func results() throws -> [RouteResult] {
        var findings: [Finding] = []
        let results = try house().testRoutes(file: folder + "/cases.yaml", into: &findings)
        #expect(findings.isEmpty)
        return try #require(results)
    }

    @Test("every case holds: who, over what, and when to the minute")
    func cases() throws {
        let house = try house()
        #expect(!house.findings.hasErrors, "\(house.findings)")
        let results = try results()
        #expect(results.count >= 60)
        for result in results {
            let words = result.trial.words.joined(separator: "\n")
            #expect(result.differences.isEmpty, "line \(result.place.line): \(result.differences)\n\(words)")
        }
    }

    @Test("the cases notice a change of the routes, of the roster and of the office", arguments: [
        ("jibu.yaml", "{topics: [elections]}, to: [{role: deputy}, ", "{topics: [elections]}, to: ["),
        ("jibu.yaml", "catch_all: north", "catch_all: lake"),
        ("jibu.yaml", "until: 2026-12-06", "until: 2026-12-05"),
        ("roster.csv", "22:00-07:00", "22:00-06:00"), ("roster.csv", ",eline", ","),
        ("roster.csv", "2026-11-30", "2026-12-30"), ("silences.yaml", "07:00:00Z", "08:00:00Z"),
    ])
    func notice(file: String, old: String, new: String) throws {
        let path = folder + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try results().contains { !$0.differences.isEmpty })
    }
}
