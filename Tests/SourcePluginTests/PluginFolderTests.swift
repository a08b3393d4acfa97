import BuiltIn
import Foundation
import Intake
import TestSupport
import Testing

/// A source is one folder: what a new one is easily shipped without.
@Suite struct PluginFolderTests {
    static let plugins = FixtureFolder.beside("../../Plugins")
    static let names = plugins.entries.filter { $0 != "BuiltIn" && !$0.hasPrefix(".") }

    @Test("the plugins are where this test looks for them")
    func found() { #expect(Self.names.contains("FeedSource")) }

    @Test("a plugin is registered in BuiltIn", arguments: names)
    func registered(_ name: String) throws {
        let list = try #require(FixtureFolder("\(Self.plugins.path)/BuiltIn").text("BuiltIn.swift"))
        #expect(list.contains("import \(name)\n"))
        #expect(list.contains("\(name).kind"))
    }

    @Test("a plugin has a README, which says what nobody has confirmed", arguments: names)
    func documented(_ name: String) throws {
        let text = try #require(FixtureFolder("\(Self.plugins.path)/\(name)").text("README.md"))
        #expect(text.utf8.count > 500)
        let unconfirmed = try #require(text.components(separatedBy: "\n## Never confirmed").dropFirst().first)
        #expect(unconfirmed.utf8.count > 100)
    }

    @Test(
        "every kind has fixtures: odd cases with golden posts, and a recording", arguments: builtInSources.map(\.name))
    func fixtures(_ kind: String) {
        let folder = FixtureFolder.beside("Fixtures/\(kind)")
        let recorded = Set(FixtureFolder("\(folder.path)/conformance").entries)
        let wanted = Recording.Part.allCases.map(\.rawValue) + ["source.yaml", "mixed-scripts.words"]
        #expect(wanted.filter { !recorded.contains($0) } == [], "missing in Fixtures/\(kind)/conformance")
        #expect(!folder.cases(holding: ["expected.ndjson"]).isEmpty, "no case with expected.ndjson in Fixtures/\(kind)")
    }

    @Test("every kind stands in the schema and in the list of sources", arguments: builtInSources.map(\.name))
    func listed(_ kind: String) throws {
        let docs = FixtureFolder.beside("../../docs")
        let schema = try #require(docs.text("schema/jibu.schema.json"))
        #expect(schema.contains("\"\(kind)\""), "record docs/schema again: it does not know the kind \(kind)")
        let list = try #require(docs.text("sources.md"))
        #expect(list.contains("| `\(kind)` |"), "docs/sources.md has no row for the kind \(kind)")
    }

    @Test("there are as many kinds as plugins, and no kind twice")
    func counted() {
        #expect(builtInSources.count == Self.names.count)
        #expect(Set(builtInSources.map(\.name)).count == builtInSources.count)
    }
}
