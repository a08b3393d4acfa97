import Foundation
import TestSupport
import Testing

/// What runs cost, what they leave out when the budget is used up, and how sources are compared with their own past.
struct BudgetRunTests {
    private struct Report: Decodable {
        let requests: Int
        let bytes: Int
        let cost: String?
        let leftOut: [String]
        let posts: Int
        let troubles: [String]
        let remarks: [String]
        let sources: [RunReportView.Source]
    }

    private struct Costs: Decodable {
        struct Line: Decodable {
            let id: String
            let counted: Bool
            let bytesThisMonth: Int
            let bytesByMonthsEnd: Int
            let moneyByMonthsEnd: String?
        }
        struct Run: Decodable {
            let requests: Int
            let bytes: Int
            let leftOut: [String]
        }
        let month: String
        let currency: String?
        let total: Line
        let sources: [Line]
        let lastRun: Run?
    }

    private struct Listed: Decodable {
        let id: String
        let health: String
        let leftOut: Int
        let unusuallySilent: Bool
        let silentDays: Int
        let words: [String]
    }

    /// An office of four portals on four hosts, with a budget.
    private static func office(budget: String, weights: [String: Int] = [:]) throws -> TestOffice {
        let office = try TestOffice(
            feeds: ["a", "b", "c", "d"].map { ($0, "http://\($0).example/\($0).xml") }, recipients: ["aigul"])
        var yaml = try office.folder.read("jibu.yaml")
        for (id, weight) in weights {
            yaml = yaml.replacingOccurrences(of: "{id: \(id), kind: feed", with: "{id: \(id), weight: \(weight), kind: feed")
        }
        // One after the other, so that what was spent is known before the next one is asked.
        yaml = yaml.replacingOccurrences(of: "host_pause: 0s", with: "host_pause: 0s\n  concurrency: 1")
        try office.folder.write(yaml + "budget: {\(budget)}\n", to: "jibu.yaml")
        return office
    }

    private static func serve(_ office: TestOffice, _ day: String) {
        for name in ["a", "b", "c", "d"] {
            let padding = String(repeating: "Wind and weather of \(name). ", count: 200)
            office.serve("/\(name).xml", .ok(Feed.rss(("\(name)-\(day)", "A walk of \(name) on day \(day). \(padding)"))))
        }
    }

    private static func run(_ office: TestOffice, _ now: TestClock) async throws -> Report {
        try await office.jibu("run", "--json", at: now).object(Report.self)
    }

    @Test("without a budget everything is asked, and what it cost is what went over the line")
    func counted() async throws {
        let office = try Self.office(budget: "price_per_mb: 0.75, currency: KZT")
        Self.serve(office, "1")
        let report = try await Self.run(office, .start)
        #expect(report.requests == 4 && office.http.requests.count == 4)
        #expect(report.leftOut.isEmpty)
        // Four bodies of 5 kB, and their heads.
        #expect((20_000...32_000).contains(report.bytes), "\(report.bytes)")
        #expect(report.cost?.hasSuffix(" KZT") == true)
        let costs = try await office.jibu("sources", "cost", "--json", at: .start.later(hours: 1)).object(Costs.self)
        #expect(costs.lastRun?.bytes == report.bytes && costs.lastRun?.requests == 4)
        #expect(costs.total.bytesThisMonth == report.bytes)
        #expect(costs.month == "2026-11" && costs.currency == "KZT")
        // Ten days and fourteen hours are left, asked every half hour: 508 fetches.
        let forecast = report.bytes + report.bytes * 508
        #expect(abs(costs.total.bytesByMonthsEnd - forecast) < forecast / 50, "\(costs.total.bytesByMonthsEnd) \(forecast)")
        let text = try await office.jibu("sources", "cost", at: .start.later(hours: 1))
        for part in ["KZT/day", "The last run (2026-11-20T09:00:00Z): 4 requests", "No budget is set"] {
            #expect(text.output.contains(part), "\(part)\n\(text.output)")
        }
    }

