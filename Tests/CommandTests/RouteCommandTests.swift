import Foundation
import TestSupport
import Testing

/// `jibu route`: who would be told, over what, when; and silences from the file to the mail that waits.
struct RouteCommandTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "They say the water is poisoned in Qala"))))
    }

    private func silence(_ until: TestClock, breakOn: String = "[]") -> String {
        """
        silences:
          - id: pipes
            author: Grace
            reason: The utility answers first.
            from: \(TestClock.start.text)
            until: \(until.text)
            match: {claims: [water-poisoned]}
            break_on: \(breakOn)
        """
    }

    @Test("a silence in the file holds the mail, says so, and lets it go when it is over")
    func silenced() async throws {
        let settings = try office.folder.read("jibu.yaml")
        try office.folder.write(settings + "silences: silences.yaml\n", to: "jibu.yaml")
        try office.folder.write(silence(.start.later(hours: 2)), to: "silences.yaml")
        let first = try await office.run(at: .start)
        #expect(first.report.held == 2 && office.mails.isEmpty, "\(first.ending.output)")
        let listed = try await office.jibu("route", "silences", at: .start)
        #expect(listed.output.contains("silence pipes is on until") && listed.output.contains("holds 1 open alert"))

        struct AlertID: Decodable { let id: String }
        let alert = try #require(try await office.jibu("alerts", "list", "--json").decoded(AlertID.self).first)
        let explained = try await office.jibu("route", "explain", String(alert.id.prefix(8)), at: .start)
        #expect(explained.status == 0, "\(explained.errors)")
        for word in ["silence pipes is on", "(Grace: The utility answers first.)", "over mail", "to aigul"] {
            #expect(explained.output.contains(word), "\(word): \(explained.output)")
        }
        _ = try await office.run(at: .start.later(hours: 1))
        #expect(office.mails.isEmpty)
        _ = try await office.run(at: .start.later(hours: 2))
        #expect(office.mails.count == 2)
        _ = try await office.run(at: .start.later(hours: 3))
        #expect(office.mails.count == 2, "told once")
    }

    @Test("cases that hold pass; each that does not is told with its line and what happened instead")
    func cases() async throws {
        let cases = """
            cases:
              - name: a grave claim goes to the deputy and the press officer at once
                claim: water-poisoned
                places: [qala]
                at: \(TestClock.start.text)
                expect:
                  - {recipient: aigul, channel: mail, send_at: \(TestClock.start.text)}
                  - {recipient: grace}
            """
        try office.folder.write(cases, to: "cases.yaml")
        let passed = try await office.jibu("route", "test", "cases.yaml", at: .start)
        #expect(passed.status == 0 && passed.output == "1 case: all pass\n", "\(passed.output)\(passed.errors)")

        let wrong = cases + "\n" + """
              - name: nobody but Bekzat
                claim: water-poisoned
                places: [qala]
                platforms: [telegram]
                at: \(TestClock.start.text)
                expect:
                  - {recipient: bekzat}
                  - {recipient: grace, channel: sms, send_at: \(TestClock.start.later(hours: 1).text)}
            """
        try office.folder.write(wrong, to: "cases.yaml")
        let failed = try await office.jibu("route", "test", "cases.yaml", at: .start)
        #expect(failed.status == 1)
        for word in [
            "cases.yaml:9: nobody but Bekzat", "aigul is told too", "bekzat is not told",
            "grace is told over mail, not over sms", "not at \(TestClock.start.later(hours: 1).text)",
            "2 cases: 1 failed",
        ] { #expect(failed.output.contains(word), "\(word): \(failed.output)") }

        try office.folder.write(cases.replacing("water-poisoned", with: "water-poisned"), to: "cases.yaml")
        let unknown = try await office.jibu("route", "test", "cases.yaml", at: .start)
        #expect(unknown.status == 2 && unknown.errors.contains("cases.yaml:3:12: error[unknown-reference]"))
        #expect(unknown.errors.contains("water-poisoned"), "it proposes the right name")
    }

    @Test("an alert that is not there, and a file that is not there, are clear errors")
    func missing() async throws {
        _ = try await office.run(at: .start)
        #expect(try await office.jibu("route", "explain", "feed", at: .start).status == 2)
        let file = try await office.jibu("route", "test", "nowhere.yaml", at: .start)
        #expect(file.status == 2 && file.errors.contains("file-unreadable"))
        let none = try await office.jibu("route", "silences", at: .start)
        #expect(none.status == 0 && none.output == "There are no silences.\n")
    }
}
