import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct TipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tip",
        abstract: "Take down a rumour that somebody heard; the next run looks at it like at any post.",
        usage: "jibu tip <text> --place <place> [--language <language>] [--config <config>] [--json]",
        discussion: """
            Example: jibu tip "They say the water is poisoned" --place qala --language en
            Write what is said in your own words, never who said it. Phones, addresses and names of accounts are taken \
            out before anything is written. The post has no author, and its source is tips:PLACE.

            A message copied out of a private group is not your own word. It needs --from-private and a line that says \
            who agreed to its use:
            jibu tip "Forwarded: ..." --place qala --from-private --consent "a member of the group agreed by phone"
            It is matched first. If it matches no claim, nothing of it is kept. If it does, it is counted without \
            author, never archived, and its text is removed after seven days.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Where it goes round: a place of places.yaml.")
    var place: String
    @Option(name: .long, help: "The language it is told in, if you want it noted.")
    var language: String?
    @Flag(name: .long, help: "The text is a message out of a private group.")
    var fromPrivate = false
    @Option(name: .long, help: "Who agreed to its use, in one line without names; needed with --from-private.")
    var consent: String?
    @Argument(help: "The rumour, in quotes.")
    var text: String

    func validate() throws {
        if let language, !(2...3).contains(language.count) || !language.allSatisfy({ ("a"..."z").contains($0) }) {
            throw ValidationError("--language takes a code of two or three small letters: kk, ru, sw, rw, fr, en.")
        }
        if fromPrivate, consent == nil {
            throw ValidationError("--from-private needs --consent with a line that says who agreed.")
        }
        if consent != nil, !fromPrivate { throw ValidationError("--consent goes with --from-private.") }
    }

    func run() throws {
        let tip = try Tip.takeDown(
            text, place: place, language: language, consent: consent, config: config.path, kinds: builtInSources,
            at: now.instant)
        if output.json {
            Terminal.print(json: tip.json)
        } else {
            let fate = fromPrivate ? "; it is kept only if it matches, for seven days" : ""
            Terminal.print("Taken down for \(tip.place); the next run looks at it\(fate):")
            Terminal.print("  " + Terminal.safe(tip.text))
        }
    }
}
