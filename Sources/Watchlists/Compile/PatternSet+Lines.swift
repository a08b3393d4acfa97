import Model
import Text

extension PatternSet {
    /// The patterns of a plain file, one on each line, for `jibu scan --patterns FILE`. Empty lines and lines that
    /// start with `#` are left out; a line that starts with `\#` is a pattern. Each line is a claim of its own, named
    /// by its number.
    ///
    /// Lines that PCRE2 refuses give a finding at their place in `file`; the others are in the set.
    package init(lines text: String, file: String, views: [View] = [.canon], into findings: inout [Finding]) {
        var rules: [Rule] = []
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (number, line) in lines.enumerated() {
            let pattern = number == 0 && line.first == "\u{FEFF}" ? String(line.dropFirst()) : String(line)
            if pattern.isEmpty || pattern.hasPrefix("#") { continue }
            let id = String(number + 1)
            let leaf = PatternText(id: id, pattern: pattern, views: views)
            rules.append(Rule(claim: id, expression: .pattern(leaf)))
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        self.init(rules, failures: &failures)
        for (pattern, failure) in failures {
            let place = FilePlace(file: file, line: Int(pattern.id) ?? 1, column: failure.column)
            findings.append(PatternSet.finding(for: failure, at: place))
        }
    }

    /// The set for `jibu try`: each term is a word, a word with `*` for any ending or beginning, or `/pcre2/`.
    ///
    /// Each term is a claim of its own, named by the term as written.
    package static func quick(terms: [String]) throws(QuickTermFailure) -> PatternSet {
        var rules: [Rule] = []
        for term in terms {
            let pattern = try quickPattern(term)
            let leaf = PatternText(id: term, pattern: pattern, views: [.canon, .deobf, .squeeze])
            rules.append(Rule(claim: term, expression: .pattern(leaf)))
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet(rules, failures: &failures)
        if let (pattern, failure) = failures.first { throw .refused(term: pattern.id, failure) }
        return set
    }

    private static func quickPattern(_ term: String) throws(QuickTermFailure) -> String {
        if term.count > 2, term.hasPrefix("/"), term.hasSuffix("/") { return String(term.dropFirst().dropLast()) }
        guard let pattern = WordPattern.pattern(term) else { throw .empty(term: term) }
        return pattern
    }

    /// The finding for a pattern that does not compile.
    static func finding(for failure: PatternFailure, at place: FilePlace) -> Finding {
        Finding(
            "pattern-invalid", .error, at: place, "The pattern does not compile: \(failure.message).",
            help: "Column \(failure.column) of the pattern is where PCRE2 stopped; mend it there or just before.")
    }
}

/// Why a term of `jibu try` cannot be used.
package enum QuickTermFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing but stars or blanks.
    case empty(term: String)
    case refused(term: String, PatternFailure)

    package var description: String {
        switch self {
        case .empty(let term):
            "The term \"\(term)\" has no letters; write a word, a word with * at its end, or /a pattern/."
        case .refused(let term, let failure):
            "The pattern \(term) does not compile: \(failure.message), at column \(failure.column + 1)."
        }
    }
}
