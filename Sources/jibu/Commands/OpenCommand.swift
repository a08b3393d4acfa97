import ArgumentParser
import Model
import Pipeline

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Unseal the link of a person's post. Who, when and why goes into the log.",
        discussion: "For analysts who must see the place itself. The link is printed once and kept nowhere.")

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Argument(help: "The post's id.")
    var post: String
    @Option(name: .long, help: "Who asks.")
    var by: String
    @Option(name: .long, help: "Why: one sentence for the log.")
    var reason: String

    func run() throws {
        let view = try config.ledger()
        Terminal.print(Terminal.safe(try view.unseal(post: post, by: by, reason: reason, at: now.instant)))
    }
}
