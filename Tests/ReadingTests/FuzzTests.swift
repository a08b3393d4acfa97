import Model
import Reading
import Testing

/// SplitMix64: the same cases on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Nothing from outside may stop the program: a trap here fails the whole run.
struct FuzzTests {
    private static let pieces = [
        "<", ">", "</", "/>", "<!--", "-->", "--->", "<![CDATA[", "]]>", "<!DOCTYPE a [", "]>", "<?xml ", "?>",
        "<?php ", "&",
        "&amp;", "&#", "&#x", "&#xD83D;", "&laquo;", ";",
        "\"", "'", "=", " ", "\n", "\u{0}", "\u{FFFE}", "xmlns=\"u\"", "xmlns:",
        "xmlns:a=\"\"", "<item>", "</item>", "<title>", "</title>", "<p>", "<br>", "<a href=", "<x:y ", ":", "Қала",
        "😀", "</rss>",
        "<rss>", "<entry", "a=1 a=2", "<img src=x>", "<xml:a xml:lang='x'>", "xmlns:xml='q'", "<xmlns:b>", "<a:b:c>",
        "_", "-",
    ]

    private func mutated(_ seeds: [String], _ pieces: [String], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: at)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
            case 2: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &random) }
            case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...20, using: &random)))
            default:
                let end = min(bytes.count, at + Int.random(in: 0...30, using: &random))
                bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    @Test("no document stops the XML reader, and every tree can be walked")
    func xml() {
        let seeds = [
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?><!DOCTYPE rss [<!ENTITY a \"b\">]>"
                + "<rss xmlns:m=\"u\"><channel><item><title>A &amp; <![CDATA[b]]></title><m:c m:u='x' v=y/></item><!-- c --></channel></rss>",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">"
                + "<div><p>x<br/>y</p></div></content></entry></feed>",
            "<rss><item><description><p>a<b>c</p>&laquo;&#1171;</description></item></rss>", "",
        ]
        var random = SeededGenerator(state: 1)
        for _ in 0..<3000 {
            guard let tree = XMLTree.parse(mutated(seeds, Self.pieces, &random)) else { continue }
            #expect(tree.root.text.utf8.count >= tree.root.children.reduce(0) { $0 + $1.text.utf8.count })
            #expect(tree.truncated?.contains("XML parser") != true)
            _ = tree.root.markup
            for node in tree.root.descendants("item") { _ = node.attributes + node.children.flatMap(\.attributes) }
        }
    }

    @Test("markup of any tree reads back to the same text")
    func markup() throws {
        var random = SeededGenerator(state: 2)
        for _ in 0..<1000 {
            let text = (0..<12).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
            guard let tree = XMLTree.parse(Array("<r><d>\(text)</d></r>".utf8)), let inside = tree.root.child("d")
            else { continue }
            let again = try #require(XMLTree.parse(Array("<r><d>\(inside.markup)</d></r>".utf8)))
            #expect(again.root.child("d")?.text == inside.text, "\(text)")
        }
    }

    @Test("no bytes stop the JSON reader, and what it reads it writes again")
    func json() throws {
        let seeds = [
            #"{"id":1,"a":[true,null,-1.5e3],"t":"а\u0430\"\uD83D\uDE00","o":{"x":{}}}"#, "[[[1]]]", #"{"a":"\\"}"#, "",
        ]
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\uD83D", "1", "-", ".", "e", "null", "\u{FEFF}",
            "9999999999999999999",
        ]
        var random = SeededGenerator(state: 3)
        let fields = JSONFields(["id", "t", "а"])
        for _ in 0..<5000 {
            let bytes = mutated(seeds, pieces, &random)
            if let value = try? JSONValue.parse(bytes, .lenient) {
                #expect(try JSONValue.parse(value.encoded()) == value)
            }
            if let value = try? JSONValue.parse(bytes) { #expect(try JSONValue.parse(value.encoded()) == value) }
            _ = try? fields.pick(bytes)
        }
    }

    @Test("no bytes stop the decoder, and what comes out is text")
    func decoding() {
        let labels = ["utf-8", "utf-16", "windows-1251", "koi8-r", "x", "", "iso-8859-5", "kz-1048", "\u{0}", "-", nil]
        let seeds = ["РџСЂРёРІРµС‚ РјРёСЂ", "Қала тұрғындары", "<?xml encoding='koi8-r'?>", "<meta charset=", ""]
        var random = SeededGenerator(state: 4)
        for _ in 0..<4000 {
            let bytes = mutated(seeds, Self.pieces, &random)
            let decoded = TextDecoding.decode(bytes, httpCharset: labels.randomElement(using: &random) ?? nil)
            #expect(decoded.text.utf8.count <= bytes.count * 3 + 3)
        }
    }

    @Test("no text stops the date reader, and every date is within the believed years")
    func dates() {
        let seeds = DateTable.dates.map(\.text) + DateTable.nonsense
        let pieces = [
            "+", "-", ":", ".", "T", "Z", "pm", "(", ")", "99999999999999999999", "0", " ", ",", "saa 12", "usiku",
            "h", "/", "мар",
        ]
        var random = SeededGenerator(state: 5)
        for _ in 0..<6000 {
            let text = String(decoding: mutated(seeds, pieces, &random), as: UTF8.self)
            if let reading = FeedDate.read(text, defaultZone: 840) {
                #expect(FeedDate.years.contains(reading.instant.date.year))
            }
        }
    }

    @Test("no text stops the URL functions, and the canonical form is its own canonical form")
    func urls() {
        let seeds = [
            "https://u:p@Пример.РФ:443/a/../b%20;jsessionid=1?utm_x=1&b=%d0#!x", "//x/y", "../a?b#c",
            "http://[::1]:80/", "mailto:a@b", "",
        ]
        let pieces = [
            "%", "%2", "%2e", "..", "/", "//", "?", "#", "@", ":", "[", "]", "\\", " ", "\n", "xn--", "。", "қ", ";",
            "&", "=", "http:",
        ]
        var random = SeededGenerator(state: 6)
        for _ in 0..<6000 {
            let text = String(decoding: mutated(seeds, pieces, &random), as: UTF8.self)
            let canonical = URLText.canonical(text)
            #expect(URLText.canonical(canonical) == canonical, "\(text.debugDescription)")
            let resolved = URLText.resolve(text, against: "https://site.kz/a/b?c")
            #expect(resolved.map { URLText.resolve($0, against: "x") == resolved } ?? true, "\(text.debugDescription)")
        }
    }
}
