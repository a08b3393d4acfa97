import Text

/// Letters of a term as a pattern: each one with what people write in its place.
enum TermLetters {
    static let apostrophes = "'’‘ʼʻ`"
    /// One atom: any kind of apostrophe.
    static let apostrophe = "['’‘ʼʻ`]"
    /// A hyphen may be a dash, a blank, or missing.
    private static let hyphen = #"[\p{Pd}\s]?"#
    private static let hyphens = "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}"

    /// Latin letters with diacritics, and what they are without them.
    private static let plain: [Unicode.Scalar: String] = {
        let pairs = [
            ("àâäáãåā", "a"), ("ç", "c"), ("éèêëē", "e"), ("îïíìīı", "i"), ("ñń", "n"), ("ôöóòõō", "o"),
            ("ùûüúū", "u"), ("ÿý", "y"), ("œ", "oe"), ("æ", "ae"), ("ğǵ", "g"), ("ş", "s"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (letters, letter) in pairs {
            for scalar in letters.unicodeScalars { table[scalar] = letter }
        }
        return table
    }()

    /// The pattern of a stretch of letters. In a word of five letters or more, the second of two equal letters may be
    /// missing: the view `deobf` cuts stretched letters to one.
    static func pattern(_ letters: [TermLetter], language: String?, script: TermScript, mayUndouble: Bool) -> String {
        var result = ""
        var before: TermLetter?
        for letter in letters {
            let atom = atom(letter.scalar, language: language, script: script)
            let isDouble =
                mayUndouble && letter.isLetter && before?.scalar == letter.scalar && before?.isOptional == false
            result += atom
            if letter.isOptional || isDouble, !atom.hasSuffix("?") { result += "?" }
            before = letter
        }
        return result
    }

    /// One letter as one atom; already optional when it ends in `?`.
    static func atom(_ scalar: Unicode.Scalar, language: String?, script: TermScript) -> String {
        if apostrophes.unicodeScalars.contains(scalar) { return apostrophe }
        if hyphens.unicodeScalars.contains(scalar) { return hyphen }
        if language == "kk" { return KazakhLetters.choice(of: scalar, in: script).pattern }
        if scalar == "ё" || scalar == "е" && language == "ru" { return "[её]" }
        if language == "fr", scalar == "é" || scalar == "è" { return "[éèe]" }
        if let plain = plain[scalar] {
            return plain.utf8.count == 1 ? "[\(scalar)\(plain)]" : "(?:\(scalar)|\(plain))"
        }
        return WordPattern.quoted(String(scalar))
    }
}
