import Testing

@testable import Reading

/// CSV as RFC 4180 has it, and as programs write it.
struct CSVTests {
    private func records(_ bytes: [UInt8], piece: Int, separator: UInt8? = nil) throws -> [[String]] {
        var text = StreamedText()
        var reader = CSVRecords(separator: separator)
        var found: [[String]] = []
        // The first piece decides about the encoding, as the first of a file does.
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + (start == 0 ? max(piece, 64) : piece))
            try reader.add(text.add(Array(bytes[start..<end]))) { found.append($0.fields) }
            start = end
        }
        try reader.add(text.finish()) { found.append($0.fields) }
        try reader.finish { found.append($0.fields) }
        return found
    }

    private static let rows = [
        ["id", "text", "name"], ["1", "one, \"two\"\r\nthree; four", "Айгүл"], ["2", "", "x"], ["3", "a\tb", ""],
    ]

    private static func written(_ separator: String, _ lineEnd: String) -> String {
        rows.map { row in
            row.map {
                $0.contains { ",\";\r\n\t".contains($0) || $0 == "\r\n" }
                    ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0
            }
            .joined(separator: separator)
        }.joined(separator: lineEnd)
    }

    @Test(
        "separators, line ends and pieces of any length give the same records",
        arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
    func shapes(separator: String, lineEnd: String) throws {
        for piece in [1, 2, 3, 7, 1000] {
            for end in ["", lineEnd] {
                #expect(try records(Array((Self.written(separator, lineEnd) + end).utf8), piece: piece) == Self.rows)
            }
        }
    }

    @Test("a line that names the separator is believed, and is no record")
    func named() throws {
        #expect(try records(Array("sep=;\r\na,b;c\r\n1;2\r\n".utf8), piece: 4) == [["a,b", "c"], ["1", "2"]])
    }

    @Test("UTF-8 with a mark, UTF-16 of both kinds and windows-1251 are found out")
    func encodings() throws {
        let text = "id,text\n1,\"Су уланған дейді 🚱\"\n2,Вода в городе отравлена\n"
        let expected = [["id", "text"], ["1", "Су уланған дейді 🚱"], ["2", "Вода в городе отравлена"]]
        let utf8: [UInt8] = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [utf8, little, big] {
            for piece in [1, 3, 64, 1000] { #expect(try records(bytes, piece: piece) == expected) }
        }
        let russian = "id,text\n1,Вода в городе отравлена; говорят соседи и знакомые\n2,Не пейте воду из крана\n"
        let windows = russian.unicodeScalars.map { scalar -> UInt8 in
            (0x410...0x44F).contains(scalar.value) ? UInt8(scalar.value - 0x410 + 0xC0) : UInt8(scalar.value)
        }
        #expect(try records(windows, piece: 1000)[1][1] == "Вода в городе отравлена; говорят соседи и знакомые")
    }

    @Test("a letter that the end of the first piece cuts in half is no damage")
    func cutLetter() throws {
        var text = StreamedText()
        let bytes = Array("id,text\n1,\(String(repeating: "a", count: 200))ә\n".utf8)
        let cut = bytes.count - 2
        let joined = text.add(Array(bytes[..<cut])) + text.add(Array(bytes[cut...]))
        #expect(joined == bytes)
    }

    @Test("quotes in the wrong places are letters, and blank lines are no records")
    func lenient() throws {
        let text = "a,b\n\n5\" pipe,\"x\"y\n\"\",z\n\n"
        #expect(try records(Array(text.utf8), piece: 5) == [["a", "b"], ["5\" pipe", "xy"], ["", "z"]])
    }

    @Test("a quote that is never closed is named with its line, and what stood before it is there")
    func openQuote() throws {
        var reader = CSVRecords()
        var found: [[String]] = []
        try reader.add(Array("a,b\n1,2\n3,\"open\n4,5\n".utf8)) { found.append($0.fields) }
        #expect(throws: CSVFailure.openQuote(line: 3)) { try reader.finish { found.append($0.fields) } }
        #expect(found == [["a", "b"], ["1", "2"]])
    }

    @Test("lines are counted through quoted line ends")
    func lines() throws {
        var reader = CSVRecords()
        var lines: [Int] = []
        try reader.add(Array("a,b\n1,\"x\ny\nz\"\n2,w\n".utf8)) { lines.append($0.line) }
        #expect(lines == [1, 2, 5])
    }

    @Test("a record beyond the limits is refused, and memory stays bounded")
    func limits() {
        var reader = CSVRecords()
        #expect(throws: CSVFailure.tooManyFields(line: 2, limit: CSVRecords.mostFields)) {
            try reader.add(Array("a,b\n\(String(repeating: ",", count: 3000))\n".utf8)) { _ in }
        }
        var long = CSVRecords()
        #expect(throws: CSVFailure.recordTooLong(line: 2, limit: CSVRecords.recordBytes)) {
            try long.add(Array("a,b\n1,\"".utf8)) { _ in }
            for _ in 0..<40 { try long.add([UInt8](repeating: 0x61, count: 1 << 20)) { _ in } }
        }
    }
}
