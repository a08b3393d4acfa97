import Foundation
import TestSupport
import Testing

/// Six feeds over HTTP, polled again and again with a moving clock while the feeds change and misbehave.
struct SixFeedsTests {
    private static let etag = #"W/"abc  \x, 'def'--gzip""#
    private static let modified = "Fri, 20 Nov 2026 07:59:59 +0000"

    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [
            ("news", "http://news.example/news.xml"), ("blog", "http://blog.example/blog.xml"),
            ("moved", "http://moved.example/old.xml"), ("once", "http://once.example/once.xml"),
            ("busy", "http://busy.example/busy.xml"), ("gone", "http://gone.example/gone.xml"),
        ])
        office.serve(
            "/news.xml",
            .ok(
                Feed.rss(("n1", "In Qala the water is poisoned, they say"), ("n2", "A new bus line opens")),
                headers: ["ETag: \(Self.etag)", "Last-Modified: \(Self.modified)"]))
        office.serve("/blog.xml", .ok(Feed.rss(("b1", "A quiet day in Qala"))))
        office.serve("/old.xml", .redirect("http://moved.example/new.xml", status: 301))
        office.serve("/new.xml", .ok(Feed.rss(("m1", "The library of Qala moves")), etag: #""new-1""#))
        office.http.script(
            "/once.xml", .redirect("http://once.example/other.xml", status: 301),
            .ok(Feed.rss(("o1", "Market day"))))
        office.serve("/other.xml", .ok(Feed.rss(("o1", "Market day"))))
        office.http.script(
            "/busy.xml", .status(429, headers: ["Retry-After: 7200"]),
            .ok(Feed.rss(("y1", "The water is poisoned, says the whole market"))))
        office.http.script("/gone.xml", .ok(Feed.rss(("g1", "Last words"))), .status(410))
    }

    /// `HOST PATH` of requests, sorted: feeds are fetched side by side.
    private func asked(since count: Int) -> [String] {
        office.requests(since: count).map { "\($0.header("Host") ?? "") \($0.path)" }.sorted()
    }

    @Test("requests, posts and mails are right through 304, an edit, 301, 429, 410 and a page that is no feed")
    func twoDays() async throws {
        try await firstPoll()
        try await secondPoll()
        try await thirdPoll()
        try await nextDay()
        try await permanentAddress()
        try await goneForGood()
        try await archiveAndMails()
    }

    /// Everything once, without conditions; one host asks for two hours of quiet.
    private func firstPoll() async throws {
        let (ending, report) = try await office.run(at: .start)
        #expect(ending.status == 1, "a throttled source needs eyes")
        #expect(
            asked(since: 0) == [
                "blog.example /blog.xml", "busy.example /busy.xml", "gone.example /gone.xml", "moved.example /new.xml",
                "moved.example /old.xml", "news.example /news.xml", "once.example /once.xml", "once.example /other.xml",
            ])
        for request in office.http.requests {
            #expect(request.header("If-None-Match") == nil)
            #expect(request.header("If-Modified-Since") == nil)
            #expect(request.header("User-Agent")?.contains("https://qala.example/jibu") == true)
            #expect(request.method == "GET")
        }
        #expect(office.http.record.mostAtOncePerHost == 1)
        #expect(report.health(of: "busy") == "throttled")
        #expect(report.posts == 6)
        #expect(report.alertsOpened == 1)
        #expect(report.outcomes == ["aigul": "accepted", "grace": "accepted"])
        #expect(office.mails.flatMap(\.recipients).sorted() == ["<aigul@qala.example>", "<grace@qala.example>"])
    }

    /// An hour later: validators come back byte for byte, the edited post is a second version and opens an alert.
    private func secondPoll() async throws {
        let before = office.http.requests.count
        office.serve("/news.xml", .status(304))
        office.serve("/blog.xml", .ok(Feed.rss(("b1", "All schools close on Monday in Qala"))))
        let (ending, report) = try await office.run(at: .start.later(hours: 1))
        #expect(ending.status == 1)
        #expect(
            asked(since: before) == [
                "blog.example /blog.xml", "gone.example /gone.xml", "moved.example /new.xml", "moved.example /old.xml",
                "news.example /news.xml", "once.example /once.xml",
            ], "the busy host is left alone")
        let news = try #require(office.requests(since: before).first { $0.path == "/news.xml" })
        #expect(news.header("If-None-Match") == Self.etag)
        #expect(news.header("If-Modified-Since") == Self.modified)
        #expect(report.health(of: "news") == "unchanged")
        #expect(report.health(of: "gone") == "gone")
        #expect(report.sources.first { $0.id == "gone" }?.detail?.contains("410") == true)
        #expect(report.sources.first { $0.id == "blog" }?.new == 1)
        #expect(report.posts == 1)
        #expect(report.alertsOpened == 1)
        #expect(report.outcomes == ["aigul": "accepted", "grace": "accepted"])
        #expect(office.mails.count == 4)
    }

    /// After the two hours the busy host is asked again; a portal answers with a login page and a 200.
    private func thirdPoll() async throws {
        let before = office.http.requests.count
        office.serve(
            "/news.xml",
            .ok("<!DOCTYPE html><html><head><title>Log in</title></head><body><p>Please log in</p></body></html>",
                headers: ["Content-Type: text/html", #"ETag: "login""#]))
        let (ending, report) = try await office.run(at: .start.later(hours: 2, minutes: 10))
        #expect(ending.status == 1)
        #expect(report.health(of: "news") == "soft-failed")
        #expect(report.health(of: "busy") == "healthy")
        #expect(report.posts == 1, "a login page gives no post")
        let asked = asked(since: before)
        #expect(asked.contains("busy.example /busy.xml"))
        #expect(!asked.contains("gone.example /gone.xml"))
        #expect(asked.count(where: { $0.hasPrefix("moved.example") }) == 2)
        let blog = try #require(office.requests(since: before).first { $0.path == "/blog.xml" })
        #expect(blog.header("If-None-Match") == nil, "a feed without validators is asked without conditions")
    }

    /// A day after its first sighting the 301 is believed; the validators of the last good body are still known.
    private func nextDay() async throws {
        let before = office.http.requests.count
        office.serve("/news.xml", .status(304))
        let (ending, report) = try await office.run(at: .start.later(hours: 25))
        #expect(ending.status == 1, "a source that is gone needs eyes until the operator acts")
        #expect(report.troubles.count == 1)
        #expect(report.troubles.first?.contains("gone: gone for good (410)") == true)
        #expect(report.sourcesNotDue == 0, "what is gone is not waiting for its time")
        let asked = asked(since: before)
        #expect(asked.contains("moved.example /old.xml"))
        #expect(asked.contains("once.example /once.xml"))
        #expect(!asked.contains("gone.example /gone.xml"))
        let news = try #require(office.requests(since: before).first { $0.path == "/news.xml" })
        #expect(news.header("If-None-Match") == Self.etag, "the login page's validators were not stored")
        #expect(report.health(of: "news") == "unchanged")
        #expect(report.posts == 0)
        #expect(report.deliveries.isEmpty)
    }

    private func permanentAddress() async throws {
        let before = office.http.requests.count
        let (_, report) = try await office.run(at: .start.later(hours: 26, minutes: 30))
        let asked = asked(since: before)
        #expect(asked.contains("moved.example /new.xml"))
        #expect(!asked.contains("moved.example /old.xml"), "the new address is asked at once")
        #expect(asked.contains("once.example /once.xml"))
        #expect(!asked.contains("once.example /other.xml"), "one sighting changes nothing")
        #expect(report.posts == 0)
        let next = office.http.requests.count
        _ = try await office.run(at: .start.later(hours: 28))
        let moved = try #require(office.requests(since: next).first { $0.path == "/new.xml" })
        #expect(moved.header("If-None-Match") == #""new-1""#)
    }

    /// Not asked after weeks either; when the operator removes the source, the run is clean again.
    private func goneForGood() async throws {
        let before = office.http.requests.count
        _ = try await office.run(at: .start.later(days: 20))
        #expect(!asked(since: before).contains { $0.hasPrefix("gone.example") })
        #expect(asked(since: before).contains("news.example /news.xml"))
        let lines = try office.folder.read("jibu.yaml").components(separatedBy: "\n")
        try office.folder.write(lines.filter { !$0.contains("id: gone") }.joined(separator: "\n"), to: "jibu.yaml")
        let (ending, _) = try await office.run(at: .start.later(days: 20, hours: 2))
        #expect(ending.status == 0, "\(ending.output) \(ending.errors)")
    }

    private func archiveAndMails() async throws {
        let posts = try await office.archive()
        let keys = posts.map { "\($0.source)/\($0.version)" }
        #expect(keys.sorted() == ["blog/1", "blog/2", "busy/1", "gone/1", "moved/1", "news/1", "news/1", "once/1"])
        #expect(Set(posts.map { "\($0.id)/\($0.version)" }).count == posts.count, "nothing is archived twice")
        let edited = posts.filter { $0.source == "blog" }
        #expect(edited.map(\.text) == ["A quiet day in Qala", "All schools close on Monday in Qala"])
        #expect(Set(edited.map(\.id)).count == 1)

        let mails = office.mails
        #expect(mails.allSatisfy { $0.sender.hasPrefix("<jibu@qala.example>") && $0.accepted })
        let ids = mails.map { $0.header("Message-ID") ?? "" }
        #expect(ids.allSatisfy { $0.hasPrefix("<") && $0.hasSuffix("@qala.example>") })
        #expect(Set(ids).count == mails.count, "no digest went out twice")
        #expect(mails.allSatisfy { $0.recipients == ["<\($0.header("To")?.address ?? "")>"] })
        let alerts = try await office.jibu("alerts", "list", "--all", "--json").decoded(AlertView.self)
        #expect(alerts.map(\.claim).sorted() == ["schools-closing", "water-poisoned", "water-poisoned"])
    }
}

/// A host that asks for quiet.
struct HostBlockTests {
    @Test("a 429 of one feed keeps all feeds of that host quiet until its time, over runs; other hosts go on")
    func wholeHost() async throws {
        let office = try TestOffice(feeds: [
            ("a", "http://busy.example/a.xml"), ("b", "http://busy.example/b.xml"), ("c", "http://calm.example/c.xml"),
        ])
        office.http.script(
            "/a.xml", .status(429, headers: ["Retry-After: 7200"]), .ok(Feed.rss(("a1", "The first words"))))
        office.serve("/b.xml", .ok(Feed.rss(("b1", "Other words"))))
        office.serve("/c.xml", .ok(Feed.rss(("c1", "Calm words"))))
        _ = try await office.run(at: .start)
        let first = office.http.requests.count
        _ = try await office.run(at: .start.later(hours: 1))
        #expect(office.requests(since: first).map(\.path) == ["/c.xml"])
        let second = office.http.requests.count
        let (_, report) = try await office.run(at: .start.later(hours: 2, minutes: 10))
        #expect(office.requests(since: second).map(\.path).sorted() == ["/a.xml", "/b.xml", "/c.xml"])
        #expect(report.health(of: "a") == "healthy")
        #expect(office.http.record.mostAtOncePerHost == 1)
    }
}

extension String {
    /// The bare address of `Name <address>` or of an address.
    fileprivate var address: String {
        guard let open = lastIndex(of: "<"), let close = lastIndex(of: ">"), open < close else { return self }
        return String(self[index(after: open)..<close])
    }
}
