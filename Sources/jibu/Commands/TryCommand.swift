import ArgumentParser
import BuiltIn
import Model
import Pipeline

struct TryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Show what would be flagged on anybody's feed, with nothing configured.",
        discussion: """
            Example: jibu try https://example.org/feed.xml --term 'vaccin*' --term '/poison\\w* water/'
            A term is a word, a word with * for any ending, or a PCRE2 pattern between slashes; with --language, a word
            with /n, /v or /a for all its forms. The shorthand is in docs/terms.md.
            """)

    @OptionGroup var now: NowOption
    @Option(name: .long, help: "What to look for; give it more than once for more terms.")
    var term: [String]
    @Option(name: .long, help: "Language of the terms: kk, ru, sw, rw, fr or en; terms with /n, /v or /a need it.")
    var language: String?
    @Option(name: .long, help: "Allow this host:port although it is not public.")
    var allow: [String] = []
    @Argument(help: "Address of a feed: http, https, or a file.", completion: .file())
    var url: String

    func run() async throws {
        let trial = Trial(url: url, terms: term, language: language, allow: allow, kinds: builtInSources)
        let result = try await trial.perform(at: now.instant, clock: now.clock)
        for note in result.notes { Terminal.note(Terminal.safe(note)) }
        for hit in result.hits {
            Terminal.print(
                Terminal.styled(hit.post.published?.description ?? "no date", .dim) + "  "
                    + Terminal.safe(hit.post.url ?? "no link"))
            let excerpt = hit.excerpt.before + Terminal.mark(hit.excerpt.matched) + hit.excerpt.after
            Terminal.print("    " + Terminal.highlight(Terminal.safe(excerpt)))
        }
        for claim in result.setAside { Terminal.note(claim.sentence) }
        Terminal.print(
            "\(Count.of(result.posts, "post")) read, \(result.flagged) would be flagged. Nothing was stored.")
    }
}
