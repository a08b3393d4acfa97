import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the configuration.", subcommands: [Check.self],
        defaultSubcommand: Check.self)

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check jibu.yaml, places.yaml and the watchlists they name.", discussion: findingsDiscussion)
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let findings = House.check(config: config.path, kinds: builtInSources, now: now.instant)
            try finish(try report(findings, json: output.json, checked: config.path))
        }
    }
}
