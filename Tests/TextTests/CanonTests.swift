import Testing

@testable import Text

struct CanonTests {
    @Test(
        "one spelling for what a reader takes for one text",
        arguments: [
            ("", ""),
            ("Hello, World! 123", "hello, world! 123"),
            ("ВАКЦИНАҒА Тыйым Қазақстан", "вакцинаға тыйым қазақстан"),
            ("ＡＢＣ１２３ ﬁn № ㎏ ①", "abc123 fin no kg 1"),
            ("и\u{306}од е\u{308}ж cafe\u{301}", "йод ёж café"),
            ("в\u{336}а\u{336}к", "вак"),
            ("z\u{35C}\u{321}a\u{489}lgo\u{327}\u{301}", "za\u{489}lgó"),
            ("вак\u{200B}ци\u{AD}на\u{FEFF}\u{202E}\u{FE0F}", "вакцина"),
            ("م\u{640}\u{640}رحبا", "مرحبا"),
            ("مَرْ", "مَرْ"),
            ("İSTANBUL ISPARTA ı", "istanbul isparta ı"),
            ("Straße ẞ ΐ ǰ ŉ", "strasse ss ΐ ǰ ʼn"),
            ("ΣΊΣΥΦΟΣ ς", "σίσυφοσ σ"),
            ("한글 \u{1112}\u{1161}\u{11AB} 각\u{11A8}", "한글 한 각\u{11A8}"),
            ("\u{212A}\u{2126}\u{212B}", "kωå"),
            ("a\u{A0}b\u{2003}c\u{3000}d", "a b c d"),
            ("👍🏽 中文 ok", "👍🏽 中文 ok"),
            ("\u{301}\u{308}x", "x"),
            ("\u{FDFA}", "صلى الله عليه وسلم"),
            ("a\u{315}\u{300}\u{5AE}\u{316}b", "àb"),
        ])
    func oneSpelling(text: String, expected: String) {
        #expect(Array(Canon.canonical(text).utf8) == Array(expected.utf8))
        var views = Views(text)
        #expect(views.view(.canon).bytes == Array(expected.utf8))
    }

    @Test("canonical text of every single scalar stays what it is when it is made canonical again")
    func singleScalarsAreStable() {
        var unstable: [String] = []
        for value in UInt32(0)..<0x2_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = Canon.canonical(String(Character(scalar)))
            if Array(Canon.canonical(once).utf8) != Array(once.utf8) { unstable.append(String(value, radix: 16)) }
        }
        #expect(unstable == [])
    }

    @Test("a hit inside a ligature reports the whole ligature")
    func ligature() {
        var views = Views("a ﬁn №")
        let canon = views.view(.canon)
        #expect(String(decoding: canon.bytes, as: UTF8.self) == "a fin no")
        #expect(canon.original(2..<3) == 2..<5)
        #expect(canon.original(3..<5) == 2..<6)
        #expect(canon.original(6..<8) == 7..<10)
    }

    @Test("a struck-through letter keeps its stroke in the original range, a zero-width space belongs to none")
    func marksAndInvisible() {
        var views = Views("x в\u{336}а\u{200B}к y")
        let canon = views.view(.canon)
        #expect(String(decoding: canon.bytes, as: UTF8.self) == "x вак y")
        #expect(canon.original(2..<4) == 2..<6)
        #expect(canon.original(2..<8) == 2..<13)
        #expect(canon.original(4..<6) == 6..<8)
    }

    @Test("plain text of any length has no map to store")
    func plainTextHasIdentityMap() {
        var views = Views(String(repeating: "Қазақстан HEALTH ministry, «да» — нет… ", count: 50))
        // The ellipsis is the one character that becomes longer.
        #expect(views.view(.canon).map.pieces.count == 100)
        var plain = Views(String(repeating: "Қазақстан HEALTH ministry, «да» — нет. 中文 😀 ", count: 50))
        #expect(plain.view(.canon).map.pieces == [])
    }

    @Test("ten thousand marks on one letter are one segment, and quick")
    func manyMarks() {
        let marks = String(String.UnicodeScalarView((0..<10_000).map { $0 % 2 == 0 ? "\u{316}" : "\u{301}" }))
        var views = Views("e" + marks + "f")
        #expect(String(decoding: views.view(.canon).bytes, as: UTF8.self) == "éf")
        #expect(views.view(.canon).original(0..<2) == 0..<20_001)
    }
}
