import FeedSource
import Intake
import Model
import Synchronization

/// A client that gives prepared answers in order and remembers what it was asked.
final class ScriptedHTTP: HTTPClient, Sendable {
    private let state: Mutex<(answers: [Result<HTTPResponse, HTTPFailure>], requests: [HTTPRequest])>

    init(_ answers: [Result<HTTPResponse, HTTPFailure>]) { state = Mutex((answers, [])) }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let answer else { throw HTTPFailure(.connect, url: request.url, "no answer was prepared") }
        var response = try answer.get()
        if response.finalURL.isEmpty { response.finalURL = response.redirects.last?.to ?? request.url }
        return response
    }
}

/// A feed that is polled again and again: keeps the cursor as a run does.
struct Poller {
    static let url = "https://qala.example/feed.xml"
    var cursor: Cursor?
    var now = TestKeys.now

    /// One poll; the cursor moves only when there is a harvest.
    mutating func poll(
        _ answer: HTTPResponse, after wait: TimeSpan = .hours(1)
    ) async -> (request: HTTPRequest?, result: Result<Harvest, SourceFailure>) {
        now = now.advanced(by: wait)
        let http = ScriptedHTTP([.success(answer)])
        let feed = FeedSource(.init(url: Poller.url))
        do throws(SourceFailure) {
            let harvest = try await feed.fetch(after: cursor, using: SourceContext(http: http, now: now))
            cursor = harvest.cursor
            return (http.requests.first, .success(harvest))
        } catch {
            return (http.requests.first, .failure(error))
        }
    }

    static func feed(_ title: String = "Вода", channel: String = "", end: String = "</channel></rss>") -> [UInt8] {
        let item = "<item><guid>1</guid><title>\(title)</title><description>Трубы промыты.</description></item>"
        return Array("<rss version=\"2.0\"><channel><title>Qala</title>\(channel)\(item)\(end)".utf8)
    }

    static func ok(
        _ body: [UInt8] = feed(), _ headers: [(String, String)] = [], from: String = "",
        redirects: [HTTPResponse.Redirect] = []
    ) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: headers.map { HTTPHeader($0.0, $0.1) }, body: body, finalURL: from,
            redirects: redirects)
    }

    static func status(_ status: Int, _ headers: [(String, String)] = []) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers.map { HTTPHeader($0.0, $0.1) }, finalURL: "")
    }
}

extension HTTPRequest {
    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}

extension Result where Success == Harvest, Failure == SourceFailure {
    var harvest: Harvest? { try? get() }
    var failure: SourceFailure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
    var health: SourceHealth {
        switch self {
        case .success(let harvest): harvest.health
        case .failure(let failure): failure.health
        }
    }
}
