import ArgumentParser
import Model
import Pipeline
import Text

struct TermsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "terms", abstract: "Show what a shorthand term compiles to, its forms, and what it hits.",
        discussion: """
            Examples: jibu terms 'вакцина/n' --language kk, jibu terms 'danganya/v' --language sw --texts posts.ndjson
            The shorthand is in docs/terms.md.
            """)

    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Language of the term: kk, ru, sw, rw, fr or en.")
    var language: String?
    @Option(
        name: .long,
        help: "Texts to try it on: a file of JSON lines with \"text\", or of plain lines; - for standard input.",
        completion: .file())
    var texts: String?
    @Flag(name: .long, help: "Kazakh: match Arabic letters too.")
    var arabic = false
    @Flag(name: .long, help: "Inflect a stem of fewer than four letters.")
    var force = false
    @Argument(help: "The term.")
    var term: String

    func run() throws {
        let report = try TermTrial.report(term, language: language, arabic: arabic, force: force, texts: texts)
        if output.json {
            Terminal.print(json: report.json)
        } else {
            Terminal.print(Terminal.styled("Patterns", .bold))
            for (pattern, isAbsent) in report.patterns {
                Terminal.print("  \(isAbsent ? "must not occur: " : "")\(pattern.pattern)")
                if let gate = pattern.gate { Terminal.print("      " + Terminal.styled(gate.words, .dim)) }
            }
            if !report.term.forms.isEmpty {
                Terminal.print("\n" + Terminal.styled("Some forms", .bold))
                Terminal.print("  " + report.term.forms.joined(separator: ", "))
            }
            if report.setAsideCount > 0 {
                Terminal.print(
                    "\n\(Count.of(report.setAsideCount, "text")) set aside: the word in Latin letters, but in another "
                        + "language or in a text not known to be Kazakh.")
            }
            if report.textCount > 0 {
                let hits = "Hits \(Count.text(report.hitCount)) of \(Count.of(report.textCount, "text"))"
                Terminal.print("\n" + Terminal.styled(hits, .bold))
                for hit in report.hits { show(hit.text, hit.matches.map(\.range), number: hit.number, view: hit.view) }
                let left = report.hitCount - report.hits.count
                if left > 0 { Terminal.print("  and \(Count.text(left)) more") }
            }
        }
        let warnings = report.allWarnings
        for warning in warnings { Terminal.note("warning: \(Terminal.safe(warning))") }
        try finish(warnings.isEmpty ? .clean : .needsEyes)
    }

    private func show(_ text: String, _ ranges: [Range<Int>], number: Int, view: View) {
        let part = Passage(of: text, around: ranges)
        let marked = Terminal.safe(Terminal.marked(part.text, part.ranges))
        Terminal.print("  \(number): \(Terminal.highlight(marked))" + (view > .canon ? "  (\(view.words))" : ""))
    }
}
