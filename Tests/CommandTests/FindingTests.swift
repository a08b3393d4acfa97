import Foundation
import Testing

/// The broken files of the rooms, through the command: each finding at its place, as an editor reads it.
struct FindingTests {
    static let lists = names(in: "Tests/WatchlistsTests/Fixtures").filter { $0.hasSuffix(".yaml") }
    static let configurations = names(in: "Tests/PipelineTests/Fixtures/config")

    private static func names(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: Repository.url(folder).path)
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
    }

    @Test("jibu lint says of each broken list or response what the recorded findings say", arguments: lists)
    func lint(name: String) async throws {
        let fixtures = Repository.url("Tests/WatchlistsTests/Fixtures")
        let folder = try ScratchFolder()
        let isList = name.hasPrefix("list.")
        let paths = [
            isList ? name : "list.valid.yaml": "watchlists",
            isList ? "response.valid.yaml" : name: "watchlists/responses",
        ]
        for (file, place) in paths {
            let text = try String(contentsOf: fixtures.appending(path: file), encoding: .utf8)
            try folder.write(text, to: "\(place)/\(file)")
        }
        let places = "places:\n  - {id: qala, names: {en: Qala}, terms: {ru: [кал*], kk: [қала*]}}\n"
        try folder.write(places, to: "places.yaml")
        let ending = try await JibuProcess.run(
            ["lint", "watchlists", "--places", "places.yaml", "--now", "2026-11-21T12:00:00Z"], in: folder.url)

        let recorded = fixtures.appending(path: name.replacing(".yaml", with: ".findings"))
        let golden = (try? String(contentsOf: recorded, encoding: .utf8)) ?? ""
        let expected = golden.split(separator: "\n").map { line in
            guard let (file, place) = paths.first(where: { line.hasPrefix($0.key) }) else { return String(line) }
            return "\(place)/\(file)" + line.dropFirst(file.count)
        }
        #expect(ending.lines.dropLast() == expected[...])
        #expect(ending.status == (golden.contains(" error[") ? 1 : 0))
        #expect(ending.errors.isEmpty)
    }

    @Test(
        "jibu config check says of each broken configuration what the recorded findings say",
        arguments: configurations)
    func configCheck(name: String) async throws {
        let folder = Repository.url("Tests/PipelineTests/Fixtures/config/\(name)")
        let ending = try await JibuProcess.run(["config", "check", "--now", "2026-11-21T12:00:00Z"], in: folder)
        let recorded = try? String(contentsOf: folder.appending(path: "findings.txt"), encoding: .utf8)
        let golden = (recorded ?? "").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("    ") }
        for line in golden {
            // The fixtures' test reads files by itself, so the words for an unreadable one may differ.
            let heading = line.contains("[file-unreadable]") ? String(line.prefix { $0 != "]" }) : line
            #expect(ending.lines.contains { $0.hasPrefix(heading) }, "\(ending.output)")
        }
        let isBroken = golden.contains { $0.contains(" error[") }
        // The command also looks at the watchlists and the secrets, which these folders do not have.
        let besides = ["[watchlists-unreadable]", "[secret-unreadable]"]
        let codes = ending.lines.filter { line in line.contains(": error[") && !besides.contains { line.contains($0) } }
        #expect(codes.isEmpty == !isBroken)
        #expect(!isBroken || ending.status == 1)
        #expect(!ending.output.contains("canary") && !ending.errors.contains("canary"), "a secret is repeated")
    }

    @Test("there are many broken files to try")
    func enough() {
        #expect(Self.lists.count >= 40)
        #expect(Self.configurations.count >= 45)
    }

    @Test("--json gives the same findings as objects")
    func json() async throws {
        struct Line: Decodable {
            let code: String
            let severity: String
            let file: String
            let line: Int
            let column: Int
        }
        let folder = Repository.url("Tests/PipelineTests/Fixtures/config/bad-spans")
        let ending = try await JibuProcess.run(["config", "check", "--json"], in: folder)
        #expect(ending.status == 1)
        let lines = try ending.decoded(Line.self)
        #expect(lines.map { "\($0.file):\($0.line):\($0.column) \($0.code)" } == [
            "jibu.yaml:7:12 out-of-range", "jibu.yaml:15:12 bad-value",
        ])
        #expect(lines.allSatisfy { $0.severity == "error" })
    }

    @Test("the shipped watchlists lint clean, and all their examples hold")
    func shipped() async throws {
        let demo = try DemoOffice()
        let lint = try await demo.bare(
            "lint", "watchlists", "--places", "examples/quickstart/places.yaml", "--now", DemoOffice.now)
        #expect(lint.status == 0)
        #expect(lint.lines == ["6 watchlists: no problems found"])
        let test = try await demo.bare("test", "watchlists", "--now", DemoOffice.now)
        #expect(test.status == 0)
        #expect(test.output.contains("all as expected"))
        let check = try await demo.jibu("config", "check")
        #expect(check.status == 0)
        #expect(check.output.contains("no problems found"))
    }

    @Test("one list is found by its name alone, as `jibu claim draft` says it", arguments: ["water.yaml", "./water.yaml"])
    func oneList(name: String) async throws {
        let folder = try ScratchFolder()
        try folder.write(TestOffice.watchlist, to: "water.yaml")
        let test = try await JibuProcess.run(["test", name, "--now", DemoOffice.now], in: folder.url)
        #expect(test.status == 0, "\(test.errors)")
        #expect(test.output.contains("all as expected"))
    }

    @Test("an example that fails is told with its place and its text; status 1")
    func failedExample() async throws {
        let folder = try ScratchFolder()
        let list = TestOffice.watchlist.replacing("The water is clean", with: "No, the water is poisoned is a lie")
        try folder.write(list, to: "watchlists/water.yaml")
        let test = try await JibuProcess.run(["test", "--now", DemoOffice.now], in: folder.url)
        #expect(test.status == 1)
        #expect(test.output.contains("watchlists/water.yaml:15:18: error["), "\(test.output)")
        #expect(test.output.contains("No, the water is poisoned is a lie"))
        #expect(test.output.contains("1 failed"))
    }
}
