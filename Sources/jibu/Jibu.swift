import ArgumentParser
import Pipeline
import Text

/// The command: arguments in, exit status and text or JSON out. No rule about posts lives here.
@main
struct Jibu: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jibu",
        abstract: "Watch public feeds for known false claims, and put an approved answer into the right hands.",
        discussion: """
            Jibu reads the sources of jibu.yaml, compares every post with the claims in watchlists/, and sends each \
            deputy a digest in their own language with an answer ready to paste. It never posts anything itself.

            Exit status: 0 clean, 1 finished but needs eyes, 2 could not run, 3 another run holds the lock, \
            64 wrong usage.
            """,
        version: jibuVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "The scheduled job",
                subcommands: [
                    RunCommand.self, ReplayCommand.self, AlertsCommand.self, AckCommand.self, RouteCommand.self,
                    DrillCommand.self, OpenCommand.self, ReportCommand.self,
                ]),
            CommandGroup(
                name: "Watchlists",
                subcommands: [
                    LintCommand.self, TestCommand.self, ExplainCommand.self, ScanCommand.self, TermsCommand.self,
                ]),
            CommandGroup(
                name: "Answers", subcommands: [ApproveCommand.self, PublishCommand.self, CorrectCommand.self]),
            CommandGroup(name: "Tuning", subcommands: [LabelCommand.self, TuneCommand.self]),
            CommandGroup(
                name: "Texts",
                subcommands: [
                    InspectCommand.self, StoriesCommand.self, TipCommand.self, ClaimCommand.self,
                ]),
            CommandGroup(name: "Sources", subcommands: [TryCommand.self, ParseCommand.self, SourcesCommand.self]),
            CommandGroup(
                name: "Upkeep",
                subcommands: [
                    ConfigCommand.self, ArchiveCommand.self, DoctorCommand.self, SchemaCommand.self, GuardCommand.self,
                ]),
        ])

    static func main() async {
        ignoreBrokenPipes()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as PipelineError {
            Terminal.error(TerminalText.escaped(error.description, keepNewlines: true))
            exit(withStatus: error.status)
        } catch let problem as CommandProblem {
            Terminal.error(TerminalText.escaped(problem.text, keepNewlines: true))
            exit(withStatus: problem.status)
        } catch {
            exit(withError: error)
        }
    }
}

/// The version of the command, of the archive's `schema` key and of nothing else.
let jibuVersion = "0.1.0"
