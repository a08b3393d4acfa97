/// Spells out what a pattern stands for: the plain phrases that it is made of, as far as they can be read off.
///
/// `\bвод\w* (?:отравл|яд)\w*` gives `вод отравл` and `вод яд`. The phrases are a reading aid for the lints that ask
/// what a pattern watches, and seeds for test strings. They decide nothing in matching.
///
/// - Letters stand as written. Open word parts (`\w*`, `\p{L}+`) are left out.
/// - Anything that may stand between words (`\W+`, `.`, `\s`) is one blank.
/// - A digit class is the digit 5. A repeat is written out as often as it must occur, at most 20 times.
struct PatternPhrases {
    /// Alternatives that are followed; more are cut off.
    static let most = 64
    private static let depthLimit = 30
    private static let longest = 400

    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// The phrases, without repeats and with single blanks; empty when the pattern cannot be read.
    static func of(_ pattern: String) -> [String] {
        var reader = PatternPhrases(scalars: Array(pattern.unicodeScalars))
        let found = reader.alternatives(0)
        guard reader.index == reader.scalars.count else { return [] }
        var seen = Set<String>()
        return found.map { $0.split(separator: " ").joined(separator: " ") }.filter { seen.insert($0).inserted }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skip(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard index + wanted.count <= scalars.count, Array(scalars[index..<index + wanted.count]) == wanted else {
            return false
        }
        index += wanted.count
        return true
    }

    private mutating func skip(through end: Unicode.Scalar) {
        while let scalar = next {
            index += 1
            if scalar == end { return }
        }
    }

    private mutating func alternatives(_ depth: Int) -> [String] {
        guard depth < PatternPhrases.depthLimit else {
            index = scalars.count + 1
            return []
        }
        var all: [String] = []
        repeat { all += sequence(depth) } while skip("|")
        return Array(all.prefix(PatternPhrases.most))
    }

    private mutating func sequence(_ depth: Int) -> [String] {
        var phrases = [""]
        while let scalar = next, scalar != "|", scalar != ")" {
            let parts = quantified(atom(scalar, depth))
            phrases = phrases.flatMap { start in parts.map { String((start + $0).prefix(PatternPhrases.longest)) } }
            phrases = Array(phrases.prefix(PatternPhrases.most))
        }
        return phrases
    }

    private mutating func quantified(_ atom: [String]) -> [String] {
        var least = 1
        var isOptional = false
        if skip("*") || skip("?") {
            isOptional = true
        } else if skip("+") {
            isOptional = false
        } else if next == "{", let interval = interval() {
            least = interval
            isOptional = interval == 0
        } else {
            return atom
        }
        if !skip("?") { _ = skip("+") }
        if isOptional { return atom == [""] || atom == [" "] ? atom : [""] + atom }
        return atom.map { String(repeating: $0, count: min(max(least, 1), 20)) }
    }

    /// The least number of `{n,m}`; nil when it is not a quantifier.
    private mutating func interval() -> Int? {
        let start = index
        index += 1
        var digits = ""
        while let scalar = next, ("0"..."9").contains(scalar) || scalar == "," {
            digits.unicodeScalars.append(scalar)
            index += 1
        }
        guard skip("}"), let first = digits.split(separator: ",", omittingEmptySubsequences: false).first else {
            index = start + 1
            return nil
        }
        return Int(first.prefix(4)) ?? 0
    }

    private mutating func atom(_ scalar: Unicode.Scalar, _ depth: Int) -> [String] {
        index += 1
        switch scalar {
        case "(": return group(depth)
        case "[": return characterClass()
        case "\\": return escape()
        case ".": return [" "]
        case "^", "$": return [""]
        default: return [String(scalar)]
        }
    }

    private mutating func group(_ depth: Int) -> [String] {
        if next == "*" {
            skip(through: ")")
            return [""]
        }
        var isHidden = false
        var isAside = false
        if skip("?") {
            if skip("!") || skip("<!") {
                isHidden = true
            } else if skip("=") || skip("<=") {
                isAside = true
            } else if skip("#") {
                skip(through: ")")
                return [""]
            } else if skip("<") || skip("P<") {
                skip(through: ">")
            } else {
                // `?:`, `?>`, `?i:`, `?i)`.
                while let scalar = next, scalar != ":", scalar != ")", scalar != ">", scalar != "|" { index += 1 }
                if next != ")" { index += 1 }
            }
        }
        let inner = alternatives(depth + 1)
        if !skip(")") { index = scalars.count + 1 }
        return isHidden ? [""] : isAside ? inner.map { " " + $0 + " " } : inner
    }

    private mutating func escape() -> [String] {
        guard let scalar = next else { return [""] }
        index += 1
        switch scalar {
        case "s", "W", "S", "h", "R", "v", "n", "t", "r", "N", "X": return [" "]
        case "d": return ["5"]
        case "p", "P":
            var name = ""
            if skip("{") {
                while let letter = next, letter != "}" {
                    name.unicodeScalars.append(letter)
                    index += 1
                }
                index += 1
            } else if let letter = next {
                name.unicodeScalars.append(letter)
                index += 1
            }
            return [scalar == "P" ? " " : name.hasPrefix("N") ? "5" : ""]
        case "Q":
            var text = ""
            while let letter = next, !skip("\\E") {
                text.unicodeScalars.append(letter)
                index += 1
            }
            return [text]
        case "x":
            return [hexadecimal()]
        default:
            return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? [""] : [String(scalar)]
        }
    }

    private mutating func hexadecimal() -> String {
        var digits = ""
        let isLong = skip("{")
        while let scalar = next, scalar.properties.isASCIIHexDigit, digits.count < (isLong ? 6 : 2) {
            digits.unicodeScalars.append(scalar)
            index += 1
        }
        if isLong { _ = skip("}") }
        return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) } ?? ""
    }

    private mutating func characterClass() -> [String] {
        let isNegated = skip("^")
        var letters: [String] = []
        var isWord = false
        var isDigit = false
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            index += 1
            if scalar == "\\", let escaped = next {
                index += 1
                if escaped == "p" || escaped == "P", skip("{") { skip(through: "}") }
                isWord = isWord || escaped == "w" || escaped == "p"
                isDigit = isDigit || escaped == "d"
                if !escaped.properties.isAlphabetic { letters.append(String(escaped)) }
            } else if scalar == "[", next == ":" {
                skip(through: "]")
                isWord = true
            } else if scalar == "-", !letters.isEmpty, let end = next, end != "]" {
                isDigit = isDigit || ("0"..."9").contains(end)
                isWord = isWord || end.properties.isAlphabetic
                index += 1
            } else {
                letters.append(String(scalar))
            }
        }
        if !skip("]") { index = scalars.count + 1 }
        if isNegated { return [" "] }
        if isWord { return [""] }
        if isDigit { return ["5"] }
        if letters.contains(where: { $0.allSatisfy(\.isLetter) }) { return Array(letters.prefix(8)) }
        return letters.contains(" ") ? [" "] : Array(letters.prefix(1))
    }
}
