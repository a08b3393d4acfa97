import Alerting
import Model
import Text

/// A replay as one web page that needs nothing else: no script, no other file, no network. Made for a phone first.
///
/// Everything that came from a post, a list or a configuration goes through `Shown.html`.
package struct ReplayPage {
    /// Alerts shown of each kind, and posts of each; the rest is counted.
    private static let mostAlerts = 100
    private static let mostPosts = 5
    /// Rows of a table that is cut to the largest changes.
    private static let mostRows = 40

    private let report: ReplayReport
    private var html = ""

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
        table("Flagged posts by claim", report.flagged(by: .claim), isCut: false) { [report] in
            report.title(of: $0)
        }
        quality()
        table("Flagged posts by pattern", report.flagged(by: .pattern), isCut: true) { _ in nil }
        table("Flagged posts by source", report.flagged(by: .source), isCut: true) { _ in nil }
        table("Flagged posts by language", report.flagged(by: .language), isCut: false) { _ in nil }
        try alerts()
        html += "<footer>Made by jibu replay. Nothing was sent. Days are UTC days.</footer>\n</main>\n</html>\n"
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
        let undecided = report.undecided
        guard !report.notScanned.isEmpty || !undecided.isEmpty || !report.gaps.isEmpty else { return }
        html += "<section class=\"warning\"><h2>Not scanned</h2><ul>\n"
        for line in (report.notScanned + report.gaps).prefix(Self.mostRows) { html += "<li>\(Shown.html(line))</li>\n" }
        let more = report.notScanned.count + report.gaps.count - Self.mostRows
        if more > 0 { html += "<li>and \(Count.text(more)) more</li>\n" }
        for (pattern, count) in undecided.sorted(by: { $0.key < $1.key }) {
            html += "<li>pattern <code>\(Shown.html(pattern))</code> ran too long: "
            html += "\(count == 1 ? "1 post is" : "\(Count.text(count)) posts are") undecided</li>\n"
        }
        html += "</ul></section>\n"
    }

    private mutating func tiles() {
        html += "<div class=\"tiles\">\n"
        tile("flagged posts", report.old?.tally.flagged, report.new.tally.flagged)
        tile("alerts", report.old?.standing.count, report.new.standing.count)
        tile("messages", report.old?.tally.messageCount, report.new.tally.messageCount)
        html += "</div>\n"
        if let difference = report.difference {
            html += """
                <p>Alerts: <b>\(Count.text(difference.gained.count))</b> gained, \
                <b>\(Count.text(difference.lost.count))</b> lost, <b>\(Count.text(difference.changed.count))</b> with \
                other posts, <b>\(Count.text(difference.kept))</b> the same.</p>

                """
        }
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
            "Messages per recipient", rows, isCut: false, unit: "messages", name: { report.caption(of: $0) }
        ) { name in
            guard let row = rows.first(where: { $0.name == name }) else { return nil }
            let days = report.days.count
            let now = "\(ReplayReport.Row.perDay(row.new, days: days)) a day"
            guard report.old != nil else { return now }
            return "\(now), before: \(ReplayReport.Row.perDay(row.old, days: days))"
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
            rowsTable(rows, isCut: true, unit: "messages", name: { $0 }) { [report] in report.title(of: $0) }
            html += "</details>\n"
        }
    }

    private mutating func table(
        _ title: String, _ rows: [ReplayReport.Row], isCut: Bool, unit: String = "posts",
        name: (String) -> String = { $0 }, note: (String) -> String?
    ) {
        guard !rows.isEmpty else { return }
        html += "<section><h2>\(title)</h2>\n"
        rowsTable(rows, isCut: isCut, unit: unit, name: name, note: note)
        html += "</section>\n"
    }

    private mutating func rowsTable(
        _ rows: [ReplayReport.Row], isCut: Bool, unit: String, name: (String) -> String, note: (String) -> String?
    ) {
        let hasOld = report.old != nil
        // The largest changes first where the table is cut; else in the order of names.
        let ranked =
            isCut
            ? rows.enumerated().sorted { (-abs($0.1.change), -$0.1.new, $0.0) < (-abs($1.1.change), -$1.1.new, $1.0) }
                .map(\.1) : rows
        let most = max(1, rows.map { max($0.old, $0.new) }.max() ?? 1)
        html += "<table><thead><tr><th></th>"
        html += hasOld ? "<th>old</th><th>new</th><th>change</th>" : "<th>\(unit)</th>"
        html += "</tr></thead><tbody>\n"
        for row in ranked.prefix(isCut ? Self.mostRows : rows.count) {
            let below = note(row.name).map { "<small>\(Shown.html($0))</small>" } ?? ""
            html += "<tr><th scope=\"row\"><bdi>\(Shown.html(name(row.name)))</bdi>\(below)"
            html += ReplayChart.bar(row, most: most, hasOld: hasOld) + "</th>"
            if hasOld {
                html += "<td>\(Count.text(row.old))</td><td>\(Count.text(row.new))</td>"
                let direction = row.change > 0 ? "up" : row.change < 0 ? "down" : ""
                html += "<td class=\"\(direction)\">\(Count.change(row.change))</td>"
            } else {
                html += "<td>\(Count.text(row.new))</td>"
            }
            html += "</tr>\n"
        }
        html += "</tbody></table>\n"
        if isCut, rows.count > Self.mostRows {
            html += "<p><small>\(rows.count - Self.mostRows) more with smaller changes are left out; "
            html += "--json has all.</small></p>\n"
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

    // MARK: Alerts

    private mutating func alerts() throws(PipelineError) {
        let report = report
        guard let difference = report.difference, let old = report.old else {
            return try list("Alerts", report.new.standing, mark: "") { entry throws(PipelineError) in
                let alert = try report.new.alert(entry)
                return (alert, MarkedPost.all(alert.posts))
            }
        }
        try list("Alerts gained", difference.gained, mark: "+") { entry throws(PipelineError) in
            let alert = try report.new.alert(entry)
            return (alert, MarkedPost.all(alert.posts))
        }
        try list("Alerts lost", difference.lost, mark: "−") { entry throws(PipelineError) in
            let alert = try old.alert(entry)
            return (alert, MarkedPost.all(alert.posts))
        }
        try list("Alerts with other posts", difference.changed, mark: "±") { pair throws(PipelineError) in
            let change = try report.change(pair)
            return (change.alert, change.posts)
        }
    }

    private mutating func list<Entry>(
        _ title: String, _ entries: [Entry], mark: String,
        read: (Entry) throws(PipelineError) -> (Alert, [MarkedPost])
    ) throws(PipelineError) {
        guard !entries.isEmpty else { return }
        html += "<section><h2>\(title) <small>\(Count.text(entries.count))</small></h2>\n"
        for entry in entries.prefix(Self.mostAlerts) {
            let (alert, shown) = try read(entry)
            let places = alert.knownPlaces.joined(separator: ", ")
            let facts = [alert.severity.rawValue, places, alert.opened.description].filter { !$0.isEmpty }
            html += "<article><h3>\(mark.isEmpty ? "" : "<span class=\"sign\">\(mark)</span> ")"
            html += "\(Shown.html(report.title(of: alert.claim)))</h3>\n"
            html += "<p class=\"facts\"><code>\(Shown.html(alert.claim))</code> · "
            html += facts.map { "<span>\(Shown.html($0))</span>" }.joined(separator: " · ")
            html += "</p>\n<ul class=\"posts\">\n"
            for post in shown.prefix(Self.mostPosts) { item(post.mark, post.post) }
            if shown.count > Self.mostPosts {
                html += "<li><small>and \(Count.text(shown.count - Self.mostPosts)) more</small></li>\n"
            }
            html += "</ul></article>\n"
        }
        if entries.count > Self.mostAlerts {
            let more = Count.text(entries.count - Self.mostAlerts)
            html += "<p><small>\(more) more are left out; --json has all.</small></p>\n"
        }
        html += "</section>\n"
    }

    private mutating func item(_ mark: String, _ post: AlertPost) {
        let sign = mark.isEmpty ? "" : "<span class=\"sign\">\(mark)</span> "
        let patterns = post.hits.map(\.pattern).joined(separator: ", ")
        html += """
            <li>\(sign)<bdi>\(Shown.html(post.excerpt.before))<mark>\(Shown.html(post.excerpt.matched))</mark>\
            \(Shown.html(post.excerpt.after))</bdi>
            <small>\(Shown.html(post.platform)) · \(Shown.html(post.source)) · \(Shown.html(post.language)) · \
            \(Shown.html(patterns))</small></li>

            """
    }
}
