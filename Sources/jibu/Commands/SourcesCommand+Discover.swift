import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Reading

extension SourcesCommand {
    /// How a site can be watched.
    struct Discover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find how a site can be watched: its feeds, its list of news or its sitemap.",
            discussion: """
                Each way is tried by the source that a run would use. Printed is what it gave, why it is better or \
                worse than the others, and the lines to paste into jibu.yaml. robots.txt is obeyed; at most 40 \
                addresses are asked, one a second. Nothing is stored. With --config the network section of that file \
                counts. Status 1 when nothing was found.
                """)

        @Option(
            name: .shortAndLong, help: "A jibu.yaml whose network section counts.",
            completion: .file(extensions: ["yaml"]))
        var config: String?
        @Option(name: .long, help: "Allow this host:port although it is not public.")
        var allow: [String] = []
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption
        @Argument(help: "Address of the site, a page or a channel.")
        var url: String

        func run() async throws {
            let http = try Discovery.client(config: config, allow: allow, kinds: builtInSources, clock: now.clock)
            let discovery = Discovery(kinds: builtInSources, http: http, now: now.instant) { address in
                if Terminal.errorIsTerminal { Terminal.note("asking " + Terminal.safe(address)) }
            }
            let report = await discovery.look(at: url)
            if output.json { writeJSON(report) } else { writeText(report) }
            try finish(report.sources.isEmpty ? .needsEyes : .clean)
        }

        private func writeText(_ report: Discovery.Report) {
            for (number, source) in report.sources.enumerated() {
                Terminal.print(
                    Terminal.styled("\(number + 1). \(source.candidate.kind)", .bold) + "  "
                        + Terminal.safe(source.candidate.address))
                Terminal.print("   " + Terminal.safe(source.reason(at: now.instant)))
                if let sight = source.sight {
                    let dates = sight.newest.map { ", the newest of \($0)" } ?? ""
                    let languages = sight.languages.isEmpty ? "" : ", in " + sight.languages.joined(separator: ", ")
                    let posts = Count.of(sight.posts, "post")
                    Terminal.print("   Saw \(posts)\(dates)\(languages); it is \(Terminal.safe(sight.health)).")
                    for title in sight.titles where !title.isEmpty { Terminal.print("   - " + Terminal.safe(title)) }
                    for note in sight.notes { Terminal.print("   note: " + Terminal.safe(note)) }
                }
                for line in source.configuration.split(separator: "\n") {
                    Terminal.print("     " + Terminal.safe(String(line)))
                }
            }
            for note in report.notes { Terminal.note(Terminal.safe(note)) }
            if report.sources.isEmpty { Terminal.print("Nothing was found at \(Terminal.safe(report.url)).") }
        }

        private func writeJSON(_ report: Discovery.Report) {
            let value = JSONValue.object([
                ("url", .string(report.url)), ("sources", .array(report.sources.map { $0.json(at: now.instant) })),
                ("notes", .array(report.notes.map { .string($0) })),
            ])
            Terminal.print(json: value)
        }
    }

    /// What is not watched.
    struct CoverageList: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "coverage", abstract: "List the platforms that are not watched, and sources that saw nothing.",
            discussion: """
                Silence is not calm: what nobody watches says nothing. Each platform stands with the sources that \
                watch it, or with the reason why none does; then every source that is blind at present, and since when.
                """)

        @OptionGroup var config: ConfigOption
        @OptionGroup var now: NowOption
        @OptionGroup var output: JSONOption

        func run() throws {
            let view = try config.ledger()
            let blind = try view.blind(at: now.instant)
            if output.json {
                for line in view.coverage.lines { Terminal.print(json: line.json) }
                for gap in blind {
                    let value = JSONValue.object([
                        ("source", .string(gap.source)), ("state", .string("blind")),
                        ("since", .string(gap.start.description)), ("words", .string(gap.sentence)),
                    ])
                    Terminal.print(json: value)
                }
                return
            }
            for line in view.coverage.lines {
                let sources = line.sources.isEmpty ? "" : " (\(line.sources.joined(separator: ", ")))"
                let words = line.words.isEmpty ? "" : ": \(line.words)"
                Terminal.print("\(line.platform.padded(14)) \(line.state.rawValue.padded(12))\(sources)\(words)")
            }
            if blind.isEmpty { Terminal.print("No source is blind at present.") }
            for gap in blind { Terminal.print("blind: " + Terminal.safe(gap.sentence)) }
        }
    }
}
