/// What a search for a pattern may cost at worst: in how many ways a part can match from one place, and how much is
/// looked at to find them all.
extension PatternShape {
    struct Work {
        /// How often what follows is tried from one place.
        var ways: SearchWork
        var cost: SearchWork
        /// What a match of it costs is in line with the text that it takes.
        var isPlain: Bool
    }

    /// The work of one search over a text, from every place of it.
    var search: SearchWork {
        var groups: [Int: SearchWork] = [:]
        return (shortened.work(before: nil, &groups).cost * .length).nested
    }

    /// Without what a last repeat takes when all else has matched: no other hit takes the same text.
    private var shortened: PatternShape {
        switch self {
        case .repeated(.one(let kinds, let letter, let weight), let least, _, let isPossessive):
            .repeated(
                .one(kinds, letter: letter, weight: weight), least: least, most: Swift.max(1, least),
                isPossessive: isPossessive)
        case .capture(let number, let inner): .capture(number, inner.shortened)
        case .sequence(let parts): .sequence(parts.dropLast() + (parts.last.map { [$0.shortened] } ?? []))
        case .choice(let branches): .choice(branches.map(\.shortened))
        default: self
        }
    }

    /// - Parameters:
    ///   - follow: what the text must go on with behind it, when this is known.
    ///   - groups: what comparing with the text of a group costs.
    private func work(before follow: CharacterKinds?, _ groups: inout [Int: SearchWork]) -> Work {
        switch self {
        case .one(_, _, let weight): return Work(ways: .one, cost: SearchWork(Double(weight)), isPlain: true)
        case .place: return Work(ways: .one, cost: .one, isPlain: true)
        case .look(let inner):
            return Work(ways: .one, cost: inner.work(before: nil, &groups).cost, isPlain: false)
        case .unknown: return Work(ways: .unbounded, cost: .unbounded, isPlain: false)
        case .reference(let number):
            let cost = groups[number] ?? .length
            return Work(ways: .one, cost: cost, isPlain: cost.degree == 0)
        case .capture(let number, let inner):
            let work = inner.work(before: follow, &groups)
            groups[number] = work.cost.degree == 0 ? work.cost : .length
            return work
        case .atomic(let inner):
            let work = inner.work(before: nil, &groups)
            return Work(ways: .one, cost: work.cost, isPlain: work.isPlain && work.ways == .one)
        case .sequence(let parts): return PatternShape.sequence(parts, before: follow, &groups)
        case .choice(let branches): return PatternShape.choice(branches, before: follow, &groups)
        case .repeated(let inner, let least, let most, let isPossessive):
            return inner.loop(least: least, most: most, isPossessive, before: follow, &groups)
        }
    }

    private static func sequence(
        _ parts: [PatternShape], before follow: CharacterKinds?, _ groups: inout [Int: SearchWork]
    ) -> Work {
        // What follows each part, from the last one on.
        var follows: [CharacterKinds?] = []
        var next = follow
        for part in parts.reversed() {
            follows.append(next)
            let first = part.first
            next = first.isEmpty ? next.map { $0.union(first.kinds) } : first.kinds
        }
        var all = Work(ways: .one, cost: .zero, isPlain: true)
        for (part, follow) in zip(parts, follows.reversed()) {
            let work = part.work(before: follow, &groups)
            all.cost = all.cost + all.ways * work.cost
            all.isPlain = all.isPlain && work.isPlain && work.ways == .one
            all.ways = all.ways * work.ways
        }
        return all
    }

    private static func choice(
        _ branches: [PatternShape], before follow: CharacterKinds?, _ groups: inout [Int: SearchWork]
    ) -> Work {
        let works = branches.map { $0.work(before: follow, &groups) }
        let heads = branches.map { branch in
            var letters: [UInt16] = []
            let isAll = branch.head(into: &letters)
            return (letters: letters, isAll: isAll)
        }
        let (together, looked) = Heads.count(heads.map(\.letters))
        var ways = SearchWork.one
        var rest = SearchWork.zero
        for (work, head) in zip(works, heads) {
            ways = .max(ways, work.ways)
            if !head.isAll { rest = .max(rest, work.cost) }
        }
        // Letters tell most branches apart; only those that begin alike can all match.
        let most = SearchWork(Double(together))
        let cost = SearchWork(Double(looked)) + most * rest
        return Work(ways: most * ways, cost: cost, isPlain: works.allSatisfy { $0.isPlain && $0.cost.degree == 0 })
    }

    private func loop(
        least: Int, most: Int, _ isPossessive: Bool, before follow: CharacterKinds?,
        _ groups: inout [Int: SearchWork]
    ) -> Work {
        if most == 0 { return Work(ways: .one, cost: .one, isPlain: true) }
        let first = first
        let body = work(before: most > 1 ? follow.map { $0.union(first.kinds) } : follow, &groups)
        let times = most == PatternShape.endless ? SearchWork.length : SearchWork(Double(most))
        // A turn that takes no text is the last one.
        let hasOneWay = body.ways == .one || isPossessive
        if !hasOneWay {
            guard most != PatternShape.endless else { return Work(ways: .unbounded, cost: .unbounded, isPlain: false) }
            let ways = (body.ways + .one).power(most)
            return Work(ways: ways, cost: ways * body.cost, isPlain: false)
        }
        // What can be given back does not help when what follows cannot begin like a turn.
        let isClear = isPossessive || !first.isEmpty && follow.map { $0.isDisjoint(with: first.kinds) } ?? false
        let ways = isClear || least == most ? SearchWork.one : times + .one
        let isLinear = body.isPlain && body.cost.degree <= 1
        let cost =
            isLinear && most > 1
            ? times * SearchWork(body.cost.constant) + SearchWork.length * SearchWork(2 * body.cost.linear)
            : times * body.cost
        return Work(ways: ways, cost: cost + .one, isPlain: isLinear)
    }
}

/// How many of several words can begin at one place, and how many letters are looked at to tell.
private enum Heads {
    static func count(_ words: [[UInt16]]) -> (together: Int, looked: Int) {
        let sorted = words.sorted { $0.lexicographicallyPrecedes($1) }
        var (together, looked, longest) = (1, 0, 0)
        /// Words that the word at hand begins with, in order.
        var chain: [[UInt16]] = []
        var before: [UInt16] = []
        for (place, word) in sorted.enumerated() {
            while let last = chain.last, !word.starts(with: last) { chain.removeLast() }
            chain.append(word)
            together = max(together, chain.count)
            let after = place + 1 < sorted.count ? sorted[place + 1] : []
            looked += 1 + max(shared(word, before), shared(word, after))
            longest = max(longest, word.count)
            before = word
        }
        return (together, looked + longest)
    }

    private static func shared(_ one: [UInt16], _ other: [UInt16]) -> Int {
        zip(one, other).prefix { $0 == $1 }.count
    }
}
