import ArgumentParser
import Model
import Pipeline

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say why a text or an archived post is flagged, and what would follow.",
        discussion: """
            Shows the patterns that hit and where, the view, the claim, the story, the route, the people and the time.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption
    @Option(name: .long, help: "Take the text as if this source had published it.")
    var source: String?
    @Argument(help: "A text in quotes, or the id of an archived post.")
    var post: String

    func run() async throws {
        let house = try config.house(at: now)
        show(house.findings.filter { $0.severity == .error })
        let explanation = try await house.explain(post, source: source, at: now.instant)
        if output.json {
            Terminal.print(json: explanation.json)
        } else {
            for line in ExplanationText(explanation).lines { Terminal.print(line) }
        }
    }
}
