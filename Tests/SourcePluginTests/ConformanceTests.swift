import BuiltIn
import Intake
import Model
import Settings
import TestSupport
import Testing

/// The conformance kit over every kind of source that comes with Jibu, each with one good recording in
/// `Fixtures/KIND/conformance`: `source.yaml` (its settings), `answer` (the body) and `headers`.
@Suite struct ConformanceTests {
    @Test("a built-in source does what every source must do", arguments: builtInSources.map(\.name))
    func conforms(_ name: String) async throws {
        let kind = try #require(builtInSources.first { $0.name == name })
        let folder = FixtureFolder.beside("Fixtures/\(name)/conformance")
        var findings: [Finding] = []
        let settings = try #require(folder.text("source.yaml"))
        let node = try #require(YAMLText.parse(settings, file: "source.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings))
        let headers = (folder.text("headers") ?? "").split(separator: "\n").compactMap { line -> HTTPHeader? in
            let sides = line.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { return nil }
            return HTTPHeader(String(sides[0]), String(sides[1].drop { $0 == " " }))
        }
        let answer = HTTPResponse(
            status: 200, headers: headers, body: try #require(folder.bytes("answer")), finalURL: "")
        findings += await Conformance(name: name, source: source, normal: answer).check()
        for finding in findings { Issue.record("\(finding)") }
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
