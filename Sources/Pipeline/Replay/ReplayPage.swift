import Alerting
import Model
import Text

/// A replay as one web page that needs nothing else: no script, no other file, no network. Made for a phone first.
///
/// Everything that came from a post, a list or a configuration goes through `Shown.html`.
package struct ReplayPage {
    /// Alerts shown of each kind, and posts of each; the rest is counted.
    static let mostAlerts = 100
    static let mostPosts = 5
    /// Rows of a table that is cut to the largest changes.
    static let mostRows = 40

    let report: ReplayReport
    var html = ""

    /// The whole page, UTF-8.
    package static func bytes(of report: ReplayReport) throws(PipelineError) -> [UInt8] {
        var page = ReplayPage(report: report)
        try page.write()
        return Array(page.html.utf8)
    }

    private init(report: ReplayReport) { self.report = report }

    private mutating func write() throws(PipelineError) {
        let title = report.old.map { "\(report.new.name) against \($0.name)" } ?? report.new.name
        html += """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Replay: \(Shown.html(title))</title>
            <style>\(ReplayPageStyle.css)</style>
            <main>

            """
        head()
        warnings()
        tiles()
        days()
        recipients()
        let byClaim = { [report] (claim: String) in [report.title(of: claim)] }
        table("Flagged posts by claim", report.flagged(by: .claim), isCut: false, note: byClaim)
        quality()
        let byPattern = { [report] (pattern: String) in report.origins(of: pattern) }
        table("Flagged posts by pattern", report.flagged(by: .pattern), isCut: true, note: byPattern)
        table("Flagged posts by source", report.flagged(by: .source), isCut: true)
        table("Flagged posts by language", report.flagged(by: .language), isCut: false)
        try alerts()
        html += "<footer>Made by jibu replay. Nothing was sent. Days are UTC days. Of a post by a person only the "
        html += "matched words are here; <code>jibu archive show</code> with the ten letters beside a post shows it to "
        html += "an analyst.</footer>\n</main>\n</html>\n"
    }

    // MARK: Parts

    private mutating func head() {
        html += "<h1>\(report.old == nil ? "Replay" : "What would change")</h1>\n"
        if let old = report.old {
            html += "<p class=\"sides\"><span class=\"key old\">old</span> <code>\(Shown.html(old.name))</code><br>"
            html += "<span class=\"key new\">new</span> <code>\(Shown.html(report.new.name))</code></p>\n"
        }
        html += """
            <p>\(Count.of(report.posts, "post")) from \(Shown.html(report.from.description)) \
            to \(Shown.html(report.until.description)), \(Count.of(report.days.count, "day")).</p>

            """
    }

    private mutating func warnings() {
        let undecided = report.undecidedWords
        guard !report.notScanned.isEmpty || !undecided.isEmpty || !report.gaps.isEmpty else { return }
        html += "<section class=\"warning\"><h2>Not scanned</h2><ul>\n"
        for line in (report.notScanned + report.gaps).prefix(Self.mostRows) { html += "<li>\(Shown.html(line))</li>\n" }
        let more = report.notScanned.count + report.gaps.count - Self.mostRows
        if more > 0 { html += "<li>and \(Count.text(more)) more</li>\n" }
        for line in undecided { html += "<li>Undecided: \(Shown.html(line))</li>\n" }
        html += "</ul></section>\n"
    }

    private mutating func tiles() {
        html += "<div class=\"tiles\">\n"
        tile("flagged posts", report.old?.tally.flagged, report.new.tally.flagged)
        tile("alerts", report.old?.standing.count, report.new.standing.count)
        tile("messages", report.old?.tally.messageCount, report.new.tally.messageCount)
        html += "</div>\n"
        guard let difference = report.difference else { return }
        if report.changesNothing { html += "<p><b>\(Shown.html(report.sameOnBothSides))</b></p>\n" }
        html += "<p>Alerts: \(Shown.html(report.words(difference))).</p>\n"
    }

    private mutating func tile(_ name: String, _ old: Int?, _ new: Int) {
        html += "<div class=\"tile\"><b>\(Count.text(new))</b>\(name)"
        if let old { html += "<br><small>before: \(Count.text(old)) (\(Count.change(new - old)))</small>" }
        html += "</div>\n"
    }

    private mutating func days() {
        chart("Flagged posts per day", report.flaggedByDay)
        chart("Alerts opened per day", report.alertsByDay)
        chart("Messages per day", report.messagesByDay)
    }

    private mutating func chart(_ title: String, _ rows: [ReplayReport.Row]) {
        guard rows.count > 1, rows.contains(where: { $0.new > 0 || $0.old > 0 }) else { return }
        html += "<section><h2>\(title)</h2>\n"
        html += ReplayChart.days(rows, hasOld: report.old != nil, title: title)
        html += "</section>\n"
    }

    private mutating func recipients() {
        let rows = report.messagesByRecipient
        guard !rows.isEmpty else { return }
        let report = report
        table(
            "Messages per recipient", rows, isCut: false, unit: "messages", name: { report.caption(of: $0) },
            below: report.rateNote
        ) { name in
            guard let row = rows.first(where: { $0.name == name }) else { return [] }
            let days = report.watchedDays
            let now = "\(ReplayReport.Row.perDay(row.new, days: days)) a day"
            guard report.old != nil else { return [now] }
            let before = "\(now), before: \(ReplayReport.Row.perDay(row.old, days: days))"
            return [before] + [report.entryChanges(of: name)].compactMap { $0 }
        }
        people(rows.map(\.name))
    }

    /// What each person would have read about; closed until somebody asks.
    private mutating func people(_ recipients: [String]) {
        for recipient in recipients {
            let rows = report.entries(of: recipient)
            guard !rows.isEmpty else { continue }
            html += "<details><summary>What <bdi>\(Shown.html(report.caption(of: recipient)))</bdi> would read about"
            html += "</summary>\n"
            rowsTable(rows, isCut: true, unit: "messages", name: { $0 }) { [report] in [report.title(of: $0)] }
            html += "</details>\n"
        }
    }

    private mutating func quality() {
        guard !report.new.quality.isEmpty else { return }
        html += "<section><h2>Precision and recall</h2>\n<table><thead><tr><th></th>"
        html += "<th>precision</th><th>recall</th></tr></thead><tbody>\n"
        let before = Dictionary((report.old?.quality ?? []).map { ($0.claim, $0) }) { first, _ in first }
        for quality in report.new.quality {
            html += "<tr><th scope=\"row\">\(Shown.html(quality.claim))</th>"
            for path in [\ReplayQuality.precision.words, \.recallWords] {
                html += "<td>\(quality[keyPath: path])"
                if report.old != nil {
                    html += "<br><small>before: \(before[quality.claim]?[keyPath: path] ?? "none")</small>"
                }
                html += "</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody></table>\n<p><small>Among labelled posts of the period; in brackets where the true share lies "
        html +=
            "in 95 of 100 such samples. A drawn post counts for all that it was drawn from (docs/tuning.md)."
        html += "</small></p></section>\n"
    }
}
