import Text

/// The texts of the differential test: made from the patterns so that they hit, taken from real posts, and hostile.
enum DifferentialTexts {
    /// - Parameters:
    ///   - parts: the patterns of a batch with their samples.
    ///   - count: how many texts to make.
    static func of(_ parts: [DifferentialPart], count: Int, _ numbers: inout SeededNumbers) -> [String] {
        let hostile = (0..<5).map { _ in numbers.pick(Self.hostile) }
        let real = (0..<3).map { _ in String(numbers.pick(RealText.all).text.prefix(300)) }
        let whole = parts.filter(\.isWhole).map(\.sample)
        let alone = (0..<min(whole.count, count / 3)).map { _ in numbers.pick(whole) }
        let left = max(1, count - hostile.count - real.count - alone.count)
        // All samples, dealt out to the texts that are left, in turn.
        let samples = parts.map(\.sample)
        let mixed = (0..<left).map { text in
            var result = ""
            for sample in samples.indices where sample % left == text {
                result += numbers.pick(["", " ", " ", "\n", ". ", ", ", "-", "\r\n", " x"]) + disguised(samples[sample], &numbers)
            }
            return result
        }
        return Array((hostile + real + alone + mixed).prefix(count))
    }

    /// Mostly the text itself; else in other letters.
    private static func disguised(_ text: String, _ numbers: inout SeededNumbers) -> String {
        switch numbers.next(14) {
        case 0: text.uppercased()
        case 1: String(text.map { ["а": "a", "о": "o", "е": "e", "с": "c", "р": "p", "і": "i", "a": "а"][$0] ?? $0 })
        case 2: text.map { String($0) }.joined(separator: "\u{200B}")
        case 3: text.map { String($0) }.joined(separator: " ")
        case 4: String(text.flatMap { Array(repeating: $0, count: 1 + numbers.next(3)) })
        case 5: decomposed(text)
        default: text
        }
    }

    /// й, ё, é as a letter and a mark.
    private static func decomposed(_ text: String) -> String {
        let marks = ["й": "и\u{306}", "ё": "е\u{308}", "é": "e\u{301}", "ô": "o\u{302}"]
        return text.map { marks[String($0)] ?? String($0) }.joined()
    }

    static let hostile: [String] = [
        "", "a", "к", " ", "\n", "\0", "\u{301}", "\r\n\r\n", "\u{85}\u{2028}\u{2029}\u{B}\u{C}", "\u{FEFF}вода",
        String(decoding: [0x77, 0xFF, 0xD0, 0x20, 0xE2, 0x82, 0xD0, 0xB2, 0xC0, 0xAF, 0xED, 0xA0, 0x80] as [UInt8], as: UTF8.self),
        "\u{1F1F0}\u{1F1FF}\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} tap", "в\u{200B}о\u{200C}д\u{AD}а t\u{2060}ap",
        "вoдa ваkцинa qaлa tаp wаter", "в0да 3лектион m4ji", "ｗａｔｅｒ　ｖａｃｃｉｎｅ", "𝐰𝐚𝐭𝐞𝐫 𝓿𝓪𝓬𝓬𝓲𝓷𝓮", "w̶a̶t̶e̶r̶ в̶о̶д̶а̶",
        String(repeating: "а", count: 400), String(repeating: "a b ", count: 120), String(repeating: "\n", count: 90),
        String(repeating: "вода ", count: 60), String(repeating: "(", count: 50) + "tap" + String(repeating: ")", count: 50),
        "e\u{301}\u{302}\u{303}\u{304} и\u{306}\u{306} қ\u{335}", "İıiI ſsSß ẞ KkK ﬁ ﬃ Ǆ ǅ №", "ΌΔΟΣ ς σ Σ λόγος ΛΌΓΟΣ",
        "لقاح ماء مدينة قَالا سۋ ٣٤", "\u{202E}atad\u{202C} вода", "tap\ttap\u{A0}tap\u{3000}tap", "x\u{E0077}\u{E0061}y",
        "в-о-д-а в.о.д.а #вода @вода вода_вода", "5g 5G ５ｇ 19 2024 +7 701 555 12 34", "...!!!???«»“”‘’", "\u{10FFFF}\u{E000}",
    ]
}
