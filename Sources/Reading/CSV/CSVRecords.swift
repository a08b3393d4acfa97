/// One record of a CSV file: its fields in one piece of memory.
package struct CSVRecord: Sendable, Hashable {
    /// The line of the file on which the record begins, counting from 1.
    package var line: Int
    private var bytes: [UInt8] = []
    /// Where each field ends in `bytes`.
    private var ends: [Int] = []

    init(line: Int) { self.line = line }

    package var count: Int { ends.count }

    /// The bytes of all fields.
    package var size: Int { bytes.count }

    /// A field without its quotes; nil beyond the last one.
    package subscript(_ index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    package var fields: [String] { ends.indices.compactMap { self[$0] } }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }
    mutating func append(_ more: UnsafeBufferPointer<UInt8>.SubSequence) { bytes.append(contentsOf: more) }
    mutating func endField() { ends.append(bytes.count) }
    var isBlank: Bool { ends.count == 1 && bytes.isEmpty }
}

/// Why a CSV file cannot be read on.
package enum CSVFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// A quote that opened in this line is not closed within the limit, or never.
    case openQuote(line: Int)
    case recordTooLong(line: Int, limit: Int)
    case tooManyFields(line: Int, limit: Int)

    /// The line to look at.
    package var line: Int {
        switch self {
        case .openQuote(let line), .recordTooLong(let line, _), .tooManyFields(let line, _): line
        }
    }

    package var description: String {
        switch self {
        case .openQuote(let line):
            "line \(line): a quote is opened and never closed; what stands behind it was not read"
        case .recordTooLong(let line, let limit):
            "line \(line): this record is longer than \(limit) bytes. Perhaps a quote is not closed; the rest was not "
                + "read"
        case .tooManyFields(let line, let limit): "line \(line): this record has more than \(limit) fields"
        }
    }
}

/// Cuts records out of CSV that comes in pieces (RFC 4180), as UTF-8.
///
/// Lines end with CRLF, LF or CR. The separator is the one of `,` `;` tab `|` that stands most often in the first
/// line outside quotes, or what a line `sep=;` says, as spreadsheets write it. A quote inside a field that does not
/// begin with one is a letter; letters behind a closing quote belong to the field.
package struct CSVRecords {
    package static let recordBytes = 16 << 20
    package static let mostFields = 2000

    private enum Place { case fieldStart, plain, quoted, quoteInQuoted }

    /// What stands between two fields; nil until the first line has come.
    package private(set) var separator: UInt8?
    private var place = Place.fieldStart
    private var record = CSVRecord(line: 1)
    private var line = 1
    private var quoteLine = 1
    private var endsWithReturn = false
    /// Bytes of the first line, until the separator is known.
    private var first: [UInt8] = []

    /// - Parameter separator: nil: found out from the first line.
    package init(separator: UInt8? = nil) { self.separator = separator }

    /// Hands over every record that this piece completes.
    package mutating func add(_ piece: [UInt8], _ body: (CSVRecord) -> Void) throws(CSVFailure) {
        guard separator == nil else { return try read(piece, body) }
        first += piece
        guard let end = Self.lineEnd(in: first) else {
            guard first.count <= Self.recordBytes else { throw .recordTooLong(line: 1, limit: Self.recordBytes) }
            return
        }
        try begin(lineEnd: end, body)
    }

    /// Hands over the last record when no line end follows it.
    package mutating func finish(_ body: (CSVRecord) -> Void) throws(CSVFailure) {
        if separator == nil { try begin(lineEnd: first.count, body) }
        guard place != .quoted else { throw .openQuote(line: quoteLine) }
        if place != .fieldStart || record.count > 0 { endRecord(body) }
    }

    private mutating func begin(lineEnd end: Int, _ body: (CSVRecord) -> Void) throws(CSVFailure) {
        let bytes = first
        first = []
        let head = bytes[..<end]
        if head.count == 5, head.starts(with: Array("sep=".utf8)), let named = head.last {
            separator = named
            line = 2
            record = CSVRecord(line: 2)
            let rest = bytes[end...]
            return try read(Array(rest.dropFirst(rest.starts(with: [0x0D, 0x0A]) ? 2 : 1)), body)
        }
        separator = Self.separator(of: head)
        try read(bytes, body)
    }

    /// The end of the first line, outside quotes.
    private static func lineEnd(in bytes: [UInt8]) -> Int? {
        var isQuoted = false
        return bytes.firstIndex { byte in
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return !isQuoted && (byte == Byte.newline || byte == Byte.carriageReturn)
        }
    }

    private static func separator(of head: ArraySlice<UInt8>) -> UInt8 {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), Byte.tab, UInt8(ascii: "|")]
        var counts = [0, 0, 0, 0]
        var isQuoted = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { candidates[$0] } ?? UInt8(ascii: ",")
    }

    private mutating func read(_ piece: [UInt8], _ body: (CSVRecord) -> Void) throws(CSVFailure) {
        try piece.withUnsafeBufferPointer { buffer throws(CSVFailure) in
            var index = 0
            while index < buffer.count {
                index = place == .quoted ? readQuoted(buffer, index) : readPlain(buffer, index, body)
                if record.size > Self.recordBytes {
                    throw .recordTooLong(line: record.line, limit: Self.recordBytes)
                }
                if record.count > Self.mostFields { throw .tooManyFields(line: record.line, limit: Self.mostFields) }
            }
        }
    }

    /// Up to the next quote.
    private mutating func readQuoted(_ buffer: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        let end = buffer[start...].firstIndex(of: UInt8(ascii: "\"")) ?? buffer.count
        let part = buffer[start..<end]
        line += part.reduce(0) { $0 + ($1 == Byte.newline ? 1 : 0) }
        record.append(part)
        guard end < buffer.count else { return end }
        place = .quoteInQuoted
        return end + 1
    }

    private mutating func readPlain(
        _ buffer: UnsafeBufferPointer<UInt8>, _ index: Int, _ body: (CSVRecord) -> Void
    ) -> Int {
        let byte = buffer[index]
        let followsReturn = endsWithReturn
        endsWithReturn = false
        if byte == Byte.newline, followsReturn { return index + 1 }
        switch byte {
        case separator:
            record.endField()
            place = .fieldStart
        case Byte.newline, Byte.carriageReturn:
            endsWithReturn = byte == Byte.carriageReturn
            line += 1
            endRecord(body)
        case UInt8(ascii: "\"") where place == .quoteInQuoted:
            record.append(byte)
            place = .quoted
        case UInt8(ascii: "\"") where place == .fieldStart:
            quoteLine = line
            place = .quoted
        default:
            record.append(byte)
            place = .plain
        }
        return index + 1
    }

    private mutating func endRecord(_ body: (CSVRecord) -> Void) {
        record.endField()
        if !record.isBlank { body(record) }
        record = CSVRecord(line: line)
        place = .fieldStart
    }
}
