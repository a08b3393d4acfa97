import ArgumentParser
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show the language of a text, and the forms of it that patterns run on.",
        usage: "jibu inspect [--redact] [--json] [TEXT | FILE ...]",
        discussion: """
            Takes a text in quotes, files of JSON lines with id and text, or standard input; a line that is no JSON is \
            a text itself. Shows every view that \
            differs from the weaker one (canon, deobf, squeeze; docs/watchlists.md), with the words that changed \
            marked. Needs no configuration.
            """)

    @OptionGroup var output: JSONOption
    @Flag(name: .long, help: "Redact personal data first, as a live run does.")
    var redact = false
    @Argument(help: "A text in quotes, or files of JSON lines; - or nothing: standard input.", completion: .file())
    var inputs: [String] = []

    func validate() throws {
        guard !inputs.isEmpty || isatty(STDIN_FILENO) == 0 else {
            throw ValidationError("Give a text in quotes, or a file of JSON lines with id and text.")
        }
        guard inputs.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw ValidationError("The text is empty.")
        }
    }

    func run() throws {
        var lines = TextLines(takesPlainText: true)
        var summary = InspectSummary()
        for input in inputs.isEmpty ? ["-"] : inputs {
            if isFile(input) {
                try lines.forEach(in: input) { line in
                    show(InspectedText(id: line.id, text: line.text, redacts: redact), &summary)
                }
            } else {
                show(InspectedText(id: nil, text: input, redacts: redact), &summary)
            }
        }
        if !output.json, summary.texts > 1 { Terminal.print(Terminal.styled(summary.words, .bold)) }
        if summary.texts == 0, lines.problems.isEmpty { Terminal.note("There was no text to inspect.") }
        for problem in lines.problems { Terminal.note(Terminal.safe(problem)) }
        try finish(lines.problems.isEmpty ? .clean : .needsEyes)
    }

    private func show(_ text: InspectedText, _ summary: inout InspectSummary) {
        summary.add(text)
        if output.json {
            Terminal.print(json: text.json)
        } else {
            for line in InspectPage(text).lines { Terminal.print(line) }
        }
    }

    /// A name of JSON lines is a file also when it is missing, so that a slip is told and not inspected.
    private func isFile(_ input: String) -> Bool {
        if input == "-" || access(input, F_OK) == 0 { return true }
        return !input.contains(" ") && [".ndjson", ".jsonl", ".json"].contains(where: input.hasSuffix)
    }
}
