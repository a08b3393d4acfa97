import Pipeline

/// Drawn posts as a table for a spreadsheet: somebody fills in `label`, and `jibu label --from` takes it back.
enum LabelTable {
    private static let heading = ["post", "claim", "label", "by", "drawn", "source", "language", "seen", "text"]

    static func bytes(_ items: [LabelQueue.Item]) -> [UInt8] {
        let rows = items.map { item in
            let post = item.post
            let drawn = item.draw.map { String(decoding: $0.json.encoded(), as: UTF8.self) } ?? ""
            return [
                post.id, item.claim ?? "", "", "", drawn, post.source, post.language, post.seen.description,
                harmless(post.text),
            ]
        }
        return ([heading] + rows).flatMap { row in Array((row.map(cell).joined(separator: ",") + "\n").utf8) }
    }

    /// In quotes where it must be (RFC 4180).
    private static func cell(_ text: String) -> String {
        guard text.contains(where: { $0 == "\"" || $0 == "," || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// A text that begins like a formula would be reckoned by a spreadsheet.
    private static func harmless(_ text: String) -> String {
        guard let first = text.first, "=+-@\t\r".contains(first) else { return text }
        return "'" + text
    }
}
