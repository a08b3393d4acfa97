import Reading
import Testing

struct JSONTests {
    @Test("a document comes back byte for byte", arguments: [
        "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "-0", "1.50", "1e3", "1E+3", "-0.0", "123456789012345678901234567890", "\"\"", "\"а\\\"\\\\\\n\\u0001\"", "[]",
        "{}", "[1,[2,{\"a\":[]}]]", "{\"b\":1,\"a\":{\"c\":null}}", "\"😀\"",
    ])
    func roundTrip(_ text: String) throws {
        let value = try JSONValue.parse(text)
        #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
        #expect(try JSONValue.parse(text, .lenient) == value)
    }

    @Test("strict reading refuses what is not JSON", arguments: [
        "", " ", "nul", "truex", "01", "1.", ".5", "+1", "1e", "--1", "0x1", "NaN", "'a'", "\"a", "\"\\x\"",
        "\"\\u12\"",
        "\"\u{1}\"", "\"\\uD83D\"", "\"\\uDE00\"", "\"\\uD83D\\u0041\"", "[1,]", "[1 2]", "[", "]", "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "1 2", "\u{FEFF}1", "[1]]", "// x\n1",
    ])
    func refuses(_ text: String) {
        #expect(throws: JSONFailure.self) { try JSONValue.parse(text) }
    }

    @Test("lenient reading forgives marks, commas and broken text")
    func lenient() throws {
        #expect(try JSONValue.parse("\u{FEFF}{\"a\":[1,],}", .lenient)["a"]?.array == [.integer(1)])
        #expect(try JSONValue.parse("\"a\nb\"", .lenient).string == "a\nb")
        #expect(try JSONValue.parse("\"\\uD83Dx\\uDE00\"", .lenient).string == "\u{FFFD}x\u{FFFD}")
        #expect(try JSONValue.parse([0x22, 0xFF, 0x22], .lenient).string == "\u{FFFD}")
        #expect(throws: JSONFailure.badText(at: 1)) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONFailure.self) { try JSONValue.parse("[,]", .lenient) }
        #expect(throws: JSONFailure.self) { try JSONValue.parse("{\"a\":1,\"a\":1}", .lenient) }
    }

    @Test("escapes become the characters they name")
    func escapes() throws {
        #expect(try JSONValue.parse(#""\u0430\uD83D\uDE00\/\b\f\r\t""#).string == "а😀/\u{8}\u{C}\r\t")
    }

    @Test("duplicate names are found in small and large objects")
    func duplicates() {
        let many = (0..<40).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONValue.parse("{\(many)}") }
        #expect(throws: JSONFailure.self) { try JSONValue.parse("{\(many),\"k7\":1}") }
        #expect(throws: JSONFailure.self) { try JSONValue.parse("{\(many),\"k39\":1}") }
    }

    @Test("64 levels are read, 65 are refused")
    func depth() {
        let nested = { (n: Int) in String(repeating: "[", count: n) + String(repeating: "]", count: n) }
        #expect(throws: Never.self) { try JSONValue.parse(nested(64)) }
        #expect(throws: JSONFailure.self) { try JSONValue.parse(nested(65)) }
        #expect(throws: JSONFailure.self) { try JSONValue.parse(String(repeating: "{\"a\":", count: 100_000)) }
    }

    @Test("getters give nil for other kinds")
    func getters() throws {
        let value = try JSONValue.parse(#"{"id":18446744073709551616,"n":5,"s":"x","d":1.5,"big":1e999,"z":null}"#)
        #expect(value["id"]?.text == "18446744073709551616")
        #expect(value["n"]?.text == "5")
        #expect(value["n"]?.double == 5)
        #expect(value["d"]?.double == 1.5)
        #expect(value["big"]?.double == nil)
        #expect(value["s"]?.integer == nil)
        #expect(value["z"]?.isNull == true)
        #expect(value["none"] == nil)
        #expect(value[3] == nil)
        #expect(JSONValue.number("not a number").encoded() == Array("\"not a number\"".utf8))
    }

    @Test("chosen fields come out without the rest")
    func fields() throws {
        let fields = JSONFields(["id", "ы", "missing"])
        let line = Array(#"{"a":{"id":0,"x":["}","\""]},"s":"\\","\u044b":[1],"id":"p1","late":broken"#.utf8)
        #expect(throws: JSONFailure.self) { try fields.pick(line) }
        #expect(try JSONFields(["id", "ы"]).pick(line) == [.string("p1"), .array([.integer(1)])])
        #expect(try fields.pick(Array("{}".utf8)) == [nil, nil, nil])
        #expect(try fields.pick(Array(" {\"b\":1, \"id\" : -3 } ".utf8)) == [.integer(-3), nil, nil])
    }

    @Test("what is no object has no fields", arguments: [
        "", "[]", "1", "{", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1", "{a:1}"
    ])
    func noFields(_ text: String) {
        #expect(throws: JSONFailure.self) { try JSONFields(["zz"]).pick(Array(text.utf8)) }
    }
}
