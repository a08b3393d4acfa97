import Foundation
import TestSupport
import Testing

/// From an unapproved text to an approved one, and what people get meanwhile.
struct AnswerCommandTests {
    private static let approvers = "approvers: [grace], alone_after: 30m"
    private let office: TestOffice
    private let start = TestClock.start

    init() throws { office = try Self.office() }

    private static func office(_ more: String = approvers, holding: Bool = true) throws -> TestOffice {
        let office = try TestOffice(feeds: [("news", "http://news.example/feed.xml")])
        let config = try office.folder.read("jibu.yaml")
        try office.folder.write(
            config.replacingOccurrences(
                of: "severity: high}}", with: "severity: high}, \(more)}"), to: "jibu.yaml")
        if holding {
            try office.folder.write(
                TestOffice.response + "    holding: \"We look into it. {{contact}}\"\n",
                to: "watchlists/responses/water-poisoned.yaml")
        }
        office.serve("/feed.xml", .ok(Feed.rss(("a", "They say the water is poisoned in Qala"))))
        return office
    }

    private func mail(to name: String) -> [MailView] { Self.mails(of: office, to: name) }

    private static func mails(of office: TestOffice, to name: String) -> [MailView] {
        office.mails.filter { $0.recipients.count == 1 && $0.recipients[0].hasPrefix("<\(name)@qala.example>") }
    }

