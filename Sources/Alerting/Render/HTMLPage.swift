/// A page as HTML for mail: styles inline, nothing fetched from anywhere, readable on a phone 360 px wide and in the
/// dark. Elements and attributes are ours alone; all text is escaped.
enum HTMLPage {
    static func render(_ page: Page) -> String {
        var html = """
            <!DOCTYPE html>
            <html lang="\(escaped(page.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>\(escaped(page.subject))</title>
            <style>\(darkMode)</style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#f3f4f6;color:#1a1c1f;\(font)">
            <div style="max-width:600px;margin:0 auto;padding:12px">
            <p style="margin:8px 4px 12px">\(escaped(page.lead))</p>

            """
        for (index, entry) in page.entries.enumerated() { html += render(entry, number: index + 1) }
        for text in page.after { html += "<p style=\"margin:8px 4px\">\(escaped(text))</p>\n" }
        html +=
            "<p class=\"quiet\" style=\"margin:16px 4px;\(small)\">\(escaped(page.footer))</p>\n"
        return html + "</div>\n</body>\n</html>\n"
    }

    private static let small = "font-size:13px;color:#5a5f66"
    private static let card = "background:#fff;border:1px solid #d9dce0;border-radius:8px;padding:12px;margin:0 0 12px"
    private static let marker = "background:#ffe58a;color:#1a1c1f;padding:0 2px"
    private static let font =
        "font:16px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere"

    /// Mail programs that drop this block show the light colours, which are inline.
    private static let darkMode = """
        @media (prefers-color-scheme:dark){
        .page{background:#16181b!important;color:#e8eaed!important}
        .card{background:#22252a!important;border-color:#3a3f46!important}
        .quiet{color:#a9afb7!important}
        .mark{background:#5c4a00!important;color:#fff3c4!important}
        .answer{background:#15301f!important;border-color:#4cb071!important;color:#e8eaed!important}
        .grave{background:#8c1d18!important;color:#fff!important}
        .badge{background:#3a3f46!important;color:#e8eaed!important}
        a{color:#8ab4f8!important}
        }
        """

    private static func render(_ entry: Page.Entry, number: Int) -> String {
        let (kind, colours) =
            entry.isGrave ? ("grave", "background:#b3261e;color:#fff") : ("badge", "background:#e3e5e8;color:#1a1c1f")
        var html = """
            <div class="card" style="\(card)">
            <h2 style="margin:0 0 4px;font-size:18px;line-height:1.3">\(number). \(escaped(entry.title))</h2>
            <p style="margin:0 0 8px"><span class="\(kind)" \
            style="\(colours);border-radius:4px;padding:1px 6px;font-size:13px">\
            \(escaped(entry.badge))</span></p>

            """
        html += entry.lines.map(render).joined()
        for answer in entry.answers {
            html += """
                <p style="margin:12px 0 4px"><b>\(escaped(answer.caption))</b></p>
                <p class="quiet" style="margin:0;\(small)">\(escaped("----- \(answer.from) -----"))</p>
                <div class="answer" lang="\(escaped(answer.language))" dir="auto" style="background:#edf7f0;\
                border-left:4px solid #2e7d4f;padding:8px 10px;white-space:pre-wrap">\
                \(escapedBlock(answer.text))</div>
                <p class="quiet" style="margin:0 0 8px;\(small)">\(escaped("----- \(answer.to) -----"))</p>

                """
        }
        html += entry.sources.map(render).joined()
        return html + "</div>\n"
    }

    private static func render(_ line: Page.Line) -> String {
        let label = "<span class=\"quiet\" style=\"\(small)\">\(escaped(line.label))</span>"
        let rows = line.rows.map { row in
            "<span style=\"display:block;margin:0 0 4px\">\(row.map(render).joined())</span>\n"
        }
        return "<p style=\"margin:0 0 8px\">\(label)\n\(rows.joined())</p>\n"
    }

    private static func render(_ span: Page.Span) -> String {
        switch span {
        case .text(let text): return escaped(text)
        case .strong(let text): return "<b>\(escaped(text))</b>"
        case .quoted(let text): return text.isEmpty ? "" : "<bdi>\(escaped(text))</bdi>"
        case .marked(let text):
            return
                "<mark class=\"mark\" style=\"\(marker)\"><bdi>\(escaped(text))</bdi></mark>"
        case .link(let url):
            guard Shown.isPlainLink(url) else { return "<bdi>\(escaped(Shown.defanged(url)))</bdi>" }
            return "<a href=\"\(escaped(url))\" rel=\"noopener noreferrer nofollow\">\(escaped(url))</a>"
        }
    }

    private static func escaped(_ text: String) -> String { entities(Shown.line(text)) }
    private static func escapedBlock(_ text: String) -> String { entities(Shown.block(text)) }

    private static func entities(_ text: String) -> String {
        var html = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }
}
