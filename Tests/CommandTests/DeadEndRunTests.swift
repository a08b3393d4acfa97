import Foundation
import TestSupport
import Testing

/// Whole runs in which messages do not arrive: nothing is lost, and a person hears of it.
struct DeadEndRunTests {
    private func office(_ recipients: [String], filed: Set<String> = []) throws -> TestOffice {
        let office = try TestOffice(
            feeds: [("news", "http://news.example/news.xml")], recipients: recipients, filed: filed)
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"))))
        return office
    }

    private func states(_ office: TestOffice) async throws -> [String] {
        try await office.jibu("alerts", "export").decoded(StoryView.self).flatMap(\.deliveries)
            .map { "\($0.recipient) \($0.state)" }.sorted()
    }

    @Test("a dead address: the same run tells the person over their next channel")
    func nextChannel() async throws {
        let office = try office(["aigul"], filed: ["aigul"])
        office.smtp.script(.recipient, .reply("550 5.1.1 no such user"))
        let (ending, report) = try await office.run(at: .start)
        #expect(ending.status == 1)
        #expect(report.deliveries.map(\.outcome) == ["recipient-dead", "accepted"])
        #expect(report.troubles.contains { $0.contains("what it told goes out over files") })
        #expect(office.mails.isEmpty)
        #expect(try office.filedMails.count == 1)
        #expect(try office.filedMails.first?.text.contains("poisoned") == true)
        #expect(try await states(office) == ["aigul accepted", "aigul recipient-dead"])
        // Nothing more follows, and the dead address is left alone.
        let (_, second) = try await office.run(at: .start.later(hours: 9))
        #expect(second.deliveries.isEmpty)
        #expect(office.smtp.record.connections == 1)
    }

    @Test("a dead address and no other channel: the press officer gets the alert, and a word about it")
    func standIn() async throws {
        let office = try office(["aigul", "grace"])
        office.smtp.refuse("aigul@qala.example", "550 5.1.1 no such user")
        let (ending, report) = try await office.run(at: .start)
        #expect(ending.status == 1)
        #expect(report.troubles.contains { $0.contains("is left, so it is told to grace instead") })
        let mails = office.mails
        #expect(mails.allSatisfy { $0.recipients == ["<grace@qala.example>"] })
        #expect(mails.count == 3, "her own digest, the one instead of Aigul's, and the word")
        #expect(mails.count { $0.text.contains("Sent to you because Aigul is away or cannot be reached.") } == 1)
        #expect(mails.count { $0.text.contains("Aigul cannot be reached over mail: 550 5.1.1 no such user") } == 1)
        #expect(mails.count { $0.header("Subject") == "Jibu needs you: messages do not arrive" } == 1)
        // All of it once.
        _ = try await office.run(at: .start.later(hours: 2))
        #expect(office.mails.count == 3)
    }

    @Test("a refused login breaks the channel once: digests wait, the operator hears of it, mended settings send all")
    func brokenChannel() async throws {
        let office = try office(["aigul", "grace", "bekzat"], filed: ["bekzat"])
        office.smtp.script(.sender, .reply("550 5.7.1 relaying denied"))
        let (ending, report) = try await office.run(at: .start)
        #expect(ending.status == 1)
        #expect(report.deliveries.map(\.outcome) == ["configuration-dead", "accepted"])
        #expect(office.smtp.record.connections == 1, "the others are not tried against the same wall")
        #expect(office.mails.isEmpty)
        let words = try office.filedMails
        #expect(words.count == 1)
        #expect(words.first?.text.contains("The channel mail works for nobody") == true)
        let waiting = try await states(office).compactMap { $0.split(separator: " ").last }
        #expect(waiting.sorted() == ["configuration-dead", "pending"])

        // Within its pause the channel is left alone, and the operator is not told twice.
        let (later, second) = try await office.run(at: .start.later(minutes: 20))
        #expect(later.status == 1)
        #expect(second.troubles.contains { $0.contains("the channel mail works for nobody since") })
        #expect(office.smtp.record.connections == 1)
        #expect(try office.filedMails.count == 1)

        // The operator mends jibu.yaml.
        let yaml = try office.folder.read("jibu.yaml")
        try office.folder.write(
            yaml.replacingOccurrences(of: "Jibu <jibu@qala.example>", with: "Jibu <press@qala.example>"), to: "jibu.yaml")
        let (mended, third) = try await office.run(at: .start.later(minutes: 40))
        #expect(mended.status == 0, "\(mended.output)")
        #expect(third.remarks.contains { $0.contains("the settings of channel mail changed") })
        #expect(third.outcomes == ["aigul": "accepted", "grace": "accepted"])
        #expect(office.mails.count == 2)
        _ = try await office.run(at: .start.later(hours: 9))
        #expect(office.mails.count == 2)
    }

