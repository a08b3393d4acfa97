import Intake
import Model
import Testing

/// feeds.md section 5, items 1 to 5 and 18: what is sent back, what is stored, and when.
@Suite struct ValidatorTests {
    @Test("the first request is unconditional")
    func first() async {
        var poller = Poller()
        let request = await poller.poll(Poller.ok()).request
        #expect(request?.header("If-None-Match") == nil)
        #expect(request?.header("If-Modified-Since") == nil)
        #expect(request?.header("Accept")?.contains("application/rss+xml") == true)
        #expect(request?.header("Cookie") == nil && request?.header("Referer") == nil)
        #expect(request?.url == Poller.url)
    }

    @Test(
        "validators go back byte for byte",
        arguments: [
            ("\"abc\"", "Fri, 20 Nov 2026 10:00:00 GMT"), ("W/\"abc\"", "Fri, 20-Nov-26 10:00:00 GMT"),
            ("abc-gzip", "friday"), ("\"a\\\"b\"", "0"), ("\"ғ\"", "2026-11-20T10:00:00Z"),
            ("\"\"", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ])
    func echo(_ etag: String, _ modified: String) async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), headers(etag, modified)))
        let request = await poller.poll(Poller.status(304)).request
        #expect(request?.header("If-None-Match") == etag)
        #expect(request?.header("If-Modified-Since") == modified)
    }

    @Test("both validators are replaced together, also by absence")
    func together() async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed("Вода"), headers("\"1\"", "Fri, 20 Nov 2026 10:00:00 GMT")))
        _ = await poller.poll(Poller.ok(Poller.feed("Школа"), [("ETag", "\"2\"")]))
        let third = await poller.poll(Poller.ok(Poller.feed("Дорога"))).request
        #expect(third?.header("If-None-Match") == "\"2\"")
        #expect(third?.header("If-Modified-Since") == nil)
        let fourth = await poller.poll(Poller.ok()).request
        #expect(fourth?.header("If-None-Match") == nil)
    }

    @Test("a 304 without validators keeps them; a 304 with validators refreshes them")
    func notModified() async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), headers("\"1\"", "Fri, 20 Nov 2026 10:00:00 GMT")))
        #expect(await poller.poll(Poller.status(304)).result.health == .unchanged)
        let request = await poller.poll(Poller.status(304, [("ETag", "\"2\"")])).request
        #expect(request?.header("If-None-Match") == "\"1\"")
        let last = await poller.poll(Poller.status(304)).request
        #expect(last?.header("If-None-Match") == "\"2\"")
        #expect(last?.header("If-Modified-Since") == "Fri, 20 Nov 2026 10:00:00 GMT")
    }

    @Test("a 304 that nobody asked for is no answer")
    func unaskedNotModified() async {
        var poller = Poller()
        #expect(await poller.poll(Poller.status(304)).result.health.name == "soft-failed")
    }

    @Test("a 304 from another URL drops the validators")
    func notModifiedElsewhere() async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), [("ETag", "\"1\"")]))
        var elsewhere = Poller.status(304)
        elsewhere.redirects = [.init(status: 302, from: Poller.url, to: "https://other.example/f")]
        #expect(await poller.poll(elsewhere).result.health == .unchanged)
        #expect(await poller.poll(Poller.ok()).request?.header("If-None-Match") == nil)
    }

    @Test("a new address in jibu.yaml starts without validators")
    func newAddress() {
        let text = #"{"configured":"https://old.example/f","url":"https://old.example/f","etag":"1"}"#
        let old = ConditionalFetch(cursor: Cursor(text), configuredURL: Poller.url)
        #expect(old == ConditionalFetch(url: Poller.url))
    }

    @Test("a cursor that cannot be read starts afresh", arguments: ["", "{", "[]", "null", #"{"configured":7}"#])
    func oddCursor(_ text: String) async {
        var poller = Poller()
        poller.cursor = Cursor(text)
        let (request, result) = await poller.poll(Poller.ok())
        #expect(request?.header("If-None-Match") == nil)
        #expect(result.health == .healthy)
    }

    @Test("the same bytes again are unchanged, and the newest validators count")
    func sameBody() async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), [("ETag", "\"1\"")]))
        let again = await poller.poll(Poller.ok(Poller.feed(), [("ETag", "\"2\"")])).result
        #expect(again.health == .unchanged)
        #expect(again.harvest?.posts.isEmpty == true)
        #expect(await poller.poll(Poller.status(304)).request?.header("If-None-Match") == "\"2\"")
    }

    @Test(
        "a body that does not parse stores nothing",
        arguments: ["", "<html><body>login</body></html>", "{\"error\":1}", "oops"])
    func unparsed(_ body: String) async {
        var poller = Poller()
        _ = await poller.poll(Poller.ok(Poller.feed(), [("ETag", "\"1\"")]))
        let before = poller.cursor
        let failed = await poller.poll(Poller.ok(Array(body.utf8), [("ETag", "\"bad\"")]))
        #expect(failed.result.health.name == "soft-failed")
        #expect(poller.cursor == before)
        #expect(await poller.poll(Poller.status(304)).request?.header("If-None-Match") == "\"1\"")
    }

    @Test("a feed that was cut keeps its posts and stores no validators")
    func truncated() async {
        var poller = Poller()
        let cut = await poller.poll(Poller.ok(Poller.feed(end: "<item><title>Шко"), [("ETag", "\"1\"")]))
        #expect(cut.result.harvest?.posts.map(\.title) == ["Вода"])
        #expect(cut.result.harvest?.notes.isEmpty == false)
        let next = await poller.poll(Poller.ok(Poller.feed(end: "<item><title>Шко")))
        #expect(next.request?.header("If-None-Match") == nil)
        #expect(next.result.health == .healthy)
    }

    @Test("validators that no server means are not kept")
    func oddValidators() async {
        var poller = Poller()
        _ = await poller.poll(
            Poller.ok(Poller.feed(), headers(String(repeating: "x", count: 60_000), "Tue, 19 Jan 2038 03:14:07 GMT")))
        #expect((poller.cursor?.text.utf8.count ?? 0) < 4096)
        let request = await poller.poll(Poller.ok()).request
        #expect(request?.header("If-None-Match") == nil)
        #expect(request?.header("If-Modified-Since") == nil)
    }

    private func headers(_ etag: String, _ modified: String) -> [(String, String)] {
        [("ETag", etag), ("Last-Modified", modified)]
    }
}
