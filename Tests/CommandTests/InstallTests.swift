import Foundation
import Testing

/// The steps of the README's "Run it for real", below a root of their own.
struct InstallTests {
    private let root: ScratchFolder
    private var config: String { root.url.appending(path: "etc/jibu/jibu.yaml").path }

    init() throws { root = try ScratchFolder() }

    /// `make install` below the root, with the command that is under test.
    private func install() async throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = Repository.url("scripts/install")
        process.environment = [
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DESTDIR": root.url.path, "JIBU": try JibuProcess.path(),
        ]
        let log = root.url.appending(path: "install.log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        (process.standardOutput, process.standardError) = (output, output)
        process.standardInput = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return (status, try root.read("install.log"))
    }

    /// The office's folders lie below the root too.
    private func move() throws {
        let yaml = try root.read("etc/jibu/jibu.yaml")
        #expect(yaml.contains("data: /var/lib/jibu\n"))
        try root.write(yaml.replacing("/var/lib/", with: root.url.path + "/var/lib/"), to: "etc/jibu/jibu.yaml")
    }

    private func jibu(_ arguments: String...) async throws -> JibuProcess.Ending {
        try await JibuProcess.run(arguments + ["--config", config, "--now", DemoOffice.now], in: root.url)
    }

    @Test("what is installed passes config check and runs, and its mails and keys lie where the unit keeps them")
    func steps() async throws {
        let done = try await install()
        #expect(done.status == 0, "\(done.output)")
        try move()
        let check = try await jibu("config", "check")
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        let run = try await jibu("run")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("1 digest sent"))
        #expect(try root.contents(of: "var/lib/jibu/outbox").count == 1)
        for key in ["pseudonym.key", "sealing.key"] {
            let path = root.url.appending(path: "var/lib/jibu-keys/\(key)").path
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        #expect(try await jibu("doctor").status == 0)
    }

    @Test("installing again changes no file of the office")
    func again() async throws {
        _ = try await install()
        try root.write("# mine\n", to: "etc/jibu/jibu.yaml")
        let before = try root.contents(of: "etc/jibu")
        #expect(try await install().status == 0)
        #expect(try root.contents(of: "etc/jibu") == before)
    }

    @Test("the unit and the cron line start the installed command, on the installed office, with folders it may write")
    func units() async throws {
        _ = try await install()
        let unit = try root.read("etc/systemd/system/jibu.service")
        let command = "/usr/local/bin/jibu run --config /etc/jibu/jibu.yaml"
        #expect(unit.contains("ExecStart=\(command)\n"))
        let cron = try String(contentsOf: Repository.url("examples/systemd/jibu.cron"), encoding: .utf8)
        #expect(cron.contains(" jibu \(command) "))
        for path in ["usr/local/bin/jibu", "etc/jibu/jibu.yaml", "etc/systemd/system/jibu.timer"] {
            #expect(root.exists(path))
        }
        // What the cage of programs calls, and what @system-service leaves out.
        #expect(unit.contains("SystemCallFilter=landlock_create_ruleset landlock_add_rule landlock_restrict_self\n"))
        let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("StateDirectory=") })
        for name in line.dropFirst("StateDirectory=".count).split(separator: " ") {
            #expect(root.exists("var/lib/\(name)"))
        }
        // Everything that jibu.yaml writes to is one of them.
        let yaml = try root.read("etc/jibu/jibu.yaml")
        for match in yaml.matches(of: #/(?m)^[^#\n]*?(/var/lib/[a-z-]+)/#) {
            #expect(line.contains(match.output.1.dropFirst("/var/lib/".count)))
        }
    }

    @Test("without a built command it says what to do, and installs nothing")
    func notBuilt() async throws {
        let process = Process()
        process.executableURL = Repository.url("scripts/install")
        process.environment = ["PATH": "/usr/bin:/bin", "DESTDIR": root.url.path, "JIBU": "/nowhere/jibu"]
        process.standardError = FileHandle.nullDevice
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        #expect(status == 1)
        #expect(try root.contents(of: "").isEmpty)
    }
}
