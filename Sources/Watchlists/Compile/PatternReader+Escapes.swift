/// Escapes and classes of characters.
extension PatternReader {
    mutating func escape() throws(NotUnderstood) -> Fragment {
        index += 1
        guard let scalar = next else { throw NotUnderstood() }
        index += 1
        switch scalar {
        case "b", "A": return .boundary(.noLetterOrDigit)
        // Where a search goes on from is not a thing of the text.
        case "G": throw NotUnderstood()
        case "B", "z", "Z", "K": return .empty
        case "W", "s", "h", "v", "R": return Fragment(exact: nil, edge: .noLetterOrDigit, shape: .sign)
        case "d":
            var digit = Fragment(exact: nil, edge: .noLetter, shape: .sign)
            digit.counts.digits = 1
            return digit
        case "w":
            var word = Fragment.anything
            word.covers = .noLetterOrDigit
            return word
        case "D", "S", "H", "V", "X", "a", "e", "f", "n", "r", "t":
            return .anything
        case "N":
            if skip("{") { try skip(through: "}") }
            return .anything
        case "p":
            guard try property() == .letter else { return .anything }
            var letter = Fragment(exact: nil, shape: .letter)
            letter.covers = .noLetter
            return letter
        case "P":
            return try property() == .letter ? Fragment(exact: nil, edge: .noLetter, shape: .sign) : .anything
        case "x":
            return try hexadecimal()
        case "1"..."9":
            index -= 1
            var back = Fragment.anything
            // More digits may be an octal number.
            if let number = number(), number < 10, groups.map({ number <= $0 }) == true { back.reference = number }
            while let digit = next, ("0"..."9").contains(digit) { index += 1 }
            return back
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

    /// The properties that are followed.
    enum Property { case letter, number, other }

    /// What follows `\p`.
    mutating func property() throws(NotUnderstood) -> Property {
        if skip("{L}") || skip("L") { return .letter }
        if skip("{N}") || skip("N") { return .number }
        if skip("{") { try skip(through: "}") } else { index += 1 }
        return .other
    }

    /// Reads a class to its end; a few plain letters are followed, everything else is any character.
    mutating func characterClass() throws(NotUnderstood) -> Fragment {
        index += 1
        var found = ClassItems()
        found.isNegated = skip("^")
        var isFirst = true
        while let scalar = next {
            if scalar == "]", !isFirst { break }
            defer { isFirst = false }
            if scalar == "[", let after = peek(1), ":.=".unicodeScalars.contains(after) {
                try skipPOSIXClass()
                found.unknown()
                continue
            }
            index += 1
            if scalar == "\\" {
                try escaped(&found)
            } else if scalar == "-" {
                found.letters = nil
                // Between two others it makes a range.
                if !isFirst, next != "]" { found.unknown() }
            } else {
                found.add(PatternNeeds.folded(scalar))
            }
        }
        guard skip("]") else { throw NotUnderstood() }
        return found.fragment
    }

    private mutating func escaped(_ found: inout ClassItems) throws(NotUnderstood) {
        guard let escaped = next, !"QEc".unicodeScalars.contains(escaped) else { throw NotUnderstood() }
        index += 1
        switch escaped {
        case "w": found.addWords(digits: true)
        case "W", "s", "h", "v": found.letters = nil
        case "d": found.addDigits()
        case "p":
            switch try property() {
            case .letter: found.addWords(digits: false)
            case .number: found.addDigits()
            case .other: found.unknown()
            }
        case "P", "x", "o", "N":
            found.unknown()
            if skip("{") { try skip(through: "}") }
        default:
            let isPlain = !(escaped.isASCII && escaped.properties.isAlphabetic) && !("0"..."9").contains(escaped)
            found.add(isPlain ? PatternNeeds.folded(escaped) : 0)
        }
    }

    /// `[:alpha:]`; the word-boundary forms and anything unusual are given up.
    private mutating func skipPOSIXClass() throws(NotUnderstood) {
        guard skip("[:") else { throw NotUnderstood() }
        _ = skip("^")
        while let scalar = next, ("a"..."z").contains(scalar) { index += 1 }
        guard skip(":]") else { throw NotUnderstood() }
    }
}
