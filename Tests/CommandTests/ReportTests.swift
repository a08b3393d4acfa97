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
