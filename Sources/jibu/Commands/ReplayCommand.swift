import ArgumentParser
import BuiltIn
import Model
import Pipeline
import Reading

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Take the archive through the same code: what would have been alerted, to whom, when.",
        usage: "jibu replay [--config FILE] [--from DAY] [--until DAY] [--watchlists DIR] [--json]",
        discussion: "Nothing is sent and nothing is written. A replay of no post fails, loudly, with status 2.")

    @OptionGroup var config: ConfigOption
    @OptionGroup var now: NowOption
    @OptionGroup var output: JSONOption

    @Option(name: .long, help: "First instant or day, UTC.")
    var from: Instant?
    @Option(name: .long, help: "End, not included.")
    var until: Instant?
    @Option(name: .long, help: "Replay with the watchlists of this folder instead of the configured ones.", completion: .directory)
    var watchlists: String?

    func run() async throws {
        let house = try House.open(
            config: config.path, kinds: builtInSources, now: now.instant, watchlists: watchlists)
        show(house.findings)
        let bar = Progress()
        let result = try await house.replay(from: from, until: until) { bar.update($0, of: 100, label: "replaying ") }
        bar.clear()
        for damage in result.damages { Terminal.note("not scanned: \(damage)") }
        if output.json { printJSON(result) } else { printText(result) }
        try finish(result.damages.isEmpty && result.undecided.isEmpty && !house.findings.hasErrors ? .clean : .needsEyes)
    }

    private func printText(_ result: Replay.Result) {
        for digest in result.digests {
            Terminal.print(
                "\(digest.created)  \(Terminal.styled(digest.recipient, .bold))  \(counted(digest.notices.count, "notice"))  "
                    + digest.subject)
        }
        if !result.digests.isEmpty { Terminal.print("") }
        for alert in result.alerts where alert.state != .merged {
            let places = alert.places.map(\.place).joined(separator: ", ")
            Terminal.print(
                "  \(alert.opened)  \(Terminal.styled(alert.claim, .cyan))  \(alert.severity.rawValue)  "
                    + "\(counted(alert.posts.count, "post"))  \(places)")
        }
        let period = [result.from, result.until].compactMap { $0?.description }.joined(separator: " to ")
        Terminal.print(
            "Replayed \(counted(result.posts, "post")), \(period): \(result.matchedPosts) flagged, "
                + "\(counted(result.alerts.count { $0.state != .merged }, "alert")), "
                + "\(counted(result.digests.count, "digest")) to \(counted(Set(result.digests.map(\.recipient)).count, "recipient"))")
        if !result.undecided.isEmpty {
            Terminal.print("Undecided by patterns that ran too long: \(result.undecided.joined(separator: ", "))")
        }
    }

    private func printJSON(_ result: Replay.Result) {
        func line(_ members: [(String, JSONValue)]) {
            Terminal.write(JSONValue.object(members).encoded() + [UInt8(ascii: "\n")])
        }
        for digest in result.digests {
            line([
                ("type", .string("digest")), ("at", .string(digest.created.description)),
                ("recipient", .string(digest.recipient)), ("channel", .string(digest.channel)),
                ("subject", .string(digest.subject)), ("notices", .integer(Int64(digest.notices.count))),
            ])
        }
        for alert in result.alerts { line([("type", .string("alert"))] + (alert.json.object ?? [])) }
        line([
            ("type", .string("summary")), ("posts", .integer(Int64(result.posts))),
            ("matched_posts", .integer(Int64(result.matchedPosts))),
            ("undecided", .array(result.undecided.map { .string($0) })),
            ("not_scanned", .array(result.damages.map { .string($0) })),
        ])
    }
}
