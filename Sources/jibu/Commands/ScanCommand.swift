import ArgumentParser
import Model
import Pipeline
import Reading
import Text
import Watchlists

#if canImport(Glibc)
import Glibc
#endif

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "A pure filter: JSON lines with id and text in, one JSON match per line out.",
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
        let (set, findings) = try patternSet()
        show(findings.filter { $0.severity >= .warning })
        var scanner = Scanner(set: set, redacts: redact)
        for file in files.isEmpty ? ["-"] : files { try scanner.scan(file) }
        for problem in scanner.problems { Terminal.note(problem) }
        if !scanner.undecided.isEmpty {
            Terminal.note("undecided by patterns that ran too long: \(scanner.undecided.sorted().joined(separator: ", "))")
        }
        let isClean = scanner.problems.isEmpty && scanner.undecided.isEmpty && !findings.hasErrors
        try finish(isClean ? .clean : .needsEyes)
    }

    private func patternSet() throws -> (PatternSet, [Finding]) {
        if let patterns { return try WatchlistLibrary.patterns(file: patterns) }
        let library = try WatchlistLibrary.read(folder: watchlists ?? "watchlists", places: nil, now: now.instant)
        return (library.watchlists.patterns, library.findings)
    }
}

/// Lines in, matches out; a bad line is counted and named, and the next one goes on.
private struct Scanner {
    private var matcher: Matcher
    private let redacts: Bool
    private let fields = JSONFields(["id", "text"])
    private var output: [UInt8] = []
    private(set) var undecided: Set<String> = []
    private(set) var problems: [String] = []
    private var badLines = 0

    init(set: PatternSet, redacts: Bool) {
        self.matcher = set.matcher()
        self.redacts = redacts
    }

    mutating func scan(_ file: String) throws {
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandProblem(.couldNotRun, "\(file): cannot be opened") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let failure = JSONLines.forEach(from: descriptor) { line, number in
            switch line {
            case .bytes(let bytes): read(bytes, file: file, number: number)
            case .tooLong(let length): problem("\(file):\(number): the line is too long (\(length) bytes)")
            }
            return true
        }
        if let failure { throw CommandProblem(.couldNotRun, "\(file): cannot be read: \(String(cString: strerror(failure)))") }
        flush()
    }

    private mutating func read(_ line: UnsafeBufferPointer<UInt8>, file: String, number: Int) {
        guard line.contains(where: { $0 > 0x20 }) else { return }
        do {
            let values = try fields.pick(line)
            guard let id = values[0]?.text, let text = values[1]?.string else {
                return problem("\(file):\(number): a line needs \"id\" and \"text\"")
            }
            match(redacts ? Redaction.redact(text).text : text, post: id)
        } catch {
            problem("\(file):\(number): \(error)")
        }
    }

    private mutating func match(_ text: String, post: String) {
        let found = matcher.matches(in: text)
        undecided.formUnion(found.undecided)
        for match in found.matches {
            JSONValue.object([
                ("post", .string(post)), ("claim", .string(match.claim)), ("pattern", .string(match.pattern)),
                ("view", .string(match.view.rawValue)), ("start", .integer(Int64(match.range.lowerBound))),
                ("end", .integer(Int64(match.range.upperBound))),
                ("excerpt", .string(String(decoding: Array(text.utf8)[match.range], as: UTF8.self))),
            ]).encode(into: &output)
            output.append(UInt8(ascii: "\n"))
        }
        if output.count > 1 << 16 { flush() }
    }

    private mutating func flush() {
        Terminal.write(output)
        output.removeAll(keepingCapacity: true)
    }

    /// Names the first ten bad lines, then only counts.
    private mutating func problem(_ what: String) {
        badLines += 1
        if badLines <= 10 { problems.append(what) }
        if badLines == 11 { problems.append("more lines like these") }
    }
}
