import ArgumentParser
import Model
import Pipeline

struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Who is told about what, over what, and when: explain, test, silences.",
        subcommands: [Explain.self, Test.self, Silences.self])

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say why an alert goes to whom, over what and when, as if it were opened now.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Argument(help: "The alert's id, or its first characters.")
        var alert: String

        func run() throws {
            let house = try config.house(at: now)
            let (alert, trial) = try house.explainRoute(ofAlert: self.alert, at: now.instant)
            if output.json {
                Terminal.print(json: trial.json)
            } else {
                Terminal.print(AlertText.line(alert))
                for line in trial.words { Terminal.print("  " + Terminal.safe(line)) }
            }
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a file of cases: this alert at this instant goes to these people, then.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Argument(help: "The file of cases (docs/routing.md).", completion: .file(extensions: ["yaml"]))
        var file: String

        func run() throws {
            let house = try config.house(at: now)
            var findings: [Finding] = []
            let results = house.testRoutes(file: file, into: &findings)
            show(findings)
            guard let results else { throw CommandProblem(.couldNotRun, "\(file): no case was run") }
            let failed = results.filter { !$0.differences.isEmpty }
            if output.json {
                for result in results { Terminal.print(json: result.json) }
            } else {
                for result in failed { for line in lines(of: result) { Terminal.print(line) } }
                Terminal.print(
                    failed.isEmpty
                        ? "\(Count.of(results.count, "case")): all pass"
                        : "\(Count.of(results.count, "case")): \(failed.count) failed")
            }
            try finish(failed.isEmpty ? .clean : .needsEyes)
        }

        private func lines(of result: RouteResult) -> [String] {
            let place = "\(result.place.file):\(result.place.line)"
            return ["\(Terminal.styled("failed", .red)) \(place): \(result.name)"]
                + result.differences.map { "    " + Terminal.safe($0) }
        }
    }

    struct Silences: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what makes alerts wait: which alerts each silence holds, and would have held before.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let house = try config.house(at: now)
            let silences = try house.silences(at: now.instant)
            for silence in silences {
                if output.json {
                    Terminal.print(json: silence.json)
                } else {
                    for line in silence.words { Terminal.print(Terminal.safe(line)) }
                }
            }
            if silences.isEmpty, !output.json { Terminal.print("There are no silences.") }
        }
    }
}
