import Testing

@testable import Reading

/// The reader of archive lines gives what the parser that builds values gives.
struct JSONLineReaderTests {
    private static let names = ["id", "text", "none"]

    /// What the reader says of a line, as values; nil when it refuses the line.
    private static func read(_ line: [UInt8]) -> [JSONValue?]? {
        var reader = JSONLineReader(names)
        return read(line, &reader)
    }

    private static func read(_ line: [UInt8], _ reader: inout JSONLineReader) -> [JSONValue?]? {
        line.withUnsafeBufferPointer { buffer in
            guard (try? reader.read(buffer)) != nil else { return nil }
            return names.indices.map { position in
                let value = reader[position]
                let text = String(decoding: value.bytes, as: UTF8.self)
                return switch value.kind {
                case .absent: nil
                case .string: .string(text)
                case .number: .number(text)
                case .other: .null
                }
            }
        }
    }

    /// The same from the strict parser, with half surrogates written as U+FFFD first.
    private static func parsed(_ line: [UInt8]) -> [JSONValue?]? {
        guard let value = try? JSONValue.parse(mended(line)), value.object != nil else { return nil }
        return names.map { name in
            switch value[name] {
            case nil: nil
            case .string(let text): .string(text)
            case .integer, .number: value[name]?.text.map { .number($0) }
            default: .null
            }
        }
    }

    /// The line with `\\uFFFD` for each escape of half a surrogate pair.
    private static func mended(_ line: [UInt8]) -> [UInt8] {
        func unit(_ at: Int) -> UInt32? {
            guard at + 6 <= line.count, line[at] == UInt8(ascii: "\\"), line[at + 1] == UInt8(ascii: "u") else {
                return nil
            }
            return line[(at + 2)..<(at + 6)].reduce(0 as UInt32?) { sum, byte in
                sum.flatMap { sum in Byte.hex(byte).map { sum << 4 | $0 } }
            }
        }
        var mended: [UInt8] = []
        var at = 0
        while at < line.count {
            var length = line[at] == UInt8(ascii: "\\") ? min(2, line.count - at) : 1
            if let first = unit(at) {
                length = 6
                if first & 0xFC00 == 0xD800, let second = unit(at + 6), second & 0xFC00 == 0xDC00 {
                    length = 12
                } else if first & 0xF800 == 0xD800 {
                    mended += Array("\\ufffd".utf8)
                    at += 6
                    continue
                }
            }
            mended += line[at..<(at + length)]
            at += length
        }
        return mended
    }

    @Test(
        "a line is read as the parser reads it",
        arguments: [
            #"{"id":"a","text":"b"}"#, #" { "text" : "b" , "id" : 12 } "#, #"{}"#, #" {} "#, #"{"id":-0,"text":"x"}"#,
            #"{"id":1.5e3,"text":null}"#, #"{"id":{"id":"inner"},"text":["text"]}"#,
            #"{"a":{"id":1},"id":2,"text":""}"#,
            #"{"id":"\u0430\u04d9","text":"\ud83d\ude00 \" \\ \/ \b\f\n\r\t \u0000"}"#, #"{"\u0069d":"escaped name"}"#,
            #"{"id":"суы уланған екен, ішпеңдер — қауіпті… 😀","text":"ұзын мәтін, 32 байттан асады"}"#,
            #"{"x":[1,[2,{"id":3}],"]",{"y":"}"}],"id":"after","text":"t"}"#, "{\"id\":1}\r",
            "{\"id\":true,\"text\":false}",
            #"{"id":"\ud83d","text":"x\ude00y"}"#, #"{"id":"\ud83d\ud83d\ude00"}"#, #"{"id":"\ud83d\u0041"}"#,
            #"{"id":123456789012345678901234567890}"#, #"{"abcdefghij":1,"abcdefghiX":2,"Xbcdefghij":3}"#,
            #"{"author":{"id":"1","name":"A","followers":5},"metrics":{"views":1,"likes":2,"shares":0},"media":[]}"#,
        ])
    func reads(_ line: String) throws {
        let expected = try #require(Self.parsed(Array(line.utf8)), "the parser refuses it")
        #expect(Self.read(Array(line.utf8)) == expected)
    }

    @Test(
        "what the parser refuses is refused",
        arguments: [
            "", " ", "1", "[]", "null", "\"a\"", "{", "}", "{\"id\"", "{\"id\":", "{\"id\":1", "{\"id\":1,",
            "{\"id\":1,}",
            "{\"id\" 1}", "{id:1}", "{\"id\":01}", "{\"id\":1.}", "{\"id\":+1}", "{\"id\":1}x", "{\"id\":1}{}",
            "{\"id\":\"a}", "{\"id\":\"a\nb\"}", "{\"id\":\"a\tb and more than thirty-two bytes of plain text\"}",
            "{\"id\":\"\\x\"}", "{\"id\":\"\\u12\"}", "{\"id\":\"\\u12G4\"}", "{\"id\":\"\\", "{\"id\":\"\\u",
            "{\"x\":tru}",
            "{\"x\":nulll}", "{\"x\":[1,]}", "{\"x\":[1 2]}", "{\"x\":[}", "{\"x\":{]}", "{\"x\":{\"y\"}}",
            "{\"x\":{,}}",
            "{\"x\":1,\"x\":2}", "{\"id\":1,\"\\u0069d\":2}", "{\"x\":{\"y\":1,\"y\":2}}",
            "{\"x\":[{\"y\":1,\"z\":{},\"y\":2}]}",
            "{\"x\":-}", "{\"x\":\"\\ud83d\\x\"}", "\u{FEFF}{\"id\":1}", "{\"id\":1}\u{0}",
        ])
    func refuses(_ line: String) {
        #expect(Self.parsed(Array(line.utf8)) == nil, "the parser reads it")
        #expect(Self.read(Array(line.utf8)) == nil)
    }

