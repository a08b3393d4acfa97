import ArgumentParser
import Model
import Pipeline
import Reading

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "Look at alerts: list, show, export.",
        subcommands: [List.self, Show.self, Export.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List alerts, youngest last.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var output: JSONOption
        @Option(name: .long, help: "Only alerts of this claim.")
        var claim: String?
        @Flag(name: .long, help: "Also those that are answered, dismissed or merged.")
        var all = false

        func run() throws {
            let view = try config.ledger()
            let alerts = try view.alerts(claim: claim, all: all)
            let book = try view.ackBook()
            for alert in alerts {
                let entry = book[alert.id]
                if output.json {
                    let more = (entry?.json.object ?? []).filter { $0.0 != "alert" && $0.0 != "claim" }
                    Terminal.print(json: .object((alert.json.object ?? []) + more))
                } else {
                    Terminal.print(AlertText.line(alert, entry))
                }
            }
            if alerts.isEmpty, !output.json { Terminal.print("There are no \(all ? "" : "open ")alerts.") }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one alert with its posts, notices and deliveries.")
        @OptionGroup var config: ConfigOption
        @OptionGroup var output: JSONOption
        @Argument(help: "The alert's id, or its first characters.")
        var id: String

        func run() throws {
            let view = try config.ledger()
            let story = try view.alert(startingWith: id)
            if output.json {
                Terminal.print(json: story.json)
            } else {
                for line in AlertText.story(story) { Terminal.print(line) }
            }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print every alert with its posts, notices and deliveries as JSON lines.")
        @OptionGroup var config: ConfigOption

        func run() throws {
            for story in try config.ledger().stories() {
                Terminal.print(json: story.json)
            }
        }
    }
}

/// Alerts as a person reads them. Text from posts is escaped.
enum AlertText {
    static func line(_ alert: Alert, _ entry: AckBook.Entry? = nil) -> String {
        let places = alert.knownPlaces.joined(separator: ", ")
        let code = entry?.code.map { "  code \($0)" } ?? ""
        let standing = entry?.standing.state == .open ? "" : entry.map { "  " + $0.standing.words } ?? ""
        return "\(alert.id.prefix(8))  \(alert.opened)  \(alert.state.rawValue.padded(9))  "
            + "\(alert.severity.rawValue.padded(8))  \(Count.of(alert.posts.count, "post").padded(9))  "
            + "\(Terminal.styled(alert.claim, .cyan))  \(places)\(code)"
            + Terminal.safe(standing)
    }

    static func story(_ story: AlertStory) -> [String] {
        let alert = story.alert
        var lines = [
            Terminal.styled("Alert \(alert.id)", .bold), "  claim      \(alert.claim)",
            "  state      \(alert.state.rawValue)", "  code       \(story.code ?? "none yet")",
            "  severity   \(alert.severity.rawValue)", "  opened     \(alert.opened)", "  last seen  \(alert.lastSeen)",
            "  story      \(alert.story)",
            "  places     " + alert.placesWithReasons, "", "Posts",
        ]
        for post in alert.posts {
            let excerpt = Terminal.safe(post.excerpt.before + Terminal.mark(post.excerpt.matched) + post.excerpt.after)
            let who = post.authorKind == .person ? "a person" : (post.author ?? post.source)
            lines.append("  \(post.seen)  \(post.source)  \(Terminal.safe(who))")
            lines.append("      \(Terminal.highlight(excerpt))")
            lines.append("      " + post.hits.map { "\($0.pattern) on \($0.view.rawValue)" }.joined(separator: ", "))
            if let url = post.url { lines.append("      \(Terminal.safe(url))") }
        }
        lines += ["", "Said"] + (story.said.isEmpty ? ["  nothing"] : story.said.map(said))
        if let proof = story.proof { lines.append("  " + Terminal.safe(proof.words)) }
        lines += ["", "Notices"]
        lines += story.notices.map { notice in
            "  \(notice.recipient)  \(notice.kind.rawValue)  by route \(notice.route), not before \(notice.notBefore)"
                + (notice.held.map { " (\(Terminal.safe($0)))" } ?? "")
                + (notice.insteadOf.map { ", instead of \($0)" } ?? "")
        }
        lines += ["", "Deliveries"]
        lines += story.deliveries.map { delivery in
            "  \(delivery.digest.recipient) over \(delivery.digest.channel): \(delivery.state.rawValue), "
                + "\(Count.of(delivery.attempts, "attempt"))"
                + (delivery.detail.map { ", \(Terminal.safe($0))" } ?? "")
        }
        return lines
    }

    private static func said(_ event: AckEvent) -> String {
        let more = switch event.kind {
        case .claimed(let lease): ", until \(lease.until)"
        case .responded(let url): ": \(url)"
        case .dismissed(let reason): ": \(reason.rawValue)"
        case .merged(let alert): " with \(alert)"
        case .released, .lapsed: ""
        }
        let who = event.actor.isEmpty ? "" : "\(event.actor) over \(event.channel): "
        let line = "  \(event.at)  \(who)\(event.name)\(more)"
        return Terminal.safe(line)
    }
}
