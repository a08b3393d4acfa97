import ExecSource
import Foundation
import Intake
import Model
import Programs
import Testing

/// Programs that do what they must not (trust.md R18, S13): each costs its own posts only, ends, and leaves no process
/// and no file behind.
@Suite struct BadPluginTests {
    /// One bad program and what must come of it.
    struct Row: Sendable, CustomTestStringConvertible {
        var program: String
        var health: String
        /// Posts that are kept.
        var posts: Int
        /// What the health's detail says.
        var says = ""
        /// For programs that never end by themselves.
        var isEndless = false
        var testDescription: String { program }
    }

    static let rows: [Row] = [
        // Time.
        Row(program: "never-ends.sh", health: "failed", posts: 1, says: "in time", isEndless: true),
        Row(program: "never-says-anything.sh", health: "failed", posts: 0, says: "in time", isEndless: true),
        Row(program: "ignores-term.sh", health: "failed", posts: 1, says: "in time", isEndless: true),
        Row(program: "closes-stdout-and-lives.sh", health: "failed", posts: 1, says: "in time", isEndless: true),
        Row(program: "stderr-for-ever.sh", health: "failed", posts: 1, says: "in time", isEndless: true),
        Row(program: "spins.sh", health: "failed", posts: 1, isEndless: true),
        Row(
            program: "fork-chain.py", health: "failed", posts: 1, says: "in time", isEndless: true),
        // Too much.
        Row(program: "endless-line.sh", health: "failed", posts: 1, says: "bytes of output"),
        Row(program: "gigabyte.sh", health: "failed", posts: 1, says: "bytes of output"),
        Row(program: "million-lines.sh", health: "failed", posts: 1, says: "lines"),
        Row(program: "garbage.sh", health: "soft-failed", posts: 0, says: "cannot be used"),
        Row(program: "eats-memory.py", health: "failed", posts: 1, says: "status 1"),
        Row(program: "writes-a-big-file.py", health: "failed", posts: 1),
        Row(program: "opens-many-files.py", health: "healthy", posts: 1),
        Row(program: "long-cursor.sh", health: "soft-failed", posts: 1, says: "cursor"),
        // Ends.
        Row(program: "half-a-line.sh", health: "failed", posts: 1, says: "status 1"),
        Row(program: "crashes.sh", health: "failed", posts: 1, says: "signal 11"),
        Row(program: "kills-itself.sh", health: "failed", posts: 1, says: "signal 9"),
        Row(program: "terminal-escapes.sh", health: "failed", posts: 1, says: "status 4"),
        Row(program: "ends-with-status-3.sh", health: "healthy", posts: 1),
        Row(program: "posts-after-end.sh", health: "healthy", posts: 1),
        Row(program: "prints-nothing.sh", health: "soft-failed", posts: 0, says: "hello"),
        Row(program: "blank-lines.sh", health: "soft-failed", posts: 0, says: "hello"),
        // Processes.
        Row(program: "children-outlive-it.sh", health: "healthy", posts: 1),
        Row(program: "daemonises.py", health: "healthy", posts: 1),
        Row(program: "other-session.sh", health: "healthy", posts: 1),
        Row(program: "signals-its-guard.py", health: "healthy", posts: 1),
        // The cage.
        Row(program: "writes-files.py", health: "healthy", posts: 1),
        Row(program: "reads-what-it-must-not.py", health: "healthy", posts: 1),
        Row(program: "opens-sockets.py", health: "healthy", posts: 1),
        // The protocol.
        Row(program: "wrong-version.sh", health: "soft-failed", posts: 0, says: "version 99"),
        Row(program: "no-hello.sh", health: "soft-failed", posts: 0, says: "not \"hello\""),
        Row(program: "duplicate-ids.sh", health: "healthy", posts: 2),
        Row(program: "cursor-goes-back.sh", health: "healthy", posts: 1),
        Row(program: "says-odd-health.sh", health: "throttled", posts: 1),
        Row(program: "reads-all-of-stdin.sh", health: "healthy", posts: 1),
        Row(program: "web-page.sh", health: "soft-failed", posts: 0),
        // JSON.
        Row(program: "invalid-utf8.sh", health: "healthy", posts: 2),
        Row(program: "lone-surrogate.sh", health: "healthy", posts: 2),
        Row(program: "nul-bytes.sh", health: "healthy", posts: 2),
        Row(program: "deep-json.py", health: "healthy", posts: 1),
        Row(program: "duplicate-names.sh", health: "healthy", posts: 1),
        Row(program: "not-a-number.sh", health: "healthy", posts: 2),
        Row(program: "huge-numbers.sh", health: "healthy", posts: 2),
        Row(program: "wrong-types.sh", health: "healthy", posts: 1),
        Row(program: "year-9999.sh", health: "healthy", posts: 2),
        // Never started.
        Row(program: "no-such-program", health: "failed", posts: 0, says: "no such program"),
        Row(program: "not-executable", health: "failed", posts: 0, says: "chmod +x"),
        Row(program: "no-first-line", health: "failed", posts: 0, says: "#!"),
        Row(program: "no-interpreter", health: "failed", posts: 0, says: "interpreter"),
    ]

