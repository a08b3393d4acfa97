import Foundation
import TestSupport
import Testing

/// A disk that is full or fails (trust.md R4, R5): nothing is lost, and the status says so.
@Suite(.enabled(if: FaultShim.path != nil, "needs a C compiler (cc, clang or gcc in /usr/bin)"))
struct DiskFaultTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"))))
    }

    private func run(at now: TestClock, with fault: [String: String]) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(
            ["run", "--now", now.text], in: office.folder.url, environment: fault)
    }

    /// Who was told of a rumour, with the number of different mails.
    private func told(_ words: String) -> [String: Int] {
        let mails = office.mails.filter { $0.accepted && $0.text.contains(words) }
        return Dictionary(grouping: mails) { $0.recipients.joined() }
            .mapValues { Set($0.compactMap { $0.header("Message-ID") }).count }
    }

    @Test("a full disk: what lies in the outbox goes out with the reserve's room, and the next run loses nothing")
    func reserve() async throws {
        office.smtp.script(.connect, .close, .close)
        _ = try await office.run(at: .start)
        #expect(office.mails.isEmpty)
        #expect(office.folder.exists("data/reserve"))
        office.serve("/news.xml", .ok(Feed.rss(("n2", "All schools close on Monday in Qala"))))
        let full = try await run(at: .start.later(hours: 1), with: FaultShim.fullUntilReserveIsGone)
        #expect(full.status == 1, "\(full.errors)")
        #expect(full.output.contains("the disk is full"))
        #expect(!office.folder.exists("data/reserve"))
        #expect(told("poisoned") == ["<aigul@qala.example>": 1, "<grace@qala.example>": 1])
        let (after, _) = try await office.run(at: .start.later(hours: 3))
        #expect(after.status == 0, "\(after.output)")
        #expect(told("schools close") == ["<aigul@qala.example>": 1, "<grace@qala.example>": 1])
        #expect(told("poisoned").values.allSatisfy { $0 == 1 })
        #expect(office.folder.exists("data/reserve"), "kept again")
    }

    @Test("a disk that is full when the next people are to be told stops no message that lies in the outbox")
    func beforeDelivery() async throws {
        _ = try await office.run(at: .start)
        office.serve("/news.xml", .ok(Feed.rss(("n2", "All schools close on Monday in Qala"))))
        office.smtp.script(.connect, .close, .close)
        _ = try await office.run(at: .start.later(hours: 1))
        #expect(told("schools close").isEmpty)
        let settings = try office.folder.read("jibu.yaml")
        let chain = "role: press-officer}], escalate: [{after: 1m, to: [grace]}]}"
        try office.folder.write(settings.replacing("role: press-officer}]}", with: chain), to: "jibu.yaml")
        // Route and kind of a notice stand side by side in its row.
        let full = try await run(at: .start.later(hours: 3), with: FaultShim.fullOnce(writing: "everybodyescalation"))
        #expect(full.status == 2 && full.errors.contains("the disk is full"), "\(full.errors)")
        #expect(told("schools close") == ["<aigul@qala.example>": 1, "<grace@qala.example>": 1])
        let before = office.mails.count
        let (after, _) = try await office.run(at: .start.later(hours: 4))
        #expect(after.status == 0, "\(after.output)")
        #expect(office.mails.dropFirst(before).contains { $0.text.contains("nobody has taken it") })
    }

    @Test(
        "a disk that fills up or fails at any point loses no alert, and a repeat is the same mail",
        arguments: [1, 2, 3, 5, 8, 12, 20].flatMap { [("full", $0), ("sync", $0)] })
    func anyPoint(kind: String, number: Int) async throws {
        let fault = kind == "full" ? FaultShim.fullDisk(from: number) : FaultShim.failedSync(number)
        let failed = try await run(at: .start, with: fault)
        #expect([0, 1, 2].contains(failed.status), "\(failed.errors)")
        if failed.status == 2 {
            #expect(failed.errors.contains(kind == "full" ? "the disk is full" : "the disk did not confirm"))
        }
        for minutes in [1, 40, 80] { _ = try await office.run(at: .start.later(minutes: minutes)) }
        #expect(told("poisoned") == ["<aigul@qala.example>": 1, "<grace@qala.example>": 1])
        #expect(office.mails.count <= 3, "at most the one that was under way is repeated")
        #expect(try await office.jibu("archive", "verify").status == 0)
    }

    @Test("an fsync that fails ends the run at once: the first ones all do")
    func syncEnds() async throws {
        for number in 1...3 {
            let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
            office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"))))
            let ending = try await JibuProcess.run(
                ["run", "--now", TestClock.start.text], in: office.folder.url,
                environment: FaultShim.failedSync(number))
            #expect(ending.status == 2, "fsync \(number)")
            #expect(office.mails.isEmpty)
        }
    }
}

/// Retention and a clock that jumps (trust.md R9).
struct ClockJumpTests {
    @Test("a clock that jumps years ahead or back removes nothing; an honest month removes what is due")
    func jumps() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"))))
        _ = try await office.run(at: .start)
        let kept = try await office.archive()
        #expect(kept.count == 1)
        for days in [3650, -3650, -18_000, 40] {
            let (_, report) = try await office.run(at: .start.later(days: days))
            #expect(try await office.archive() == kept, "\(days) days")
            #expect(report.remarks.contains { $0.hasPrefix("nothing old was removed") })
            let alerts = try await office.jibu("alerts", "list", "--all", "--json").decoded(AlertView.self)
            #expect(alerts.count == 1)
        }
        #expect(office.mails.count == 2, "nobody is told again")
        // Two runs in a row whose clocks agree.
        let (_, report) = try await office.run(at: .start.later(days: 40, minutes: 15))
        #expect(report.remarks.contains { $0.hasPrefix("retention: removed 1 archive segment before") })
        #expect(try await office.archive().isEmpty)
    }
}
