/// A page as plain text: mail's first part, chat messages, the terminal.
enum PlainText {
    static func render(_ page: Page) -> String {
        var lines = [Shown.line(page.lead)]
        for (index, entry) in page.entries.enumerated() {
            lines += ["", "\(index + 1). \(Shown.line(entry.title)) [\(Shown.line(entry.badge))]"]
            lines += entry.lines.flatMap { render($0) }
            for answer in entry.answers {
                lines += ["", "   \(Shown.line(answer.caption))", cut(answer.from)]
                lines += [Shown.block(answer.text), cut(answer.to)]
            }
            if !entry.answers.isEmpty, !entry.sources.isEmpty { lines.append("") }
            lines += entry.sources.flatMap { render($0) }
        }
        if !page.after.isEmpty { lines.append("") }
        lines += page.after.map { Shown.line($0) }
        lines += ["", "-- ", Shown.line(page.footer)]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cut(_ words: String) -> String { "----- \(Shown.line(words)) -----" }

    private static func render(_ line: Page.Line) -> [String] {
        let rows = line.rows.map { $0.map(render).joined() }
        guard rows.count > 1 else { return ["   \(Shown.line(line.label)): \(rows.first ?? "")"] }
        return ["   \(Shown.line(line.label)):"] + rows.map { "   - \($0)" }
    }

    private static func render(_ span: Page.Span) -> String {
        switch span {
        case .text(let text), .strong(let text): Shown.line(text)
        case .quoted(let text): isolated(Shown.line(text))
        case .marked(let text): "**\(isolated(Shown.line(text)))**"
        case .link(let url): Shown.isPlainLink(url) ? url : Shown.defanged(url)
        }
    }

    /// Right-to-left letters would turn the words around them; isolates (U+2068, U+2069) keep them apart.
    private static func isolated(_ text: String) -> String {
        let isRightToLeft = text.unicodeScalars.contains {
            (0x0590...0x08FF).contains($0.value) || (0xFB1D...0xFDFF).contains($0.value)
                || (0xFE70...0xFEFC).contains($0.value) || (0x10800...0x10FFF).contains($0.value)
                || (0x1E800...0x1EFFF).contains($0.value)
        }
        return isRightToLeft ? "\u{2068}\(text)\u{2069}" : text
    }
}