    @Test("a bad program costs its own posts only", arguments: rows)
    func contained(_ row: Row) async throws {
        let stage = try Stage()
        var settings = stage.settings("bad/\(row.program)")
        settings.limits.outputBytes = 8 << 20
        settings.limits.lines = 20_000
        settings.limits.memoryBytes = 256 << 20
        settings.limits.fileBytes = 8 << 20
        if row.isEndless { settings.limits.deadline = .seconds(3) }
        let result = await stage.fetch(settings)
        #expect(result.health.name == row.health, "\(result)")
        #expect(row.says.isEmpty || result.health.detail?.contains(row.says) ?? false, "\(result.health)")
        #expect(result.posts.count == row.posts, "\(result.posts.map(\.text)) \(result.notes)")
        #expect(!result.posts.contains { $0.nativeID == "escaped" })
        #expect(stage.survivors == [])
        let end = try #require(stage.runner.ends.first)
        #expect(end.bytes <= settings.limits.outputBytes + (64 << 10))
        #expect(end.errors.count <= settings.limits.errorBytes)
    }

    @Test("no bad program stands in the folder without a row")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(Stage.folder)/bad")
        #expect(Set(files).subtracting(Self.rows.map(\.program)) == [])
        #expect(Self.rows.count >= 40)
    }

    @Test("a relative path is not looked for")
    func relative() async throws {
        let stage = try Stage()
        let end = await stage.runner.run(ProgramRequest(path: "sh")) { _ in true }
        #expect(end.how == .notStarted("the path of a program must be absolute"))
    }

    @Test("a guard that is killed takes its program with it, and the run goes on")
    func guardDies() async throws {
        let stage = try Stage()
        var request = ProgramRequest(
            path: "\(Stage.folder)/bad/never-ends.sh", environment: [stage.mark: "1"])
        request.limits.deadline = .seconds(30)
        let end = await stage.runner.run(request) { _ in
            // The first line has come: the guard is at work.
            for process in stage.survivors.compactMap({ pid_t($0) }) where Stage.isGuard(process) {
                kill(process, SIGKILL)
            }
            return true
        }
        guard case .notStarted = end.how else {
            Issue.record("\(end.how)")
            return
        }
        #expect(end.notes.contains("the guard of the program was killed"))
        #expect(stage.survivors == [])
    }

    @Test("what a program writes to a terminal arrives escaped")
    func escapes() async throws {
        let stage = try Stage()
        let notes = await stage.fetch(stage.settings("bad/terminal-escapes.sh")).notes.joined(separator: "\n")
        #expect(notes.contains("owned"))
        #expect(!notes.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F })
    }
}
