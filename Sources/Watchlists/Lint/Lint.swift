import Model
import Text

/// What is wrong with lists and responses beyond their shape: each rule has a stable code, a place and a help line.
///
/// Errors keep a list out of the run; warnings and notes do not.
///
/// - `ListRules`: duplicate-id, missing-purpose, missing-statement, claim-not-checkable, title-tells-claim,
///   review-too-far, list-expired, unknown-reference, unknown-language
/// - `TermRules`: short-stem, too-frequent, hits-nothing
/// - `PatternRules`: pattern-invalid, not-alone, pattern-matches-empty, pattern-too-broad, slow-pattern,
///   quadratic-pattern, catastrophic-pattern, redacted-only
/// - `WatchingRules`: person-name-only, handle-only, phone-only, group-only, protest-and-place
/// - `Overrides`: override, override-refused, unused-override
/// - `ResponseRules`: response-missing, expired-review, response-draft, response-unknown-claim,
///   language-without-variant, no-public-evidence, evidence-dead, no-outside-evidence, few-sources, next-update-passed,
///   translation-stale
/// - `VariantRules`: missing-ingredient, myth-first-in-preview, myth-more-than-once, unfilled-placeholder, over-limit,
///   sentence-too-long, undated, insult-or-motive, names-private-person
package enum Lint {
    /// How closely patterns are looked at.
    package enum Depth: Sendable {
        /// Only whether they compile: the limits of matching hold all the same.
        case none
        /// For errors, which keep a list from being used: what a run needs.
        case errors
        /// Also for what makes them slow, which is only advice: what `jibu lint` shows.
        case full
    }

    /// The findings about lists and their responses, in file order. `today` decides what is expired.
    ///
    /// - Parameters:
    ///   - compiled: the patterns of `lists`.
    ///   - known: ids that stand in the files, also in those that could not be read whole.
    ///   - deadLinks: addresses that lead nowhere.
    ///   - depth: how closely the patterns are looked at.
    static func findings(
        lists: [ListDocument], compiled: CompiledLists, responses: [ResponseDocument], known: KnownIDs,
        places: [Place], today: CivilDate, deadLinks: [String: Watchlists.DeadLink], depth: Depth
    ) -> [Finding] {
        var all = ListRules.duplicates(lists, responses)
        let phrases = WatchedPhrases(PlaceWords(places))
        var codes = compiled.claims[...]
        let search = Search()
        for list in lists {
            var found = ListRules.findings(list, places: places, today: today).map(Subject.of)
            for claim in list.claims {
                let watching = WatchingRules.findings(claim, phrases)
                // A pattern that is refused for what it watches need not hear that it would not work either, or advice.
                let refused = Set(watching.map(\.place))
                let pattern = PatternRules.findings(claim, codes.popFirst() ?? nil, depth, search).filter {
                    $0.severity == .error && $0.code != "redacted-only" || !refused.contains($0.place)
                }
                found += (pattern + watching).map { Subject(claim: claim.id.value, finding: $0) }
                found += ListRules.findings(claim, places: places).map { Subject(claim: claim.id.value, finding: $0) }
            }
            all += Overrides.apply(list, to: found)
        }
        all += ResponseRules.findings(responses, lists: lists, known: known, today: today, deadLinks: deadLinks)
        return all.sorted(by: Finding.inFileOrder)
    }

    /// A finding, and the claim that it is about; nil for the list as a whole.
    struct Subject {
        var claim: String?
        var finding: Finding
        static func of(_ finding: Finding) -> Subject { Subject(claim: nil, finding: finding) }
    }
}
