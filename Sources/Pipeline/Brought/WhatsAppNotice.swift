/// What WhatsApp writes in place of a text, or behind one. By its shape wherever that is plain, since the words differ
/// in every language; else by `WhatsAppWords`.
enum WhatsAppNotice {
    static func withoutMarks(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: WhatsAppBody.isMark) else { return text }
        var text = text
        // "@" and a name between marks is a mention, whatever the name.
        if text.contains("\u{2068}") {
            text = text.replacing(/@\u{2068}[^\u{2069}\n]{1,80}\u{2069}/, with: "<mention>")
        }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !WhatsAppBody.isMark($0) }))
    }

    /// Lower case, without marks of the end: for the sets of words.
    static func bare(_ text: String) -> String {
        var text = text.lowercased()[...]
        while let last = text.last, last == "." || last == "…" || last.isWhitespace { text.removeLast() }
        return String(text)
    }

    static func isSystem(_ line: String) -> Bool {
        WhatsAppWords.systemLines.contains { $0.pieces.contains { line.contains($0) } }
    }

    /// `<Media omitted>`, and the same in every other language: one line wholly in angle brackets, in words.
    static func isPlaceholder(_ text: String) -> Bool {
        text.first == "<" && text.last == ">" && text.utf8.count <= 200
            && !text.dropFirst().dropLast().contains { "<>\n@".contains($0) }
            && text.dropFirst().first?.isLetter ?? false && !marks.contains(text)
    }

    /// Marks of redaction are texts.
    private static let marks: Set<String> = ["<phone>", "<email>", "<id>", "<iban>", "<card>", "<plate>", "<mention>"]

    /// Takes `<This message was edited>` from the end of a text: at least two words in angle brackets behind a blank.
    static func dropEdited(_ text: inout String) {
        guard text.last == ">", let open = text.lastIndex(of: "<"), open > text.startIndex else { return }
        let inside = text[text.index(after: open)...].dropLast()
        let before = text[text.index(before: open)]
        guard before.isWhitespace || before.unicodeScalars.contains(where: WhatsAppBody.isMark),
            (8...200).contains(inside.utf8.count),
            inside.contains(" "), inside.allSatisfy({ $0.isLetter || $0 == " " || $0 == "'" || $0 == "’" || $0 == "-" })
        else { return }
        text = String(text[..<open]).trimmingBlanks
    }

    private static let longestMark = 250

    /// Takes names of files: `IMG-20261120-WA0003.jpg (file attached)` in the first line, `<attached: 12-PHOTO.jpg>` at
    /// the end.
    static func takeFiles(_ text: inout String, _ media: inout [String]) {
        // Only the end is looked at: an expression that searches a long text can take as long as its square.
        if text.last == ">",
            let found = text.suffix(longestMark).firstMatch(of: /[\u{200E} ]*<[^<>:\n]{2,60}:\s?([^<>\n\/]{1,120}\.\w{2,5})>\s*$/)
        {
            media.append(String(found.output.1))
            text.removeSubrange(found.range)
        }
        let line = text.prefix { $0 != "\n" }
        if line.last == ")",
            let found = line.wholeMatch(of: /\u{200E}?([^\n\/]{1,120}\.\w{2,5}) \([^()\n\d]{3,60}\)\s*/)
        {
            media.append(String(found.output.1))
            text = String(text[line.endIndex...]).trimmingBlanks
        }
    }

    /// A poll's question and answers without WhatsApp's own words: `POLL:`, `OPTION: … (3 votes)`.
    static func poll(_ text: String) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        guard lines.count > 1, let colon = lines[0].lastIndex(of: ":"),
            WhatsAppWords.poll.contains(String(lines[0][..<colon]))
        else {
            return nil
        }
        var rest = lines.dropFirst().map(String.init)
        let question = lines[0][lines[0].index(after: colon)...]
        if question.contains(where: { !$0.isWhitespace }) { rest.insert(String(question).trimmingBlanks, at: 0) }
        return rest.map { line in
            guard line.utf8.count <= 1000,
                let found = line.wholeMatch(of: /(\p{Lu}{3,12}) ?: (.+?)(?: \([^()]*\d[^()]*\))?\s*/)
            else { return line }
            return "- \(found.output.2)"
        }.joined(separator: "\n")
    }
}
