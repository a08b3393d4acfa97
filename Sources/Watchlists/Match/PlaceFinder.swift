import Model
import Text

/// Finds the places of places.yaml that a text names. Not a matter of claims: it has patterns of its own.
package struct PlaceFinder: Sendable {
    private let set: PatternSet

    /// Terms are words, with `*` at the end for any ending, matched on the view `canon` (design: Place). A term that
    /// holds no letter finds nothing; Settings reports it.
    package init(places: [Place]) {
        var rules: [PatternSet.Rule] = []
        for place in places {
            let terms = place.terms.sorted { $0.key < $1.key }.flatMap(\.value)
            let leaves = terms.enumerated().compactMap { number, term in
                WordPattern.pattern(term).map {
                    Expression.pattern(PatternText(id: "\(place.id)/\(number + 1)", pattern: $0))
                }
            }
            if !leaves.isEmpty { rules.append(PatternSet.Rule(claim: place.id, expression: .any(leaves))) }
        }
        var failures: [(pattern: PatternText, failure: PatternFailure)] = []
        self.set = PatternSet(rules, failures: &failures)
    }

    /// Makes a finder for one worker.
    package func matcher() -> Matcher { set.matcher() }

    /// Ids of the places that the text names, in the order of places.yaml, each once. For many texts, keep a
    /// `matcher()` and read the `claims` of its answer: they are the same ids.
    package func places(in text: String) -> [String] {
        var matcher = set.matcher()
        return matcher.matches(in: text).claims
    }
}
