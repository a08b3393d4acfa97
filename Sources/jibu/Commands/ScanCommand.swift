import ArgumentParser
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "A pure filter: JSON lines with id and text in, one JSON match per line out.",
        usage: "jibu scan (--watchlists DIR | --patterns FILE) [--workers N] [--redact] [--json] [FILE ...]",
        discussion: """
            Reads plain or zstd-packed files, told apart by their first bytes. Takes texts as they are, unless \
            --redact is given. Prints `post claim pattern view start end excerpt` in the order of the input, with \
            byte offsets into the text. Status 0 with or without hits; 1 when lines, frames or patterns need eyes; \
            2 when a file cannot be read or the output not be written.
            """)

    @OptionGroup var now: NowOption
    @Option(name: .long, help: "The watchlists folder.", completion: .directory)
    var watchlists: String?
    @Option(
        name: .long, help: "A file of PCRE2 patterns, one per line; the line number is the pattern's id.",
        completion: .file())
    var patterns: String?
    @OptionGroup var workers: WorkersOption
    @Flag(name: .long, help: "Redact personal data first, as a live run does.")
    var redact = false
    @Flag(name: .long, help: "Tell what was done on stderr as one JSON object.")
    var json = false
    @OptionGroup(title: "Past one machine (docs/replay.md)") var sketch: SketchOptions
    @Argument(help: "Files of JSON lines; - or nothing: standard input.", completion: .file())
    var files: [String] = []

    func validate() throws {
        try sketch.check(patterns: patterns, redact: redact)
        guard sketch.sketch || (watchlists == nil) != (patterns == nil) else {
            throw ValidationError("Give either --watchlists DIR or --patterns FILE.")
        }
    }

    func run() async throws {
        if sketch.sketch { return try finish(sketch.run(watchlists: watchlists, files: files, now: now.instant)) }
        let patterns =
            try patterns.map { try ScanPatterns(file: $0) }
            ?? ScanPatterns(watchlists: watchlists ?? "watchlists", now: now.instant)
        show(patterns.findings.filter { $0.severity >= .warning })
        let bar = Progress()
        let files = files.isEmpty ? ["-"] : files
        let scan = Scan(files: files, workers: workers.count(), output: STDOUT_FILENO) {
            bar.update($0, of: $1, label: "Scanning")
        }
        let report = await scan.run(patterns, redacts: redact)
        bar.clear()
        if json {
            Terminal.note(String(decoding: report.json.encoded(), as: UTF8.self))
        } else {
            for sentence in report.sentences { Terminal.note(Terminal.safe(sentence)) }
        }
        if report.couldNotRun { return try finish(.couldNotRun) }
        try finish(report.isClean && !patterns.findings.hasErrors ? .clean : .needsEyes)
    }
}
