import Model
import Pipeline

/// A run report as a person reads it.
struct RunText {
    let report: RunReport
    let printsDigests: Bool

    func print() {
        if printsDigests { digests() }
        for line in lines { Terminal.print(line) }
    }

    private func digests() {
        for sent in report.deliveries { digest(to: "\(sent.recipient) over \(sent.channel)", sent.text) }
        for kept in report.previews { digest(to: "\(kept.recipient) over \(kept.channel) (not sent)", kept.text) }
    }

    private func digest(to whom: String, _ text: String) {
        let rule = String(repeating: "━", count: 78)
        Terminal.print(Terminal.styled(rule, .dim))
        Terminal.print(Terminal.styled("To \(whom)", .bold))
        Terminal.print(Terminal.styled(rule, .dim))
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.print(marked(Terminal.safe(String(line))))
        }
    }

    /// `**words**` in colour on a terminal.
    private func marked(_ line: String) -> String {
        guard Terminal.outputIsTerminal, line.contains("**") else { return line }
        let parts = line.split(separator: "**", omittingEmptySubsequences: false).map(String.init)
        guard parts.count % 2 == 1 else { return line }
        return parts.enumerated()
            .map { $0.offset % 2 == 1 ? Terminal.styled($0.element, .yellow) : $0.element }.joined()
    }

    /// After an outage every source has a gap; a person needs some of them.
    private static let mostGaps = 20

    private var lines: [String] {
        var lines: [String] = []
        for source in report.sources where !source.health.isAnswer {
            lines.append(
                "  " + Terminal.styled("\(source.id): \(source.health.name)", .yellow)
                    + (source.health.detail.map { ": " + Terminal.safe($0) } ?? ""))
        }
        for source in report.sources where source.health.isAnswer {
            lines += source.notes.map { "  \(source.id): " + Terminal.safe($0) }
        }
        let gaps = report.gaps.filter { $0.stop.since($0.start) >= .hours(1) }
        lines += gaps.prefix(Self.mostGaps).map { "  " + Terminal.safe($0.sentence) }
        if gaps.count > Self.mostGaps {
            let more = gaps.count - Self.mostGaps
            lines.append(
                "  and \(Count.more(more, "source")) \(more == 1 ? "was" : "were") not watched for an hour or longer: "
                    + "jibu sources gaps")
        }
        for delivery in report.deliveries where !delivery.isAccepted {
            lines.append(
                "  " + Terminal.styled("\(delivery.recipient): \(delivery.outcome.name)", .yellow)
                    + (delivery.outcome.detail.map { ": " + Terminal.safe($0) } ?? ""))
        }
        lines += report.troubles.map { "  " + Terminal.styled(Terminal.safe($0), .yellow) }
        lines += report.undecidedSentences.map { "  " + Terminal.styled(Terminal.safe($0), .yellow) }
        if report.setAside > 0 {
            lines.append(
                "  \(Count.of(report.setAside, "post")) set aside: Kazakh words in Latin letters, not in a Kazakh post")
        }
        lines += report.remarks.map { "  " + Terminal.safe($0) }
        return [headline] + lines
    }

    /// The whole run in one line.
    private var headline: String {
        let watched = report.sources.count
        var parts: [String] = []
        if watched > 0 { parts.append("read \(Count.of(watched, "source"))") }
        if report.sourcesNotDue > 0 { parts.append("\(Count.of(report.sourcesNotDue, "source")) not due yet") }
        parts.append(report.posts == 0 ? "nothing new" : "\(Count.of(report.posts, "new post"))")
        if report.matchedAgain > 0 { parts.append("\(Count.of(report.matchedAgain, "undecided post")) matched again") }
        if report.withoutText > 0 { parts.append("\(Count.of(report.withoutText, "post")) without text unseen") }
        if report.matchedPosts > 0 {
            parts.append("\(report.matchedPosts) flagged for \(Count.of(report.claims.count, "claim"))")
        }
        if report.alertsOpened > 0 { parts.append(Count.of(report.alertsOpened, "new alert")) }
        if report.alertsUpdated > 0 { parts.append("\(Count.of(report.alertsUpdated, "alert")) grew") }
        let sent = report.deliveries.count { $0.isAccepted }
        if report.dryRun {
            parts.append("\(Count.of(report.digests, "digest")) would be sent (dry run)")
        } else {
            parts.append(sent == 0 ? "nothing sent" : "\(Count.of(sent, "digest")) sent")
        }
        if report.held > 0 { parts.append("\(Count.of(report.held, "notice")) held until later") }
        let mark = report.needsEyes ? Terminal.styled("!", .yellow) : Terminal.styled("✓", .green)
        return "\(mark) Run \(report.run): " + parts.joined(separator: ", ")
    }
}
