/// A text as the mobile network sends it: its alphabet, its segments, what it costs (delivery.md 3.7).
package struct SMS: Sendable, Hashable {
    package enum Alphabet: String, Sendable, Hashable {
        /// 7-bit GSM alphabet: 160 units in one segment, 153 in each of several.
        case gsm7
        /// UTF-16: 70 units in one segment, 67 in each of several. Kazakh and Russian need it.
        case ucs2

        var most: (alone: Int, joined: Int) { self == .gsm7 ? (160, 153) : (70, 67) }
    }

    /// What is sent. Typographic quotes, dashes, ellipses and blanks become plain ones when that alone makes the text
    /// fit GSM-7, since a single one of them more than halves what a segment holds; else the text is sent as it is.
    package let text: String
    package let alphabet: Alphabet
    /// Units of the alphabet: letters, with `^{}\[]~|€` twice in GSM-7, and emoji twice in UCS-2.
    package let units: Int
    /// The text cut as the network cuts it; never inside a character of two units. Empty for an empty text.
    package let segments: [String]

    package init(_ message: String) {
        let plain = Self.plain(message)
        let isPlain = plain.unicodeScalars.allSatisfy { Self.septets($0) > 0 }
        let alphabet = isPlain ? Alphabet.gsm7 : .ucs2
        text = isPlain ? plain : message
        self.alphabet = alphabet
        func size(_ scalar: Unicode.Scalar) -> Int {
            alphabet == .gsm7 ? Self.septets(scalar) : UTF16.width(scalar)
        }
        units = text.unicodeScalars.reduce(0) { $0 + size($1) }
        guard units > alphabet.most.alone else {
            segments = text.isEmpty ? [] : [text]
            return
        }
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var used = 0
        for scalar in text.unicodeScalars {
            if used + size(scalar) > alphabet.most.joined {
                parts.append(String(part))
                part = String.UnicodeScalarView()
                used = 0
            }
            part.append(scalar)
            used += size(scalar)
        }
        parts.append(String(part))
        segments = parts
    }

    /// How many units are left before the text needs more than `segments` segments; negative when it does already.
    package func room(in segments: Int) -> Int {
        let capacity = segments == 1 ? alphabet.most.alone : segments * alphabet.most.joined
        // Cutting before a character of two units can lose one unit per segment.
        let lost = self.segments.dropLast().reduce(0) {
            $0 + alphabet.most.joined - $1.unicodeScalars.reduce(0) { $0 + unitCount($1) }
        }
        return capacity - units - lost
    }

    private func unitCount(_ scalar: Unicode.Scalar) -> Int {
        alphabet == .gsm7 ? Self.septets(scalar) : UTF16.width(scalar)
    }

    /// Units of a character in GSM-7; 0 when the alphabet lacks it.
    private static func septets(_ scalar: Unicode.Scalar) -> Int {
        if basic.contains(scalar) { return 1 }
        return extended.contains(scalar) ? 2 : 0
    }

    private static let basic: Set<Unicode.Scalar> = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
        ¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars)
    private static let extended: Set<Unicode.Scalar> = Set("\u{c}^{}\\[~]|€".unicodeScalars)

    /// Plain signs for typographic ones; invisible characters are dropped.
    private static func plain(_ message: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in message.unicodeScalars {
            switch scalar.value {
            case 0x2018, 0x2019, 0x201a, 0x201b, 0x2032, 0x2bc, 0x60, 0xb4: plain.append("'")
            case 0x201c...0x201f, 0x2033, 0xab, 0xbb: plain.append("\"")
            case 0x2010...0x2015, 0x2212: plain.append("-")
            case 0x2026: plain.append(contentsOf: "...".unicodeScalars)
            case 0x2022, 0xb7: plain.append("*")
            case 0xa0, 0x2000...0x200a, 0x202f, 0x3000, 0x09: plain.append(" ")
            case 0xad, 0x200b, 0x200c, 0x200e, 0x200f, 0x2060, 0xfeff: break
            default: plain.append(scalar)
            }
        }
        return String(plain)
    }
}
