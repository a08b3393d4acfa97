import Model
import Text

/// Everything that `jibu terms` shows about one term.
package struct TermReport: Sendable {
    package let term: Term
    /// The patterns in order; `isAbsent` for those that must not occur.
    package let patterns: [(pattern: TermPattern, isAbsent: Bool)]
    /// The texts that it hits, in order; only the first `mostHits` are kept.
    package let hits: [TermHit]
    /// Texts that it hits.
    package let hitCount: Int
    /// Texts in which only Latin letters of a Kazakh word hit, and that are in another language; see `LanguageGate`.
    package let setAsideCount: Int
    /// Texts that were tried; 0 when none were given.
    package let textCount: Int
    /// Those of the term, then those of the texts.
    package let warnings: [TermWarning]

    /// Hits that are kept with their text.
    package static let mostHits = 50

    /// Compiles the term and tries it on `texts`. Personal data is taken out of the texts first, as from posts
    /// (design decision 15).
    package static func of(
        _ term: String, language: String?, options: TermOptions = TermOptions(), texts: some Sequence<String>
    ) throws(TermFailure) -> TermReport {
        let compiled = try TermCompiler.compile(term, language: language, options: options)
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        let set = PatternSet([compiled.rule(claim: "term")], failures: &failures)
        if let failure = failures.first?.failure { throw .refused(failure, column: 1) }
        var matcher = set.matcher()
        var (count, found, setAside, undecided) = (0, 0, 0, 0)
        var hits: [TermHit] = []
        for text in texts {
            count += 1
            let redacted = Redaction.redact(text).text
            let matches = matcher.matches(in: redacted)
            if !matches.undecided.isEmpty { undecided += 1 }
            if !matches.setAside.isEmpty { setAside += 1 }
            guard !matches.matches.isEmpty else { continue }
            found += 1
            if hits.count < mostHits { hits.append(TermHit(number: count, text: redacted, matches: matches.matches)) }
        }
        var warnings = compiled.warnings
        if count > 0, found == 0 { warnings.append(.hitsNothing(texts: count)) }
        if found * 1000 > count { warnings.append(.tooFrequent(hits: found, texts: count)) }
        if undecided > 0 { warnings.append(.undecided(texts: undecided)) }
        return TermReport(
            term: compiled, patterns: compiled.expression.leaves.map { ($0.leaf, !$0.isPositive) }, hits: hits,
            hitCount: found, setAsideCount: setAside, textCount: count, warnings: warnings)
    }
}

/// A text that a term hits.
package struct TermHit: Sendable, Hashable {
    /// Number of the text in the file, from 1.
    package let number: Int
    /// As searched, with marks in place of personal data.
    package let text: String
    /// In order; ranges are bytes of `text`.
    package let matches: [Match]

    /// The weakest of the views that gave a hit.
    package var view: View { matches.map(\.view).min() ?? .raw }
}
