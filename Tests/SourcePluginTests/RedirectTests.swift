import Model
import Testing

/// feeds.md section 5, item 11: a permanent redirect is believed after two sightings a day apart.
@Suite struct RedirectTests {
    private static let new = "https://jana.example/feed.xml"

    @Test("two sightings of 301 or 308 over 24 hours move the feed", arguments: [301, 308])
    func believed(_ status: Int) async {
        var poller = Poller()
        #expect(await poller.poll(moved([status])).request?.url == Poller.url)
        #expect(await poller.poll(moved([status], "Школа"), after: .hours(24)).request?.url == Poller.url)
        #expect(await poller.poll(Poller.ok()).request?.url == Self.new)
    }

    @Test("sightings within 24 hours do not move it, however many")
    func tooSoon() async {
        var poller = Poller()
        for title in ["a", "b", "c"] {
            #expect(await poller.poll(moved([301], title), after: .hours(8)).request?.url == Poller.url)
        }
        #expect(await poller.poll(moved([301], "d"), after: .minutes(1)).request?.url == Poller.url)
    }

    @Test(
        "a temporary redirect never moves it, nor a chain with one in it",
        arguments: [[302], [307], [303], [301, 302], [302, 301]])
    func temporary(_ chain: [Int]) async {
        var poller = Poller()
        for title in ["a", "b", "c"] {
            #expect(await poller.poll(moved(chain, title), after: .hours(30)).request?.url == Poller.url)
        }
    }

    @Test("another target, or a fetch without redirect, begins the count again")
    func interrupted() async {
        var poller = Poller()
        _ = await poller.poll(moved([301], "a"))
        _ = await poller.poll(moved([301], "b", to: "https://other.example/f"), after: .hours(30))
        #expect(await poller.poll(moved([301], "c"), after: .hours(30)).request?.url == Poller.url)
        _ = await poller.poll(Poller.ok(Poller.feed("d")), after: .hours(30))
        _ = await poller.poll(moved([301], "e"), after: .hours(30))
        #expect(await poller.poll(Poller.ok()).request?.url == Poller.url)
    }

    @Test("a login page behind the redirect is no proof")
    func captivePortal() async {
        var poller = Poller()
        _ = await poller.poll(moved([301]))
        var portal = moved([301])
        portal.body = Array("<html><body>Log in</body></html>".utf8)
        #expect(await poller.poll(portal, after: .hours(30)).result.health.name == "soft-failed")
        #expect(await poller.poll(Poller.ok()).request?.url == Poller.url)
    }

    @Test("the move survives in the cursor, and jibu.yaml still decides")
    func persisted() async {
        var poller = Poller()
        _ = await poller.poll(moved([301]))
        _ = await poller.poll(moved([301], "b"), after: .hours(24))
        #expect(poller.cursor?.text.contains("\"configured\":\"\(Poller.url)\"") == true)
        #expect(poller.cursor?.text.contains("\"url\":\"\(Self.new)\"") == true)
    }

    private func moved(_ chain: [Int], _ title: String = "Вода", to target: String = new) -> HTTPResponse {
        let redirects = chain.enumerated().map { index, status in
            HTTPResponse.Redirect(status: status, from: "https://hop\(index).example/", to: target)
        }
        return Poller.ok(Poller.feed(title), redirects: redirects)
    }
}
