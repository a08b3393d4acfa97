import Foundation
import TestSupport
import Testing

/// A mail server that fails, and what becomes of the digests.
struct MailFaultTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")], recipients: ["aigul"])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say")), etag: #""1""#))
    }

    private func deliveries() async throws -> [StoryView.Delivery] {
        try await office.jibu("alerts", "export").decoded(StoryView.self).flatMap(\.deliveries)
    }

    @Test("a digest that the server puts off goes out on a later run, with the same bytes")
    func greylisted() async throws {
        office.smtp.script(.recipient, .reply("450 4.2.0 greylisted, come back later"))
        let (first, report) = try await office.run(at: .start)
        #expect(first.status == 1)
        #expect(report.outcomes == ["aigul": "retry"])
        #expect(office.mails.isEmpty)

        let (early, _) = try await office.run(at: .start.later(minutes: 10))
        #expect(early.status == 0)
        #expect(office.smtp.record.connections == 1, "nothing is tried before its time")

        let (later, second) = try await office.run(at: .start.later(hours: 1))
        #expect(later.status == 0, "\(later.output)")
        #expect(second.outcomes == ["aigul": "accepted"])
        #expect(office.mails.count == 1)
        let (after, third) = try await office.run(at: .start.later(hours: 9))
        #expect(after.status == 0)
        #expect(third.deliveries.isEmpty)
        #expect(office.mails.count == 1)
    }

    @Test("a dead address ends its delivery and is told; nobody is asked again")
    func dead() async throws {
        office.smtp.script(.recipient, .reply("550 5.1.1 no such user"))
        let (first, report) = try await office.run(at: .start)
        #expect(first.status == 1)
        #expect(report.outcomes == ["aigul": "recipient-dead"])
        #expect(report.deliveries.first?.detail?.contains("550") == true)
        _ = try await office.run(at: .start.later(days: 1))
        #expect(office.smtp.record.connections == 1)
        #expect(office.mails.isEmpty)
        #expect(try await deliveries().map(\.state) == ["recipient-dead"])
        let alerts = try await office.jibu("alerts", "list", "--json").decoded(AlertView.self)
        #expect(alerts.count == 1, "the alert itself is not lost")
    }

    @Test("a connection that drops after the final dot is repeated once, after half an hour, with the same bytes")
    func droppedAfterTheDot() async throws {
        office.smtp.script(.message, .close)
        let (first, report) = try await office.run(at: .start)
        #expect(first.status == 1)
        #expect(report.outcomes == ["aigul": "unknown"])
        #expect(office.mails.count == 1)

        let (early, _) = try await office.run(at: .start.later(minutes: 29))
        #expect(early.status == 0)
        #expect(office.mails.count == 1, "not before half an hour")

        let (later, second) = try await office.run(at: .start.later(minutes: 31))
        #expect(later.status == 0, "\(later.output)")
        #expect(second.outcomes == ["aigul": "accepted"])
        let mails = office.mails
        #expect(mails.count == 2)
        #expect(mails.first?.bytes == mails.last?.bytes)
        #expect(mails.first?.header("Message-ID") != nil)
        _ = try await office.run(at: .start.later(days: 1))
        #expect(office.mails.count == 2, "one repeat and no more")
    }

    @Test("a server that is away costs nothing but time, and a new claim waits its own turn")
    func away() async throws {
        office.smtp.script(.connect, .close, .close)
        let (first, report) = try await office.run(at: .start)
        #expect(first.status == 1)
        #expect(report.outcomes == ["aigul": "retry"])
        office.serve(
            "/news.xml",
            .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"), ("n2", "All schools close on Monday"))))
        _ = try await office.run(at: .start.later(minutes: 40))
        _ = try await office.run(at: .start.later(hours: 6))
        _ = try await office.run(at: .start.later(hours: 12))
        let mails = office.mails
        #expect(mails.count == 2)
        #expect(Set(mails.compactMap { $0.header("Message-ID") }).count == 2)
        #expect(mails.count { $0.text.contains("poisoned") } == 1)
        #expect(mails.count { $0.text.contains("schools close") } == 1)
        #expect(try await deliveries().allSatisfy { $0.state == "accepted" })
    }
}

/// A line of `jibu alerts export`.
struct StoryView: Decodable {
    struct Delivery: Decodable {
        let recipient: String
        let state: String
        let attempts: Int
    }
    struct Notice: Decodable {
        let recipient: String
        let kind: String
    }
    let id: String
    let claim: String
    let notices: [Notice]
    let deliveries: [Delivery]
}
