import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Look at sources: list them with their health, find new ones, or check a kind.",
        subcommands: [
            List.self, CoverageList.self, Cost.self, Gaps.self, Discover.self, Kinds.self, Check.self, ImportOPML.self,
            ExportOPML.self,
        ], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the configured sources with what the last runs saw.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            for line in try config.ledger().sources(at: now.instant) {
                if output.json {
                    Terminal.print(json: line.json)
                } else {
                    Terminal.print(
                        "\(line.id.padded(24)) \(line.kind.padded(8)) \(line.health.padded(12)) "
                            + (line.lastAnswer.map { "last answer \($0)" } ?? "never answered")
                            + (line.habit.map { ", \($0)" } ?? "")
                            + (line.detail.map { "  " + Terminal.safe($0) } ?? ""))
                    for words in line.words { Terminal.print("    " + Terminal.safe(words)) }
                    if let gap = line.gap {
                        Terminal.print("    " + Terminal.safe(gap.sentence))
                    }
                }
            }
        }
    }

    struct Kinds: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the kinds of sources that jibu.yaml may name.")

        func run() {
            for kind in builtInSources { Terminal.print("\(kind.name.padded(12)) \(kind.summary)") }
        }
    }
}