    /// The words of a mail without its line breaks.
    private static func flat(_ mail: MailView?) -> String {
        (mail?.text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func code() async throws -> String {
        let shown = try await office.jibu("approve", "water-poisoned", "--show", at: start)
        let match = try #require(shown.output.firstMatch(of: /Code of these texts: (\d{6})/))
        return String(match.output.1)
    }

    @Test("an unapproved text never goes out; its approver is asked, reads it twice, and the deputy gets it then")
    func approval() async throws {
        _ = try await office.run(at: start)
        let first = try #require(mail(to: "aigul").first).text
        #expect(!first.contains("The water was tested"))
        #expect(first.contains("its words are not approved yet"))
        let code = try await code()
        // Nobody reads replies to these mails: the request says whom to tell the code.
        let request = try #require(
            mail(to: "grace").first { Self.flat($0).contains("approve water-poisoned --by grace --code \(code)") })
        #expect(Self.flat(request).contains("tell the office") && !Self.flat(request).contains("reply: approve"))
        #expect(request.text.contains("The water was tested on 16 November"))
        #expect(request.header("Subject")?.contains("water") == false)

        let once = try await office.jibu("approve", "water-poisoned", at: start.later(minutes: 5))
        #expect(once.status == 0 && once.lines.last?.hasPrefix("Approved by grace alone. Read") == true)
        let report = try await office.run(at: start.later(minutes: 15)).report
        #expect(report.deliveries.isEmpty)
        let twice = try await office.jibu("approve", "water-poisoned", "--code", code, at: start.later(minutes: 40))
        #expect(twice.lines.last?.hasSuffix(", alone.") == true, "\(twice.output)")

        let told = try await office.run(at: start.later(minutes: 45)).report
        #expect(told.remarks.contains("grace approved the answer to water-poisoned alone, and read it twice"))
        #expect(told.remarks.contains { $0.contains("told of an answer") })
        let answer = try #require(mail(to: "aigul").last).text
        #expect(answer.contains("The water was tested on 16 November and it is safe."))
        #expect(answer.contains("approved by Grace"))
        _ = try await office.run(at: start.later(hours: 1))
        #expect(mail(to: "aigul").count == 2, "nobody hears of the same answer twice")
    }

    @Test("what grew before the approval, and a digest between the approver's word and its reading, delay no answer")
    func growing() async throws {
        var posts = [(guid: "a", text: "They say the water is poisoned in Qala")]
        func grow() {
            posts.append((guid: "p\(posts.count)", text: "Post \(posts.count): the water is poisoned here too"))
            office.serve("/feed.xml", .ok(Feed.rss(posts)))
        }
        func words() -> [String] { mail(to: "aigul").map(\.text) }
        for minutes in [0, 30, 60] {
            _ = try await office.run(at: start.later(minutes: minutes))
            grow()
        }
        #expect(words().count == 2, "the third post waits for the digest of the next morning")
        _ = try await office.jibu("approve", "water-poisoned", at: start.later(minutes: 1))
        // The office types it at 10:29; the run of 10:30 has gone out when the file arrives.
        _ = try await office.run(at: start.later(minutes: 90))
        _ = try await office.jibu("approve", "water-poisoned", at: start.later(minutes: 89))
        #expect(!words().contains { $0.contains("The water was tested") })
        _ = try await office.run(at: start.later(minutes: 105))
        #expect(words().last?.contains("The water was tested on 16 November and it is safe.") == true)
        let count = words().count
        for minutes in [120, 135, 180] { _ = try await office.run(at: start.later(minutes: minutes)) }
        #expect(words().count == count, "nobody hears of the same answer twice")
    }

    @Test("true after all: the office is asked once, runs need eyes until all are corrected, new readers are not misled")
    func trueAfterAll() async throws {
        let office = try Self.office("site_first: false")
        let path = "watchlists/responses/water-poisoned.yaml"
        let text = try office.folder.read(path)
        _ = try await office.run(at: start)
        #expect(Self.mails(of: office, to: "aigul").last?.text.contains("it is safe") == true)
        let flipped = text.replacingOccurrences(of: "claim_status: false", with: "claim_status: true")
        try office.folder.write(flipped, to: path)

        let first = try await office.run(at: start.later(minutes: 30))
        #expect(first.ending.status == 1)
        let trouble = "the claim water-poisoned is right after all, and 2 addresses heard otherwise"
        #expect(first.report.troubles.count { $0.hasPrefix(trouble) } == 1, "\(first.report.troubles)")
        let asked = Self.flat(Self.mails(of: office, to: "grace").last)
        #expect(asked.contains("It is true. Do not deny it."))
        #expect(asked.contains("jibu correct water-poisoned --response"))
        let count = office.mails.count
        #expect(try await office.run(at: start.later(minutes: 45)).report.troubles.contains { $0.hasPrefix(trouble) })
        #expect(try await office.run(at: start.later(days: 1)).report.troubles.contains { $0.hasPrefix(trouble) })
        #expect(office.mails.count == count, "asked once")

        let old = try await office.jibu("correct", "water-poisoned", "--response", at: start.later(days: 1, minutes: 5))
        #expect(old.status == 2 && old.errors.contains("still has the words that were sent"), "\(old.errors)")
        try office.folder.write(
            flipped.replacingOccurrences(
                of: "The water was tested on 16 November and it is safe.",
                with: "The water of two streets was polluted on 16 November."), to: path)
        let queued = try await office.jibu(
            "correct", "water-poisoned", "--response", at: start.later(days: 1, minutes: 6))
        #expect(queued.status == 0 && queued.output.contains("2 corrections in the outbox"), "\(queued.output)")
        let after = try await office.run(at: start.later(days: 1, minutes: 15))
        #expect(after.report.troubles.isEmpty && after.ending.status == 0, "\(after.report.troubles)")
        let correction = Self.flat(Self.mails(of: office, to: "aigul").last)
        #expect(correction.contains("What is right: The water of two streets was polluted on 16 November."))
        #expect(!correction.contains("A message says") && !correction.contains("all are in order"))

        office.serve(
            "/feed.xml",
            .ok(
                Feed.rss(
                    ("a", "They say the water is poisoned in Qala"),
                    ("b", "Now the water is poisoned, neighbours write"))))
        let later = try await office.run(at: start.later(days: 1, minutes: 45))
        let told = Self.flat(Self.mails(of: office, to: "aigul").last)
        #expect(told.contains("It is true. Do not deny it.") && !told.contains("An answer is due"), "\(told)")
        #expect(later.report.troubles.isEmpty, "what says itself that it is true need not be corrected")
    }

    @Test("two readings in one run are told in one line")
    func once() async throws {
        for minutes in [-60, -20] {
            _ = try await office.jibu("approve", "water-poisoned", "--holding", at: start.later(minutes: minutes))
        }
        let remarks = try await office.run(at: start).report.remarks
        #expect(remarks.count { $0.contains("grace approved the holding statement") } == 1, "\(remarks)")
    }

    @Test("where the office names its site, no text goes out before it stands there, unless it says otherwise")
    func siteFirst() async throws {
        for (more, isHeld) in [("unknown_reach_from: high", true), ("site_first: false", false)] {
            let office = try Self.office(more)
            let config = try office.folder.read("jibu.yaml")
            try office.folder.write(
                config.replacingOccurrences(
                    of: "  time_zone: UTC", with: "  time_zone: UTC\n  site: https://qala.example"), to: "jibu.yaml")
            _ = try await office.run(at: start)
            let text = try #require(Self.mails(of: office, to: "aigul").first).text
            #expect(text.contains("it is not on the office’s own site yet") == isHeld, "\(text)")
            #expect(text.contains("The water was tested") == !isHeld)
        }
    }

    @Test("a mail carries the texts that the office wrote for X and Facebook")
    func variants() async throws {
        let office = try Self.office("site_first: false")
        let path = "watchlists/responses/water-poisoned.yaml"
        let text = try office.folder.read(path)
        try office.folder.write(
            text + "    x280: \"{{fact}} #qala\"\n    facebook: \"{{fact}} Ask us below.\"\n", to: path)
        _ = try await office.run(at: start)
        let mail = try #require(Self.mails(of: office, to: "aigul").first).text
        #expect(mail.contains("The answer: X") && mail.contains("it is safe. #qala"))
        #expect(mail.contains("The answer: Facebook") && mail.contains("Ask us below."))
        #expect(!mail.contains("The answer: WhatsApp"), "Jibu made that one of the parts")
    }

    @Test("any edit voids the approval, and a wrong code or a wrong person approves nothing")
    func voided() async throws {
        _ = try await office.run(at: start)
        let code = try await code()
        for minutes in [1, 40] { _ = try await office.jibu("approve", "water-poisoned", at: start.later(minutes: minutes)) }
        let path = "watchlists/responses/water-poisoned.yaml"
        let text = try office.folder.read(path)
        try office.folder.write(text.replacingOccurrences(of: "two minutes", with: "three minutes"), to: path)
        let shown = try await office.jibu("approve", "water-poisoned", "--show", at: start.later(hours: 1))
        #expect(shown.lines.last == "Not approved.")
        let wrong = try await office.jibu("approve", "water-poisoned", "--code", code, at: start.later(hours: 1))
        #expect(wrong.status == 2 && wrong.errors.contains("have changed"))
        let other = try await office.jibu("approve", "water-poisoned", "--by", "aigul", at: start.later(hours: 1))
        #expect(other.status == 2 && other.errors.contains("aigul may not approve"))
        _ = try await office.run(at: start.later(hours: 2))
        #expect(mail(to: "aigul").count == 1, "the first message said that there is no approved answer")
        #expect(!mail(to: "aigul").contains { $0.text.contains("minutes") })
    }

    @Test("the holding statement goes out as soon as it is approved for itself")
    func holding() async throws {
        for minutes in [-60, -20] {
            _ = try await office.jibu("approve", "water-poisoned", "--holding", at: start.later(minutes: minutes))
        }
        _ = try await office.run(at: start)
        let text = try #require(mail(to: "aigul").first).text
        #expect(text.contains("We look into it. water@qala.example"))
        #expect(!text.contains("The water was tested"))
    }

    @Test("a text that is said to stand on the site is given out, with its link, once it is found there")
    func published() async throws {
        let office = try Self.office("site_first: false")
        let page = "http://news.example/answers/water"
        let html = try await office.jibu("publish", "water-poisoned", "--at", page, at: start)
        #expect(html.status == 0)
        let data = try #require(html.output.firstMatch(of: /(?s)ld\+json">\n(.*?)\n<\/script>/)).output.1
        let review = try #require(try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any])
        #expect(review["url"] as? String == page)
        #expect((review["claimReviewed"] as? String).map { !$0.isEmpty && $0.count <= 75 } == true)
        let rating = try #require(review["reviewRating"] as? [String: Any])
        #expect(rating["alternateName"] as? String == "The evidence contradicts this")
        #expect((review["itemReviewed"] as? [String: Any])?["author"] == nil, "it rates evidence, not persons")

        office.serve("/answers/water", .ok("<h1>Answers</h1><p>Soon.</p>"))
        let before = try await office.run(at: start).report
        #expect(before.troubles.contains { $0.contains("is not at \(page) yet") })
        let first = try #require(Self.mails(of: office, to: "aigul").first).text
        #expect(first.contains("it is not on the office’s own site yet") && !first.contains("The water was tested"))
        #expect(first.contains("We look into it."))

        office.serve("/answers/water", .ok(html.output))
        let after = try await office.run(at: start.later(hours: 1)).report
        #expect(after.remarks.contains { $0.contains("was found at \(page)") })
        let answer = try #require(Self.mails(of: office, to: "aigul").last).text
        #expect(answer.contains("The water was tested") && answer.contains(page))
    }

    @Test("nothing is published against a claim that is right after all, nor after the office's day of review")
    func notPublished() async throws {
        let office = try Self.office("site_first: false")
        let path = "watchlists/responses/water-poisoned.yaml"
        let text = try office.folder.read(path)
        try office.folder.write(
            text.replacingOccurrences(of: "review_by: 2027-01-25", with: "review_by: 2026-11-20"), to: path)
        let config = try office.folder.read("jibu.yaml")
        try office.folder.write(
            config.replacingOccurrences(of: "time_zone: UTC", with: "time_zone: Asia/Almaty"), to: "jibu.yaml")
        // 19:00 UTC is midnight in Almaty.
        #expect(try await office.jibu("publish", "water-poisoned", at: start.later(hours: 9)).status == 0)
        let late = try await office.jibu("publish", "water-poisoned", at: start.later(hours: 10, minutes: 30))
        #expect(late.status == 2 && late.errors.contains("to be reviewed by 2026-11-20"), "\(late.errors)")
        try office.folder.write(
            text.replacingOccurrences(of: "claim_status: false", with: "claim_status: true"), to: path)
        let right = try await office.jibu("publish", "water-poisoned", at: start)
        #expect(right.status == 2 && right.errors.contains("right after all"), "\(right.errors)")
    }

    @Test("a correction goes to those who got the message, over the same channel and linked to it, and to nobody else")
    func corrected() async throws {
        let office = try Self.office("site_first: false")
        _ = try await office.run(at: start)
        let alert = try #require(
            try await office.jibu("alerts", "list", "--json").decoded(AlertView.self).first).id
        let told = office.mails.count
        let ids = Set(office.mails.compactMap { $0.header("Message-ID") })
        let queued = try await office.jibu(
            "correct", alert, "--text", "The water is tested again.", at: start.later(hours: 1))
        #expect(queued.status == 0, "\(queued.errors)")
        let again = try await office.jibu(
            "correct", alert, "--text", "The water is tested again.", at: start.later(hours: 1))
        #expect(again.status == 0)
        _ = try await office.run(at: start.later(hours: 2))
        let corrections = Array(office.mails.dropFirst(told))
        #expect(Set(corrections.flatMap(\.recipients)) == Set(office.mails.prefix(told).flatMap(\.recipients)))
        #expect(corrections.count == told, "the same correction is sent once")
        for mail in corrections {
            #expect(mail.text.contains("The water is tested again."))
            #expect(mail.header("In-Reply-To").map(ids.contains) == true)
            #expect(mail.header("Subject")?.contains("correction") == true)
        }
        let month = try await office.jibu("report", "--month", "2026-11", "--json", at: start).object(MonthView.self)
        #expect(
            month.corrections == [
                .init(claim: "water-poisoned", times: 1, messages: corrections.count, delivered: corrections.count)
            ])
        let words = try await office.jibu("report", "--month", "2026-11", at: start).output
        #expect(words.contains("corrected: water-poisoned, 1 time, to 2 addresses; 2 delivered"), "\(words)")
        let before = try await office.jibu("report", "--month", "2026-10", at: start).output
        #expect(before.contains("nothing was corrected"))
    }

    private struct MonthView: Decodable {
        struct Correction: Decodable, Equatable {
            let claim: String
            let times: Int
            let messages: Int
            let delivered: Int
        }
        let corrections: [Correction]
    }

    @Test("a run that is asked to looks whether evidence can be opened; lint and config check name what cannot")
    func evidence() async throws {
        let office = try Self.office("check_evidence: 7d")
        let path = "watchlists/responses/water-poisoned.yaml"
        let text = try office.folder.read(path)
        try office.folder.write(
            text.replacingOccurrences(of: "https://qala.example/water", with: "http://news.example/report"), to: path)
        office.serve("/report", .status(404))
        #expect(try await office.run(at: start).report.troubles.allSatisfy { !$0.contains("/report") })
        let asked = office.http.requests.count { $0.path == "/report" }
        _ = try await office.run(at: start.later(hours: 2))
        #expect(office.http.requests.count { $0.path == "/report" } == asked, "once a day is enough")
        let report = try await office.run(at: start.later(hours: 25)).report
        #expect(
            report.troubles.contains {
                $0.contains("evidence of water-poisoned cannot be opened since 2026-11-20: http://news.example/report")
            }, "\(report.troubles)")
        let check = try await office.jibu("config", "check", at: start.later(hours: 26))
        #expect(check.output.contains("warning[evidence-dead]"), "\(check.output)")
        let lint = try await office.jibu("lint", "watchlists", "--data", "data", at: start.later(hours: 26))
        #expect(lint.output.contains("warning[evidence-dead]") && lint.status == 0)
        let alone = try await office.jibu("lint", "watchlists", at: start.later(hours: 26))
        #expect(!alone.output.contains("evidence-dead"))
        office.serve("/report", .ok("here"))
        _ = try await office.run(at: start.later(hours: 50))
        #expect(!(try await office.jibu("config", "check", at: start.later(hours: 51))).output.contains("evidence-dead"))
    }
}
