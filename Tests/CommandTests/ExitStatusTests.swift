import Foundation
import Glibc
import TestSupport
import Testing

/// What the exit status says, and that it says it of the whole run (design decisions 7, 18 and 22).
struct ExitStatusTests {
    private let office: TestOffice

    init() throws {
        office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say")), etag: #""1""#))
    }

    @Test("a clean second run says that nothing is new, and sends nothing")
    func clean() async throws {
        let first = try await office.jibu("run", at: .start)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("1 new post"))
        #expect(first.output.contains("2 digests sent"))
        let second = try await office.jibu("run", at: .start.later(hours: 1))
        #expect(second.status == 0)
        #expect(second.output.contains("nothing new"))
        #expect(second.output.contains("nothing sent"))
        #expect(office.mails.count == 2)
    }

    @Test("a failed source is status 1, and named with its reason")
    func failedSource() async throws {
        office.serve("/news.xml", .status(500))
        let ending = try await office.jibu("run", at: .start)
        #expect(ending.status == 1)
        #expect(ending.output.contains("news: failed"))
        #expect(ending.output.contains("500"))
    }

    @Test("a server that nobody answers at is status 1: offline is not clean")
    func offline() async throws {
        office.http.stop()
        let ending = try await office.jibu("run", at: .start)
        #expect(ending.status == 1)
        #expect(ending.output.contains("news: failed"))
    }

    @Test("a broken jibu.yaml is status 2: nothing is fetched and nothing is sent")
    func brokenConfiguration() async throws {
        let good = try office.folder.read("jibu.yaml")
        try office.folder.write(good.replacing("run_every:", with: "run_evry:"), to: "jibu.yaml")
        let ending = try await office.jibu("run", at: .start)
        #expect(ending.status == 2)
        #expect(ending.output.isEmpty, "results only on stdout, and there is none")
        #expect(ending.errors.contains("jibu.yaml:7:1: error[unknown-key]"))
        #expect(ending.errors.contains("run_every"))
        #expect(office.http.requests.isEmpty)
        #expect(office.smtp.record.connections == 0)
        #expect(!office.folder.exists("data"))
    }

    @Test("a jibu.yaml that breaks later sends nothing of what waits")
    func brokenLater() async throws {
        office.smtp.script(.connect, .close, .close)
        _ = try await office.jibu("run", at: .start)
        let connections = office.smtp.record.connections
        try office.folder.write("office: [", to: "jibu.yaml")
        let ending = try await office.jibu("run", at: .start.later(hours: 6))
        #expect(ending.status == 2)
        #expect(office.smtp.record.connections == connections)
    }

    @Test("a missing jibu.yaml is status 2 and names the file")
    func missingConfiguration() async throws {
        let ending = try await office.jibu("run", "--config", "elsewhere.yaml", at: .start)
        #expect(ending.status == 2)
        #expect(ending.errors.contains("elsewhere.yaml"))
    }

    @Test("a replay of no post is status 2, loudly")
    func emptyReplay() async throws {
        let none = try await office.jibu("replay", at: .start)
        #expect(none.status == 2)
        #expect(none.errors.contains("no post"))
        _ = try await office.jibu("run", at: .start)
        let outside = try await office.jibu("replay", "--from", "2027-01-01", at: .start)
        #expect(outside.status == 2)
        #expect(outside.output.isEmpty)
    }

    @Test("while another run holds the lock the status is 3, and nothing is touched")
    func locked() async throws {
        _ = try await office.jibu("run", at: .start)
        let before = try office.folder.contents(of: "data")
        let requests = office.http.requests.count
        let lock = open(office.folder.url.appending(path: "data/run.lock").path, O_RDWR | O_CLOEXEC)
        #expect(lock >= 0)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let ending = try await office.jibu("run", at: .start.later(hours: 2))
        #expect(ending.status == 3)
        #expect(ending.errors.contains("Another run holds the lock"))
        #expect(office.http.requests.count == requests)
        #expect(try office.folder.contents(of: "data") == before)
        let looking = try await office.jibu("alerts", "list")
        #expect(looking.status == 0, "looking needs no lock")
        // A process that another test starts just now may still hold a copy of the descriptor: unlock, then close.
        #expect(flock(lock, LOCK_UN) == 0)
        close(lock)
        #expect(try await office.jibu("run", at: .start.later(hours: 2)).status == 0)
    }

    @Test(
        "wrong usage is status 64, and says how it is used",
        arguments: [
            ["runn"], ["run", "--now", "yesterday"], ["run", "--frobnicate"], ["alerts", "show"], ["scan"],
            ["scan", "--watchlists", "a", "--patterns", "b"], ["schema", "nothing"],
            ["parse", "--kind", "nothing", "x"],
        ])
    func usage(arguments: [String]) async throws {
        let ending = try await JibuProcess.run(arguments, in: office.folder.url)
        #expect(ending.status == 64)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.contains("Usage:"))
    }

    @Test("an unreadable ledger is a storage failure: status 2")
    func damagedLedger() async throws {
        _ = try await office.jibu("run", at: .start)
        try office.folder.write(String(repeating: "no database\n", count: 500), to: "data/ledger.sqlite")
        let ending = try await office.jibu("run", at: .start.later(hours: 1))
        #expect(ending.status == 2)
        #expect(ending.errors.contains("ledger.sqlite"))
    }
}

/// A dry run reads all and touches nothing.
struct DryRunTests {
    @Test("a dry run shows the digests, changes no byte and sends nothing")
    func dry() async throws {
        let office = try TestOffice(feeds: [("news", "http://news.example/news.xml")])
        office.serve("/news.xml", .ok(Feed.rss(("n1", "In Qala the water is poisoned, they say"))))
        let untouched = try office.folder.contents(of: "")
        let fresh = try await office.jibu("run", "--dry-run", "--print-digests", at: .start)
        #expect(fresh.status == 0, "\(fresh.errors)")
        #expect(fresh.output.contains("2 digests would be sent (dry run)"))
        #expect(fresh.output.contains("To aigul over mail (not sent)"))
        #expect(try office.folder.contents(of: "") == untouched, "not even a key")
        #expect(office.smtp.record.connections == 0)

        _ = try await office.jibu("run", at: .start)
        #expect(office.mails.count == 2)
        let before = try office.folder.contents(of: "")
        office.serve("/news.xml", .ok(Feed.rss(("n2", "All schools close on Monday"))))
        let second = try await office.jibu("run", "--dry-run", "--json", at: .start.later(hours: 2))
        #expect(try second.object(RunReportView.self).digests == 2)
        #expect(try office.folder.contents(of: "") == before)
        #expect(office.mails.count == 2)
        let real = try await office.run(at: .start.later(hours: 2))
        #expect(real.report.digests == 2, "the dry run did not take the news away")
    }
}
