import Model
import Pipeline

/// A replay on the terminal, at most 80 columns wide where names allow it.
struct ReplayText {
    let report: ReplayReport
    /// Alerts shown of each kind, posts of each, rows of a table that may be long, and lines of a plain list.
    let most = (alerts: 10, posts: 2, rows: 15, lines: 200)
    /// Gives the texts of posts, when an analyst asked for them.
    let texts: (([AlertPost]) throws -> [PostKey: String])?

    init(_ report: ReplayReport, texts: (([AlertPost]) throws -> [PostKey: String])? = nil) {
        (self.report, self.texts) = (report, texts)
    }

    func print() throws {
        if report.old == nil {
            try messages()
            try alerts()
        } else {
            try difference()
        }
        quality()
        for words in report.undecidedWords { line("Undecided: " + Terminal.safe(words)) }
        for gap in report.gaps.prefix(most.rows) { line("Gap: " + Terminal.safe(gap)) }
        if report.gaps.count > most.rows {
            line("and \(Count.more(report.gaps.count - most.rows, "gap")); --json has all")
        }
        if !report.notScanned.isEmpty {
            let lost = report.lost > 0 ? "; at least \(Count.of(report.lost, "post")) lost there" : ""
            line("Not scanned: \(Count.of(report.notScanned.count, "place")) of the archive, named above\(lost)")
        }
        summary()
    }

    // MARK: One set of rules

    private func messages() throws {
        var shown = 0
        try report.new.forEachMessage { bytes in
            guard shown < most.lines, let message = ReplayTally.Message(line: bytes) else { return }
            shown += 1
            line(
                "\(message.at)  \(Terminal.styled(message.recipient, .bold))  \(Count.of(message.notices, "notice"))  "
                    + Terminal.safe(message.subject))
        }
        let more = report.new.tally.messageCount - shown
        if more > 0 { line("and \(Count.more(more, "message")); --json has all") }
        if shown > 0 { line("") }
    }

    private func summary() {
        let side = report.new
        let recipients = side.tally.messages.count
        line(
            "Replayed \(Count.of(report.posts, "post")), \(report.from) to \(report.until): "
                + "\(Count.text(side.tally.flagged)) flagged, \(Count.of(side.standing.count, "alert")), "
                + "\(Count.of(side.tally.messageCount, "message")) to \(Count.of(recipients, "recipient"))")
    }

    // MARK: Old and new

    private func difference() throws {
        guard let difference = report.difference, let old = report.old else { return }
        line(Terminal.styled("old", .bold) + "  \(Terminal.safe(old.name))")
        line(Terminal.styled("new", .bold) + "  \(Terminal.safe(report.new.name))")
        line("")
        guard !report.changesNothing else {
            line(report.sameOnBothSides)
            return line("")
        }
        table("", report.totals, hasAll: true)
        recipients()
        table("Flagged posts by claim", report.flagged(by: .claim))
        table("by pattern", report.flagged(by: .pattern), note: { report.origins(of: $0.name) })
        table("by source", report.flagged(by: .source))
        table("by language", report.flagged(by: .language))
        table("by day", report.flagged(by: .day))
        line("Alerts: " + report.words(difference))
        try alerts(difference, old)
        line("")
    }

    /// Who would get more or less, or the same number of messages with other entries.
    private func recipients() {
        let rows = report.messagesByRecipient
        let changed = rows.filter { $0.change != 0 || report.entryChanges(of: $0.name) != nil }
        guard !changed.isEmpty else { return }
        table("Messages per recipient", changed, hasAll: true, same: rows.count - changed.count) {
            report.caption(of: $0)
        } note: { row in
            [report.messageRate(row), report.entryChanges(of: row.name)].compactMap { $0 }
        }
        line("  " + report.rateNote)
        line("")
    }

    /// - Parameters:
    ///   - hasAll: show rows without a change, too; else they are counted.
    ///   - same: rows without a change that are not among `rows`.
    ///   - note: lines below a row.
    private func table(
        _ title: String, _ rows: [ReplayReport.Row], hasAll: Bool = false, same: Int = 0,
        name: (String) -> String = { $0 }, note: (ReplayReport.Row) -> [String] = { _ in [] }
    ) {
        let shown = hasAll ? rows : rows.filter { $0.change != 0 }
        guard !shown.isEmpty else { return }
        line(
            Terminal.styled(title, .bold) + String(repeating: " ", count: max(0, 38 - title.count))
                + column("old") + column("new") + column("change"))
        let ranked = shown.enumerated().sorted { (-abs($0.1.change), $0.0) < (-abs($1.1.change), $1.0) }.map(\.1)
        for row in shown.count > most.rows ? Array(ranked.prefix(most.rows)) : shown {
            let label = cut(Terminal.safe(name(row.name)), to: 34)
            let change = column(Count.change(row.change))
            let colour: Terminal.Style = row.change > 0 ? .yellow : row.change < 0 ? .cyan : .dim
            line(
                "  " + label.padded(36) + column(Count.text(row.old)) + column(Count.text(row.new))
                    + Terminal.styled(change, colour))
            for extra in note(row) { line("    " + Terminal.styled(Terminal.safe(extra), .bold)) }
        }
        if shown.count > most.rows {
            line("  and \(Count.text(shown.count - most.rows)) more; --json and --report have more")
        }
        let unchanged = same + rows.count - shown.count
        if unchanged > 0 { line("  and \(Count.text(unchanged)) without a change") }
        line("")
    }

    // MARK: What needs eyes

    private func quality() {
        guard !report.new.quality.isEmpty else { return }
        line(Terminal.styled("Among labelled posts (in brackets: 95 % interval)", .bold))
        let before = Dictionary((report.old?.quality ?? []).map { ($0.claim, $0) }) { first, _ in first }
        for quality in report.new.quality {
            line("  \(Terminal.safe(quality.claim))")
            let then = before[quality.claim]
            line("    precision \(quality.precision.words)" + (then.map { ", before \($0.precision.words)" } ?? ""))
            line("    recall    \(quality.recallWords)")
            if let then { line("    before    \(then.recallWords)") }
        }
        line("")
    }

    // MARK: Lines

    func line(_ text: String) { Terminal.print(text) }

    /// A cell of a table, with a blank before it however long it is.
    private func column(_ text: String) -> String { " " + text.aligned(9) }

    func cut(_ text: String, to width: Int) -> String {
        text.count > width ? text.prefix(width - 1) + "…" : text
    }
}
