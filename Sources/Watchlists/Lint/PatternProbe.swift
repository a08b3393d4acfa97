import Text

/// A text to try patterns on, made once: as it is, and folded as in `canon`.
struct ProbeText: Sendable {
    let raw: [UInt8]
    let folded: [UInt8]

    init(_ text: String) {
        raw = Array(text.utf8)
        folded = Array(Canon.canonical(text).utf8)
    }

    /// The text repeated, between a start and an end.
    init(_ start: ProbeText, _ body: ProbeText, times: Int, _ end: ProbeText) {
        raw = ProbeText.joined(start.raw, body.raw, times, end.raw)
        folded =
            body.folded == body.raw && start.folded == start.raw && end.folded == end.raw
            ? raw : ProbeText.joined(start.folded, body.folded, times, end.folded)
    }

    private static func joined(_ start: [UInt8], _ body: [UInt8], _ times: Int, _ end: [UInt8]) -> [UInt8] {
        var bytes = start
        bytes.reserveCapacity(start.count + body.count * times + end.count)
        for _ in 0..<times { bytes += body }
        return bytes + end
    }
}

/// Tries a pattern on texts that show what it costs and what it hits. Counts limit hits, never time.
struct PatternProbe {
    private let pattern: CompiledPattern
    private let search = Search()

    init(_ pattern: CompiledPattern) { self.pattern = pattern }

    private func hits(_ text: ProbeText) -> (hits: [Range<Int>], end: Search.End) {
        var found: [Range<Int>] = []
        if pattern.views.contains(.raw) {
            let end = text.raw.withUnsafeBufferPointer { search.hits(of: pattern.exact, in: $0, into: &found) }
            if end == .limitReached || pattern.views == [.raw] { return (found, end) }
        }
        let end = text.folded.withUnsafeBufferPointer { search.hits(of: pattern.folded, in: $0, into: &found) }
        return (found, end)
    }

    /// Hits a text without taking any of it.
    var matchesEmpty: Bool {
        ["", "x"].contains { text in hits(ProbeText(text)).hits.contains { $0.isEmpty } }
    }

    /// How many everyday sentences it hits.
    var ordinaryHits: Int { OrdinaryTexts.folded.count { !hits($0).hits.isEmpty } }

    /// Whether some short text makes a search reach the limit.
    ///
    /// The texts are the pattern's own words and letters, each repeated and followed by something that does not fit.
    /// A pattern that repeats a group without end is tried on more of them: on all that the group stands for, and
    /// with the rest of the pattern behind, so that PCRE2 cannot rule the text out at a glance.
    func isCatastrophic(_ text: String) -> Bool {
        let phrases = Array(PatternPhrases.of(text).prefix(4))
        let groups = RepeatShape.repeatedGroups(text)
        let words = phrases.flatMap { $0.split(separator: " ") }.map(String.init)
        var pumps = ["a", "1", " ", "ab "] + words.prefix(4)
        var ends = ["!"]
        if !groups.isEmpty {
            pumps += ["а", "a-", "x"] + groups.flatMap(PatternPhrases.of).prefix(24)
            ends += ["\u{1}"] + phrases.map { "!" + $0 }
        }
        let bodies = Set(pumps.filter { !$0.isEmpty }).sorted().map { (ProbeText($0), $0.unicodeScalars.count) }
        let starts = ([""] + phrases.prefix(1)).map(ProbeText.init)
        let tails = ends.map(ProbeText.init)
        for (body, count) in bodies {
            for length in groups.isEmpty ? [2000] : [40, 2000] {
                let times = max(2, length / count)
                for start in starts {
                    for tail in tails where hits(ProbeText(start, body, times: times, tail)).end == .limitReached {
                        return true
                    }
                }
            }
        }
        return false
    }

    /// Whether everything that the pattern spells out disappears when personal data is redacted.
    func isRedactedOnly(_ text: String) -> Bool {
        let phrases = PatternPhrases.of(text)
        guard !phrases.isEmpty else { return false }
        return phrases.allSatisfy { phrase in
            let redacted = Redaction.redact(phrase).text
            return redacted != phrase && !hits(ProbeText(phrase)).hits.isEmpty
                && hits(ProbeText(redacted)).hits.isEmpty
        }
    }
}

/// The shape of repeats in a pattern, read without understanding the rest.
enum RepeatShape {
    /// What stands inside each group that is repeated without end: where runaway patterns come from.
    static func repeatedGroups(_ pattern: String) -> [String] {
        var groups: [String] = []
        var open: [Int] = []
        let scalars = Array(pattern.unicodeScalars)
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "\\":
                index += 1
            case "[":
                index += 2
                while index < scalars.count, scalars[index] != "]" { index += scalars[index] == "\\" ? 2 : 1 }
            case "(":
                open.append(index + 1)
            case ")":
                if let start = open.popLast(), isUnbounded(scalars, index + 1) {
                    var inner = String.UnicodeScalarView()
                    inner.append(contentsOf: scalars[start..<index])
                    groups.append("(" + String(inner) + ")")
                }
            default: break
            }
            index += 1
        }
        return groups
    }

    /// Whether `*`, `+` or `{n,}` stands at `index`.
    private static func isUnbounded(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        guard index < scalars.count else { return false }
        if scalars[index] == "*" || scalars[index] == "+" { return true }
        guard scalars[index] == "{" else { return false }
        var end = index + 1
        while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
        return end > index + 1 && end + 1 < scalars.count && scalars[end] == "," && scalars[end + 1] == "}"
    }
}
