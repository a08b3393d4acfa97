import Reading
import Testing

/// One text per language, with its own letters.
private enum Sample {
    static let russian =
        "Жители области сообщают, что вода из крана стала мутной. Ведомство "
        + "проверило скважины — «нарушений нет»."
    static let kazakh =
        "Қала тұрғындары су құбырынан лай су ағып жатқанын айтты. Мекеме "
        + "ұңғымаларды тексеріп, өзгеріс таппады."
    static let ukrainian =
        "Мешканці області кажуть, що вода з крана стала каламутною. Її якість "
        + "перевірили, є висновок."
    static let belarusian =
        "Жыхары вобласці кажуць, што вада з крана стала мутнай. Ведамства "
        + "праверыла ўсё і парушэнняў няма."
    static let french =
        "Les habitants ont constaté que l’eau du robinet était trouble. Le "
        + "ministère a vérifié : « rien à signaler »."
}

struct TextDecodingTests {
    private func decode(_ text: String, as table: String, http: String? = nil, head: String? = nil) -> DecodedText {
        let xml = head.map { "<?xml version=\"1.0\" encoding=\"\($0)\"?><t>\(text)</t>" } ?? text
        return TextDecoding.decode(SingleByte.encode(xml, table), httpCharset: http)
    }

    @Test("letters speak for their encoding when nobody names it", arguments: [
        (Sample.russian, "windows-1251"), (Sample.russian.filter { !"—«»".contains($0) }, "koi8-r"),
        (Sample.russian.filter { !"—«»".contains($0) }, "ibm866"),
        (Sample.russian.filter { !"—«»".contains($0) }, "iso-8859-5"),
        (Sample.french, "windows-1252"), (Sample.kazakh, "kz-1048"), (Sample.ukrainian, "windows-1251"),
        (Sample.belarusian, "windows-1251"),
    ])
    func guesses(_ text: String, _ encoding: String) {
        let decoded = decode(text, as: encoding)
        #expect(decoded.text == text)
        #expect(decoded.encoding == encoding)
        #expect(!decoded.repaired)
    }

    @Test("a wrong claim gives way to the letters", arguments: [
        ("koi8-r", "windows-1251", nil), ("windows-1251", "utf-8", "utf-8"), ("windows-1251", "iso-8859-1", nil),
        ("windows-1251", nil, "koi8-r"), ("windows-1251", nil, "utf-16"), ("koi8-r", "windows-1251", "koi8-r"),
    ] as [(String, String?, String?)])
    func wrongClaims(_ encoding: String, _ http: String?, _ head: String?) {
        let text = Sample.russian.filter { !"—«»".contains($0) }
        let decoded = decode(text, as: encoding, http: http, head: head)
        #expect(decoded.text.contains(text))
        #expect(decoded.encoding == encoding)
    }

    @Test("labels in any spelling are understood", arguments: [
        "cp1251", "CP-1251", "win-1251", "windows1251", "Windows-1251", "x-cp1251", "x-windows-1251", " windows_1251 ",
    ])
    func labels(_ label: String) {
        #expect(decode("Су", as: "windows-1251", head: label).text.contains("Су"))
        #expect(decode("Су", as: "windows-1251", http: label).encoding == "windows-1251")
    }

    @Test("Kazakh labelled windows-1251 is read as KZ-1048")
    func kazakh() {
        let decoded = decode(Sample.kazakh, as: "kz-1048", http: "windows-1251", head: "windows-1251")
        #expect(decoded.text.contains(Sample.kazakh))
        #expect(decoded.encoding == "kz-1048")
        #expect(decode("Қазақстан қаласы", as: "kz-1048", head: "windows-1251").text.contains("Қазақстан қаласы"))
    }

