/// How text from outside is shown: nothing in it may act on the page around it (trust.md S6, S8).
package enum Shown {
    /// One line: line breaks and tabs become spaces, other controls and bidi controls their names.
    static func line(_ text: String) -> String { cleaned(text, keepNewlines: false) }

    /// Like `line`, but line feeds stay; for the office's own texts.
    static func block(_ text: String) -> String { cleaned(text, keepNewlines: true) }

    /// One line as it may stand in HTML, inside an element or a quoted attribute.
    package static func html(_ text: String) -> String { entities(line(text)) }

    static func htmlBlock(_ text: String) -> String { entities(block(text)) }

    private static func entities(_ text: String) -> String {
        var html = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        return html
    }

    /// Pieces of one text from a post, with every address in it made unclickable: `hxxp://evil[.]example`. The pieces
    /// are looked at as one text, so an address that a mark cuts in two is found too.
    static func defanged(_ pieces: [String]) -> [String] {
        let letters = pieces.enumerated().flatMap { index, piece in line(piece).map { (piece: index, letter: $0) } }
        var shown = pieces.map { _ in "" }
        for index in letters.indices {
            let (piece, letter) = letters[index]
            func at(_ offset: Int) -> Character? {
                letters.indices.contains(index + offset) ? letters[index + offset].letter : nil
            }
            func isPart(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber } ?? false }
            switch letter {
            case ".", "。", "．", "｡":
                let isDot = isPart(at(-1)) && isPart(at(1)) && (isPart(at(2)) || isPart(at(-2)))
                shown[piece] += isDot && !isNumber(around: index, in: letters.map(\.letter)) ? "[.]" : String(letter)
            case ":" where at(1) == "/" && at(2) == "/": shown[piece] += "[:]"
            case "@" where isPart(at(-1)) && isPart(at(1)): shown[piece] += "[at]"
            default: shown[piece].append(letter)
            }
        }
        return shown
    }

    static func defanged(_ text: String) -> String { defanged([text]).joined() }

    /// Is the dot part of a number or a date (`50.000`, `20.11.2026`)? Four groups of digits are an address.
    private static func isNumber(around dot: Int, in letters: [Character]) -> Bool {
        func isInside(_ character: Character) -> Bool { character == "." || ("0"..."9").contains(character) }
        var lower = dot
        while lower > 0, isInside(letters[lower - 1]) { lower -= 1 }
        var upper = dot + 1
        while upper < letters.count, isInside(letters[upper]) { upper += 1 }
        let beside = [lower > 0 ? letters[lower - 1] : " ", upper < letters.count ? letters[upper] : " "]
        guard beside.allSatisfy({ !$0.isLetter && !$0.isNumber && !"/@:".contains($0) }) else { return false }
        return letters[lower..<upper].count { $0 == "." } < 3
    }

    /// May this address be shown so that one can open it? Only plain web addresses with an ASCII host, since a reader
    /// cannot tell look-alike letters apart.
    static func isPlainLink(_ url: String) -> Bool {
        guard url.utf8.count <= 2000, url.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !#"<>"'`\{}|^"#.utf8.contains($0) })
        else { return false }
        let lower = url.lowercased()
        guard ["https://", "http://"].contains(where: lower.hasPrefix) else { return false }
        let host = host(of: lower)
        return !host.isEmpty && !host.contains("@") && !host.contains("xn--") && host.contains(".")
    }

    /// Host and port of a web address.
    static func host(of url: String) -> String {
        let slashes = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        return String(url[slashes...].prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    }

    /// Does a text hold letters that run from right to left?
    static func isRightToLeft(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            (0x0590...0x08FF).contains($0.value) || (0xFB1D...0xFDFF).contains($0.value)
                || (0xFE70...0xFEFC).contains($0.value) || (0x10800...0x10FFF).contains($0.value)
                || (0x1E800...0x1EFFF).contains($0.value)
        }
    }

    private static func cleaned(_ text: String, keepNewlines: Bool) -> String {
        var scalars = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
            // A tower of marks on one letter hides the lines around it.
            guard marks <= 4 else { continue }
            switch scalar.value {
            case 0x0A where keepNewlines: scalars.append(scalar)
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: scalars.append(" ")
            case 0xAD, 0x200B, 0x2060, 0xFEFF: continue
            case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB,
                0xE0000...0xE007F:
                scalars.append(contentsOf: "<U+\(hex(scalar.value))>".unicodeScalars)
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
