import ExecSource
import Foundation
import Intake
import Model
import Programs
import Synchronization
import TestSupport

/// Where programs are tried: the real host, the built `jibu` as guard, and a mark by which every process that a
/// program started can be found again.
struct Stage: Sendable {
    struct NoBinary: Error, CustomStringConvertible {
        let path: String
        var description: String {
            "\(path) is not there. These tests need the built command: `swift build --product jibu` makes it, and so "
                + "does `swift build --build-tests` in the whole package."
        }
    }

    /// 2026-11-21T00:00:00Z.
    static let now = Instant(milliseconds: 1_795_219_200_000)
    static let folder = FixtureFolder.beside("Fixtures").path

    let runner: WatchedRunner
    let mark = "JIBU_STAGE_\(UUID().uuidString.filter { $0 != "-" })"

    init() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let path = URL(filePath: own).deletingLastPathComponent().appending(path: "jibu").path
        guard FileManager.default.isExecutableFile(atPath: path) else { throw NoBinary(path: path) }
        runner = WatchedRunner(ProgramHost(command: path))
    }

    func settings(_ program: String) -> ExecSettings {
        var settings = ExecSettings(program: program.hasPrefix("/") ? program : "\(Stage.folder)/\(program)")
        settings.environment[mark] = .text("1")
        settings.limits.deadline = .seconds(30)
        settings.limits.grace = .milliseconds(200)
        return settings
    }

    func fetch(_ settings: ExecSettings, after cursor: Cursor? = nil) async -> Result<Harvest, SourceFailure> {
        do {
            let context = SourceContext(http: RecordedHTTP.none, programs: runner, now: Stage.now)
            return .success(try await ExecSource(settings).fetch(after: cursor, using: context))
        } catch {
            return .failure(error)
        }
    }

    /// True for the guard itself: the program has another name by now.
    static func isGuard(_ process: pid_t) -> Bool {
        let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        return line.starts(with: Data("jibu\0guard\0".utf8))
    }

    /// Processes that still carry the mark.
    var survivors: [String] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.filter { entry in
            guard Int(entry) != nil, let data = FileManager.default.contents(atPath: "/proc/\(entry)/environ") else {
                return false
            }
            return data.range(of: Data(mark.utf8)) != nil
        }
    }
}

/// A runner that remembers how programs ended.
final class WatchedRunner: ProgramRunner {
    private let runner: any ProgramRunner
    private let seen = Mutex<(ends: [ProgramEnd], requests: [ProgramRequest])>(([], []))

    init(_ runner: any ProgramRunner) { self.runner = runner }

    var ends: [ProgramEnd] { seen.withLock { $0.ends } }
    var requests: [ProgramRequest] { seen.withLock { $0.requests } }

    func run(_ request: ProgramRequest, line: @escaping @Sendable (ProgramLine) -> Bool) async -> ProgramEnd {
        let end = await runner.run(request, line: line)
        seen.withLock {
            $0.ends.append(end)
            $0.requests.append(request)
        }
        return end
    }
}

extension TimeSpan {
    static func milliseconds(_ number: Int64) -> TimeSpan { TimeSpan(milliseconds: number) }
}

extension Result where Success == Harvest, Failure == SourceFailure {
    var health: SourceHealth {
        switch self {
        case .success(let harvest): harvest.health
        case .failure(let failure): failure.health
        }
    }
    var posts: [RawPost] { (try? get())?.posts ?? [] }
    var notes: [String] { (try? get())?.notes ?? [] }
}
