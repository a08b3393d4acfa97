/// A claim's rule over its patterns: `any`, `all` and `not`, nested freely.
package indirect enum Expression<Leaf: Sendable>: Sendable {
    case pattern(Leaf)
    case any([Expression])
    case all([Expression])
    case not(Expression)

    /// Levels of the rule; one pattern alone has one. Parse refuses rules with more than 16, so nothing here
    /// recurses further.
    package var depth: Int {
        switch self {
        case .pattern: 1
        case .any(let parts), .all(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        case .not(let part): 1 + part.depth
        }
    }

    /// The value for the values of the leaves. Unknown stays unknown unless the other parts decide.
    package func value(_ of: (Leaf) -> Verdict) -> Verdict {
        switch self {
        case .pattern(let leaf): return of(leaf)
        case .any(let parts):
            var result = Verdict.no
            for part in parts {
                let value = part.value(of)
                if value == .yes { return .yes }
                if value == .undecided { result = .undecided }
            }
            return result
        case .all(let parts):
            var result = Verdict.yes
            for part in parts {
                let value = part.value(of)
                if value == .no { return .no }
                if value == .undecided { result = .undecided }
            }
            return result
        case .not(let part):
            switch part.value(of) {
            case .yes: return .no
            case .no: return .yes
            case .undecided: return .undecided
            }
        }
    }

    /// The leaves in file order; `isPositive` is false under an odd number of `not`.
    package var leaves: [(leaf: Leaf, isPositive: Bool)] { leaves(positive: true) }

    private func leaves(positive: Bool) -> [(leaf: Leaf, isPositive: Bool)] {
        switch self {
        case .pattern(let leaf): [(leaf, positive)]
        case .any(let parts), .all(let parts): parts.flatMap { $0.leaves(positive: positive) }
        case .not(let part): part.leaves(positive: !positive)
        }
    }

    package func map<Other>(_ change: (Leaf) -> Other) -> Expression<Other> {
        switch self {
        case .pattern(let leaf): .pattern(change(leaf))
        case .any(let parts): .any(parts.map { $0.map(change) })
        case .all(let parts): .all(parts.map { $0.map(change) })
        case .not(let part): .not(part.map(change))
        }
    }
}

/// What is known about a pattern, or a rule, on one text.
package enum Verdict: Sendable, Hashable { case no, yes, undecided }
