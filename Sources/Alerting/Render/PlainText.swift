/// A page as plain text: mail's first part, chat messages, the terminal.
enum PlainText {
    static func render(_ page: Page) -> String {
        var lines = wrapped(Shown.line(page.lead))
        for (index, entry) in page.entries.enumerated() {
            lines += ["", "\(index + 1). \(Shown.line(entry.title)) [\(Shown.line(entry.badge))]"]
            lines += entry.lines.flatMap { render($0) }
            for answer in entry.answers {
                lines += [""] + wrapped(Shown.line(answer.caption), first: "   ", rest: "   ")
                lines += [cut(answer.from), Shown.block(answer.text), cut(answer.to)]
            }
            if !entry.answers.isEmpty, !entry.sources.isEmpty { lines.append("") }
            lines += entry.sources.flatMap { render($0) }
        }
        if !page.after.isEmpty { lines.append("") }
        lines += page.after.flatMap { wrapped(Shown.line($0)) }
        lines += ["", "-- "] + wrapped(Shown.line(page.footer))
        return lines.joined(separator: "\n") + "\n"
    }

    /// The words of a page without entries, from its text: lead first, without the footer, lines joined that were broken.
    static func paragraphs(of text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var paragraphs: [String] = []
        var last = ""
        for line in lines.prefix(while: { $0 != "-- " }) {
            let word = line.prefix { $0 != " " }
            let isBroken = !last.isEmpty && !line.isEmpty && last.count + 1 + word.count > width
            if isBroken, let open = paragraphs.popLast() {
                paragraphs.append(open + " " + line)
            } else if !line.isEmpty {
                paragraphs.append(line)
            }
            last = line
        }
        return paragraphs
    }

    /// One row without breaks.
    static func words(of row: [Page.Span]) -> String { row.map(render).joined() }

    private static func cut(_ words: String) -> String { "----- \(Shown.line(words)) -----" }

    private static func render(_ line: Page.Line) -> [String] {
        let label = "   \(Shown.line(line.label)):"
        guard line.rows.count > 1 else { return render(line.rows.first ?? [], first: label + " ") }
        return [label] + line.rows.flatMap { render($0, first: "   - ") }
    }

    /// Words of others stay in one line; ours are broken at words.
    private static func render(_ row: [Page.Span], first: String) -> [String] {
        let text = row.map(render).joined()
        let isOurs = row.allSatisfy { span in
            switch span {
            case .text, .strong: true
            case .quoted, .marked, .link: false
            }
        }
        return isOurs ? wrapped(text, first: first, rest: "     ") : [first + text]
    }

    /// Columns of a line of our own words.
    private static let width = 100

    /// Lines broken at spaces; a longer word stays whole.
    private static func wrapped(_ text: String, first: String = "", rest: String = "") -> [String] {
        guard first.count + text.count > width else { return [first + text] }
        var lines: [String] = []
        var line = first
        var count = first.count
        var isEmpty = true
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            let length = word.count
            if !isEmpty, count + 1 + length > width {
                lines.append(line)
                (line, count, isEmpty) = (rest, rest.count, true)
            }
            line += isEmpty ? String(word) : " " + word
            count += length + (isEmpty ? 0 : 1)
            isEmpty = false
        }
        return lines + [line]
    }

    private static func render(_ span: Page.Span) -> String {
        switch span {
        case .text(let text), .strong(let text): Shown.line(text)
        case .quoted(let text): isolated(words(text))
        case .marked(let text): text.isEmpty ? "" : "**\(isolated(words(text)))**"
        case .link(let url): Shown.isPlainLink(url) ? url : words(Shown.defanged(url))
        }
    }

    /// Words of others: an asterisk of theirs could pass for one of our marks.
    private static func words(_ text: String) -> String { Shown.line(text).replacing("*", with: "\u{2217}") }

    /// Right-to-left letters would turn the words around them; isolates (U+2068, U+2069) keep them apart.
    private static func isolated(_ text: String) -> String {
        Shown.isRightToLeft(text) ? "\u{2068}\(text)\u{2069}" : text
    }
}
