import ExecSource
import Foundation
import Intake
import Model
import Programs
import Settings
import TestSupport
import Testing

/// What a program gets: its environment, its files, its arguments, and nothing else.
@Suite struct CageTests {
    @Test("the environment is what was declared, and no more")
    func environment() async throws {
        let stage = try Stage()
        let lines = try await printed(by: "/usr/bin/env", stage, environment: ["QALA": "су", "B": "2"])
        #expect(lines.sorted() == ["B=2", "QALA=су"])
    }

    @Test("arguments reach the program as they are: no shell reads them")
    func arguments() async throws {
        let words = ["$HOME `id`; ls", "*", "a b", "", "--", "-x"]
        let lines = try await printed(by: "/usr/bin/printf", try Stage(), words: ["[%s]\\n"] + words)
        #expect(lines == words.map { "[\($0)]" })
    }

    @Test("files stand in the working folder for the program's user alone, and are gone afterwards")
    func files() async throws {
        let stage = try Stage()
        var request = ProgramRequest(
            path: "/bin/sh",
            arguments: [.text("-c"), .text("ls -l config.json; cat \"$0\"; pwd"), .file("config.json")],
            files: ["config.json": Array("{\"token\":\"x\"}\n".utf8)])
        request.limits.deadline = .seconds(30)
        let lines = Collected()
        let end = await stage.runner.run(request) { lines.add($0) }
        #expect(end.how == .exited(0))
        #expect(lines.texts.first?.hasPrefix("-rw-------") ?? false)
        #expect(lines.texts.dropFirst().first == "{\"token\":\"x\"}")
        let folder = try #require(lines.texts.last)
        #expect(folder.contains("jibu-program-"))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test("a secret reaches the program and no note about it", arguments: [ExecSettings.Speech.jibu, .singer])
    func secrets(_ speech: ExecSettings.Speech) async throws {
        let stage = try Stage()
        let path = NSTemporaryDirectory() + "/jibu-secret-\(UUID().uuidString)"
        try Data("hush-hush-4711\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        var settings = stage.settings("good/tells-its-secret.sh")
        settings.speech = speech
        settings.environment["TOKEN"] = .secret(.file(path))
        settings.config = .object(["api_key": .secret(.file(path))])
        let result = await stage.fetch(settings)
        #expect(result.posts.map(\.text) == ["14 letters, and in the configuration too"])
        #expect(result.notes.contains { $0.contains("<secret>") }, "\(result.notes)")
        #expect(!result.notes.contains { $0.contains("hush-hush") })
        let words = try #require(stage.runner.requests.first).arguments
        #expect(!"\(words)".contains("hush-hush"))
    }

    @Test("a secret that cannot be read is told, and nothing is started")
    func missingSecret() async throws {
        let stage = try Stage()
        var settings = stage.settings("good/tap.py")
        settings.environment["TOKEN"] = .secret(.file("/no/such/secret"))
        let result = await stage.fetch(settings)
        #expect(result.health.detail?.contains("/no/such/secret") ?? false)
        #expect(stage.runner.ends.isEmpty)
    }

    @Test("a program reads only the folders that its settings name")
    func reads() async throws {
        let stage = try Stage()
        let folder = Stage.folder + "/good"
        let words = ["-c", "cat \(folder)/tap.py"]
        let closed = try await printed(by: "/bin/sh", stage, words: words)
        let open = try await printed(by: "/bin/sh", stage, words: words, reads: [folder])
        #expect(open.first == "#!/usr/bin/python3")
        // Where the kernel has no Landlock the cage says so instead.
        let hasLandlock = Guard.landlockVersion > 0
        #expect(closed.isEmpty == hasLandlock)
        #expect((stage.runner.ends.first?.notes.contains { $0.contains("Landlock") } ?? false) == !hasLandlock)
    }

    private func printed(
        by path: String, _ stage: Stage, words: [String] = [], environment: [String: String] = [:], reads: [String] = []
    ) async throws -> [String] {
        var request = ProgramRequest(
            path: path, arguments: words.map { .text($0) }, environment: environment, reads: reads)
        request.limits.deadline = .seconds(30)
        let lines = Collected()
        _ = await stage.runner.run(request) { lines.add($0) }
        return lines.texts
    }
}
