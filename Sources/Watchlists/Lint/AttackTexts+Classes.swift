/// Letters that an escape or a class stands for: a few of each.
extension AttackTexts {
    /// One text for each kind of letter that a repeat over it could share with its neighbours.
    static let kinds: [Unicode.Scalar: [String]] = [
        "w": ["a", "\u{430}", "1", "_"], "W": [" ", "-", "!"], "d": ["1"], "D": ["a", " "], "s": [" ", "\n"],
        "S": ["a", "1", "-"], "h": [" ", "\t"], "H": ["a", "1"], "v": ["\n"], "V": ["a", " "], "R": ["\n"],
        "N": ["a", " ", "1"], "X": ["a", " ", "1"], "n": ["\n"], "r": ["\r"], "t": ["\t"],
    ]

    mutating func escape() -> [String] {
        guard let scalar = next else { return [""] }
        advance()
        switch scalar {
        case "p", "P": return property(isNegated: scalar == "P")
        case "x": return [hexadecimal()]
        case "Q":
            var text = ""
            while let letter = next, !skip("\\E") {
                text.unicodeScalars.append(letter)
                advance()
            }
            return [text]
        case "k", "g", "1"..."9":
            seeCall()
            if skip("{") { skip(through: "}") } else if skip("<") { skip(through: ">") } else if skip("'") { skip(through: "'") }
            return [""]
        case "N" where next == "{":
            skip(through: "}")
            return ["a"]
        default:
            if let letters = Self.kinds[scalar] { return letters }
            return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? [""] : [String(scalar)]
        }
    }

    private mutating func property(isNegated: Bool) -> [String] {
        var name = ""
        if skip("{") {
            while let letter = next, letter != "}" {
                name.unicodeScalars.append(letter)
                advance()
            }
            advance()
        } else if let letter = next {
            name.unicodeScalars.append(letter)
            advance()
        }
        if isNegated != name.hasPrefix("^") { return [" ", "1", "!"] }
        switch name.drop(while: { $0 == "^" }).first {
        case "N": return ["1"]
        case "P", "S": return ["!", "-"]
        case "Z": return [" "]
        case "M": return ["\u{301}"]
        case "C" where name.hasPrefix("Cy"): return ["\u{430}"]
        case "A" where name.hasPrefix("Ar"): return ["\u{645}"]
        default: return ["a", "\u{430}"]
        }
    }

    private mutating func hexadecimal() -> String {
        var digits = ""
        let isLong = skip("{")
        while let scalar = next, scalar.properties.isASCIIHexDigit, digits.count < (isLong ? 6 : 2) {
            digits.unicodeScalars.append(scalar)
            advance()
        }
        if isLong { _ = skip("}") }
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }

    mutating func characterClass() -> [String] {
        let isNegated = skip("^")
        var letters: [String] = []
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            advance()
            if scalar == "\\" {
                letters += escape()
            } else if scalar == "[", next == ":" {
                letters += ["a", "1", " ", "!"]
                skip(through: "]")
            } else if scalar == "-", let start = letters.last?.unicodeScalars.first, let end = next, end != "]" {
                // Letters of a range that other ranges are likely to hold, too.
                letters += ["a", "\u{430}", "5", "x"].filter { letter in
                    letter.unicodeScalars.allSatisfy { start <= $0 && $0 <= end }
                }
                letters.append(String(end))
                advance()
            } else {
                letters.append(String(scalar))
            }
        }
        _ = skip("]")
        var seen = Set<String>()
        if isNegated { letters = ["a", "1", " ", "!", "\u{430}", "x"].filter { !letters.contains($0) } }
        return Array(letters.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(8))
    }
}
