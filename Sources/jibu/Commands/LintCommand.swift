import ArgumentParser
import Model
import Pipeline

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check watchlists and responses: places, reasons, and what to do.",
        discussion: findingsDiscussion)

    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @OptionGroup var lists: WatchlistOptions
    @Option(
        name: .long, help: "The data folder of runs, which know what evidence is dead; nothing is fetched.",
        completion: .directory)
    var data: String?

    func run() throws {
        let library = try lists.read(at: now.instant, data: data)
        try finish(try report(library.findings, json: output.json, checked: Count.of(library.lists, "watchlist")))
    }
}
