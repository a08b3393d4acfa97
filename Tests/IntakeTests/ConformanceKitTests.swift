import Intake
import Model
import Testing

/// The kit must be able to fail: each bad source breaks one rule.
@Suite struct ConformanceKitTests {
    @Test("a source that keeps every rule has no findings")
    func good() async {
        #expect(await findings(of: LineSource()).isEmpty)
    }

    @Test(
        "each broken rule has its code",
        arguments: [
            (LineSource.Fault.noPosts, "conformance-normal"), (.throwsAlways, "conformance-normal"),
            (.wrongHealth, "conformance-health"),
            (.hugeCursor, "conformance-cursor"), (.farDate, "conformance-date"), (.forgetful, "conformance-repeat"),
            (.impatient, "conformance-throttled"), (.optimist, "conformance-status"),
            (.believer, "conformance-no-answer"),
            (.inventor, "conformance-truncated"),
        ])
    func bad(_ fault: LineSource.Fault, _ code: String) async {
        let codes = Set(await findings(of: LineSource(fault: fault)).map(\.code))
        #expect(codes.contains(code), "\(codes)")
    }

    private func findings(of source: LineSource) async -> [Finding] {
        let body = "POSTS\n" + (1...40).map { "\($0) Вода есть, день \($0)\n" }.joined()
        let answer = HTTPResponse(status: 200, body: Array(body.utf8), finalURL: "")
        return await Conformance(name: "lines", source: source, normal: answer).check()
    }
}

/// A source that reads `ID TEXT` lines after a first line `POSTS`, and may break one rule.
struct LineSource: Source {
    enum Fault: Sendable {
        case noPosts, throwsAlways, wrongHealth, hugeCursor, farDate, forgetful, impatient, optimist, believer, inventor
    }
    var fault: Fault?
    let url = "https://qala.example/lines"
    var hosts: [String] { ["qala.example"] }

    func fetch(after cursor: Cursor?, using context: SourceContext) async throws(SourceFailure) -> Harvest {
        if fault == .throwsAlways { throw .gone(url: url) }
        let answer: ConditionalFetch.Answer
        do throws(SourceFailure) {
            answer = try await ConditionalFetch(cursor: cursor, configuredURL: url).open(
                accept: "text/plain", using: context)
        } catch {
            if fault == .impatient, case .throttled = error { throw .status(429, url: url) }
            if fault == .optimist, case .status = error { return Harvest(cursor: cursor, health: .quiet) }
            throw error
        }
        guard case .body(let response, let next) = answer else {
            return Harvest(cursor: cursor, health: fault == .forgetful ? .quiet : .unchanged)
        }
        let text = String(decoding: response.body, as: UTF8.self)
        guard text.hasPrefix("POSTS\n") || fault == .believer || fault == .inventor else {
            throw .notAnAnswer(url: url, what: "it does not begin with POSTS")
        }
        var posts = text.split(separator: "\n").dropFirst().compactMap { line in
            line.split(separator: " ", maxSplits: 1).first.map { id in
                RawPost(nativeID: fault == .inventor ? "\(text.utf8.count)-\(id)" : String(id), text: String(line))
            }
        }
        if fault == .noPosts { posts = [] }
        if fault == .farDate { posts[0].published = Instant(milliseconds: 9_000_000_000_000) }
        let cursor =
            fault == .hugeCursor ? Cursor(String(repeating: "x", count: 70_000)) : next.cursor(configuredURL: url)
        return Harvest(posts: posts, cursor: cursor, health: fault == .wrongHealth ? .quiet : .healthy)
    }
}
