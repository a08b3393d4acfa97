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
        #expect(mail.header("Subject") == "Nothing found this week, but there were gaps")
        let text = mail.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // The feed still shows all of it, so its source was never unwatched; Jibu stood still all the same.
        #expect(!text.contains("at work") && !text.contains("Not watched"))
        #expect(text.contains("It ran 3 times. 1 source was read, 0 could not be read."))
        for (from, to) in [("11-20", "11-23"), ("11-23", "11-29"), ("11-29", "11-30")] {
            #expect(text.contains("No run took place from 2026-\(from) 09:00 to 2026-\(to) 09:00."), "\(text)")
        }
        #expect(try await mails(17) == 2, "the sign of life of the week before is nothing told")
        office.serve("/news.xml", .ok(Feed.rss(("n2", "They say the water is poisoned in Qala"))))
        #expect(try await mails(20) == 3)
        office.serve("/news.xml", .ok(Feed.rss(("n3", "Another quiet day"))))
        #expect(try await mails(24) == 3, "who was told something needs no sign of life")
    }

    @Test("a week of runs on time has no gap")
    func onTime() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")], recipients: ["aigul"])
        let settings = try office.folder.read("jibu.yaml")
            .replacing("  time_zone: UTC\n", with: "  time_zone: UTC\n  heartbeat: weekly\n")
            .replacing("run_every: 15m", with: "run_every: 1d")
        try office.folder.write(settings, to: "jibu.yaml")
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A quiet day"))))
        for day in 2...10 { _ = try await office.run(at: .start.later(days: day)) }
        let mail = try #require(office.mails.first)
        #expect(mail.header("Subject") == "Nothing to report this week")
        let text = mail.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("Jibu was at work and found nothing for you since 2026-11-23 08:00. It ran 8 times."))
        #expect(!text.contains("No run took place"))
    }
}
