import BuiltIn
import Intake
import Model
import Settings
import TestSupport
import Testing

/// Every odd case of every kind that is a recorded answer: a folder below `Fixtures/KIND` with `answer` and
/// `expected.ndjson`. A new source brings folders, no test.
///
/// Beside them may stand `source.yaml` (else the one of `conformance`), `headers`, `status`, `url` (where the answer
/// came from after redirects) and `routes` (see `Recording`).
@Suite struct SourceFixtureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let kind: String
        let folder: FixtureFolder
        var testDescription: String { "\(kind)/\(folder)" }
    }

    static let cases = builtInSources.flatMap { kind in
        FixtureFolder.beside("Fixtures/\(kind.name)").cases(holding: ["answer"])
            .filter { $0.description != "conformance" }.map { Case(kind: kind.name, folder: $0) }
    }

    @Test("a recorded answer gives the posts that a person would read in it", arguments: cases)
    func reads(_ item: Case) async throws {
        let folder = item.folder
        let kind = try #require(builtInSources.first { $0.name == item.kind })
        let settings = try #require(
            folder.text("source.yaml") ?? FixtureFolder.beside("Fixtures/\(item.kind)/conformance").text("source.yaml"))
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(settings, file: "source.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings), "\(findings)")
        let context = SourceContext(
            http: http(folder), programs: RecordedPrograms(printing: folder.bytes("answer") ?? []), now: TestKeys.now,
            secret: TestKeys.secret)
        var lines: String
        do throws(SourceFailure) {
            let harvest = try await source.fetch(after: folder.text("cursor").map(Cursor.init), using: context)
            lines = harvest.posts.map { GoldenLine.whole($0) }.joined() + GoldenLine.end(harvest)
        } catch {
            lines = GoldenLine.failure(error.description)
        }
        if let difference = GoldenFile.difference(lines, from: "\(folder.path)/expected.ndjson") {
            Issue.record("\(item.testDescription): \(difference)")
        }
    }

    private func http(_ folder: FixtureFolder) -> RecordedHTTP {
        let recording = folder.recording
        let answer = HTTPResponse(
            status: folder.text("status").flatMap { Int($0) } ?? 200, headers: recording.headers,
            body: folder.bytes("answer") ?? [], finalURL: "")
        let landing = folder.text("url")
        let recorded = RecordedHTTP(always: answer, routes: recording.routes)
        return RecordedHTTP { request throws(HTTPFailure) in
            var response = try recorded.answer(request)
            if let landing { response.finalURL = landing }
            return response
        }
    }
}
