/// One piece of a reply, made equal whatever keyboard it was typed on.
enum AckToken: Sendable, Hashable {
    /// Letters as `AckToken.skeleton` has them.
    case word(String)
    /// ASCII digits.
    case digits(String)
    /// As written.
    case url(String)

    var word: String? { if case .word(let word) = self { word } else { nil } }
    var url: String? { if case .url(let url) = self { url } else { nil } }

    private static let longestURL = 2000

    /// The pieces of a line: addresses stay whole, a bot's name behind `@` is left out, and letters and digits are
    /// parted wherever they meet.
    static func tokens(of line: Substring, atMost most: Int) -> [AckToken] {
        var tokens: [AckToken] = []
        for piece in line.split(whereSeparator: \.isWhitespace).prefix(most) {
            if let url = url(in: piece) {
                tokens.append(.url(url))
            } else {
                tokens += pieces(of: piece.hasPrefix("/") ? piece.prefix { $0 != "@" } : piece)
            }
        }
        return Array(tokens.prefix(most))
    }

    /// An http address, without the brackets or the full stop of the sentence around it.
    private static func url(in piece: Substring) -> String? {
        var piece = piece.drop { "<([\"'«“".contains($0) }
        while let last = piece.last, ">)]\"'»”.,;!".contains(last) { piece.removeLast() }
        let lower = piece.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), piece.utf8.count <= longestURL,
            piece.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        return String(piece)
    }

    private static func pieces(of piece: Substring) -> [AckToken] {
        var tokens: [AckToken] = []
        var (word, digits) = ("", "")
        func close() {
            if !word.isEmpty { tokens.append(.word(skeleton(word))) }
            if !digits.isEmpty { tokens.append(.digits(digits)) }
            (word, digits) = ("", "")
        }
        for scalar in piece.unicodeScalars {
            // Marks on a letter, joiners, and the box around the digit of an emoji say nothing.
            if scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory.isMark { continue }
            if let digit = decimalDigit(scalar) {
                if !word.isEmpty { close() }
                digits.append(digit)
            } else if scalar.properties.isAlphabetic {
                if !digits.isEmpty { close() }
                word.unicodeScalars.append(scalar)
            } else {
                close()
            }
        }
        close()
        return tokens
    }

    /// The decimal digit that a character of any script is: `٤`, `４`, `4`.
    private static func decimalDigit(_ scalar: Unicode.Scalar) -> Character? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue,
            let digit = Int(exactly: value)
        else { return nil }
        return "0123456789".dropFirst(digit).first
    }

    /// Small letters with everything alike made equal: full-width Latin, Cyrillic that looks like Latin, letters of
    /// French and Kazakh that many keyboards lack. Only good for comparing with another skeleton.
    static func skeleton(_ word: String) -> String {
        String(String.UnicodeScalarView(word.lowercased().unicodeScalars.compactMap(plain)))
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        if scalar.properties.generalCategory.isMark { return nil }
        // Full-width a to z.
        if (0xFF41...0xFF5A).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFF41 + 0x61) }
        return lookalikes[scalar] ?? scalar
    }

    private static let lookalikes: [Unicode.Scalar: Unicode.Scalar] = [
        "а": "a", "ә": "a", "в": "b", "с": "c", "ҫ": "c", "ԁ": "d", "е": "e", "ё": "e", "ԍ": "g", "һ": "h", "н": "h",
        "і": "i", "ї": "i", "ј": "j", "к": "k", "қ": "k", "ң": "h", "ғ": "г", "м": "m", "о": "o", "ө": "o", "р": "p",
        "ѕ": "s", "т": "t", "у": "y", "ү": "y", "ұ": "y", "ԝ": "w", "х": "x",
        "à": "a", "â": "a", "ä": "a", "á": "a", "ç": "c", "é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i",
        "í": "i", "ı": "i", "ô": "o", "ö": "o", "ó": "o", "ù": "u", "û": "u", "ü": "u", "ú": "u", "α": "a", "ο": "o",
        "κ": "k",
    ]
}

extension Unicode.GeneralCategory {
    fileprivate var isMark: Bool { self == .nonspacingMark || self == .enclosingMark || self == .spacingMark }
}
