/// A page as HTML for mail: nothing fetched from anywhere, readable on a phone 360 px wide and in the dark.
///
/// One style block, and elements that mean what they show (`mark`, `small`, `blockquote`): a mail program that drops the
/// block still shows a readable page, and ten entries stay far below the limit of a mail. Elements and attributes are
/// ours alone; all text is escaped.
enum HTMLPage {
    static func render(_ page: Page) -> String {
        var html = """
            <!DOCTYPE html>
            <html lang="\(escaped(page.language))">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(escaped(page.subject))</title>
            <style>\(style)</style>
            </head>
            <body><div class="w">
            <p>\(escaped(page.lead))</p>

            """
        for (index, entry) in page.entries.enumerated() {
            html += render(entry, number: index + 1, language: page.language)
        }
        for text in page.after + [page.footer] { html += "<p><small>\(escaped(text))</small></p>\n" }
        return html + "</div></body>\n</html>\n"
    }

    private static let style = """
        body{margin:0;background:#f3f4f6;color:#1a1c1f;\
        font:16px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere}
        .w{max-width:600px;margin:0 auto;padding:12px}
        .c{background:#fff;border:1px solid #d9dce0;border-radius:8px;padding:12px;margin:0 0 12px}
        h2{font-size:18px;line-height:1.3;margin:0 0 6px}
        p{margin:0 0 8px}
        ul{margin:-6px 0 8px;padding:0 0 0 18px}
        .d{white-space:nowrap}
        small{font-size:13px;color:#5a5f66}
        .s{font-size:13px;background:#e3e5e8;border-radius:4px;padding:2px 7px}
        .g{background:#b3261e;color:#fff}
        mark{background:#ffe58a;color:#1a1c1f;padding:0 2px}
        blockquote{margin:0 0 12px;padding:8px 10px;background:#edf7f0;border-left:4px solid #2e7d4f}
        .b{display:inline-block;padding:9px 10px;margin:0 2px 8px 0;border:1px solid #2e7d4f;border-radius:6px;\
        color:#1f5c39;text-decoration:none}
        @media (prefers-color-scheme:dark){
        body{background:#16181b;color:#e8eaed}
        .c{background:#22252a;border-color:#3a3f46}
        small{color:#a9afb7}
        .s{background:#3a3f46}
        .g{background:#8c1d18;color:#fff}
        mark{background:#5c4a00;color:#fff3c4}
        blockquote{background:#15301f;border-color:#4cb071}
        a{color:#8ab4f8}
        .b{border-color:#4cb071;color:#a5dcb8}
        }
        """

    private static func render(_ entry: Page.Entry, number: Int, language: String) -> String {
        var html = """
            <div class="c"><h2>\(number). \(escaped(entry.title))</h2>
            <p><b class="\(entry.isGrave ? "s g" : "s")">\(escaped(entry.badge))</b></p>

            """
        html += entry.lines.map(render).joined()
        for answer in entry.answers {
            let tongue = answer.language == language ? "" : " lang=\"\(escaped(answer.language))\""
            let direction = Shown.isRightToLeft(answer.text) ? " dir=\"auto\"" : ""
            let text = escapedBlock(answer.text).split(separator: "\n", omittingEmptySubsequences: false)
            html += """
                <p><b>\(Dates.unbroken(escaped(answer.caption)))</b></p>
                <blockquote\(tongue)\(direction)>\(text.joined(separator: "<br>"))</blockquote>

                """
            if !answer.links.isEmpty {
                html += "<p>" + answer.links.map(render).joined(separator: " ") + "</p>\n"
            }
        }
        html += entry.sources.map(render).joined()
        return html + "</div>\n"
    }

    /// The address is ours: percent-encoded, so only `&` means something to HTML.
    private static func render(_ link: Page.Link) -> String {
        "<a href=\"\(escaped(link.url))\" class=\"b\">\(escaped(link.label))</a>"
    }

    private static func render(_ line: Page.Line) -> String {
        let label = "<small>\(escaped(line.label)):</small>"
        let rows = line.rows.map { $0.map(render).joined() }
        guard rows.count > 1 else { return "<p>\(label) \(rows.joined())</p>\n" }
        return "<p>\(label)</p>\n<ul>" + rows.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul>\n"
    }

    private static func render(_ span: Page.Span) -> String {
        switch span {
        case .text(let text): return Dates.unbroken(escaped(text))
        case .strong(let text): return "<b>\(Dates.unbroken(escaped(text)))</b>"
        case .quoted(let text): return isolated(text)
        case .marked(let text): return text.isEmpty ? "" : "<mark>\(isolated(text))</mark>"
        case .link(let url):
            guard Shown.isPlainLink(url) else { return isolated(Shown.defanged(url)) }
            return "<a href=\"\(escaped(url))\">\(escaped(Shown.host(of: url)))</a>"
        }
    }

    /// Words of others; right-to-left letters among them would turn the words around them.
    private static func isolated(_ text: String) -> String {
        Shown.isRightToLeft(text) ? "<bdi>\(escaped(text))</bdi>" : escaped(text)
    }

    private static func escaped(_ text: String) -> String { Shown.html(text) }
    private static func escapedBlock(_ text: String) -> String { Shown.htmlBlock(text) }
}

/// Dates and times as `2026-11-21 14:05` that stay on one line: a phone would break them behind a hyphen.
private enum Dates {
    /// - Parameter html: text that is escaped already.
    static func unbroken(_ html: String) -> String {
        let bytes = Array(html.utf8)
        guard bytes.contains(UInt8(ascii: "-")) else { return html }
        var shown: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let isInNumber = at > 0 && isDigit(bytes[at - 1])
            guard !isInNumber, let dayEnd = stop(of: day, in: bytes, from: at) else {
                shown.append(bytes[at])
                at += 1
                continue
            }
            let end = stop(of: time, in: bytes, from: dayEnd) ?? dayEnd
            shown += Array("<span class=\"d\">".utf8) + bytes[at..<end] + Array("</span>".utf8)
            at = end
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static let day = Array("0000-00-00".utf8)
    private static let time = Array(" 00:00".utf8)

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// Where a form ends whose zeros stand for any digit; nil when something else stands there.
    private static func stop(of form: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        let end = start + form.count
        guard end <= bytes.count, end == bytes.count || !isDigit(bytes[end]) else { return nil }
        let isThere = zip(bytes[start..<end], form).allSatisfy { byte, wanted in
            wanted == UInt8(ascii: "0") ? isDigit(byte) : byte == wanted
        }
        return isThere ? end : nil
    }
}
