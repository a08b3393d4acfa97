import ArgumentParser
import Model
import Pipeline

struct PublishCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Print an approved answer as HTML for the office's own site, with ClaimReview data.",
        discussion: """
            Example: jibu publish water-poisoned --language kk --at https://qala.example/answers/water > answer.html
            Paste what is printed into the page. --at says where it will stand; the next runs look there, and only \
            when they find the answer do deputies get its text, with the link.
            Jibu publishes nothing itself.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Option(name: .long, help: "The language of the text; the office's first one when absent.")
    var language: String?
    @Option(name: .long, help: "The address of the page on the office's site.")
    var at: String?
    @Argument(help: "The claim.")
    var claim: String

    func validate() throws {
        if let at, !at.hasPrefix("https://"), !at.hasPrefix("http://") {
            throw ValidationError("--at takes the whole address, with https:// in front.")
        }
    }

    func run() throws {
        let house = try config.house(at: now)
        let desk = AnswerDesk(house: house)
        let (page, language) = try desk.page(claim, language: language, at: at)
        if let at {
            try desk.record(claim, at: at)
            Terminal.note(
                "Written down: the answer to \(claim) will stand at \(at) (\(language)). The next run looks there.")
        }
        if let why = page.withoutReview { Terminal.note("There is no ClaimReview data in the page: \(why).") }
        Terminal.write(Array(page.html.utf8))
    }
}
