import ArgumentParser
import Model
import Pipeline

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "A pure filter: JSON lines with id and text in, one JSON match per line out.",
        usage: "jibu scan (--watchlists DIR | --patterns FILE) [--redact] [FILE ...]",
        discussion: """
            Takes texts as they are, unless --redact is given. Prints `post claim pattern view start end excerpt`, with \
            byte offsets into the text. Status 0 with or without hits.
            """)

    @OptionGroup var now: NowOption
    @Option(name: .long, help: "The watchlists folder.", completion: .directory)
    var watchlists: String?
    @Option(name: .long, help: "A file of PCRE2 patterns, one per line; the line number is the pattern's id.", completion: .file())
    var patterns: String?
    @Flag(name: .long, help: "Redact personal data first, as a live run does.")
    var redact = false
    @Argument(help: "Files of JSON lines; - or nothing: standard input.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard (watchlists == nil) != (patterns == nil) else {
            throw ValidationError("Give either --watchlists DIR or --patterns FILE.")
        }
    }

    func run() throws {
        let lists = try patterns.map { try WatchlistLibrary.scanner(patterns: $0, redacts: redact) }
            ?? WatchlistLibrary.scanner(folder: watchlists ?? "watchlists", redacts: redact, now: now.instant)
        var (scanner, findings) = lists
        show(findings.filter { $0.severity >= .warning })
        for file in files.isEmpty ? ["-"] : files { try scanner.scan(file) { Terminal.write($0) } }
        for problem in scanner.problems { Terminal.note(problem) }
        if !scanner.undecided.isEmpty {
            Terminal.note("undecided by patterns that ran too long: \(scanner.undecided.sorted().joined(separator: ", "))")
        }
        let isClean = scanner.problems.isEmpty && scanner.undecided.isEmpty && !findings.hasErrors
        try finish(isClean ? .clean : .needsEyes)
    }
}
