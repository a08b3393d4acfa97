import ArgumentParser
import Model
import Pipeline

struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Send an alert marked EXERCISE the real way, and say how long it took.",
        usage: "jibu drill [--claim <claim>] [--place <place>] [--config <config>] [--json]\njibu drill --report",
        discussion: """
            Example: jibu drill --claim water-poisoned, and a day later: jibu drill --report
            The next run sends it to everybody whom an alert of that claim would reach, over their channels and at \
            their hours. They take it with its code as they would take a real one. It is counted nowhere else.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "What it is about; by default the first claim with an approved answer.")
    var claim: String?
    @Option(name: .long, help: "Where it is supposed to be; by default the claim's areas, else office.catch_all.")
    var place: String?
    @Flag(name: .long, help: "Order none; say how those before went: time to phone, to claim, to answer.")
    var report = false

    func run() throws {
        if report { return try tell() }
        let order = try config.house(at: now).orderDrill(claim: claim, place: place)
        if output.json {
            Terminal.print(json: order.json)
        } else {
            for line in order.words { Terminal.print(Terminal.safe(line)) }
        }
    }

    private func tell() throws {
        let drills = try config.ledger().drills()
        for drill in drills {
            if output.json {
                Terminal.print(json: drill.json)
            } else {
                for line in drill.words { Terminal.print(Terminal.safe(line)) }
            }
        }
        if drills.isEmpty, !output.json { Terminal.print("There was no drill yet.") }
    }
}