    @Test(
        "bytes that are no UTF-8 are refused wherever they stand",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xD0, 0xD0, 0xB0], [0xE0, 0x80, 0x80],
            [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0xF5],
            [0xFF], [0xD0, 0xB0, 0x80],
        ] as [[UInt8]])
    func badUTF8(_ bad: [UInt8]) {
        for name in ["text", "skipped"] {
            // Every place within eight and 32 bytes, with Cyrillic or ASCII around.
            for length in 0..<70 {
                for filler in ["a", "д", "—"] {
                    let before = Array(String(repeating: filler, count: length).utf8)
                    let after = Array(String(repeating: filler, count: length % 7 * 9).utf8)
                    let line = Array("{\"\(name)\":\"".utf8) + before + bad + after + Array("\"}".utf8)
                    #expect(Self.read(line) == nil, "\(name), \(length) × \(filler)")
                }
            }
        }
    }

    @Test("texts of every length end at their quote, whatever they hold")
    func lengths() {
        var reader = JSONLineReader(Self.names)
        for filler in ["a", "д", "ā", "—", "😀", "\\n", "\\u0434", "a—", "дa", "дд—"] {
            for length in 0..<80 {
                let text = String(repeating: filler, count: length)
                let line = Array("{\"id\":7,\"text\":\"\(text)\",\"z\":\"\(text)\"}".utf8)
                #expect(Self.read(line, &reader) == Self.parsed(line), "\(length) × \(filler)")
            }
        }
    }

    @Test("depth and number of names are bounded as in the parser")
    func bounds() {
        for depth in [1, 62, 63, 64, 65, 5000] {
            for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
                let inner = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
                let line = Array("{\"x\":\(inner),\"id\":1}".utf8)
                #expect(Self.read(line) == Self.parsed(line), "\(depth) × \(open)")
            }
        }
        for count in [1, 63, 64, 65, 300, 2000] {
            let members = (0..<count).map { "\"name\($0)\":{\"k\($0)\":1}" }.joined(separator: ",")
            for extra in ["", ",\"name0\":1", ",\"id\":5"] {
                let line = Array("{\(members)\(extra)}".utf8)
                #expect(Self.read(line) == Self.parsed(line), "\(count)\(extra)")
            }
        }
    }

    @Test("200,000 lines made by chance, whole and damaged, are read as the parser reads them")
    func chance() {
        var chance = Chance(seed: 20261121)
        var reader = JSONLineReader(Self.names)
        var refused = 0
        for round in 0..<200_000 {
            var line = Array(chance.object(depth: 0).utf8)
            if round % 3 == 0 { chance.damage(&line) }
            let expected = Self.parsed(line)
            refused += expected == nil ? 1 : 0
            guard Self.read(line, &reader) == expected else {
                Issue.record("\(String(decoding: line, as: UTF8.self))")
                return
            }
        }
        #expect((20_000...150_000).contains(refused), "\(refused) were refused: the lines are too easy or too broken")
    }
}

/// Lines by chance, the same for the same seed.
private struct Chance {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private mutating func pick(_ choices: [String]) -> String { choices[below(choices.count)] }

    private mutating func blank() -> String { below(8) == 0 ? pick([" ", "\t", "  ", "\r"]) : "" }

    private mutating func string() -> String {
        let pieces = [
            "a", "the water ", "суы ", "улан", "ғ", "—", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0434", "\\u0041",
            "\\ud83d\\ude00", "\\ud83d", "\\ude00", "{", "}", "[", "]", ",", ":", "\u{7F}", "é", "\\u20ac",
        ]
        return "\"" + (0..<below(below(5) == 0 ? 40 : 6)).map { _ in pick(pieces) }.joined() + "\""
    }

    private mutating func value(depth: Int) -> String {
        switch below(depth > 4 ? 6 : 9) {
        case 0, 1: string()
        case 2: pick(["0", "-1", "12", "3.5", "1e9", "-0", "01", "1.", "99999999999999999999", "+1"])
        case 3: pick(["true", "false", "null", "nul", "True"])
        case 4, 5: "\(below(100_000))"
        case 6: object(depth: depth + 1)
        default:
            "[" + blank() + (0..<below(4)).map { _ in value(depth: depth + 1) }.joined(separator: ",") + blank() + "]"
        }
    }

    mutating func object(depth: Int) -> String {
        let members = (0..<below(6)).map { number in
            let name = below(3) == 0 ? pick(["\"id\"", "\"text\"", "\"none\"", "\"i\\u0064\""]) : "\"member\(number)\""
            return blank() + name + blank() + ":" + blank() + value(depth: depth) + blank()
        }
        return "{" + members.joined(separator: ",") + blank() + "}"
    }

    /// Changes, drops or doubles a byte, or cuts the line.
    mutating func damage(_ line: inout [UInt8]) {
        guard !line.isEmpty else { return }
        let at = below(line.count)
        switch below(5) {
        case 0: line[at] = UInt8(below(256))
        case 1: line.remove(at: at)
        case 2: line.insert(line[at], at: at)
        case 3: line.removeLast(line.count - at)
        default: line[at] ^= 1 << UInt8(below(8))
        }
    }
}
