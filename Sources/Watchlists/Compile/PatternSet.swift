import Model
import Text

/// The patterns of all claims, compiled: what a run, a scan and a test match with.
package struct PatternSet: Sendable {
    /// In the order of the rules; a hit names its pattern by `id`.
    let patterns: [CompiledPattern]
    let claims: [CompiledClaim]
    let index: CandidateIndex
    /// The views that any pattern runs on; no other one is made.
    let usedViews: Set<View>
    /// The views of each pattern as bits; see `View.bit`.
    let viewMasks: [UInt8]
    /// Patterns that run on the text as it is: the index cannot help them.
    let rawPatterns: [Int]
    /// `CompiledPattern.folded` of each, beside one another: what every candidate asks for.
    private let foldedCodes: [CompiledCode]
    let usesFolded: Bool
    /// Any view that changes more than `canon`.
    let usesStronger: Bool
    /// Some patterns count on posts of some languages only.
    let usesGates: Bool

    /// A claim as it is matched.
    package struct Rule: Sendable {
        package var claim: String
        package var expression: Expression<PatternText>

        package init(claim: String, expression: Expression<PatternText>) {
            self.claim = claim
            self.expression = expression
        }
    }

    /// Compiles the rules. A pattern that PCRE2 refuses makes its claim impossible to decide, so the claim is left
    /// out and the pattern is named in `failures`; Watchlists reports it and drops the list.
    package init(_ rules: [Rule], failures: inout [(pattern: PatternText, failure: PatternFailure)]) {
        self.init(rules, changingNeeds: { $0 }, failures: &failures)
    }

    /// As above, but the index believes what `changingNeeds` makes of the needs of each pattern. For tests:
    /// `{ _ in .unknown }` has no prefilter at all, and a clause too many is a prefilter that is wrong.
    package init(
        _ rules: [Rule], changingNeeds: (PatternNeeds) -> PatternNeeds,
        failures: inout [(pattern: PatternText, failure: PatternFailure)]
    ) {
        var patterns: [CompiledPattern] = []
        var claims: [CompiledClaim] = []
        for rule in rules {
            var compiled: [CompiledPattern] = []
            var failed = false
            let numbered = rule.expression.map { text -> Int in
                do throws(PatternFailure) {
                    compiled.append(try CompiledPattern(text, claim: claims.count))
                } catch {
                    failures.append((text, error))
                    failed = true
                }
                return patterns.count + compiled.count - 1
            }
            if failed { continue }
            let positive = numbered.leaves.filter(\.isPositive).map(\.leaf)
            claims.append(CompiledClaim(id: rule.claim, expression: numbered, positive: positive))
            patterns += compiled
        }
        self.patterns = patterns
        self.claims = claims
        self.usedViews = Set(patterns.flatMap(\.views))
        self.viewMasks = patterns.map { $0.views.reduce(0) { $0 | $1.bit } }
        self.rawPatterns = patterns.indices.filter { patterns[$0].views.contains(.raw) }
        self.foldedCodes = patterns.map(\.folded)
        self.usesFolded = usedViews.contains { $0 != .raw }
        self.usesStronger = usedViews.contains { $0 > .canon }
        self.usesGates = patterns.contains { $0.gate != nil }
        self.index = CandidateIndex(patterns.map { changingNeeds($0.needs) })
    }

    /// A matcher for one worker. It closes a chunk after every 1000 posts by itself.
    package func matcher(_ ledger: LimitLedger = LimitLedger()) -> Matcher { Matcher(self, ledger) }

    /// Ids of the patterns, in order.
    package var patternIDs: [String] { patterns.map(\.id) }

    /// The id of a pattern by its number, as in `PostHits`.
    package func patternID(_ number: Int) -> String { patterns[number].id }

    /// The id of a claim by its number, as in `PostHits`.
    package func claimID(_ number: Int) -> String { claims[number].id }

    /// Ids of the patterns of one claim.
    package func patternIDs(of claim: String) -> Set<String> {
        Set(patterns.filter { claims[$0.claim].id == claim }.map(\.id))
    }
}

/// A pattern as written, with what it is called and which views it runs on.
package struct PatternText: Sendable, Hashable {
    /// `claim/n`, or the pattern's own id.
    package var id: String
    package var pattern: String
    /// In the order in which they are tried, without repeats.
    package var views: [View]
    /// On which posts its hits count; nil: on all.
    package var gate: LanguageGate?

    package init(id: String, pattern: String, views: [View] = [.canon], gate: LanguageGate? = nil) {
        self.id = id
        self.pattern = pattern
        self.gate = gate
        self.views = View.allCases.filter { views.contains($0) }
    }
}

/// A claim over the numbers of its patterns.
struct CompiledClaim: Sendable {
    let id: String
    let expression: Expression<Int>
    /// Patterns whose hits are shown; the others stand under `not`.
    let positive: [Int]
}

/// A pattern with its code, and with what a text must hold for it to match.
struct CompiledPattern: Sendable {
    let id: String
    /// Place in `PatternSet.claims`.
    let claim: Int
    let views: [View]
    let gate: LanguageGate?
    /// For the view `raw`: the pattern as written.
    let exact: CompiledCode
    /// For the other views: its literal letters in the form that these views have.
    let folded: CompiledCode
    let needs: PatternNeeds

    init(_ text: PatternText, claim: Int) throws(PatternFailure) {
        self.id = text.id
        self.claim = claim
        self.views = text.views
        self.gate = text.gate
        self.exact = try CompiledCode(text.pattern)
        let normalised = PatternLetters.normalised(text.pattern)
        // Compared byte by byte: to String both forms of a letter are equal. What normalising makes is only used
        // when it compiles; else the pattern stays as written.
        let isSame = PatternSet.hasSameBytes(normalised, text.pattern)
        let other = isSame ? nil : try? CompiledCode(normalised)
        self.folded = other ?? exact
        self.needs = PatternNeeds(of: other == nil ? text.pattern : normalised)
    }
}

extension PatternSet {
    /// The code of a pattern for a view.
    func code(_ number: Int, for view: View) -> CompiledCode {
        view == .raw ? patterns[number].exact : foldedCodes[number]
    }

    /// As `elementsEqual` of the strings' UTF-8, which takes a twentieth of the time in which a list loads.
    fileprivate static func hasSameBytes(_ one: String, _ other: String) -> Bool {
        var (one, other) = (one, other)
        return one.withUTF8 { left in other.withUTF8 { right in left.elementsEqual(right) } }
    }
}
