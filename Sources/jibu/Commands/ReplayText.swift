import Model
import Pipeline

/// A replay on the terminal, at most 80 columns wide where names allow it.
struct ReplayText {
    private let report: ReplayReport
    /// Alerts shown of each kind, posts of each, rows of a table that may be long, and lines of a plain list.
    private let most = (alerts: 10, posts: 2, rows: 15, lines: 200)

    init(_ report: ReplayReport) { self.report = report }

    func print() throws {
        if report.old == nil {
            try messages()
            try alerts("", report.new.standing, mark: "") { (try report.new.alert($0), []) }
        } else {
            try difference()
        }
        quality()
        undecided()
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
        let new = report.new
        line(Terminal.styled("old", .bold) + "  \(Terminal.safe(old.name))")
        line(Terminal.styled("new", .bold) + "  \(Terminal.safe(new.name))")
        line("")
        table("", report.totals)
        let days = report.days.count
        table("Messages per recipient", report.messagesByRecipient, name: { report.caption(of: $0) }) { row in
            row.change == 0 ? "" : perDay(row.change, days)
        }
        table("Flagged posts by claim", report.flagged(by: .claim))
        table("by pattern (what changes)", report.flagged(by: .pattern).filter { $0.change != 0 })
        table("by source", report.flagged(by: .source))
        table("by language", report.flagged(by: .language))
        table("by day (what changes)", report.flagged(by: .day).filter { $0.change != 0 })
        line(
            "Alerts: \(Count.text(difference.gained.count)) gained, \(Count.text(difference.lost.count)) lost, "
                + "\(Count.text(difference.changed.count)) with other posts, \(Count.text(difference.kept)) the same")
        try alerts("Gained", difference.gained, mark: "+") {
            let alert = try new.alert($0)
            return (alert, MarkedPost.all(alert.posts))
        }
        try alerts("Lost", difference.lost, mark: "−") {
            let alert = try old.alert($0)
            return (alert, MarkedPost.all(alert.posts))
        }
        try alerts("With other posts", difference.changed, mark: "±") {
            let change = try report.change($0)
            return (change.alert, change.posts)
        }
        line("")
    }

    private func perDay(_ change: Int, _ days: Int) -> String {
        let text = ReplayReport.Row.perDay(change, days: days)
        guard text != "0" else { return "less than 0.1 a day" }
        let noun = ["1", "-1"].contains(text) ? "message" : "messages"
        return "\(text.hasPrefix("-") ? "" : "+")\(text) \(noun) a day"
    }

    private func table(
        _ title: String, _ rows: [ReplayReport.Row], name: (String) -> String = { $0 },
        note: (ReplayReport.Row) -> String = { _ in "" }
    ) {
        guard !rows.isEmpty else { return }
        line(
            Terminal.styled(title, .bold) + String(repeating: " ", count: max(0, 38 - title.count))
                + column("old") + column("new") + column("change"))
        let ranked = rows.enumerated().sorted { (-abs($0.1.change), $0.0) < (-abs($1.1.change), $1.0) }.map(\.1)
        for row in rows.count > most.rows ? Array(ranked.prefix(most.rows)) : rows {
            let label = cut(Terminal.safe(name(row.name)), to: 34)
            let change = column(Count.change(row.change))
            let colour: Terminal.Style = row.change > 0 ? .yellow : row.change < 0 ? .cyan : .dim
            let extra = note(row)
            line(
                "  " + label.padded(36) + column(Count.text(row.old)) + column(Count.text(row.new))
                    + Terminal.styled(change, colour))
            if !extra.isEmpty { line("    " + Terminal.styled(extra, .bold)) }
        }
        if rows.count > most.rows {
            line("  and \(Count.text(rows.count - most.rows)) more; --json and --report have more")
        }
        line("")
    }

    // MARK: Alerts

    /// - Parameter title: empty for the plain list of all alerts, without their posts.
    private func alerts<Entry>(
        _ title: String, _ entries: [Entry], mark: String, read: (Entry) throws -> (Alert, [MarkedPost])
    ) throws {
        guard !entries.isEmpty else { return }
        if !title.isEmpty {
            line("")
            line(Terminal.styled(title, .bold))
        }
        let most = (alerts: title.isEmpty ? self.most.lines : self.most.alerts, posts: self.most.posts)
        for entry in entries.prefix(most.alerts) {
            let (alert, posts) = try read(entry)
            let places = alert.knownPlaces.joined(separator: ", ")
            line(
                "\(mark.isEmpty ? " " : mark) \(alert.opened)  \(Terminal.styled(Terminal.safe(alert.claim), .cyan))  "
                    + "\(alert.severity.rawValue)  \(Count.of(alert.posts.count, "post"))  \(Terminal.safe(places))")
            guard !title.isEmpty else { continue }
            for marked in posts.prefix(most.posts) {
                let excerpt = marked.post.excerpt
                let before = excerpt.before.count > 24 ? "…" + excerpt.before.suffix(23) : excerpt.before
                let after = cut(excerpt.after, to: 24)
                let hit = Terminal.styled("[" + Terminal.safe(excerpt.matched) + "]", .bold)
                let sign = marked.mark.isEmpty ? "" : marked.mark + " "
                line("      \(sign)\(Terminal.safe(before))\(hit)\(Terminal.safe(after))")
            }
            if posts.count > most.posts { line("      and \(Count.text(posts.count - most.posts)) more") }
        }
        if entries.count > most.alerts {
            line("  and \(Count.text(entries.count - most.alerts)) more; --json has all")
        }
        if title.isEmpty { line("") }
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

    private func undecided() {
        for (pattern, count) in report.undecided.sorted(by: { $0.key < $1.key }) {
            line(
                "Undecided: \(Terminal.safe(pattern)) ran too long on \(Count.of(count, "post")); "
                    + "what it would have found there is not in these counts")
        }
    }

    // MARK: Lines

    private func line(_ text: String) { Terminal.print(text) }

    /// A cell of a table, with a blank before it however long it is.
    private func column(_ text: String) -> String { " " + text.aligned(9) }

    private func cut(_ text: String, to width: Int) -> String {
        text.count > width ? text.prefix(width - 1) + "…" : text
    }
}
