import Foundation
import Model
import Testing

@testable import Watchlists

/// Broken files, one mistake each; the name of a file says what is wrong in it. Beside each stands what Jibu says.
///
/// `RECORD_SNAPSHOTS=1` writes the expected findings anew, and fails.
struct FixtureTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static let names: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return all.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    @Test("a broken file gives the findings that its owner needs", arguments: names)
    func findings(name: String) throws {
        let (watchlists, findings) = try Self.load(name)
        let isValid = name.hasSuffix(".valid.yaml")
        let text = findings.map { "\($0)\n" }.joined()
        if isValid {
            #expect(text == "")
            #expect(watchlists.broken == [] && watchlists.expired == [])
            return
        }
        #expect(!findings.isEmpty)
        #expect(watchlists.broken == (findings.hasErrors ? [name] : []))
        try expectSnapshot(text, Self.folder.appending(path: name.replacing(".yaml", with: ".findings")))
    }

    @Test("the folder holds the mistakes that people make")
    func size() { #expect(Self.names.count >= 40) }

    /// The file beside the valid one of the other kind, on a day on which both are current.
    static func load(_ name: String) throws -> (Watchlists, [Finding]) {
        let isList = name.hasPrefix("list.")
        let places = [
            Place(id: "qala", parent: nil, names: ["en": "Qala"], terms: ["ru": ["кал*"], "kk": ["қала*"]])
        ]
        let today = try #require(CivilDate("2026-11-21"))
        let (watchlists, findings) = Watchlists.load(
            lists: [try file(isList ? name : "list.valid.yaml")],
            responses: [try file(isList ? "response.valid.yaml" : name)], places: places, today: today)
        return (watchlists, findings)
    }

    static func file(_ name: String) throws -> WatchlistFile {
        WatchlistFile(path: name, text: try String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
}

struct SchemaTests {
    private static let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/schema")

    @Test(
        "the schemas in docs are those of the code",
        arguments: [
            ("watchlist.schema.json", ListDocument.schema), ("response.schema.json", ResponseDocument.schema),
        ])
    func current(name: String, schema: String) throws {
        try expectSnapshot(schema, Self.docs.appending(path: name))
    }
}

/// Compares with a file; with `RECORD_SNAPSHOTS=1` writes it and fails, so that no run records by accident.
func expectSnapshot(_ text: String, _ file: URL) throws {
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        Issue.record("recorded \(file.lastPathComponent); run again without RECORD_SNAPSHOTS")
        return
    }
    let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    #expect(text == expected, "\(file.lastPathComponent) differs")
}
