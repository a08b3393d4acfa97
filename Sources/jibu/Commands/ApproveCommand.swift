import ArgumentParser
import Model
import Pipeline
import Text

struct ApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Read the texts of an answer, and approve these very words.",
        usage: "jibu approve <claim> [--by <by>] [--holding] [--show] [--code <code>] [--config <config>]",
        discussion: """
            Example: jibu approve water-poisoned --by aigul
            Prints every text of the answer with its code, then approves them. The approval is bound to the words: any \
            edit voids it. Those who may approve stand in jibu.yaml under responses.approvers; they may also reply \
            "approve CODE" to the message that asks them.

            Somebody who approves alone (the only approver, or the owner of the text) approves twice, \
            responses.alone_after apart; the run's report says so.
            """)

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @Option(name: .long, help: "Who approves: a recipient's id. Not needed when there is one approver.")
    var by: String?
    @Flag(name: .long, help: "Approve only the holding statements.")
    var holding = false
    @Flag(name: .long, help: "Only show the texts and their codes.")
    var show = false
    @Option(name: .long, help: "The code that you read: refuse when the texts have changed since.")
    var code: String?
    @Argument(help: "The claim.")
    var claim: String

    func run() throws {
        let house = try config.house(at: now)
        let desk = AnswerDesk(house: house)
        let packet = try desk.packet(claim)
        AnswerText(packet).print()
        guard !show else { return }
        let after = try desk.approve(claim, by: by, holdingOnly: holding, expecting: code)
        Terminal.print("")
        Terminal.print(holding ? "Approved: the holding statements." : after.verdict)
    }
}

/// An answer's texts as an approver reads them in a terminal.
struct AnswerText {
    let packet: AnswerDesk.Packet

    init(_ packet: AnswerDesk.Packet) { self.packet = packet }

    func print() {
        line("\(packet.claim.id), version \(packet.response.version), to be reviewed by \(packet.response.reviewBy)")
        line("Evidence:")
        for source in packet.response.evidence {
            line("  \(source.sentence)")
        }
        for piece in packet.pieces {
            Terminal.print("")
            line("[\(piece.language)] \(piece.name):")
            Terminal.print(TerminalText.escaped(piece.text, keepNewlines: true))
        }
        Terminal.print("")
        line("Code of these texts: \(packet.code.code). Code of the holding statements: \(packet.code.holdingCode).")
        line(packet.verdict)
    }

    private func line(_ text: String) { Terminal.print(Terminal.safe(text)) }
}
