import Model
import Reading
import Synchronization
import Testing

@testable import Intake

/// robots.txt of several hosts, kept from fetch to fetch.
@Suite struct RobotsFilesTests {
    private static let now = Instant(seconds: 1_795_219_200)

    /// Answers `Disallow: /HOST` for each host, and counts.
    private final class Hosts: HTTPClient, Sendable {
        let asked = Mutex<[String]>([])
        let status: Int
        let rules: Int

        init(status: Int = 200, rules: Int = 1) { (self.status, self.rules) = (status, rules) }

        func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
            asked.withLock { $0.append(request.url) }
            let host = URLText.host(of: request.url) ?? ""
            let text = "User-agent: *\n" + String(repeating: "Disallow: /\(host)\n", count: rules)
            return HTTPResponse(status: status, body: Array(text.utf8), finalURL: request.url)
        }
    }

    @Test("each host is asked for its own rules, once a day, also over a cursor")
    func hosts() async throws {
        let hosts = Hosts()
        var files = RobotsFiles()
        #expect(!files.allows("https://a.example/"), "what is not known is not allowed")
        for path in ["https://a.example/x", "https://a.example/a.example", "https://b.example/a.example"] {
            _ = try await files.rules(for: path, using: SourceContext(http: hosts, now: Self.now))
        }
        files = RobotsFiles(try JSONValue.parse(files.json.encoded()))
        #expect(!files.allows("https://a.example/a.example"))
        #expect(files.allows("https://b.example/a.example"))
        #expect(!files.allows("http://a.example/"), "another scheme is another file")
        let later = Self.now.advanced(by: .hours(23))
        files.forgetOld(at: later)
        _ = try await files.rules(for: "https://a.example/", using: SourceContext(http: hosts, now: later))
        #expect(hosts.asked.withLock { $0 } == ["https://a.example/robots.txt", "https://b.example/robots.txt"])
        files.forgetOld(at: Self.now.advanced(by: .hours(24)))
        #expect(!files.knows("https://a.example/") && !files.knows("https://b.example/"))
    }

    @Test(
        "no file allows everything, and a host that cannot say allows nothing",
        arguments: [(404, true), (403, true), (500, false), (502, false), (429, false), (503, false)])
    func statuses(_ status: Int, _ isAllowed: Bool) async {
        var files = RobotsFiles()
        let context = SourceContext(http: Hosts(status: status), now: Self.now)
        let rules = try? await files.rules(for: "https://a.example/a.example", using: context)
        #expect((rules != nil) == isAllowed)
        #expect(files.allows("https://a.example/a.example") == isAllowed)
    }

    @Test("hosts that gave no answer are asked after those that were never asked, the longest ago first")
    func turns() async throws {
        var files = RobotsFiles()
        for (number, host) in ["b", "a"].enumerated() {
            let now = Self.now.advanced(by: .minutes(Int64(number)))
            _ = try? await files.rules(
                for: "https://\(host).example/", using: SourceContext(http: Hosts(status: 500), now: now))
        }
        _ = try await files.rules(for: "https://k.example/", using: SourceContext(http: Hosts(), now: Self.now))
        let urls = ["a", "b", "k", "c", "c", "d"].map { "https://\($0).example/\($0)" }
        let order = ["c", "d", "b", "a"].map { "https://\($0).example/\($0)" }
        #expect(files.unknown(among: urls) == order)
        files = RobotsFiles(try JSONValue.parse(files.json.encoded()))
        #expect(files.unknown(among: urls) == order, "also over a cursor")
        _ = try await files.rules(for: "https://b.example/", using: SourceContext(http: Hosts(), now: Self.now))
        #expect(files.unknown(among: urls) == order.filter { !$0.contains("b") })
        files.forgetOld(at: Self.now.advanced(by: .days(2)))
        #expect(files.unknown(among: urls).count == 5)
        for number in 0..<100 {
            _ = try? await files.rules(
                for: "https://h\(number).example/", using: SourceContext(http: Hosts(status: 500), now: Self.now))
        }
        #expect(files.json.encoded().count < 2_000)
    }

    @Test("a cursor holds a few hosts and few bytes, however many are asked and however much they say")
    func bounds() async throws {
        var files = RobotsFiles()
        for number in 0..<40 {
            let hosts = Hosts(rules: number == 39 ? 900 : 1)
            let context = SourceContext(http: hosts, now: Self.now.advanced(by: .seconds(Int64(number))))
            _ = try await files.rules(for: "https://h\(number).example/", using: context)
        }
        #expect(files.knows("https://h39.example/") && files.knows("https://h32.example/"))
        #expect(!files.knows("https://h31.example/"))
        let text = files.json.encoded()
        #expect(text.count < 6_000)
        let kept = RobotsFiles(try JSONValue.parse(text))
        #expect(!kept.knows("https://h39.example/"), "half of its rules would be none")
        #expect(kept.knows("https://h38.example/"))
    }
}
