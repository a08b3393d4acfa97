import Alerting
import Model
import Text

/// Alerts with their posts. A person's post is here by its matched words and the letters that an analyst finds it with:
/// a file gets passed on, so it never holds the text (docs/decisions/0004).
extension ReplayPage {
    mutating func alerts() throws(PipelineError) {
        let report = report
        guard let difference = report.difference, let old = report.old else {
            return try list("Alerts", report.new.standing, mark: "") { entry throws(PipelineError) in
                let alert = try report.new.alert(entry)
                return (alert, MarkedPost.all(alert.posts), [])
            }
        }
        try list("Alerts gained", difference.gained, mark: "+") { entry throws(PipelineError) in
            let alert = try report.new.alert(entry)
            return (alert, MarkedPost.all(alert.posts), ReplayReport.sidesUndecided(entry))
        }
        try list("Alerts lost", difference.lost, mark: "−") { entry throws(PipelineError) in
            let alert = try old.alert(entry)
            return (alert, MarkedPost.all(alert.posts), ReplayReport.sidesUndecided(nil, entry))
        }
        try list("Alerts with other posts", difference.changed, mark: "±") { pair throws(PipelineError) in
            let change = try report.change(pair)
            return (change.alert, change.posts, ReplayReport.sidesUndecided(pair.new, pair.old))
        }
    }

    /// - Parameter read: the alert, its posts, and the sides that could not decide it.
    private mutating func list<Entry>(
        _ title: String, _ entries: [Entry], mark: String,
        read: (Entry) throws(PipelineError) -> (Alert, [MarkedPost], [String])
    ) throws(PipelineError) {
        guard !entries.isEmpty else { return }
        html += "<section><h2>\(title) <small>\(Count.text(entries.count))</small></h2>\n"
        for entry in entries.prefix(Self.mostAlerts) {
            let (alert, shown, undecided) = try read(entry)
            let places = alert.knownPlaces.joined(separator: ", ")
            let facts = [alert.severity.rawValue, places, alert.opened.description].filter { !$0.isEmpty }
            html += "<article><h3>\(mark.isEmpty ? "" : "<span class=\"sign\">\(mark)</span> ")"
            html += "\(Shown.html(report.title(of: alert.claim)))</h3>\n"
            html += "<p class=\"facts\"><code>\(Shown.html(alert.claim))</code> · "
            html += facts.map { "<span>\(Shown.html($0))</span>" }.joined(separator: " · ")
            html += undecided.map { " · <b>\($0) could not decide it</b>" }.joined()
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
            \(Shown.html(patterns)) · <code>\(Shown.html(post.shortID))</code></small></li>

            """
    }
}
