import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Say for somebody that they see to an alert, have answered it, or that nobody needs to.",
        usage: """
            jibu ack <code-or-alert> --by <recipient> [--config <config>]
            jibu ack <code-or-alert> --by <recipient> --release
            jibu ack <code-or-alert> --by <recipient> --responded <url>
            jibu ack <code-or-alert> --by <recipient> --dismissed <reason>
            """,
        discussion: """
            Example: jibu ack 48217 --by aigul
            For people who telephone, and for channels that bring no answer back. The next run takes it in; whoever \
            claims first has the alert, and the messages that wait for the others are cancelled. Reasons: \
            \(AckEvent.Reason.allCases.map(\.rawValue).joined(separator: ", ")).
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Who says it: the id of a recipient.")
    var by: String
    @Flag(name: .long, help: "They do not see to it after all.")
    var release = false
    @Option(name: .long, help: "The answer stands at this address.")
    var responded: String?
    @Option(name: .long, help: "Nobody needs to answer, for this reason.")
    var dismissed: AckEvent.Reason?
    @Argument(help: "The code of the alert, its id, or the first characters of its id.")
    var target: String

    func validate() throws {
        guard [release, responded != nil, dismissed != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("Give one of --release, --responded and --dismissed.")
        }
        if let responded {
            guard AckFile.isAddress(responded) else {
                throw ValidationError("--responded takes the address of the answer, https://…")
            }
        }
    }

    func run() throws {
        let act: AckFile.Act =
            if release { .release } else if let responded { .respond(url: responded) } else if let dismissed {
                .dismiss(dismissed)
            } else { .claim }
        let entry = try AckFile.leave(
            target, by: by, act: act, config: config.path, kinds: builtInSources, at: now.instant)
        if output.json {
            Terminal.print(json: entry.json)
        } else {
            let alert = "alert \(entry.alert.prefix(8)) of \(entry.claim)"
            Terminal.print("Taken down for \(by); the next run takes it in. Before it, \(alert):")
            Terminal.print("  " + Terminal.safe(entry.standing.words))
        }
    }
}

extension AckEvent.Reason: ExpressibleByArgument {}
