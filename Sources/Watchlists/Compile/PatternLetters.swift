import Text

/// Brings the literal letters of a pattern into the form that the folded views have.
///
/// PCRE2 does not normalise: `й` written as и + U+0306 would never match, nor would `ß` in a view where it is `ss`.
/// Only letters outside ASCII are touched, since all of PCRE2's own syntax is ASCII.
enum PatternLetters {
    /// The pattern for the views `canon`, `deobf` and `squeeze`; the same string when nothing is to do.
    ///
    /// - A letter followed by combining marks becomes its composed form.
    /// - Invisible characters are left out.
    /// - Outside classes, a letter whose folded form is several letters becomes a group of them.
    static func normalised(_ pattern: String) -> String {
        // Letters that can only change by case, and nothing that joins them, stay what they are.
        guard !pattern.unicodeScalars.allSatisfy({ $0.isASCII || Canon.foldedPair(of: $0.value) != 0 }) else {
            return pattern
        }
        let scalars = Array(pattern.unicodeScalars)
        var result = String.UnicodeScalarView()
        var index = 0
        var inClass = false
        var classStart = 0
        var quote = Quote.none
        while index < scalars.count {
            let scalar = scalars[index]
            let after = index + 1 < scalars.count ? scalars[index + 1] : " "
            if scalar == "\\", quote == .none || after == "E" {
                if quote != .closed { result.append(contentsOf: scalars[index..<min(index + 2, scalars.count)]) }
                quote = after == "Q" && quote == .none ? .open : .none
                index += 2
                continue
            }
            if quote == .closed {
                result.append(contentsOf: "\\Q".unicodeScalars)
                quote = .open
            }
            if quote == .open {
                // Brackets are letters here.
            } else if scalar == "[", !inClass {
                inClass = true
                classStart = index
            } else if scalar == "]", inClass, index > classStart + 1,
                !(scalars[index - 1] == "^" && index == classStart + 2)
            {
                inClass = false
            }
            var end = index + 1
            while end < scalars.count, isMark(scalars[end]) { end += 1 }
            if end > index + 1, scalar.properties.isAlphabetic {
                let composed = Canon.canonical(text(scalars[index..<end])).unicodeScalars
                if inClass, composed.count != 1 {
                    result.append(contentsOf: scalars[index..<end])
                } else {
                    append(composed, &quote, to: &result)
                }
            } else if scalar.isASCII {
                result.append(scalar)
                end = index + 1
            } else {
                end = index + 1
                letter(scalar, inClass: inClass, &quote, to: &result)
            }
            index = end
        }
        return String(result)
    }

    /// Between `\Q` and `\E`. `closed`: the quote goes on in the pattern, but was left for a group in what is made of
    /// it.
    private enum Quote { case none, open, closed }

    private static func letter(
        _ scalar: Unicode.Scalar, inClass: Bool, _ quote: inout Quote, to result: inout String.UnicodeScalarView
    ) {
        if scalar.properties.isDefaultIgnorableCodePoint { return }
        let folded = Canon.canonical(String(scalar)).unicodeScalars
        // One letter for one letter is left to PCRE2's own case pairs, so that ranges in classes stay ranges.
        if inClass || folded.count < 2 || !folded.allSatisfy(\.properties.isAlphabetic) {
            result.append(scalar)
        } else {
            append(folded, &quote, to: &result)
        }
    }

    private static func append(
        _ letters: String.UnicodeScalarView, _ quote: inout Quote, to result: inout String.UnicodeScalarView
    ) {
        if letters.count == 1 {
            result.append(contentsOf: letters)
        } else if !letters.isEmpty {
            if quote == .open {
                result.append(contentsOf: "\\E".unicodeScalars)
                quote = .closed
            }
            result.append(contentsOf: "(?:".unicodeScalars)
            result.append(contentsOf: letters)
            result.append(")")
        }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
