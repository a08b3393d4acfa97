import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct ArchiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Look at the archive of posts.", subcommands: [List.self, Verify.self, Show.self, ArchiveImportCommand.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the segments, oldest first.")
        @OptionGroup var config: ConfigOption

        func run() throws {
            for name in try LedgerView(config: config.path, kinds: builtInSources).segments() { Terminal.print(name) }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Read every segment and report damage. Status 1 when there is any.")
        @OptionGroup var config: ConfigOption

        func run() throws {
            let (posts, problems) = try LedgerView(config: config.path, kinds: builtInSources).verifyArchive()
            for problem in problems { Terminal.print(problem) }
            Terminal.print(problems.isEmpty ? "\(counted(posts, "post")): no damage" : "\(counted(posts, "post")) readable")
            try finish(problems.isEmpty ? .clean : .needsEyes)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print archived posts as JSON lines, in archive order.")
        @OptionGroup var config: ConfigOption
        @Option(name: .long, help: "First instant or day, UTC.")
        var from: Instant?
        @Option(name: .long, help: "End, not included.")
        var until: Instant?

        func run() throws {
            try LedgerView(config: config.path, kinds: builtInSources).posts(from: from, until: until) {
                Terminal.write($0)
            }
        }
    }
}
