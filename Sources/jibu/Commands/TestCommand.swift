import ArgumentParser
import Model
import Pipeline
import Reading
import Text

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the examples inside watchlists: texts that must match, and texts that must not.")

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
                Terminal.print(
                    json: .object([
                        ("claim", .string(result.claim)), ("text", .string(result.example.value)),
                        ("expected", .string(result.isToMatch ? "match" : "no_match")),
                        ("passed", .bool(result.passed)),
                    ]))
            }
        } else {
            for result in failed {
                Terminal.print(TerminalText.escaped(result.finding?.description ?? "", keepNewlines: true))
                Terminal.print("    text: " + Terminal.safe(result.example.value))
            }
            let claims = Set(results.map(\.claim)).count
            let outcome = failed.isEmpty
                ? Terminal.styled("all as expected", .green) : Terminal.styled("\(failed.count) failed", .red)
            Terminal.print("\(Count.of(results.count, "example")) of \(Count.of(claims, "claim")): \(outcome)")
        }
        if results.isEmpty { throw CommandProblem(.couldNotRun, "\(lists.path): there is no example to run") }
        try finish(failed.isEmpty && !library.findings.hasErrors ? .clean : .needsEyes)
    }
}
