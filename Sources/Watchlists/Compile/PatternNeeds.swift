import Text

/// What any folded text must hold for a pattern to match in it: the part of a pattern that an index can use.
///
/// `PatternReader` finds it. It understands a part of PCRE2's language; whatever it does not understand counts as
/// "no information", never as a literal.
package struct PatternNeeds: Sendable, Hashable {
    /// At least one literal of every clause stands in the text, as UTF-8 bytes; best clause first. No clause: any
    /// text may match.
    package var clauses: [[[UInt8]]]

    package init(clauses: [[[UInt8]]]) { self.clauses = clauses }

    package static let unknown = PatternNeeds(clauses: [])

    /// Clauses of one pattern that are kept.
    private static let most = 4

    /// The needs of a pattern that PCRE2 compiles.
    package init(of pattern: String) {
        var reader = PatternReader(pattern)
        let clauses = reader.read()?.allClauses ?? []
        let best = clauses.sorted { PatternNeeds.worth($0) > PatternNeeds.worth($1) }
        var seen = Set<[[UInt8]]>()
        self.clauses = Array(best.filter { seen.insert($0).inserted }.prefix(PatternNeeds.most))
    }

    /// Longer literals rule out more, many literals less.
    private static func worth(_ clause: [[UInt8]]) -> Int {
        let shortest = clause.map { min(characters($0), 12) }.min() ?? 0
        return shortest * 100 - min(clause.count, 99)
    }

    /// Whether the first clause rules out less than the second.
    static func isWorse(_ left: [[UInt8]], _ right: [[UInt8]]) -> Bool { worth(left) < worth(right) }

    /// Characters of UTF-8 text.
    static func characters(_ bytes: [UInt8]) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }

    /// The only form that a literal letter of a pattern can have in a folded view, as UTF-8; nil when the letter has
    /// several forms there, or none, or when this is not known.
    ///
    /// Held to letters whose case pairs are plain: ASCII, Latin with diacritics, Cyrillic.
    static func folded(_ scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar.value {
        case 0x20...0x7E:
            return [scalar.properties.lowercaseMapping.utf8.first ?? UInt8(truncatingIfNeeded: scalar.value)]
        case 0xC0...0x17F, 0x400...0x52F:
            let lower = scalar.properties.lowercaseMapping
            guard lower.unicodeScalars.count == 1, Array(Canon.canonical(lower).utf8) == Array(lower.utf8) else {
                return nil
            }
            return Array(lower.utf8)
        default: return nil
        }
    }
}
