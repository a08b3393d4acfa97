import Foundation
import TestSupport
import Testing

/// A sign of life from the built program: silence means calm, and no message at all means that somebody should look.
struct HeartbeatTests {
    @Test("after a week of watching, each Monday once, until there is something to tell")
    func weekly() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")], recipients: ["aigul"])
        let settings = try office.folder.read("jibu.yaml")
        try office.folder.write(
            settings.replacing("  time_zone: UTC\n", with: "  time_zone: UTC\n  heartbeat: weekly\n"), to: "jibu.yaml")
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day"))))
        func mails(_ days: Int, minutes: Int = 0) async throws -> Int {
            _ = try await office.run(at: .start.later(days: days, minutes: minutes))
            return office.mails.count
        }
        // The start is a Friday; the Mondays are 3, 10, 17 and 24 days later.
        #expect(try await mails(0) == 0)
        #expect(try await mails(3) == 0, "three days are no week")
        #expect(try await mails(9) == 0, "a Sunday")
        #expect(try await mails(10) == 1)
        #expect(try await mails(10, minutes: 15) == 1, "once")
        let mail = try #require(office.mails.first)
        #expect(mail.header("Subject") == "Nothing to report this week")
        let text = mail.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("1 source was read, 0 could not be read."))
        #expect(try await mails(17) == 2, "the sign of life of the week before is nothing told")
        office.serve("/news.xml", .ok(Feed.rss(("n2", "They say the water is poisoned in Qala"))))
        #expect(try await mails(20) == 3)
        office.serve("/news.xml", .ok(Feed.rss(("n3", "Another quiet day"))))
        #expect(try await mails(24) == 3, "who was told something needs no sign of life")
    }
}
