import Glibc
import Reading
import Testing

struct JSONLinesTests {
    /// Lines as `number:text`, too long ones as `number!length`.
    private func note(_ line: JSONLines.Line, _ number: Int, into seen: inout [String]) {
        switch line {
        case .bytes(let bytes): seen.append("\(number):\(String(decoding: bytes, as: UTF8.self))")
        case .tooLong(let length): seen.append("\(number)!\(length)")
        }
    }

    private let text = "a\r\n\nbb\n123456\n12345\r\n\r\nlast"
    private let expected = ["1:a", "3:bb", "4!6", "5:12345", "7:last"]

    @Test("lines of a buffer keep their numbers; empty ones are passed over, long ones named")
    func buffer() {
        var seen: [String] = []
        JSONLines.forEach(in: Array(text.utf8), cap: 5) { line, number in
            note(line, number, into: &seen)
            return true
        }
        #expect(seen == expected)
    }

    @Test("a descriptor gives the same lines whatever the size of its chunks", arguments: [1, 2, 3, 7, 4096])
    func descriptor(_ chunk: Int) throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        let bytes = Array(text.utf8)
        try #require(write(ends[1], bytes, bytes.count) == bytes.count)
        close(ends[1])
        var seen: [String] = []
        let failure = JSONLines.forEach(from: ends[0], cap: 5, chunk: chunk) { line, number in
            note(line, number, into: &seen)
            return true
        }
        #expect(failure == nil)
        #expect(seen == expected)
    }

    @Test("reading stops when the caller says so")
    func stops() {
        var seen: [String] = []
        JSONLines.forEach(in: Array(text.utf8)) { line, number in
            note(line, number, into: &seen)
            return seen.count < 2
        }
        #expect(seen == ["1:a", "3:bb"])
    }

    @Test("a descriptor that cannot be read gives its error number")
    func failure() {
        #expect(JSONLines.forEach(from: -1) { _, _ in true } == EBADF)
    }
}
