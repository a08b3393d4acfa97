import Text

/// Tries a pattern on texts that show what it costs and what it hits. Counts limit hits, never time.
struct PatternProbe {
    private let pattern: CompiledPattern
    private let search = Search()

    init(_ pattern: CompiledPattern) { self.pattern = pattern }

    private func hits(_ text: String) -> (hits: [Range<Int>], end: Search.End) {
        var found: [Range<Int>] = []
        var end = Search.End.complete
        var views = Views(text)
        for view in pattern.views {
            let bytes = views.view(view).bytes
            end = bytes.withUnsafeBufferPointer { search.hits(of: pattern.code(for: view), in: $0, into: &found) }
            if end == .limitReached || !found.isEmpty { break }
        }
        return (found, end)
    }

    /// Hits a text without taking any of it.
    var matchesEmpty: Bool {
        ["", "x"].contains { text in hits(text).hits.contains { $0.isEmpty } }
    }

    /// How many everyday sentences it hits.
    var ordinaryHits: Int { OrdinaryTexts.all.count { !hits($0).hits.isEmpty } }

    /// Whether some short text makes a search reach the limit.
    ///
    /// The texts are the pattern's own phrases and letters, each repeated and followed by something that does not
    /// fit. A pattern in which a repeat stands inside a repeat is tried on more of them.
    func isCatastrophic(_ text: String) -> Bool {
        let phrases = Array(PatternPhrases.of(text).prefix(8))
        let isNested = RepeatShape.isNested(text)
        var pumps = ["a", "а", "1", " ", "ab ", "a-"]
        pumps += phrases.flatMap { $0.split(separator: " ") }.map(String.init).prefix(isNested ? 12 : 4)
        if isNested { pumps += Set(text.filter(\.isLetter)).sorted().prefix(24).map(String.init) + phrases }
        let lengths = isNested ? [36, 400, 3000] : [60, 2000]
        let starts = [""] + phrases.prefix(isNested ? 4 : 1)
        for pump in Set(pumps).sorted() where !pump.isEmpty {
            for length in lengths {
                let body = String(repeating: pump, count: max(2, length / pump.count))
                for start in starts {
                    for end in ["\u{1}", "!"] where hits(start + body + end).end == .limitReached { return true }
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
            return redacted != phrase && !hits(phrase).hits.isEmpty && hits(redacted).hits.isEmpty
        }
    }
}

/// The shape of repeats in a pattern, read without understanding the rest.
enum RepeatShape {
    /// Whether an unbounded repeat stands inside an unbounded repeat: the shape of most runaway patterns.
    static func isNested(_ pattern: String) -> Bool {
        var open: [Bool] = []
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
                open.append(false)
            case ")":
                let inner = open.popLast() ?? false
                let outer = isUnbounded(scalars, index + 1)
                if inner, outer { return true }
                if inner, !open.isEmpty { open[open.count - 1] = true }
            default: break
            }
            if isUnbounded(scalars, index + 1), !open.isEmpty { open[open.count - 1] = true }
            index += 1
        }
        return false
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
