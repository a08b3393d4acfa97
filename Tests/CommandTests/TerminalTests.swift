import Foundation
import Testing

/// Text from outside is text on a terminal, and nothing else.
struct TerminalTests {
    @Test("a name with control characters is shown by their names in an error")
    func errors() async throws {
        let folder = FileManager.default.temporaryDirectory
        let ending = try await JibuProcess.run(["parse", "\u{1B}[31mnone\u{202E}"], in: folder)
        #expect(ending.status == 2)
        #expect(ending.errors.contains("cannot be opened") && ending.errors.contains("<U+202E>"), "\(ending.errors)")
        #expect(!ending.errors.contains("\u{1B}") && !ending.errors.contains("\u{202E}"))
    }

    @Test("a terminal with colours gets them; a dumb one gets lines", .enabled(if: TerminalDriver.python != nil))
    func dumb() async throws {
        for (terminal, isPlain) in [("xterm", false), ("dumb", true)] {
            let screen = try await TerminalDriver.run(
                ["parse", "none"], in: FileManager.default.temporaryDirectory, environment: ["TERM": terminal], [])
            #expect(screen.output.contains("jibu:") && screen.output.contains("cannot be opened"))
            #expect(screen.output.contains("\u{1B}") != isPlain, "\(terminal): \(screen.output)")
        }
    }

    @Test("one number of workers counts for scan and replay", arguments: ["scan", "replay"])
    func workers(command: String) async throws {
        let ending = try await JibuProcess.run([command, "--workers", "0"], in: FileManager.default.temporaryDirectory)
        #expect(ending.status == 64 && ending.errors.contains("from 1 to 256"), "\(ending.errors)")
    }
}
