import ArgumentParser
import Model
import Pipeline

struct TuneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune",
        abstract: "Show how each pattern does on the archive and on labelled posts. It proposes, and edits nothing.",
        usage: "jibu tune [--claim ID] [--from DAY] [--until DAY] [--watchlists DIR] [--all] [--json]",
        discussion: """
            Hits are posts of the archive. Precision and recall come from jibu label, with 95 % intervals; \
            opinion counts as wrong. Recall is only known when posts were drawn and labelled that nothing had flagged \
            (jibu label --sample unflagged). Cost is the time of the pattern alone, for one post of a sample.
            Status 1 when no post of the period was read, or not all of it.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Only this claim.")
    var claim: String?
    @Option(name: .long, help: "First instant or day, UTC, as 2026-11-10.")
    var from: Instant?
    @Option(name: .long, help: "End, not included, as 2026-11-17.")
    var until: Instant?
    @Option(name: .long, help: "Other watchlists than the configured ones.", completion: .directory)
    var watchlists: String?
    @Flag(name: .long, help: "Also patterns without a hit or a label.")
    var all = false

    func run() async throws {
        let house = try config.house(at: now, watchlists: watchlists)
        show(house.findings.filter { $0.severity == .error })
        var request = Tuning.Request()
        (request.from, request.until, request.claim) = (from, until, claim)
        if let claim { try Labelling(house: house).check(claim) }
        let bar = Progress()
        let tuning = try await Tuning.perform(request, house: house) { bar.update($0, of: $1, label: "matching ") }
        bar.clear()
        if output.json {
            Terminal.print(json: tuning.json)
        } else {
            for line in TunePage(tuning, showsAll: all).lines { Terminal.print(line) }
        }
        Terminal.note(tuning.damages, as: "not read")
        let isWhole = tuning.posts > 0 && tuning.undecided == 0 && tuning.damages.isEmpty
        try finish(isWhole && !house.findings.hasErrors ? .clean : .needsEyes)
    }
}
