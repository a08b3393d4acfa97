import Model
import Reading
import Storage

/// Labels from a file: JSON lines `{"post","claim","label","by","drawn"}` or CSV with a heading line of these names. In
/// CSV the cell `drawn` holds the same object as JSON: `label --list --csv` wrote it, and nobody need touch it.
package struct LabelFile: Sendable {
    /// One line of the file.
    package struct Entry: Sendable, Hashable {
        package var line: Int
        package var post: String
        /// Nil: the post makes none of the claims.
        package var claim: String?
        package var verdict: Label.Verdict
        package var by: String?
        package var draw: Label.Draw?
    }

    package private(set) var entries: [Entry] = []
    /// Lines whose label is left empty: posts that were listed and not judged.
    package private(set) var unlabelled = 0
    /// Lines that are no label.
    package private(set) var problems: [Problem] = []

    /// What is wrong with a line.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        package var line: Int
        package var what: String

        package var description: String { "line \(line): \(what)" }
    }

    /// Bytes of one line.
    private static let longest = 2 << 20

    package init(_ bytes: [UInt8]) {
        let first = bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF }
        if first == UInt8(ascii: "{") { readJSON(bytes) } else { readCSV(bytes) }
    }

    private mutating func readJSON(_ bytes: [UInt8]) {
        JSONLines.forEach(in: bytes, cap: Self.longest) { line, number in
            guard case .bytes(let line) = line, line.contains(where: { $0 > 0x20 }) else { return true }
            do throws(JSONFailure) {
                let value = try JSONValue.parse(Array(line), .lenient)
                add(number, { value[$0]?.text }, draw: value["drawn"].flatMap(Label.Draw.init))
            } catch {
                problems.append(Problem(line: number, what: "\(error)"))
            }
            return true
        }
    }

    private mutating func readCSV(_ bytes: [UInt8]) {
        var rows = CSVRows(bytes)
        guard let heading = rows.next()?.cells.map({ $0.lowercased() }), heading.contains("post"),
            heading.contains("label")
        else {
            problems.append(Problem(line: 1, what: "a CSV needs a heading line with post, claim and label"))
            return
        }
        while let row = rows.next() {
            if row.cells.allSatisfy(\.isEmpty) { continue }
            let cell = { (name: String) in
                heading.firstIndex(of: name).flatMap { $0 < row.cells.count ? row.cells[$0] : nil }
            }
            guard let drawn = cell("drawn"), !drawn.isEmpty else {
                add(row.line, cell)
                continue
            }
            let draw = (try? JSONValue.parse(Array(drawn.utf8))).flatMap(Label.Draw.init)
            if draw == nil {
                problems.append(
                    Problem(
                        line: row.line,
                        what: "\"drawn\" must be as jibu label --list --csv wrote it; the label counts as not drawn"))
            }
            add(row.line, cell, draw: draw)
        }
        if rows.isUnterminated {
            problems.append(Problem(line: rows.line, what: "the last cell in quotes has no closing quote"))
        }
    }

    private mutating func add(_ line: Int, _ value: (String) -> String?, draw: Label.Draw? = nil) {
        func filled(_ name: String) -> String? { value(name).flatMap { $0.isEmpty ? nil : $0 } }
        guard let post = filled("post") else {
            return problems.append(Problem(line: line, what: "\"post\" is missing"))
        }
        guard let word = filled("label") else { return unlabelled += 1 }
        guard let verdict = Self.verdict(word) else {
            return problems.append(Problem(line: line, what: "\"label\" must be true, false or opinion"))
        }
        let claim = filled("claim")
        if claim == nil, verdict != .false {
            return problems.append(Problem(line: line, what: "the label \(verdict.rawValue) needs a claim"))
        }
        entries.append(Entry(line: line, post: post, claim: claim, verdict: verdict, by: filled("by"), draw: draw))
    }

    private static func verdict(_ word: String) -> Label.Verdict? {
        switch word.lowercased() {
        case "true", "t", "yes", "1": .true
        case "false", "f", "no", "0": .false
        case "opinion", "o": .opinion
        default: nil
        }
    }
}

/// Rows of a CSV file (RFC 4180), with commas, semicolons or tabs, whichever the heading has.
struct CSVRows {
    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private(set) var line = 1
    private(set) var isUnterminated = false

    init(_ bytes: [UInt8]) {
        self.bytes = Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
        let heading = self.bytes.prefix { $0 != 0x0A }
        separator = ([0x2C, 0x3B, 0x09] as [UInt8]).max { left, right in
            heading.count { $0 == left } < heading.count { $0 == right }
        } ?? 0x2C
    }

    /// The cells of the next row, without blanks around them; nil at the end.
    mutating func next() -> (line: Int, cells: [String])? {
        guard position < bytes.count else { return nil }
        let start = line
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        func finish() {
            cells.append(String(decoding: cell, as: UTF8.self).trimmed)
            cell = []
        }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == 0x0A { line += 1 }
            if isQuoted {
                if byte != 0x22 { cell.append(byte); continue }
                if position < bytes.count, bytes[position] == 0x22 {
                    cell.append(byte)
                    position += 1
                } else {
                    isQuoted = false
                }
            } else if byte == 0x22, cell.isEmpty {
                isQuoted = true
            } else if byte == separator {
                finish()
            } else if byte == 0x0A {
                finish()
                return (start, cells)
            } else if byte != 0x0D {
                cell.append(byte)
            }
        }
        isUnterminated = isQuoted
        finish()
        return (start, cells)
    }
}

extension String {
    var trimmed: String {
        var text = self[...].drop(while: \.isWhitespace)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
