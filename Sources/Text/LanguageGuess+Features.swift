/// What the language model sees of a text; `scripts/train-language-model` does the same to what it learns from.
struct LanguageFeatures {
    enum Script { case latin, cyrillic, arabic, other }

    /// Lower-case words with one blank before and after each; Kazakh letters folded to Russian ones. UTF-16 units.
    private(set) var stream: [UInt16] = [0x20]
    private(set) var letters = 0
    private(set) var cyrillicWords = 0
    /// Cyrillic words that hold a letter of the Kazakh alphabet alone.
    private(set) var kazakhWords = 0
    /// Letters that only Kazakh in Arabic script uses, of the scripts that we expect.
    private(set) var arabicKazakhLetters = 0
    private var counts: (latin: Int, cyrillic: Int, arabic: Int) = (0, 0, 0)
    private var wordHasCyrillic = false
    private var wordHasKazakh = false

    /// Bytes that are looked at.
    static let mostBytes = 16_384

    init(of text: String) {
        for scalar in Canon.canonical(Self.withoutLinksAndNames(text)).unicodeScalars { take(scalar) }
        endWord()
    }

    /// The script of most letters.
    var script: Script {
        let other = letters - counts.latin - counts.cyrillic - counts.arabic
        let most = max(max(counts.latin, counts.cyrillic), max(counts.arabic, other))
        if most == counts.latin { return .latin }
        if most == counts.cyrillic { return .cyrillic }
        return most == counts.arabic ? .arabic : .other
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x27, 0x60, 0xb4, 0x2018, 0x2019, 0x2bc: stream.append(0x27)
        case 0x61...0x7a:
            counts.latin += 1
            append(UInt16(scalar.value))
        case 0x400...0x52f:
            counts.cyrillic += 1
            wordHasCyrillic = true
            let folded = Self.russianLetter(for: scalar.value)
            if folded != nil { wordHasKazakh = true }
            append(UInt16(truncatingIfNeeded: folded ?? scalar.value))
        case 0...0xbf: endWord()
        default:
            if Self.isLetter(scalar) { takeOther(scalar) } else { endWord() }
        }
    }

    private mutating func takeOther(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0xc0...0x24f, 0x1e00...0x1eff: counts.latin += 1
        case 0x600...0x6ff:
            counts.arabic += 1
            if [0x6ad, 0x6cb, 0x6c7, 0x6d5, 0x6c6, 0x674].contains(scalar.value) { arabicKazakhLetters += 1 }
        default: break
        }
        append(UInt16(exactly: scalar.value) ?? 0xfffd)
    }

    private mutating func append(_ unit: UInt16) {
        stream.append(unit)
        letters += 1
    }

    private mutating func endWord() {
        if stream.last != 0x20 { stream.append(0x20) }
        if wordHasCyrillic { cyrillicWords += 1 }
        if wordHasKazakh { kazakhWords += 1 }
        wordHasCyrillic = false
        wordHasKazakh = false
    }

    /// What a Russian keyboard types for a letter that only Kazakh has.
    private static func russianLetter(for value: UInt32) -> UInt32? {
        switch value {
        case 0x4d9: 0x430
        case 0x493: 0x433
        case 0x49b: 0x43a
        case 0x4a3: 0x43d
        case 0x4e9: 0x43e
        case 0x4b1, 0x4af: 0x443
        case 0x4bb: 0x445
        case 0x456: 0x438
        default: nil
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }

    /// The first bytes of the text without links, @names, hashtags and redaction marks.
    private static func withoutLinksAndNames(_ text: String) -> String {
        var kept: [UInt8] = []
        for piece in text.utf8.prefix(mostBytes).split(whereSeparator: { $0 <= 0x20 }) {
            if let first = piece.first, [0x40, 0x23, 0x3c].contains(first) { continue }
            if ["http://", "https://", "www."].contains(where: { piece.starts(with: $0.utf8) }) { continue }
            kept.append(contentsOf: piece)
            kept.append(0x20)
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
