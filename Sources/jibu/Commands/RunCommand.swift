import ArgumentParser
import Model
import Pipeline
import Programs

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Fetch, match, decide and deliver: the scheduled job.",
        discussion: """
            Reads every source that is due, compares new posts with the watchlists, and sends the digests that are \
            due. Start it from a timer; two runs at once are harmless.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption

    @Flag(name: .long, help: "Fetch and decide, but send nothing and write nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Print each digest as its recipient reads it.")
    var printDigests = false

    func run() async throws {
        let house = try config.house(at: now)
        show(house.findings)
        if now.now != nil, !dryRun, house.hasLiveChannels {
            Terminal.note("warning: --now is set, so real messages carry a pretended time")
        }
        let bar = Progress()
        let programs = ProgramHost(inheritsOrphans: true)
        let report = try await house.run(isDryRun: dryRun, programs: programs, clock: now.clock) { event in
            switch event {
            case .fetching(let done, let total): bar.update(done, of: total, label: "fetching  ")
            case .matching(let done, let total): bar.update(done, of: total, label: "matching  ")
            case .delivering(let done, let total): bar.update(done, of: total, label: "delivering")
            }
        }
        bar.clear()
        if output.json {
            Terminal.print(json: report.json)
        } else {
            RunText(report: report, printsDigests: printDigests).print()
        }
        try finish(report.needsEyes || house.findings.hasErrors ? .needsEyes : .clean)
    }
}
