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
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\\" {
                result.append(scalar)
                index += 1
                if index < scalars.count { result.append(scalars[index]) }
                index += 1
                continue
            }
            if scalar == "[", !inClass {
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
                    append(composed, to: &result)
                }
            } else if scalar.isASCII {
                result.append(scalar)
                end = index + 1
            } else {
                end = index + 1
                letter(scalar, inClass: inClass, to: &result)
            }
            index = end
        }
        return String(result)
    }

    private static func letter(_ scalar: Unicode.Scalar, inClass: Bool, to result: inout String.UnicodeScalarView) {
        if scalar.properties.isDefaultIgnorableCodePoint { return }
        let folded = Canon.canonical(String(scalar)).unicodeScalars
        // One letter for one letter is left to PCRE2's own case pairs, so that ranges in classes stay ranges.
        if inClass || folded.count < 2 || !folded.allSatisfy(\.properties.isAlphabetic) {
            result.append(scalar)
        } else {
            append(folded, to: &result)
        }
    }

    private static func append(_ letters: String.UnicodeScalarView, to result: inout String.UnicodeScalarView) {
        if letters.count == 1 {
            result.append(contentsOf: letters)
        } else if !letters.isEmpty {
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