    @Test("when the budget is used up the others wait, come first after three runs, and nothing is lost or doubled")
    func leftOut() async throws {
        let office = try Self.office(budget: "bytes_per_run: 15kB", weights: ["c": 2])
        Self.serve(office, "1")
        _ = try await Self.run(office, .start)
        var asked: [Set<String>] = []
        for hour in 1...8 {
            Self.serve(office, "\(hour)")
            let before = office.http.requests.count
            let report = try await Self.run(office, .start.later(hours: hour))
            asked.append(Set(office.requests(since: before).map { String($0.path.dropFirst().prefix(1)) }))
            #expect(report.bytes <= 15_000 + 8_000, "\(report.bytes)")
            #expect(Set(report.leftOut).isDisjoint(with: asked[hour - 1]))
            #expect(report.leftOut.isEmpty || report.remarks.contains { $0.contains("the budget of this run (15.0 kB) was used up") })
        }
        #expect(asked.contains { $0.count < 4 }, "the budget never mattered")
        // The heavy one is not left out, unless somebody starved.
        #expect(asked.prefix(2).allSatisfy { $0.contains("c") })
        for name in ["a", "b", "c", "d"] {
            let turns = asked.indices.filter { asked[$0].contains(name) }
            #expect(zip([-1] + turns, turns + [8]).allSatisfy { $1 - $0 <= 5 }, "\(name) starved: \(turns)")
        }
        let archived = try await office.archive()
        #expect(Set(archived.map(\.id)).count == archived.count)
        #expect(try await Self.lists(office).allSatisfy { $0.health == "healthy" || $0.health == "unchanged" })
    }

    @Test("a feed that always had posts and is suddenly empty is soft-failed until it has posts again, each time")
    func emptied() async throws {
        let office = try Self.office(budget: "bytes_per_run: 50MB")
        func serve(_ posts: Int, _ tag: String) {
            let items = (0..<posts).map { number in
                "<item><guid isPermaLink=\"false\">\(tag)\(number)</guid><title>News \(tag) \(number)</title></item>"
            }
            office.serve("/a.xml", .ok("<rss version=\"2.0\"><channel><title>A</title>\(items.joined())</channel></rss>"))
        }
        Self.serve(office, "1")
        serve(6, "x")
        _ = try await Self.run(office, .start)
        var health: [String?] = []
        for (hour, posts) in [(2, 0), (5, 0), (12, 7), (14, 0)] {
            serve(posts, "y")
            health.append(try await Self.run(office, .start.later(hours: hour)).sources.first { $0.id == "a" }?.health)
        }
        // An empty answer that nobody believed is no reason to believe the next one.
        #expect(health == ["soft-failed", "soft-failed", "healthy", "soft-failed"])
    }

    @Test("a portal that falls silent is named, in words and in JSON, and a run says so")
    func silent() async throws {
        let office = try Self.office(budget: "bytes_per_run: 50MB")
        Self.serve(office, "1")
        func feed(_ days: ClosedRange<Int>) -> String {
            let items = days.flatMap { day in
                (0..<4).map { number in
                    "<item><guid isPermaLink=\"false\">\(day)-\(number)</guid><title>News of day \(day), number \(number)</title>"
                        + "<pubDate>\(day) Nov 2026 0\(number):00:00 GMT</pubDate></item>"
                }
            }
            return "<rss version=\"2.0\"><channel><title>A</title>\(items.joined())</channel></rss>"
        }
        office.serve("/a.xml", .ok(feed(10...20)))
        _ = try await Self.run(office, .start)
        let calm = try await Self.lists(office)
        #expect(calm.allSatisfy { !$0.unusuallySilent && $0.words.isEmpty })
        let ending = try await office.jibu("run", at: .start.later(days: 3))
        #expect(ending.output.contains("a: silent for 2 days, though it gave about 4 posts a day before and never missed a day"))
        let listed = try await Self.lists(office)
        #expect(listed.filter(\.unusuallySilent).map(\.id) == ["a"])
        #expect(listed.first?.silentDays == 2)
        let text = try await office.jibu("sources", "list", at: .start.later(days: 3))
        #expect(text.output.contains("about 4 posts a day, asked every 30m"))
    }

    @Test("every gap is listed with its reason, and none is said to be none")
    func gaps() async throws {
        let office = try Self.office(budget: "bytes_per_run: 50MB")
        Self.serve(office, "1")
        _ = try await Self.run(office, .start)
        #expect(try await office.jibu("sources", "gaps", at: .start).output == "No gap in the last 31 days.\n")
        office.serve("/a.xml", .status(503))
        _ = try await Self.run(office, .start.later(hours: 1))
        Self.serve(office, "2")
        _ = try await Self.run(office, .start.later(hours: 4))
        let gaps = try await office.jibu("sources", "gaps", at: .start.later(hours: 4))
        #expect(gaps.output.hasPrefix("a: not watched from 2026-11-20T09:00:00Z to 2026-11-20T13:00:00Z: asked to slow down"))
        // The others were not watched since no run took place.
        #expect(gaps.lines.dropFirst().allSatisfy { $0.contains("no run took place") })
    }

    private static func lists(_ office: TestOffice) async throws -> [Listed] {
        try await office.jibu("sources", "list", "--json").decoded(Listed.self)
    }
}
