import Model
import Pipeline
import Text

/// A run report as a person reads it.
struct RunText {
    let report: RunReport
    let printsDigests: Bool

    func print() {
        if printsDigests { digests() }
        for line in lines { Terminal.print(line) }
    }

    private func digests() {
        for delivery in report.deliveries { digest(to: "\(delivery.recipient) over \(delivery.channel)", delivery.text) }
        for preview in report.previews { digest(to: "\(preview.recipient) over \(preview.channel) (not sent)", preview.text) }
    }

    private func digest(to whom: String, _ text: String) {
        let rule = String(repeating: "━", count: 78)
        Terminal.print(Terminal.styled(rule, .dim))
        Terminal.print(Terminal.styled("To \(whom)", .bold))
        Terminal.print(Terminal.styled(rule, .dim))
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.print(marked(TerminalText.escaped(String(line), keepNewlines: false)))
        }
    }

    /// `**words**` in colour on a terminal.
    private func marked(_ line: String) -> String {
        guard Terminal.outputIsTerminal, line.contains("**") else { return line }
        let parts = line.split(separator: "**", omittingEmptySubsequences: false).map(String.init)
        guard parts.count % 2 == 1 else { return line }
        return parts.enumerated().map { $0.offset % 2 == 1 ? Terminal.styled($0.element, .yellow) : $0.element }.joined()
    }

    /// After an outage every source has a gap; a person needs some of them.
    private static let mostGaps = 20

    private var lines: [String] {
        var lines: [String] = []
        for source in report.sources where !source.health.isAnswer {
            lines.append(
                "  " + Terminal.styled("\(source.id): \(source.health.name)", .yellow)
                    + (source.health.detail.map { ": " + TerminalText.escaped($0, keepNewlines: false) } ?? ""))
        }
        for source in report.sources where source.health.isAnswer {
            lines += source.notes.map { "  \(source.id): " + TerminalText.escaped($0, keepNewlines: false) }
        }
        let gaps = report.gaps.filter { $0.stop.since($0.start) >= .hours(1) }
        lines += gaps.prefix(Self.mostGaps).map { "  " + TerminalText.escaped($0.sentence, keepNewlines: false) }
        if gaps.count > Self.mostGaps {
            lines.append("  and \(gaps.count - Self.mostGaps) more sources were not watched for an hour or more: jibu sources gaps")
        }
        for delivery in report.deliveries where !delivery.isAccepted {
            lines.append(
                "  " + Terminal.styled("\(delivery.recipient): \(delivery.outcome.name)", .yellow)
                    + (delivery.outcome.detail.map { ": " + TerminalText.escaped($0, keepNewlines: false) } ?? ""))
        }
        lines += report.troubles.map { "  " + Terminal.styled(TerminalText.escaped($0, keepNewlines: false), .yellow) }
        if !report.undecided.isEmpty {
            lines.append("  undecided by patterns that ran too long: \(report.undecided.joined(separator: ", "))")
        }
        if report.setAside > 0 {
            lines.append(
                "  \(counted(report.setAside, "post")) set aside: Kazakh words in Latin letters, not in a Kazakh post")
        }
        lines += report.remarks.map { "  " + TerminalText.escaped($0, keepNewlines: false) }
        return [headline] + lines
    }

    /// The whole run in one line.
    private var headline: String {
        let watched = report.sources.count
        var parts: [String] = []
        if watched > 0 { parts.append("read \(counted(watched, "source"))") }
        if report.sourcesNotDue > 0 { parts.append("\(counted(report.sourcesNotDue, "source")) not due yet") }
        parts.append(report.posts == 0 ? "nothing new" : "\(counted(report.posts, "new post"))")
        if report.withoutText > 0 { parts.append("\(counted(report.withoutText, "post")) without text unseen") }
        if report.matchedPosts > 0 {
            parts.append("\(report.matchedPosts) flagged for \(counted(report.claims.count, "claim"))")
        }
        if report.alertsOpened > 0 { parts.append(counted(report.alertsOpened, "new alert")) }
        if report.alertsUpdated > 0 { parts.append("\(counted(report.alertsUpdated, "alert")) grew") }
        let sent = report.deliveries.count { $0.isAccepted }
        if report.dryRun {
            parts.append("\(counted(report.digests, "digest")) would be sent (dry run)")
        } else {
            parts.append(sent == 0 ? "nothing sent" : "\(counted(sent, "digest")) sent")
        }
        if report.held > 0 { parts.append("\(counted(report.held, "notice")) held until later") }
        let mark = report.needsEyes ? Terminal.styled("!", .yellow) : Terminal.styled("✓", .green)
        return "\(mark) Run \(report.run): " + parts.joined(separator: ", ")
    }
}

/// `1 post`, `2 posts`.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
