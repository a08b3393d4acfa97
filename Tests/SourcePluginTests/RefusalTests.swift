import Intake
import Model
import Testing

/// feeds.md section 5, items 9 and 10: answers that are no feed.
@Suite struct RefusalTests {
    @Test(
        "429 and 503 wait as told, at most a day", arguments: [429, 503],
        [
            ("120", 120), ("0", 0), (" 60", nil), ("-1", nil), ("soon", nil), ("", nil), ("1e3", nil),
            ("1000000000000", 86_400), ("99999999999999999999999", 86_400), ("86401", 86_400),
            ("Sat, 21 Nov 2026 02:00:00 GMT", 3600), ("Sat, 21 Nov 2020 02:00:00 GMT", nil),
            ("Fri, 31 Dec 2027 23:59:59 GMT", 86_400),
        ] as [(String, Int64?)])
    func retryAfter(_ status: Int, _ value: (header: String, seconds: Int64?)) async {
        var poller = Poller()
        let result = await poller.poll(Poller.status(status, [("Retry-After", value.header)])).result
        let until = value.seconds.map { poller.now.advanced(by: .seconds($0)) }
        #expect(result.health == .throttled(until: until))
        #expect(result.failure?.retryAt == until)
    }

    @Test("without Retry-After nobody says when")
    func noRetryAfter() async {
        var poller = Poller()
        #expect(await poller.poll(Poller.status(429)).result.health == .throttled(until: nil))
    }

    @Test("403 with a time is a request to wait, and without one a refusal")
    func forbiddenForNow() async {
        var poller = Poller()
        let result = await poller.poll(Poller.status(403, [("Retry-After", "120")])).result
        #expect(result.health == .throttled(until: poller.now.advanced(by: .seconds(120))))
        #expect(await poller.poll(Poller.status(403, [("Retry-After", "soon")])).result.health.name == "failed")
    }

    @Test("410 is gone for good")
    func gone() async {
        var poller = Poller()
        #expect(await poller.poll(Poller.status(410)).result.health.name == "gone")
    }

    @Test(
        "other refusals are failures and keep what is known", arguments: [400, 401, 403, 404, 451, 500, 502, 204, 206])
    func refused(_ status: Int) async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), [("ETag", "\"1\"")]))
        #expect(await poller.poll(Poller.status(status, [("ETag", "\"x\"")])).result.health.name == "failed")
        #expect(await poller.poll(Poller.status(304)).request?.header("If-None-Match") == "\"1\"")
    }

    @Test("a host that is blocked counts as asked to wait")
    func blocked() async {
        let until = TestKeys.now.advanced(by: .minutes(10))
        let http = ScriptedHTTP([.failure(HTTPFailure(.hostBlocked, url: Poller.url, "wait", retryAt: until))])
        let fetch = ConditionalFetch(url: Poller.url)
        await #expect(throws: SourceFailure.throttled(url: Poller.url, until: until)) {
            _ = try await fetch.open(accept: "*/*", using: SourceContext(http: http, now: TestKeys.now))
        }
    }

    @Test("no answer at all is a failure of the transport")
    func offline() async {
        let failure = HTTPFailure(.offline, url: Poller.url, "no network")
        let http = ScriptedHTTP([.failure(failure)])
        await #expect(throws: SourceFailure.transport(failure)) {
            _ = try await ConditionalFetch(url: Poller.url).open(
                accept: "*/*", using: SourceContext(http: http, now: TestKeys.now))
        }
    }
}
