/// One content line of an iCalendar file (RFC 5545, 3.1): `NAME;PARAMETER=value:value`.
struct ContentLine {
    /// Where it begins in the file, from 1.
    var number: Int
    /// In capitals.
    var name: String
    /// Names in capitals.
    var parameters: [String: String]
    var value: String
}

/// Lines as they were before they were folded: a line that begins with a blank goes on with the one before.
enum ContentLines {
    static func unfolded(_ text: String) -> [ContentLine] {
        var lines: [(number: Int, text: String)] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if let first = line.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1].text += line.dropFirst()
            } else {
                lines.append((index + 1, String(line)))
            }
        }
        return lines.compactMap { parse($0.text, number: $0.number) }
    }

    private static func parse(_ line: String, number: Int) -> ContentLine? {
        var isQuoted = false
        guard
            let colon = line.firstIndex(where: {
                if $0 == "\"" { isQuoted.toggle() }
                return $0 == ":" && !isQuoted
            })
        else { return nil }
        let parts = line[..<colon].split(separator: ";", omittingEmptySubsequences: false)
        var parameters: [String: String] = [:]
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            parameters[pair[0].uppercased()] = pair[1].filter { $0 != "\"" }
        }
        return ContentLine(
            number: number, name: (parts.first ?? "").trimmingPrefix("\u{FEFF}").uppercased(), parameters: parameters,
            value: String(line[line.index(after: colon)...]))
    }
}
