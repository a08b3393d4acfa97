import Foundation
import TestSupport
import Testing

/// `jibu report`: what a month brought.
struct ReportTests {
    private struct Line: Decodable, Equatable {
        let name: String
        let alerts: Int
        let posts: Int
    }

    private struct Minutes: Decodable, Equatable {
        let count: Int
        let median: Int
        let ninety: Int
    }

    private struct Report: Decodable {
        let month: String
        let runs: Int
        let alerts: Int
        let topics: [Line]
        let claims: [Line]
        let sources: [Line]
        let notices: Int
        let told: Int
        let deliveryMinutes: Minutes?
        let channels: [String: Int]
        let gaps: [[String: String?]]
        let phoneMinutes: Minutes?
        let claimMinutes: Minutes?
        let answerMinutes: Minutes?
        let neverClaimed: Int
    }

    private struct Listed: Decodable {
        let id: String
        let claim: String
    }

    @Test("real alerts have their time to phone, to a claim and to an answer, as drills have")
    func course() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve(
            "/news.xml",
            .ok(
                Feed.rss(
                    ("n1", "They say the water is poisoned in Qala"),
                    ("n2", "All schools close on Monday, we hear"))))
        _ = try await office.run(at: .start)
        let alerts = try await office.jibu("alerts", "list", "--json").decoded(Listed.self)
        let water = try #require(alerts.first { $0.claim == "water-poisoned" }).id
        func report() async throws -> Report {
            try await office.jibu("report", "--month", "2026-11", "--json", at: .start.later(days: 1))
                .object(Report.self)
        }
        let before = try await report()
        #expect(before.phoneMinutes == Minutes(count: 2, median: 0, ninety: 0))
        #expect(before.claimMinutes == nil && before.answerMinutes == nil && before.neverClaimed == 2)
        let none = try await office.jibu("report", "--month", "2026-11", at: .start.later(days: 1)).output
        #expect(none.contains("from opened to a claim: nobody took one"))

        _ = try await office.jibu("ack", water, "--by", "aigul", at: .start.later(minutes: 35))
        _ = try await office.run(at: .start.later(minutes: 45))
        let page = "http://127.0.0.1:1/answer"
        _ = try await office.jibu("ack", water, "--by", "aigul", "--responded", page, at: .start.later(minutes: 65))
        _ = try await office.run(at: .start.later(minutes: 75))
        let after = try await report()
        #expect(after.claimMinutes == Minutes(count: 1, median: 35, ninety: 35))
        #expect(after.answerMinutes == Minutes(count: 1, median: 65, ninety: 65))
        #expect(after.neverClaimed == 1)
        let words = try await office.jibu("report", "--month", "2026-11", at: .start.later(days: 1)).output
        for line in [
            "from opened to the first phone: 0 minutes at the median, 9 in 10 within 0 (2 of 2 alerts)",
            "from opened to a claim: 35 minutes at the median, 9 in 10 within 35 (1 of 2 alerts)",
            "from opened to an answer: 65 minutes at the median, 9 in 10 within 65 (1 of 2 alerts)",
            "1 alert was told and never claimed, answered or closed",
        ] {
            #expect(words.contains(line), "\(line): \(words)")
        }
    }

    @Test("alerts by topic, claim and source, delivery times and gaps of one month, and nobody by name")
    func month() async throws {
        let office = try TestOffice(
            feeds: [
                ("news", "http://news.example/news.xml"), ("radio", "http://radio.example/radio.xml"),
                ("dead", "http://dead.example/dead.xml"),
            ])
        office.serve(
            "/news.xml",
            .ok(
                Feed.rss(
                    ("n1", "They say the water is poisoned in Qala"),
                    ("n2", "All schools close on Monday, we hear"))))
        office.serve("/radio.xml", .ok(Feed.rss(("r0", "Nothing to say"))))
        office.serve("/dead.xml", .status(500))
        #expect(try await office.run(at: .start).report.alertsOpened == 2)
        office.serve("/radio.xml", .ok(Feed.rss(("r1", "They say the water is poisoned in Qala"))))
        _ = try await office.run(at: .start.later(hours: 5))

        let report = try await office.jibu("report", "--month", "2026-11", "--json", at: .start).object(Report.self)
        #expect(report.month == "2026-11" && report.runs == 2 && report.alerts == 2)
        #expect(
            report.topics == [Line(name: "water", alerts: 1, posts: 2), Line(name: "schools", alerts: 1, posts: 1)])
        #expect(report.claims.map(\.name) == ["water-poisoned", "schools-closing"])
        #expect(report.sources == [Line(name: "news", alerts: 2, posts: 2), Line(name: "radio", alerts: 1, posts: 1)])
        // Two people, two claims, and one of them grew.
        #expect(report.told == 6 && report.notices == 6)
        #expect(report.channels == ["mail": report.told])
        #expect(report.deliveryMinutes?.median == 0)
        #expect(report.gaps.compactMap { $0["source"] ?? nil } == ["dead"])

        let words = try await office.jibu("report", "--month", "2026-11", at: .start)
        #expect(words.status == 0)
        for word in [
            "2026-11: 2 runs", "by topic:", "  water: 1 alert, 2 posts", "over mail: 6 told", "not watched: dead from",
        ] {
            #expect(words.output.contains(word), "\(word): \(words.output)")
        }
        for name in ["aigul", "grace", "Aigul"] { #expect(!words.output.contains(name)) }

        let empty = try await office.jibu("report", "--month", "2026-10", "--json", at: .start).object(Report.self)
        #expect(empty.alerts == 0 && empty.runs == 0 && empty.told == 0 && empty.gaps.isEmpty)
        #expect(try await office.jibu("report", "--month", "november", at: .start).status == 64)
    }
}
