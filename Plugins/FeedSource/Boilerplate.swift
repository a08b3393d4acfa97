/// What platforms put around every text; it repeats titles and names and says nothing about the post.
enum Boilerplate {
    static func removed(from text: String) -> String {
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        // Flickr: "NAME posted a photo:" stands before the description.
        if lines.count > 1, [" posted a photo:", " posted a video:"].contains(where: lines[0].hasSuffix) {
            lines.removeFirst()
        }
        // Reddit: "submitted by /u/NAME", then two links.
        if lines.last == "[link] [comments]" { lines.removeLast() }
        if let last = lines.last, last.hasPrefix("submitted by /u/") { lines.removeLast() }
        if let last = lines.last, isTail(last) { lines.removeLast() }
        while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
        let kept = lines.joined(separator: "\n")
        // WordPress cuts an excerpt like this.
        return kept.hasSuffix(" […]") ? kept.dropLast(4) + "…" : kept
    }

    /// "The post … appeared first on …", as WordPress says it in English, Russian and French.
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
