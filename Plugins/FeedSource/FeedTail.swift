/// The last paragraph that WordPress adds to every item: "The post … appeared first on …".
///
/// It repeats the title in every text and says nothing about the post.
enum FeedTail {
    static func removed(from text: String) -> String {
        guard let end = text.lastIndex(of: "\n") ?? (isTail(text[...]) ? text.startIndex : nil) else { return text }
        let last = end == text.startIndex && text.first != "\n" ? text[...] : text[text.index(after: end)...]
        guard isTail(last) else { return text }
        var kept = text[..<end]
        while let character = kept.last, character.isWhitespace { kept.removeLast() }
        return String(kept)
    }

    /// As WordPress says it in English, Russian and French.
    private static func isTail(_ line: Substring) -> Bool {
        guard line.utf8.count <= 2000 else { return false }
        return phrases.contains { start, middle in line.hasPrefix(start) && line.contains(middle) }
    }

    private static let phrases = [
        ("The post ", " appeared first on "), ("The post ", " first appeared on "),
        ("Запись ", " впервые появилась "), ("Сообщение ", " появились сначала на "),
        ("Сообщение ", " появилось сначала на "), ("L’article ", " est apparu en premier sur "),
        ("L'article ", " est apparu en premier sur "),
    ]
}
