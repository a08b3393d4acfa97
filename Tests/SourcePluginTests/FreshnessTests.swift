import Model
import Testing

@testable import FeedSource

/// feeds.md section 5, items 7 and 8: when a feed may be asked again. `now` is Saturday, 2026-11-21, 00:00 UTC.
@Suite struct FreshnessTests {
    @Test(
        "headers say when, at most a day ahead",
        arguments: [
            ([("Cache-Control", "max-age=600")], 600), ([("Cache-Control", "public, Max-Age=\"600\"")], 600),
            ([("Cache-Control", "public"), ("Cache-Control", "max-age=600")], 600),
            ([("Cache-Control", "max-age=600"), ("Age", "100")], 500),
            ([("Cache-Control", "max-age=600"), ("Age", "900")], nil),
            ([("Cache-Control", "max-age=600"), ("Age", "-9223372036854775808")], 600),
            ([("Cache-Control", "max-age=31536000")], 86_400),
            ([("Cache-Control", "max-age=99999999999999999999")], 86_400),
            ([("Cache-Control", "max-age=-5")], nil), ([("Cache-Control", "max-age=soon")], nil),
            ([("Cache-Control", "max-age=0")], nil), ([("Cache-Control", "no-cache, max-age=600")], nil),
            ([("Cache-Control", "no-store")], nil), ([("Cache-Control", "s-maxage=600")], nil),
            ([("Expires", "Sat, 21 Nov 2026 01:00:00 GMT")], 3600), ([("Expires", "0")], nil),
            ([("Expires", "-1")], nil),
            ([("Expires", "Fri, 20 Nov 2026 01:00:00 GMT")], nil),
            ([("Expires", "Fri, 31 Dec 2027 00:00:00 GMT")], 86_400),
            ([("Expires", "Sat, 21 Nov 2026 01:00:00 GMT"), ("Cache-Control", "max-age=0")], nil),
            ([("Expires", "Sat, 21 Nov 2026 01:00:00 GMT"), ("Cache-Control", "private")], 3600), ([], nil),
        ] as [([(String, String)], Int64?)])
    func headers(_ headers: [(String, String)], _ seconds: Int64?) {
        let earliest = Freshness.notBefore(Poller.status(200, headers), FeedSchedule(), now: TestKeys.now)
        #expect(earliest == seconds.map { TestKeys.now.advanced(by: .seconds($0)) })
    }

    @Test(
        "ttl and the syndication module say when, at most a day ahead",
        arguments: [
            ("<ttl>30</ttl>", 30), ("<ttl> 90 </ttl>", 90), ("<ttl>8409600</ttl>", 1440), ("<ttl>0</ttl>", nil),
            ("<ttl>-1</ttl>", nil), ("<ttl>99999999999999999999</ttl>", nil), ("<ttl>half</ttl>", nil),
            ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30),
            ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 1440),
            ("<sy:updatePeriod>yearly</sy:updatePeriod>", 1440), ("<sy:updatePeriod>often</sy:updatePeriod>", nil),
            (
                "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>9223372036854775807</sy:updateFrequency>",
                1
            ),
            ("<ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        ] as [(String, Int64?)])
    func channel(_ channel: String, _ minutes: Int64?) async {
        var poller = Poller()
        let harvest = await poller.poll(Poller.ok(Poller.feed(channel: channel))).result.harvest
        #expect(harvest?.notBefore == minutes.map { poller.now.advanced(by: .minutes($0)) })
    }

    @Test("the latest of all counts")
    func latest() {
        var schedule = FeedSchedule()
        schedule.minutes = 30
        let response = Poller.status(200, [("Cache-Control", "max-age=3600")])
        #expect(Freshness.notBefore(response, schedule, now: TestKeys.now) == TestKeys.now.advanced(by: .hours(1)))
    }

    @Test(
        "hours and days to skip are passed over",
        arguments: [
            (hours(0...5), "", 6), (hours(24...24), "", 1), (hours(1...5), "", 0), (hours(0...23), "", nil),
            (hours(25...30), "", nil), ("", "<day>Saturday</day>", 24),
            ("", "<day>saturday</day><day>Sunday</day>", 48),
            ("", "<day>Сенбі</day>", nil), (hours(0...9), "<day>Saturday</day>", 34),
            (
                "",
                ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].map {
                    "<day>\($0)</day>"
                }.joined(), nil
            ),
        ] as [(String, String, Int64?)])
    func skipped(_ hours: String, _ days: String, _ wait: Int64?) async {
        var poller = Poller()
        poller.now = TestKeys.now.advanced(by: .hours(-1))
        let channel = "<skipHours>\(hours)</skipHours><skipDays>\(days)</skipDays>"
        let harvest = await poller.poll(Poller.ok(Poller.feed(channel: channel))).result.harvest
        #expect(harvest?.notBefore == wait.map { TestKeys.now.advanced(by: .hours($0)) })
    }

    @Test("a 304 has no body: what the feed asked for is remembered")
    func remembered() async {
        var poller = Poller()
        let channel = "<ttl>120</ttl><skipHours><hour>3</hour></skipHours><skipDays><day>Friday</day></skipDays>"
        _ = await poller.poll(Poller.ok(Poller.feed(channel: channel), [("ETag", "\"1\"")]))
        // 01:00 now; two hours later is 03:00, which the feed asks to skip.
        #expect(
            await poller.poll(Poller.status(304), after: .minutes(0)).result.harvest?.notBefore
                == TestKeys.now.advanced(by: .hours(4)))
    }

    @Test(
        "the memo in the cursor is read leniently",
        arguments: ["", ";", "a;b;c", "1;2;3;4", "-5;99;0", "99999999999999999999;;"])
    func memo(_ text: String) {
        #expect(FeedSchedule(memo: text) == FeedSchedule())
        #expect(FeedSchedule(memo: nil) == FeedSchedule())
    }

    @Test("a date in the future is kept as words only")
    func future() async throws {
        var poller = Poller()
        let item =
            "<item><guid>2</guid><title>Ертең</title><pubDate>Mon, 21 Dec 2026 10:00:00 GMT</pubDate></item>"
            + "<item><guid>3</guid><title>Бүгін</title><pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate></item>"
        let harvest = try #require(await poller.poll(Poller.ok(Poller.feed(channel: item))).result.harvest)
        #expect(harvest.posts.first?.published == nil)
        #expect(harvest.posts.first?.publishedRaw == "Mon, 21 Dec 2026 10:00:00 GMT")
        #expect(harvest.posts.dropFirst().first?.published != nil)
    }

    static func hours(_ range: ClosedRange<Int>) -> String {
        range.map { "<hour>\($0)</hour>" }.joined()
    }
}
