import BuiltIn
import Intake
import Model
import Settings
import TestSupport
import Testing

/// The conformance kit over every kind of source that comes with Jibu, each with its own recording in
/// `Fixtures/KIND/conformance`. `jibu sources check` does the same outside of the tests.
@Suite struct ConformanceTests {
    @Test("a built-in source does what every source must do", arguments: builtInSources.map(\.name))
    func conforms(_ name: String) async throws {
        let kind = try #require(builtInSources.first { $0.name == name })
        let recording = FixtureFolder.beside("Fixtures/\(name)/conformance").recording
        for finding in await Conformance.check(kind, recording) { Issue.record("\(finding)") }
    }

    @Test(
        "wrong settings are findings with a place",
        arguments: [
            ("url: ftp://qala.example/f", "bad-value"), ("zone: \"+05:00\"", "missing-key"),
            ("url: https://qala.example/f\nzone: Almaty", "bad-value"),
            ("url: https://qala.example/f\nzone: \"+15:00\"", "bad-value"),
            ("url: https://qala.example/f\nzone: \"+0500.\"", "bad-value"),
            ("url: https://qala.example/f\nurll: x", "unknown-key"),
        ])
    func settings(_ yaml: String, _ code: String) throws {
        let kind = try #require(builtInSources.first { $0.name == "feed" })
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        _ = kind.make(node, &findings)
        #expect(findings.map(\.code) == [code])
        #expect(findings.first?.help != nil)
    }
}

extension FixtureFolder {
    /// The files that stand directly in it, for the kit.
    var recording: Recording {
        let files = entries.filter { !$0.hasPrefix(".") }.compactMap { name in bytes(name).map { (name, $0) } }
        return Recording(files: Dictionary(files) { first, _ in first })
    }
}
