import Foundation
import TestSupport
import Testing

/// Whole runs with programs among the sources: bad ones beside good ones.
struct ProgramRunTests {
    private static let fixtures = Repository.url("Tests/ProgramsTests/Fixtures").path
    private static let example = Repository.url("examples/source-in-python")

    @Test("a run with bad programs finishes, keeps what the good ones said, and names each bad one")
    func badAmongGood() async throws {
        let office = try office(programs: [
            ("notices", example), ("hangs", bad("never-ends.sh", timeout: "2s")), ("floods", bad("gigabyte.sh")),
            ("dies", bad("half-a-line.sh")), ("babbles", bad("garbage.sh")), ("forks", bad("children-outlive-it.sh")),
            ("missing", bad("no-such-program")),
        ])
        let (ending, report) = try await office.run(at: .start)
        #expect(ending.status == 1)
        let health = Dictionary(report.sources.map { ($0.id, $0.health) }) { first, _ in first }
        #expect(
            health == [
                "notices": "healthy", "hangs": "failed", "floods": "failed", "dies": "failed", "babbles": "soft-failed",
                "forks": "healthy", "missing": "failed", "feed": "healthy",
            ])
        let archived = try await office.archive()
        #expect(Set(archived.map(\.source)) == ["notices", "hangs", "floods", "dies", "forks", "feed"])
        #expect(archived.count { $0.source == "notices" } == 2)
    }

    @Test("a cursor is stored with the posts before it, and a second run says that nothing is new")
    func cursor() async throws {
        let office = try office(programs: [("notices", example)])
        #expect(try await office.run(at: .start).report.sources.first { $0.id == "notices" }?.new == 2)
        let second = try await office.run(at: .start.later(hours: 2)).report
        #expect(second.health(of: "notices") == "unchanged")
        #expect(try await office.archive().count { $0.source == "notices" } == 2)
    }

    @Test("a program is asked as often as its settings say, not in every run")
    func every() async throws {
        let office = try office(programs: [("notices", example)])
        _ = try await office.run(at: .start)
        let soon = try await office.run(at: .start.later(minutes: 5)).report
        #expect(!soon.sources.contains { $0.id == "notices" })
    }

    @Test("a dry run runs programs too and keeps nothing")
    func dryRun() async throws {
        let office = try office(programs: [("notices", example)])
        let ending = try await office.jibu("run", "--dry-run", "--json", at: .start)
        #expect(try ending.object(RunReportView.self).sources.first { $0.id == "notices" }?.new == 2)
        #expect(!office.folder.exists("data/archive"))
    }

    @Test("a run that is killed leaves no program behind, and no working folder with its secrets")
    func killed() async throws {
        let office = try office(programs: [("hangs", bad("never-ends.sh", timeout: "5m"))])
        let temporary = try ScratchFolder()
        let process = Process()
        process.executableURL = URL(filePath: try JibuProcess.path())
        process.arguments = ["run", "--now", TestClock.start.text]
        process.currentDirectoryURL = office.folder.url
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": temporary.url.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(try await soon { try !programs(below: temporary).isEmpty }, "the program did not start")
        kill(process.processIdentifier, SIGKILL)
        #expect(try await soon { try programs(below: temporary).isEmpty && temporary.contents(of: "").isEmpty })
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.url.path) == [])
    }

    /// Processes that work in a folder of a program below `folder`.
    private func programs(below folder: ScratchFolder) throws -> [String] {
        let base = folder.url.resolvingSymlinksInPath().path
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
            guard Int(entry) != nil else { return false }
            let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(entry)/cwd")
            return place?.hasPrefix(base + "/jibu-program-") ?? false
        }
    }

    /// True once the condition holds; nobody tells a test when a process of a process has ended.
    private func soon(_ condition: () throws -> Bool) async throws -> Bool {
        for _ in 0..<2000 {
            if try condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test("sources check tries a program twice and prints what it said")
    func check() async throws {
        let folder = try ScratchFolder()
        let path = Self.example.path
        let settings = """
            kind: exec
            program: \(path)/qala-notices
            reads: [\(path)/notices.json]
            config: {file: \(path)/notices.json}

            """
        try folder.write(settings, to: "good/source.yaml")
        try folder.write("kind: exec\nprogram: \(Self.fixtures)/bad/no-hello.sh\n", to: "bad/source.yaml")
        try folder.write("kind: exec\nprogram: tap.py\n", to: "relative/source.yaml")
        let good = try await JibuProcess.run(["sources", "check", "good"], in: folder.url)
        #expect(good.status == 0, "\(good.output) \(good.errors)")
        #expect(good.output.contains("2 posts the first time."))
        let bad = try await JibuProcess.run(["sources", "check", "bad", "--json"], in: folder.url)
        #expect(bad.status == 1)
        #expect(bad.output.contains("conformance-program"))
        let relative = try await JibuProcess.run(["sources", "check", "relative"], in: folder.url)
        #expect(relative.status == 1)
        #expect(relative.output.contains("absolute path"))
        #expect(try await JibuProcess.run(["sources", "check", "nothing"], in: folder.url).status == 2)
    }

    @Test("sources check replays the recordings of a kind", arguments: ["feed", "telegram", "exec"])
    func kinds(_ kind: String) async throws {
        let ending = try await JibuProcess.run(["sources", "check", kind], in: Repository.folder)
        #expect(ending.status == 0, "\(ending.output)")
        #expect(ending.output.contains("no problems found"))
    }

    @Test("doctor says what keeps programs in")
    func doctor() async throws {
        let office = try office(programs: [("notices", example)])
        let ending = try await office.jibu("doctor")
        #expect(ending.output.contains("Landlock"))
    }

    /// The keys of a program in flow style.
    private func bad(_ program: String, timeout: String = "30s") -> String {
        "program: \(Self.fixtures)/bad/\(program), timeout: \(timeout), maximum_output: 8"
    }

    private var example: String {
        let path = Self.example.path
        return "program: \(path)/qala-notices, reads: [\(path)/notices.json], config: {file: \(path)/notices.json}"
    }

    private func office(programs: [(id: String, keys: String)]) throws -> TestOffice {
        let office = try TestOffice(feeds: [("feed", "http://qala-news.example/feed.xml")])
        let item = "<item><guid>1</guid><title>Water</title><description>Pipes were washed.</description></item>"
        office.serve("/feed.xml", .ok("<rss version=\"2.0\"><channel><title>Qala</title>\(item)</channel></rss>"))
        let lines = programs.map {
            "  - {id: \($0.id), kind: exec, author_kind: organisation, every: 30m, \($0.keys)}\n"
        }
        let settings = try office.folder.read("jibu.yaml")
        try office.folder.write(settings.replacing("sources:\n", with: "sources:\n" + lines.joined()), to: "jibu.yaml")
        return office
    }
}
