/// A pattern as far as it matters for what a search may cost.
indirect enum PatternShape {
    /// One character; `letter` is its folded form when it stands for itself, else 0. `weight`: what it costs to look
    /// at one, which is more for a long class.
    case one(CharacterKinds, letter: UInt16, weight: Int)
    /// No text and little work: a boundary, a verb, an option.
    case place
    case look(PatternShape)
    case sequence([PatternShape])
    case choice([PatternShape])
    case capture(Int, PatternShape)
    case atomic(PatternShape)
    case repeated(PatternShape, least: Int, most: Int, isPossessive: Bool)
    /// What a group has found; 0: the number is not known.
    case reference(Int)
    /// Not followed: it may cost anything.
    case unknown

    static let endless = Int.max

    /// What a match of it may begin with, and whether it may be empty.
    var first: (kinds: CharacterKinds, isEmpty: Bool) {
        switch self {
        case .one(let kinds, _, _): return (kinds, false)
        case .place: return ([], true)
        // Looking around takes no text, but it costs something each time.
        case .look(let inner): return inner.hasLoops ? (.any, true) : ([], true)
        case .reference, .unknown: return (.any, true)
        case .capture(_, let inner), .atomic(let inner): return inner.first
        case .repeated(let inner, let least, let most, _):
            if most == 0 { return ([], true) }
            let first = inner.first
            return (first.kinds, first.isEmpty || least == 0)
        case .choice(let branches):
            var all = (kinds: CharacterKinds(), isEmpty: false)
            for branch in branches {
                let first = branch.first
                all = (all.kinds.union(first.kinds), all.isEmpty || first.isEmpty)
            }
            return all
        case .sequence(let parts):
            var kinds = CharacterKinds()
            for part in parts {
                let first = part.first
                kinds.formUnion(first.kinds)
                if !first.isEmpty { return (kinds, false) }
            }
            return (kinds, true)
        }
    }

    private var hasLoops: Bool {
        switch self {
        case .one, .place: false
        case .reference, .unknown: true
        case .look(let inner), .capture(_, let inner), .atomic(let inner): inner.hasLoops
        case .repeated(let inner, _, let most, _): most > 8 || inner.hasLoops
        case .sequence(let parts), .choice(let parts): parts.contains(where: \.hasLoops)
        }
    }

    /// The letters that it begins with, in folded form; true when it is these letters and nothing else.
    func head(into letters: inout [UInt16]) -> Bool {
        switch self {
        case .one(_, let letter, _) where letter != 0:
            letters.append(letter)
            return true
        case .place: return true
        case .capture(_, let inner), .atomic(let inner): return inner.head(into: &letters)
        case .sequence(let parts):
            for part in parts where !part.head(into: &letters) { return false }
            return true
        default: return false
        }
    }
}
