import Model
import Testing

@testable import Settings

/// Reads `text` as the value of one key.
func reading<Value: Sendable>(_ text: String, as shape: Shape<Value>) -> (value: Value?, findings: [Finding]) {
    var findings: [Finding] = []
    let key = Key("k", shape, help: "A value.")
    let object = Shape<Value>.object("file", help: "A file.", keys: [key]) { fields, _ in fields[key] }
    let value = object.read(text: "k: \(text)\n", file: "a.yaml", into: &findings)
    return (value, findings)
}

struct ShapeTests {
    @Test("texts are taken as they are written, whatever YAML 1.1 thinks of them")
    func texts() {
        for word in ["no", "on", "08:00", "2026-01-10", "017", "1e3", "true"] {
            #expect(reading(word, as: .text()).value == word)
        }
    }

    @Test(
        "each wrong text gives one finding with a code at the value",
        arguments: [
            ("[a]", "wrong-type", "expected a text in one line such as Aigül, found a list"),
            ("{a: b}", "wrong-type", "expected a text in one line such as Aigül, found a mapping (key: value)"),
            ("", "wrong-type", "the key \"k\" has no value"),
            ("\"\"", "out-of-range", "the text is empty; 1 to 5 are allowed"),
            ("\"  \"", "out-of-range", "the text is empty; 1 to 5 are allowed"),
            ("abcdef", "out-of-range", "the text has 6 characters; 1 to 5 are allowed"),
            (
                "\"a\\nb\"", "bad-value",
                "\"a<U+000A>b\" is not a text in one line: it has a line break or a control character in it"
            ),
        ])
    func wrongTexts(text: String, code: String, what: String) {
        let findings = reading(text, as: .line(maximum: 5, example: "Aigül")).findings
        #expect(findings.map(\.code) == [code])
        #expect(findings.map(\.what) == [what])
    }

    @Test("an id that is none gets a proposal")
    func identifiers() {
        #expect(reading("qala-news2", as: .identifier).value == "qala-news2")
        #expect(reading("Qala Press!", as: .identifier).findings.first?.help?.contains("qala-press") == true)
        for wrong in ["-a", "a_b", "A", "ä", String(repeating: "a", count: 65)] {
            #expect(reading(wrong, as: .identifier).findings.map(\.code) == ["bad-value"])
        }
    }

    @Test(
        "whole numbers have digits and a range, and cannot overflow",
        arguments: [
            ("5", 5, nil), ("\"5\"", 5, nil), ("0", nil, "out-of-range"), ("11", nil, "out-of-range"),
            ("99999999999999999999999", nil, "out-of-range"), ("-99999999999999999999999", nil, "out-of-range"),
            ("5.0", nil, "wrong-type"), ("five", nil, "wrong-type"), ("0x5", nil, "wrong-type"),
            ("٥", nil, "wrong-type"),
            ("1_0", nil, "wrong-type"),
        ] as [(String, Int?, String?)])
    func integers(text: String, value: Int?, code: String?) {
        let read = reading(text, as: .integer(1...10))
        #expect(read.value == value)
        #expect(read.findings.map(\.code) == (code.map { [$0] } ?? []))
    }

    @Test("true and false, yes and no, on and off are truth values; nothing else is")
    func truth() {
        for word in ["true", "True", "yes", "on"] { #expect(reading(word, as: .bool).value == true) }
        for word in ["false", "no", "OFF"] { #expect(reading(word, as: .bool).value == false) }
        for word in ["1", "y", "maybe", "[]"] {
            #expect(reading(word, as: .bool).findings.map(\.code) == ["wrong-type"])
        }
    }

    @Test("a wrong choice lists the right ones and proposes the nearest")
    func choices() {
        #expect(reading("high", as: Shape<Severity>.choice()).value == .high)
        let finding = reading("hihg", as: Shape<Severity>.choice()).findings.first
        #expect(finding?.help == "Did you mean \"high\"? Allowed: low, medium, high, critical.")
        #expect(
            reading("blue", as: Shape<Severity>.choice()).findings.first?.help
                == "Allowed: low, medium, high, critical.")
    }

    @Test("lengths of time need a unit")
    func spans() {
        let shape = Shape.span(.minutes(1) ... .days(30))
        #expect(reading("15m", as: shape).value == .minutes(15))
        #expect(reading("15", as: shape).findings.first?.help?.contains("no unit") == true)
        #expect(reading("1:30", as: shape).findings.map(\.code) == ["bad-value"])
        #expect(reading("5s", as: shape).findings.map(\.what) == ["5s is outside 1m to 30d"])
        #expect(reading("999999999999d", as: shape).findings.map(\.code) == ["bad-value"])
    }

    @Test("days and instants must exist")
    func days() {
        #expect(reading("2026-01-10", as: .day).value == CivilDate("2026-01-10"))
        for wrong in ["2026-02-30", "10.01.2026", "2026-1-1", "20260110", "tomorrow"] {
            #expect(reading(wrong, as: .day).findings.map(\.code) == ["bad-value"])
        }
        #expect(reading("2026-01-10T08:00:00+05:00", as: .instant).value == Instant("2026-01-10T03:00:00Z"))
        #expect(reading("2026-01-10T08:00:00", as: .instant).findings.map(\.code) == ["bad-value"])
    }

    @Test(
        "times of day are read with and without quotes; the numbers that other tools make of them are explained",
        arguments: [
            ("\"22:00\"", 1320, ""), ("22:00", 1320, ""), ("7:05", 425, ""), ("00:00", 0, ""), ("23:59", 1439, ""),
            ("1320", nil, "turn 22:00 into a number"), ("79200", nil, "turn 22:00 into a number"),
            ("24:00", nil, "start of the next"), ("22.00", nil, "hours and minutes"),
            ("25:00", nil, "hours and minutes"),
            ("10:60", nil, "hours and minutes"), ("10:5", nil, "hours and minutes"),
            ("+7:00", nil, "hours and minutes"),
        ] as [(String, Int?, String)])
    func timesOfDay(text: String, minutes: Int?, help: String) {
        let read = reading(text, as: .timeOfDay)
        #expect(read.value == minutes)
        #expect(read.findings.allSatisfy { $0.help?.contains(help) == true })
        #expect(read.findings.count == (minutes == nil ? 1 : 0))
    }

    @Test("a single value where a list belongs is refused with the list to write")
    func lists() {
        #expect(reading("[kk, ru]", as: .list(of: .language)).value == ["kk", "ru"])
        #expect(reading("ru", as: .list(of: .language)).findings.first?.help == "Write it as a list: [ru].")
        #expect(reading("[]", as: .list(of: .language, minimum: 1)).findings.map(\.code) == ["out-of-range"])
        #expect(reading("[kk, Russian]", as: .list(of: .language)).value == nil)
        #expect(reading("{kk: Қала}", as: .map(.language, of: .line())).value == ["kk": "Қала"])
        #expect(reading("{Kazakh: Қала}", as: .map(.language, of: .line())).findings.map(\.code) == ["bad-value"])
    }

    @Test("a list that keeps what is good still tells what is not")
    func keepsGood() {
        var findings: [Finding] = []
        let shape = Shape.list(of: .integer(1...9), keepsGood: true)
        let node = YAMLText.parse("[1, x, 3]", file: "a.yaml", into: &findings)
        #expect(node.flatMap { shape.read($0, &findings) } == [1, 3])
        #expect(places(findings) == ["1:5 wrong-type"])
    }
}