    @Test("bytes that are UTF-8 are UTF-8 whatever anyone says", arguments: [
        "windows-1251", "koi8-r", "utf-16", "iso-8859-1", "nonsense"
    ])
    func utf8(_ label: String) {
        let text = "<?xml version=\"1.0\" encoding=\"\(label)\"?><t>Қала</t>"
        let decoded = TextDecoding.decode(Array(text.utf8), httpCharset: label)
        #expect(decoded.text == text)
        #expect(decoded.encoding == "utf-8")
    }

    @Test("one broken byte costs one letter")
    func broken() {
        let decoded = TextDecoding.decode(Array("Қала тұрғыны".utf8) + [0xD0], httpCharset: "utf-8")
        #expect(decoded.text == "Қала тұрғыны\u{FFFD}")
        #expect(decoded.repaired)
        let bytes: [UInt8] = [0xD2, 0x9B, 0xFF, 0xFE, 0xD2, 0x9B, 0xD2, 0x9B]
        #expect(TextDecoding.decode(bytes, httpCharset: "utf-8").text == "қ\u{FFFD}\u{FFFD}ққ")
    }

    @Test("byte order marks decide, and none is left in the text")
    func marks() {
        #expect(TextDecoding.decode([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF] + Array("Су".utf8)).text == "Су")
        #expect(TextDecoding.decode([0xFF, 0xFE, 0x21, 0x04, 0x43, 0x04]).text == "Су")
        #expect(TextDecoding.decode([0xFE, 0xFF, 0x04, 0x21, 0x04, 0x43]).text == "Су")
        #expect(TextDecoding.decode([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8]).text == "😀\u{FFFD}")
        #expect(TextDecoding.decode([0xFF, 0xFE, 0, 0, 0x21, 0x04, 0, 0]).text == "С")
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><t>\(Sample.russian)</t>"
        let declared = SingleByte.encode(text, "windows-1251")
        #expect(TextDecoding.decode(mark + declared).text.contains(Sample.russian))
    }

    @Test("UTF-16 without a mark is seen by its zeros")
    func wide() {
        let text = "<?xml version=\"1.0\"?><t>Су</t>"
        let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(TextDecoding.decode(little).text == text)
        #expect(TextDecoding.decode(big).text == text)
        #expect(TextDecoding.decode(big).encoding == "utf-16be")
    }

    @Test("text that was encoded twice is read once more", arguments: [
        Sample.russian, Sample.kazakh, "Привет", "— Суы —"
    ])
    func twice(_ text: String) {
        let once = SingleByte.scalars(of: Array(text.utf8), "windows-1251")
        let decoded = TextDecoding.decode(Array(once.utf8))
        #expect(decoded.text == text)
        #expect(decoded.repaired)
        let latin = SingleByte.scalars(of: Array(text.utf8), "windows-1252")
        #expect(TextDecoding.decode(Array(latin.utf8)).text == text)
    }

    @Test("honest text is never taken for text encoded twice", arguments: [
        Sample.russian, Sample.kazakh, Sample.french, "РС РФ СССР США «РОССИЯ»", "ВСЁ О РОССИИ",
        "Ñandú, Ðuro, São Tomé", "Р. С. Т.", "СЁ СЁ СЁ СЁ",
    ])
    func notTwice(_ text: String) {
        let decoded = TextDecoding.decode(Array(text.utf8))
        #expect(decoded.text == text)
        #expect(!decoded.repaired)
    }

    @Test("nothing to decode is empty text")
    func empty() {
        #expect(TextDecoding.decode([]).text.isEmpty)
        #expect(TextDecoding.decode([0xEF, 0xBB, 0xBF]).text.isEmpty)
        #expect(TextDecoding.decode([0xFF, 0xFE]).text.isEmpty)
    }

    @Test("a feed in windows-1251 behind a blank line keeps every letter")
    func feed() throws {
        let head = "\n<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel>"
        let text = head + "<item><title>Су &#1171; «а»</title></item></channel></rss>"
        let tree = try #require(XMLTree.parse(SingleByte.encode(text, "windows-1251")))
        #expect(tree.encoding == "windows-1251")
        #expect(tree.root.descendants("title").first?.text == "Су ғ «а»")
    }
}
