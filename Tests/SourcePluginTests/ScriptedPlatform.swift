import BuiltIn
import Intake
import Model
import Settings
import Synchronization
import Testing

/// A platform whose answers change between fetches.
final class ScriptedPlatform: HTTPClient, Sendable {
    private let state = Mutex<(asked: [String], answers: [(piece: String, body: String, headers: [HTTPHeader])])>(
        ([], []))
    private let newest = Mutex<HTTPRequest?>(nil)

    /// The last request, as it was handed to the network.
    var last: HTTPRequest? { newest.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        newest.withLock { $0 = request }
        // The blank tells `wall.get` from `wall.getComments`.
        let asked = request.url + " " + String(decoding: request.body ?? [], as: UTF8.self)
        let answer = state.withLock { state in
            state.asked.append(asked)
            return state.answers.first { asked.contains($0.piece) }
        }
        guard let answer else { return HTTPResponse(status: 404, finalURL: request.url) }
        return HTTPResponse(
            status: 200, headers: answer.headers, body: Array(answer.body.utf8), finalURL: request.url)
    }

    /// The newest answer for a piece of an address or of a form comes first.
    func serve(_ piece: String, _ body: String, _ headers: [(String, String)] = []) {
        state.withLock { $0.answers.insert((piece, body, headers.map { HTTPHeader($0.0, $0.1) }), at: 0) }
    }

    /// How often something was asked for since the last call.
    func count(_ piece: String) -> Int {
        state.withLock { state in
            defer { state.asked = [] }
            return state.asked.count { $0.contains(piece) }
        }
    }
}

/// What the suites about platforms have in common: a platform, and the sources that read it.
protocol PlatformSuite { var platform: ScriptedPlatform { get } }

extension PlatformSuite {
    static var why: String { "comments: {why: Rumours about water start there}" }

    func fetch(
        _ kind: String, _ yaml: String, after cursor: Cursor? = nil, units: Int = 0, most: Int = 10_000,
        at now: Instant = TestKeys.now
    ) async throws -> Harvest {
        let kind = try #require(builtInSources.first { $0.name == kind })
        var findings: [Finding] = []
        let node = try #require(YAMLText.parse(yaml, file: "jibu.yaml", into: &findings))
        let source = try #require(kind.make(node, &findings), "\(findings)")
        let context = SourceContext(
            http: platform, programs: NoPrograms(), now: now, maximumPosts: most, unitsToday: units,
            budget: .unlimited, secret: TestKeys.secret)
        return try await source.fetch(after: cursor, using: context)
    }
}
