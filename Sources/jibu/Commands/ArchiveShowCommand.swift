import ArgumentParser
import Model
import Pipeline

#if canImport(Glibc)
import Glibc
#endif

/// Which posts are meant.
struct ArchiveChoiceOptions: ParsableArguments {
    @Option(name: .long, help: "First instant or day, UTC, as 2026-11-10.")
    var from: Instant?
    @Option(name: .long, help: "End, not included, as 2026-11-17.")
    var until: Instant?
    @Option(name: .long, help: "Only posts collected on this day, as 2026-11-21.")
    var day: CivilDate?
    @Option(name: .long, help: "Only posts of this source.")
    var source: String?

    func choice(id: String? = nil) -> ArchiveOffice.Choice {
        var choice = ArchiveOffice.Choice()
        (choice.from, choice.until, choice.day, choice.source, choice.id) = (from, until, day, source, id)
        return choice
    }
}

extension CivilDate: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

struct ArchiveShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show archived posts, in archive order; JSON lines when the output is no terminal.",
        usage: "jibu archive show [--day DAY] [--from DAY] [--until DAY] [--source ID] [--json] [ID]",
        discussion: """
            Links of persons stay sealed; jibu open unseals one and writes down who asked. Status 1 when there is no \
            such post.
            """)
    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @OptionGroup var which: ArchiveChoiceOptions
    @Argument(help: "The first characters of a post's id.")
    var id: String?

    func run() throws {
        let office = try config.archive(at: now)
        let isJSON = output.json || !Terminal.outputIsTerminal
        var shown = 0
        let damages = try office.posts(which.choice(id: id)) { posts in
            shown += posts.count
            for post in posts {
                if isJSON { Terminal.write(ArchiveOffice.line(of: post)) } else { page(post) }
            }
        }
        Terminal.note(damages, as: "not read")
        if shown == 0 { throw CommandProblem(.needsEyes, "There is no such post in the archive.") }
        try finish(damages.isEmpty ? .clean : .needsEyes)
    }

    private func page(_ post: Post) {
        let version = post.version > 1 ? " version \(post.version)" : ""
        Terminal.print(Terminal.styled(Terminal.safe(post.id), .cyan) + version)
        let when = post.published.map { "published \($0)" } ?? "no date"
        let origin = "\(post.source)  \(post.language)  \(when)  collected \(post.collected)"
        Terminal.print(Terminal.styled("  " + Terminal.safe(origin + (post.imported ? "  imported" : "")), .dim))
        if let url = post.url { Terminal.print(Terminal.styled("  " + Terminal.safe(url), .dim)) }
        if post.sealedURL != nil { Terminal.print(Terminal.styled("  the link of a person, sealed", .dim)) }
        for line in post.text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.print("  " + Terminal.safe(String(line)))
        }
        Terminal.print("")
    }
}
