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
        // By bytes: cutting by characters takes longer than compiling the patterns.
        for (number, bytes) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            var line = bytes.last == 0x0D ? bytes.dropLast() : bytes
            if number == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            let pattern = String(Substring(line))
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

    /// The set for `jibu try`: terms in the shorthand of `docs/terms.md`; those with /n, /v or /a need `language`.
    ///
    /// Each term is a claim of its own, named by the term as written.
    package static func quick(terms: [String], language: String? = nil) throws(QuickTermFailure) -> PatternSet {
        var rules: [Rule] = []
        for term in terms {
            do throws(TermFailure) {
                rules.append(try TermCompiler.compile(term, language: language).rule(claim: term))
            } catch { throw .refused(term: term, error) }
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet(rules, failures: &failures)
        if let (pattern, failure) = failures.first { throw .refused(term: pattern.id, .refused(failure, column: 1)) }
        return set
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
    case refused(term: String, TermFailure)

    package var description: String {
        switch self {
        case .refused(let term, let failure):
            "The term \"\(term)\" cannot be used, at column \(failure.column): \(failure.what). \(failure.help)"
        }
    }
}
