/// The alphabet that a pattern of a term is written in.
package enum TermScript: String, Sendable, CaseIterable, Hashable {
    /// The letters that the analyst typed, and those that people type instead of them.
    case typed
    /// Kazakh in its Latin alphabets of 2021, 2018 and 2017, and in everyday Latin letters.
    case latin
    /// Kazakh in Arabic letters (tote jazu).
    case arabic
}

/// Letters that stand for one letter: single ones, and groups of several.
struct LetterChoice {
    private(set) var singles: [Unicode.Scalar] = []
    private(set) var groups: [String] = []
    /// Nothing may stand here as well.
    private(set) var mayBeEmpty = false

    /// `parts` are separated by blanks; one of one scalar is a single letter, `-` stands for nothing.
    init(_ parts: String) {
        for part in parts.split(separator: " ") {
            if part == "-" { mayBeEmpty = true } else { add(String(part)) }
        }
    }

    init() {}

    mutating func add(_ part: String) {
        let scalars = Array(part.unicodeScalars)
        if scalars.count == 1 {
            if !singles.contains(scalars[0]) { singles.append(scalars[0]) }
        } else if !groups.contains(part) {
            groups.append(part)
        }
    }

    mutating func add(_ other: LetterChoice) {
        for scalar in other.singles where !singles.contains(scalar) { singles.append(scalar) }
        for group in other.groups where !groups.contains(group) { groups.append(group) }
        mayBeEmpty = mayBeEmpty || other.mayBeEmpty
    }

    /// The first letter: for examples of forms.
    var first: String { singles.first.map(String.init) ?? groups.first ?? "" }

    /// One atom of PCRE2, which a quantifier may follow.
    var pattern: String {
        if singles.isEmpty, groups.isEmpty { return "" }
        let set = singles.map(WordPattern.quoted).joined()
        let single = singles.count > 1 ? "[\(set)]" : set
        var parts = groups.map { WordPattern.quoted($0) }
        if !single.isEmpty { parts.append(single) }
        let atom = parts.count == 1 && groups.isEmpty ? single : "(?:\(parts.joined(separator: "|")))"
        return mayBeEmpty ? "(?:\(atom))?" : atom
    }
}

extension WordPattern {
    fileprivate static func quoted(_ scalar: Unicode.Scalar) -> String { quoted(String(scalar)) }
}
