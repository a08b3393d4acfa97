import ArgumentParser
import Model
import Pipeline
import Reading

#if canImport(Glibc)
import Glibc
#endif

struct LabelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Say of archived posts whether they make the claim: what jibu tune and replay measure with.",
        usage: """
            jibu label [--claim ID] [--count N] [--seed S] [--since DAY] [--until DAY]
            jibu label --sample unflagged --count N --seed S
            jibu label --list [--csv] > FILE
            jibu label --from FILE
            """,
        discussion: """
            On a terminal, one post after the other, with single keys: t true, the post makes the claim; f false; \
            o opinion, satire or criticism; s skip; u undo; q quit. Each key is stored at once.
            --sample unflagged draws posts that nothing flagged: only these show what the watchlists miss.
            --from takes CSV (post,claim,label,by,drawn) or JSON lines with these names; - is standard input. \
            An empty claim with the label false says that the post makes none of the claims.
            --list prints the drawn posts as JSON lines instead, or with --csv as a table to be filled in elsewhere; \
            leave its column drawn as it is: it says for how many posts each label stands.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Option(name: .long, help: "Only this claim.")
    var claim: String?
    @Option(name: .long, help: "flagged: what a pattern hit. unflagged: what none did.")
    var sample = LabelQueue.Sample.flagged
    @Option(name: .long, help: "How many posts are drawn.")
    var count = 50
    @Option(name: .long, help: "Another number draws other posts.")
    var seed = 0
    @Option(name: .long, help: "First instant or day, UTC, as 2026-11-10.")
    var since: Instant?
    @Option(name: .long, help: "End, not included, as 2026-11-17.")
    var until: Instant?
    @Option(name: .long, help: "Who labels; written beside each label.")
    var by: String?
    @Option(
        name: .customLong("from"), help: "Take labels from a file of CSV or JSON lines; - for standard input.",
        completion: .file())
    var file: String?
    @Flag(name: .long, help: "Print the drawn posts as JSON lines and ask nothing.")
    var list = false
    @Flag(name: .long, help: "With --list: as CSV.")
    var csv = false

    func validate() throws {
        guard (1...10_000).contains(count) else { throw ValidationError("--count is from 1 to 10000.") }
        guard file == nil || !list else { throw ValidationError("Give --from or --list, not both.") }
        guard list || !csv else { throw ValidationError("--csv goes with --list.") }
    }

    func run() async throws {
        let house = try config.house(at: now)
        show(house.findings.filter { $0.severity == .error })
        let labelling = Labelling(house: house)
        if let file { return try takeFile(file, labelling) }
        guard list || isatty(STDIN_FILENO) == 1 else {
            throw CommandProblem(
                .usage, "Standard input is no terminal. Give --from FILE, or --list to print the posts.")
        }
        let bar = Progress()
        let queue = try await labelling.queue(request) { bar.update($0, of: $1, label: "drawing ") }
        bar.clear()
        Terminal.note(queue.damages, as: "not read")
        guard queue.posts > 0 else {
            throw CommandProblem(
                .couldNotRun, "The archive holds no post of that period, so there is nothing to label.")
        }
        if list {
            if csv { return Terminal.write(LabelTable.bytes(queue.items)) }
            for item in queue.items { Terminal.print(json: item.json) }
            return
        }
        try ask(queue, labelling)
    }

    private var request: LabelQueue.Request {
        var request = LabelQueue.Request()
        request.sample = sample
        request.claim = claim
        request.count = count
        request.seed = seed
        request.from = since
        request.until = until
        return request
    }

    private func ask(_ queue: LabelQueue, _ labelling: Labelling) throws {
        guard !queue.items.isEmpty else {
            Terminal.print(
                "Nothing to label: \(Count.of(queue.posts, "post")), \(Count.text(queue.flagged)) flagged, "
                    + "\(Count.text(queue.labelled)) labelled already.")
            return
        }
        guard let keys = LabelKeys() else { throw CommandProblem(.usage, "Standard input is no terminal.") }
        var session = LabelSession(queue: queue, labelling: labelling, keys: keys, by: by, clock: now.clock)
        try session.perform()
    }

    private func takeFile(_ path: String, _ labelling: Labelling) throws {
        let file = LabelFile(try InputFile.read(path, limit: 256 << 20))
        let bar = Progress()
        let taken = try labelling.take(file, by: by, at: now.instant) { bar.update($0, of: $1, label: "looking up ") }
        bar.clear()
        for problem in taken.problems.prefix(20) {
            Terminal.note(Terminal.safe("\(path): \(problem)"))
        }
        if taken.problems.count > 20 { Terminal.note("\(path): and \(Count.text(taken.problems.count - 20)) more") }
        let not = Set(taken.problems.map(\.line)).count
        let empty = file.unlabelled > 0 ? "; \(Count.of(file.unlabelled, "line")) without a label" : ""
        Terminal.print(
            "\(Count.of(taken.labels, "label")) stored"
                + (not == 0 ? "" : ", \(Count.of(not, "line")) with a problem") + empty)
        try finish(taken.problems.isEmpty ? .clean : .needsEyes)
    }
}

extension LabelQueue.Sample: ExpressibleByArgument {}

extension LabelQueue.Item {
    fileprivate var json: JSONValue {
        .object([
            ("post", .string(post.id)), ("claim", claim.map { .string($0) } ?? .null),
            ("source", .string(post.source)), ("language", .string(post.language)),
            ("seen", .string(post.seen.description)), ("drawn", draw?.json ?? .null), ("text", .string(post.text)),
            (
                "hits",
                .array(
                    matches.map { match in
                        .object([
                            ("pattern", .string(match.pattern)), ("view", .string(match.view.rawValue)),
                            ("start", .integer(Int64(match.range.lowerBound))),
                            ("end", .integer(Int64(match.range.upperBound))),
                        ])
                    })
            ),
        ])
    }
}
