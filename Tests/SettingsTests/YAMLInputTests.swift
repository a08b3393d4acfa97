import Model
import Testing

@testable import Settings

struct YAMLInputTests {
    private func read(_ bytes: [UInt8]) -> (text: String?, findings: [Finding]) {
        var findings: [Finding] = []
        return (YAMLInput.text(of: bytes, file: "a.yaml", into: &findings), findings)
    }

    @Test("a byte order mark is dropped, so that columns stay right")
    func byteOrderMark() {
        let (text, findings) = read([0xEF, 0xBB, 0xBF] + Array("a: @\n".utf8))
        #expect(text == "a: @\n")
        #expect(findings.isEmpty)
    }

    @Test(
        "bytes that are not UTF-8 are told with their place",
        arguments: [
            ([UInt8]("a: 1\nb: ".utf8) + [0xEF, 0xF0, 0xE8], "2:4", "not UTF-8"),
            ([0xFF, 0xFE, 0x61, 0x00], "1:1", "UTF-16"),
            ([0xFE, 0xFF, 0x00, 0x61], "1:1", "UTF-16"),
            (Array("қала: ".utf8) + [0xC3], "1:7", "not UTF-8"),
        ])
    func notUTF8(bytes: [UInt8], place: String, words: String) {
        let (text, findings) = read(bytes)
        #expect(text == nil)
        #expect(findings.map { "\($0.place.line):\($0.place.column)" } == [place])
        #expect(findings.first?.code == "yaml-not-utf8")
        #expect(findings.first?.what.contains(words) == true)
    }

    @Test(
        "control characters are told with their place and number",
        arguments: [("a: \u{0}\n", "1:4", "U+0000"), ("a: 1\r\nb\u{1B}[31m: 2\n", "2:2", "U+001B")])
    func controlCharacters(text: String, place: String, words: String) {
        let findings = read(Array(text.utf8)).findings
        #expect(findings.map { "\($0.place.line):\($0.place.column)" } == [place])
        #expect(findings.first?.code == "yaml-control-character")
        #expect(findings.first?.what.contains(words) == true)
    }

    @Test("a file over one mebibyte is refused unread")
    func tooLarge() {
        #expect(read([UInt8](repeating: 0x23, count: YAMLInput.maximumBytes)).text != nil)
        #expect(
            read([UInt8](repeating: 0x23, count: YAMLInput.maximumBytes + 1)).findings.map(\.code) == ["yaml-too-large"]
        )
    }
}