    @Test("nothing but a broken channel: the press officer is told in the same run, and they when it works")
    func unreached() async throws {
        let office = try office(["aigul", "grace"], filed: ["grace"])
        let denied = LoopbackSMTP.Action.reply("550 5.7.1 relaying denied")
        office.smtp.script(.sender, denied, denied, denied, denied, denied, denied)
        let (_, report) = try await office.run(at: .start)
        #expect(report.remarks.contains { $0.hasPrefix("grace is told of alert ") && $0.hasSuffix("instead of aigul") })
        let told = try office.filedMails.filter { $0.text.contains("poisoned") }
        #expect(told.count == 1, "her own news and Aigul's are one message")
        #expect(told.first?.text.contains("Sent to you because Aigul is away or cannot be reached.") == true)
        // Once, however often Aigul's digest is made anew.
        for hours in [2, 26, 50] { _ = try await office.run(at: .start.later(hours: hours)) }
        #expect(try office.filedMails.count { $0.text.contains("because Aigul") } == 1)
        let mended = try office.folder.read("jibu.yaml")
            .replacingOccurrences(of: "Jibu <jibu@qala.example>", with: "Jibu <press@qala.example>")
        try office.folder.write(mended, to: "jibu.yaml")
        office.smtp.script(.sender)
        let (_, last) = try await office.run(at: .start.later(hours: 51))
        #expect(last.outcomes["aigul"] == "accepted")
        #expect(office.mails.map(\.recipients) == [["<aigul@qala.example>"]])
    }

    @Test("a broken channel and nobody to stand in: the next step of the chain is told in the same run")
    func chain() async throws {
        let office = try office(["aigul", "bekzat"], filed: ["bekzat"])
        let chained = try office.folder.read("jibu.yaml").replacingOccurrences(
            of: "to: [{role: deputy}, {role: press-officer}]}",
            with: "to: [{role: deputy}], escalate: [{after: 30m, to: [bekzat]}]}")
        try office.folder.write(chained, to: "jibu.yaml")
        office.smtp.script(.sender, .reply("550 5.7.1 relaying denied"))
        _ = try await office.run(at: .start)
        let alerts = try office.filedMails.filter { $0.text.contains("poisoned") }
        #expect(alerts.count == 1 && alerts.first?.text.contains("nobody has taken it") == true, "\(alerts)")
        _ = try await office.run(at: .start.later(minutes: 45))
        #expect(try office.filedMails.count { $0.text.contains("poisoned") } == 1)
    }

    @Test("a channel that is mended at the far end is found working again after its pause")
    func mendedElsewhere() async throws {
        let office = try office(["aigul"])
        office.smtp.script(.sender, .reply("550 5.7.1 relaying denied"))
        _ = try await office.run(at: .start)
        #expect(try await states(office) == ["aigul configuration-dead"])
        _ = try await office.run(at: .start.later(minutes: 59))
        #expect(office.smtp.record.connections == 1)
        let (ending, report) = try await office.run(at: .start.later(minutes: 61))
        #expect(ending.status == 0, "\(ending.output)")
        #expect(report.outcomes == ["aigul": "accepted"])
        #expect(office.mails.count == 1)
    }

