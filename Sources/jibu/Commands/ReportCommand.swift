import ArgumentParser
import Model
import Pipeline

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Say what a month brought: alerts by claim and source, times to answers, corrections, gaps.",
        discussion: """
            Counts claims, sources, minutes and corrections; no author, party or person is counted or named. Months \
            are UTC months. Delivery times are of the notices that were made in the month and have arrived; times to \
            the first phone, to a claim and to an answer are of the alerts opened in it, as `jibu drill --report` has \
            them; corrections are those that went into the outbox in it.
            """)
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "The month, YYYY-MM; absent means the present one.")
    var month: String?

    func run() throws {
        let name = month ?? String(now.instant.date.description.prefix(7))
        guard let first = CivilDate(name + "-01") else {
            throw ValidationError("\(name) is no month. Write YYYY-MM, for example 2026-11.")
        }
        let report = try config.ledger().report(monthOf: first)
        guard !output.json else { return Terminal.print(json: report.json) }
        for line in report.words { Terminal.print(Terminal.safe(line)) }
    }
}
