import BuiltIn
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

    @Test("a plugin has a README", arguments: names)
    func documented(_ name: String) throws {
        let text = try #require(FixtureFolder("\(Self.plugins.path)/\(name)").text("README.md"))
        #expect(text.utf8.count > 500)
    }

    @Test(
        "every kind has fixtures: cases with golden posts, and a recording for the conformance kit",
        arguments: builtInSources.map(\.name))
    func fixtures(_ kind: String) {
        let folder = FixtureFolder.beside("Fixtures/\(kind)")
        #expect(folder.exists("conformance/source.yaml"))
        #expect(folder.exists("conformance/answer"))
        #expect(!folder.cases(holding: ["expected.ndjson"]).isEmpty)
    }

    @Test("there are as many kinds as plugins, and no kind twice")
    func counted() {
        #expect(builtInSources.count == Self.names.count)
        #expect(Set(builtInSources.map(\.name)).count == builtInSources.count)
    }
}
