import Model
import Reading

/// Where each cell of a CSV text begins, so that a finding can point at it.
struct CSVCells {
    private let lines: [[Unicode.Scalar]]
    private let file: String
    private let separator: Unicode.Scalar

    init(_ text: String, file: String, separator: UInt8) {
        self.file = file
        self.separator = Unicode.Scalar(separator)
        var lines: [[Unicode.Scalar]] = []
        var line: [Unicode.Scalar] = []
        var endsWithReturn = false
        for scalar in text.unicodeScalars {
            defer { endsWithReturn = scalar == "\r" }
            if scalar == "\n", endsWithReturn { continue }
            if scalar == "\n" || scalar == "\r" {
                lines.append(line)
                line = []
            } else {
                line.append(scalar)
            }
        }
        self.lines = lines + [line]
    }

    /// One place for each field of a record, in order.
    func places(of record: CSVRecord) -> [FilePlace] {
        var places = [FilePlace(file: file, line: record.line)]
        var isQuoted = false
        var line = record.line
        while places.count <= record.count, lines.indices.contains(line - 1) {
            // A quote opens a cell at its start; right behind a closing one it is a letter, and the cell goes on.
            var mayOpen = true
            for (offset, scalar) in lines[line - 1].enumerated() {
                let isQuote = scalar == "\""
                if isQuote, isQuoted || mayOpen { isQuoted.toggle() }
                let isSeparator = scalar == separator && !isQuoted
                if isSeparator { places.append(FilePlace(file: file, line: line, column: offset + 2)) }
                mayOpen = isSeparator || (isQuote && !isQuoted)
            }
            // Only a quoted cell goes on in the next line.
            guard isQuoted else { break }
            line += 1
        }
        return places
    }
}
