import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Text

struct TipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tip",
        abstract: "Take down a rumour that somebody heard; the next run looks at it like at any post.",
        usage: "jibu tip <text> --place <place> [--language <language>] [--config <config>] [--json]",
        discussion: """
            Example: jibu tip "They say the water is poisoned" --place qala --language en
            Write what is said, never who said it. Phones, addresses and names of accounts are taken out before \
            anything is written. The post has no author, and its source is tips:PLACE.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Where it goes round: a place of places.yaml.")
    var place: String
    @Option(name: .long, help: "The language it is told in, if you want it noted.")
    var language: String?
    @Argument(help: "The rumour, in quotes.")
    var text: String

    func run() throws {
        let tip = try Tip.takeDown(
            text, place: place, language: language, config: config.path, kinds: builtInSources, at: now.instant)
        if output.json {
            Terminal.write(tip.json.encoded() + [UInt8(ascii: "\n")])
        } else {
            Terminal.print("Taken down for \(tip.place); the next run looks at it:")
            Terminal.print("  " + TerminalText.escaped(tip.text, keepNewlines: false))
        }
    }
}
