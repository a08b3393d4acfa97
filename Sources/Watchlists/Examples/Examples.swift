import Model
import Settings
import Text

/// The examples of the lists, tried: what `jibu test` shows.
package enum Examples {
    /// Tries every example of the claims that have a compiled rule. Texts are redacted first, as posts are
    /// (design decision 15).
    package static func run(_ watchlists: Watchlists) -> [ExampleResult] {
        var matcher = watchlists.patterns.matcher()
        return watchlists.examples.flatMap { claim, lines in
            let patterns = watchlists.patterns.patternIDs(of: claim)
            return lines.match.map { ExampleResult(claim, patterns, $0, isToMatch: true, &matcher) }
                + lines.noMatch.map { ExampleResult(claim, patterns, $0, isToMatch: false, &matcher) }
        }
    }
}

/// What became of one example.
package struct ExampleResult: Sendable {
    package let claim: String
    /// The text as written, with its place.
    package let example: Located<String>
    package let isToMatch: Bool
    /// The hits of the claim, in the redacted text.
    package let matches: [Match]
    /// The claim's patterns that could not be decided.
    package let undecided: [String]

    /// An undecided example has not passed.
    package var passed: Bool { undecided.isEmpty && matches.isEmpty != isToMatch }

    init(
        _ claim: String, _ patterns: Set<String>, _ example: Located<String>, isToMatch: Bool, _ matcher: inout Matcher
    ) {
        self.claim = claim
        self.example = example
        self.isToMatch = isToMatch
        let found = matcher.matches(in: Redaction.redact(example.value).text)
        self.matches = found.matches.filter { $0.claim == claim }
        self.undecided = found.undecided.filter(patterns.contains)
    }

    /// The failed example as a finding; nil when it passed.
    package var finding: Finding? {
        if passed { return nil }
        if !undecided.isEmpty {
            return Finding(
                "example-undecided", .error, at: example.place,
                "The example reaches the limit of \(undecided.joined(separator: ", ")).",
                help: "Make the pattern simpler; see catastrophic-pattern.")
        }
        if isToMatch {
            return Finding(
                "example-not-matched", .error, at: example.place,
                "The claim \"\(claim)\" does not match this example.",
                help: "Widen a pattern of the claim, or correct the example.")
        }
        let patterns = Set(matches.map(\.pattern)).sorted().joined(separator: ", ")
        return Finding(
            "example-matched", .error, at: example.place,
            "The claim \"\(claim)\" matches this example, through \(patterns).",
            help: "Narrow the pattern, or correct the example.")
    }
}
