import ArgumentParser
import Model
import Pipeline
import Reading
import Text

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the examples inside watchlists: texts that must match, and texts that must not.")

    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @OptionGroup var lists: WatchlistOptions

    func run() throws {
        let library = try lists.read(at: now.instant)
        show(library.findings.filter { $0.severity == .error })
        let results = library.runExamples()
        let failed = results.filter { !$0.passed }
        if output.json {
            for result in results {
                Terminal.write(
                    json(
                        claim: result.claim, text: result.example.value, isToMatch: result.isToMatch,
                        passed: result.passed))
            }
        } else {
            for result in failed {
                Terminal.print(TerminalText.escaped(result.finding?.description ?? "", keepNewlines: true))
                Terminal.print("    text: " + TerminalText.escaped(result.example.value, keepNewlines: false))
            }
            let claims = Set(results.map(\.claim)).count
            Terminal.print(
                "\(counted(results.count, "example")) of \(counted(claims, "claim")): "
                    + (failed.isEmpty ? Terminal.styled("all as expected", .green) : Terminal.styled("\(failed.count) failed", .red)))
        }
        if results.isEmpty { throw CommandProblem(.couldNotRun, "\(lists.path): there is no example to run") }
        try finish(failed.isEmpty && !library.findings.hasErrors ? .clean : .needsEyes)
    }

    private func json(claim: String, text: String, isToMatch: Bool, passed: Bool) -> [UInt8] {
        JSONValue.object([
            ("claim", .string(claim)), ("text", .string(text)),
            ("expected", .string(isToMatch ? "match" : "no_match")), ("passed", .bool(passed)),
        ]).encoded() + [UInt8(ascii: "\n")]
    }
}