    @Test("people with another channel do not wait for a broken one")
    func aroundTheBreak() async throws {
        let office = try office(["aigul", "daniyar"], filed: ["aigul", "daniyar"])
        office.smtp.script(.sender, .reply("550 5.7.1 relaying denied"))
        _ = try await office.run(at: .start)
        #expect(try office.filedMails.count == 2)
        #expect(
            try await states(office) == ["aigul accepted", "aigul cancelled", "daniyar accepted", "daniyar cancelled"])
        _ = try await office.run(at: .start.later(hours: 2))
        #expect(office.mails.isEmpty, "what went another way is not sent again")
    }

    @Test("a mail that nobody ever confirms is sent twice and no more; then a person is told")
    func neverConfirmed() async throws {
        let office = try office(["aigul", "bekzat"], filed: ["bekzat"])
        office.smtp.script(.message, .close, .close, .close, .close)
        for minutes in [0, 31, 62, 93, 124] { _ = try await office.run(at: .start.later(minutes: minutes)) }
        let mails = office.mails.filter { $0.recipients == ["<aigul@qala.example>"] }
        #expect(mails.count == 2)
        #expect(Set(mails.map(\.bytes)).count == 1)
        let words = office.mails.filter { $0.recipients == ["<bekzat@qala.example>"] }
        #expect(words.first?.text.contains("It is not known whether a message for Aigul over mail arrived") == true)
        #expect(words.count <= 2 && Set(words.map(\.bytes)).count == 1, "the same bound holds for the word")
        #expect(try await states(office) == ["aigul expired"])
    }

    @Test("a server that is away until the digest is stale: the news go out anew, over what works then")
    func expired() async throws {
        let office = try office(["aigul"])
        office.smtp.script(.connect, .close, .close, .close, .close, .close, .close, .close, .close)
        for hours in [0, 2, 5, 9, 14, 23] { _ = try await office.run(at: .start.later(hours: hours)) }
        #expect(office.mails.isEmpty)
        office.smtp.script(.connect)
        let (_, report) = try await office.run(at: .start.later(hours: 25))
        #expect(report.deliveries.contains { $0.outcome == "accepted" })
        #expect(office.mails.count == 1)
        #expect(office.mails.first?.text.contains("poisoned") == true)
        _ = try await office.run(at: .start.later(hours: 27))
        #expect(office.mails.count == 1)
    }
}

/// What was not watched, in reports, in the list of sources and at the foot of a digest.
struct GapRunTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")], recipients: ["aigul"])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "A new bus line opens"))))
    }

    @Test("a source that fails for hours: one gap, open, then closed with how far back its posts reach")
    func failing() async throws {
        _ = try await office.run(at: .start)
        office.serve("/news.xml", .status(503))
        for hours in [1, 3, 6, 10] { _ = try await office.run(at: .start.later(hours: hours)) }
        let open = try await office.jibu("sources", "list", "--json").decoded(SourceGapView.self)
        #expect(open.first?.gap?.open == true)
        #expect(open.first?.gap?.from == "2026-11-20T09:00:00Z")
        office.serve("/news.xml", .ok(Feed.rss(("n9", "In Qala the water is poisoned, they say"))))
        let (_, report) = try await office.run(at: .start.later(hours: 30))
        let gap = try #require(report.gaps.first)
        #expect(report.gaps.count == 1)
        #expect(!gap.open && gap.mayHaveMissed == false, "its oldest post is from before the gap")
        #expect(gap.from == "2026-11-20T09:00:00Z" && gap.to == "2026-11-21T15:00:00Z")
        let (_, next) = try await office.run(at: .start.later(hours: 31))
        #expect(next.gaps.isEmpty)
        let listed = try await office.jibu("sources", "list")
        #expect(listed.output.contains("not watched from 2026-11-20T09:00:00Z to 2026-11-21T15:00:00Z"))
    }

    @Test("the machine was off: one gap, and the digest says that posts may be missing")
    func off() async throws {
        _ = try await office.run(at: .start)
        let late = Feed.rss(("n9", "In Qala the water is poisoned, they say"))
            .replacingOccurrences(of: "Fri, 20 Nov 2026 08:00:00", with: "Sun, 22 Nov 2026 08:00:00")
        office.serve("/news.xml", .ok(late))
        let (ending, report) = try await office.run(at: .start.later(days: 2))
        #expect(ending.status == 0, "\(ending.output)")
        #expect(report.remarks.contains("no run took place from 2026-11-20T09:00:00Z to 2026-11-22T09:00:00Z"))
        let gap = try #require(report.gaps.first)
        #expect(report.gaps.count == 1)
        #expect(gap.reason == "off" && gap.mayHaveMissed && gap.seenBackTo == "2026-11-22T08:00:00Z")
        #expect(
            office.mails.last?.text.contains(
                "Not watched from 2026-11-20 09:00 to 2026-11-22 09:00: news, Jibu did not run.") == true)
    }

    @Test("posts that are still there after a pause show that nothing was missed")
    func overlap() async throws {
        _ = try await office.run(at: .start)
        office.serve(
            "/news.xml", .ok(Feed.rss(("n9", "In Qala the water is poisoned, they say"), ("n1", "A new bus line opens"))))
        let (_, report) = try await office.run(at: .start.later(days: 2))
        #expect(report.gaps.map(\.mayHaveMissed) == [false])
        #expect(office.mails.last?.text.contains("Not watched") == false)
    }
}

/// A line of `jibu sources list --json`, as far as its gap.
struct SourceGapView: Decodable {
    let id: String
    let gap: RunReportView.Gap?
}
