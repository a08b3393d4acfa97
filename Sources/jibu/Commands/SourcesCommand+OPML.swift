import ArgumentParser
import Model
import Pipeline
import Reading

extension SourcesCommand {
    /// Feeds of another program, as lines for jibu.yaml.
    struct ImportOPML: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import-opml", abstract: "Print the feeds of an OPML file as lines for sources: in jibu.yaml.",
            discussion: """
                Titles and folders stand in comments. Feeds that jibu.yaml has already are left out; nothing is \
                changed. Look at author_kind before you paste: outlet is written for all of them, and a blog of one \
                person is person.
                """)
        @OptionGroup var config: ConfigOption
        @Argument(help: "The OPML file; - for standard input.", completion: .file(extensions: ["opml", "xml"]))
        var file: String

        func run() throws {
            guard let list = OPMLFile.read(try InputFile.read(file, limit: 20 << 20)) else {
                throw CommandProblem(.couldNotRun, "\(file): this is no OPML: there is no element opml with a body.")
            }
            // Without a jibu.yaml everything is new.
            let configured = try? OPMLFile.configured(config.path)
            let urls = Set((configured?.feeds ?? []).map { URLText.canonical($0.url) })
            let (lines, known) = OPMLFile.configuration(list.feeds, taken: (configured?.ids ?? [], urls))
            for line in lines { Terminal.print(line) }
            Terminal.note("\(Count.of(lines.count / 2, "new feed")), \(known) that jibu.yaml has already")
            for url in list.left {
                Terminal.note("left out, no web address: \(Terminal.safe(url))")
            }
            try finish(list.left.isEmpty ? .clean : .needsEyes)
        }
    }

    /// The feeds of jibu.yaml for another program.
    struct ExportOPML: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export-opml", abstract: "Print the feeds of jibu.yaml as OPML, for feed readers.")
        @OptionGroup var config: ConfigOption

        func run() throws {
            let configured = try OPMLFile.configured(config.path)
            Terminal.write(Array(OPMLFile.written(configured.feeds, title: configured.office ?? "Jibu").utf8))
        }
    }
}
