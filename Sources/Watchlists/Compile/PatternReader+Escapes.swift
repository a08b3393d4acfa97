/// Escapes and classes of characters.
extension PatternReader {
    mutating func escape() throws(NotUnderstood) -> Fragment {
        index += 1
        guard let scalar = next else { throw NotUnderstood() }
        index += 1
        switch scalar {
        case "b", "B", "A", "z", "Z", "G", "K": return .empty
        case "d", "D", "w", "W", "s", "S", "h", "H", "v", "V", "R", "X", "a", "e", "f", "n", "r", "t":
            return .anything
        case "N":
            if skip("{") { try skip(through: "}") }
            return .anything
        case "p", "P":
            if skip("{") { try skip(through: "}") } else { index += 1 }
            return .anything
        case "x":
            return try hexadecimal()
        case "1"..."9":
            while let digit = next, ("0"..."9").contains(digit) { index += 1 }
            return .anything
        case "k", "g":
            try reference()
            return .anything
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw NotUnderstood()
            }
            return literal(scalar)
        }
    }

    /// `\x{43a}` and `\xe9`.
    private mutating func hexadecimal() throws(NotUnderstood) -> Fragment {
        var digits = ""
        if skip("{") {
            while let scalar = next, scalar != "}", digits.count < 7 {
                digits.unicodeScalars.append(scalar)
                index += 1
            }
            guard skip("}") else { throw NotUnderstood() }
        } else {
            while let scalar = next, scalar.properties.isASCIIHexDigit, digits.count < 2 {
                digits.unicodeScalars.append(scalar)
                index += 1
            }
        }
        guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else { return .anything }
        return literal(scalar)
    }

    /// What follows `\k` or `\g`: a name or number, in brackets or bare.
    private mutating func reference() throws(NotUnderstood) {
        if skip("{") { return try skip(through: "}") }
        if skip("<") { return try skip(through: ">") }
        if skip("'") { return try skip(through: "'") }
        if !skip("-") { _ = skip("+") }
        guard number() != nil else { throw NotUnderstood() }
    }

    /// Reads a class to its end; a few plain letters are followed, everything else is any character.
    mutating func characterClass() throws(NotUnderstood) -> Fragment {
        index += 1
        let isNegated = skip("^")
        var letters: [[UInt8]]? = []
        var isFirst = true
        while let scalar = next {
            if scalar == "]", !isFirst { break }
            isFirst = false
            if scalar == "[", let after = peek(1), ":.=".unicodeScalars.contains(after) {
                try skipPOSIXClass()
                letters = nil
                continue
            }
            index += 1
            if scalar == "\\" {
                guard let escaped = next, !"QEc".unicodeScalars.contains(escaped) else { throw NotUnderstood() }
                index += 1
                letters = escaped.isASCII && escaped.properties.isAlphabetic ? nil : letters
                if escaped == "p" || escaped == "P" || escaped == "x" || escaped == "o" || escaped == "N", skip("{") {
                    try skip(through: "}")
                } else if letters != nil, !("0"..."9").contains(escaped), let folded = PatternNeeds.folded(escaped) {
                    letters?.append(folded)
                } else {
                    letters = nil
                }
            } else if scalar == "-" {
                letters = nil
            } else if let folded = PatternNeeds.folded(scalar) {
                letters?.append(folded)
            } else {
                letters = nil
            }
        }
        guard skip("]") else { throw NotUnderstood() }
        guard !isNegated, let letters, !letters.isEmpty, letters.count <= 8 else { return .anything }
        return Fragment.alternatives(letters.map { Fragment(exact: [$0]) })
    }

    /// `[:alpha:]`; the word-boundary forms and anything unusual are given up.
    private mutating func skipPOSIXClass() throws(NotUnderstood) {
        guard skip("[:") else { throw NotUnderstood() }
        _ = skip("^")
        while let scalar = next, ("a"..."z").contains(scalar) { index += 1 }
        guard skip(":]") else { throw NotUnderstood() }
    }
}
