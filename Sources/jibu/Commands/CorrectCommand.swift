import ArgumentParser
import Model
import Pipeline

struct CorrectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "correct",
        abstract: "Correct what was sent about an alert: to exactly those who received it, over the same channels.",
        discussion: """
            Example: jibu correct 4f1c --text "The water is tested again. Do not share our earlier answer."
            The correction goes into the outbox, linked to the first message that each person got; the next run sends \
            it. --response sends the answer as it is approved now, in each person's language; of a claim that is right \
            after all (claim_status: true) what is true. --text goes out as you write it, in that one language.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Option(name: .long, help: "What is right, in the office's words.")
    var text: String?
    @Flag(name: .long, help: "Send the answer as it is approved now.")
    var response = false
    @Argument(help: "The alert's id, or its first characters; or a claim's id, for all that was sent of it.")
    var alert: String

    func validate() throws {
        guard (text != nil) != response else { throw ValidationError("Give --text or --response, one of them.") }
        if let text, text.utf8.count > 4000 || text.allSatisfy(\.isWhitespace) {
            throw ValidationError("--text takes 1 to 4,000 bytes.")
        }
    }

    func run() throws {
        let house = try config.house(at: now)
        let outcome = try house.correct(startingWith: alert, text: text)
        let queued = outcome.queued
        for one in queued {
            Terminal.print("\(one.recipient) over \(one.channel), after the message of \(one.first)")
        }
        for sentence in outcome.left { Terminal.print(sentence) }
        Terminal.print(
            queued.isEmpty
                ? "There is nobody to be corrected."
                : "\(Count.of(queued.count, "correction")) in the outbox; the next run sends "
                    + "\(queued.count == 1 ? "it" : "them").")
        try finish(queued.isEmpty || !outcome.left.isEmpty ? .needsEyes : .clean)
    }
}
