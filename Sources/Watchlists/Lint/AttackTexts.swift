/// Texts on which a pattern would do worst, made from the pattern itself: what it repeats, many times in a row, and
/// then something that does not fit.
///
/// The reader understands enough of PCRE2's language to see what is repeated and what one turn of it looks like;
/// whatever it does not understand stands for nothing. It decides nothing: `PatternProbe` tries the texts.
struct AttackTexts {
    /// A part that is repeated: without end, or often enough to matter.
    struct Loop: Hashable {
        /// The shortest text of what stands before it in the pattern.
        var start: String
        /// Texts of one turn.
        var turns: [String]
        /// What it repeats holds another repeat, or can be read in several ways.
        var isNested: Bool
    }

    /// Whether it may be slow on some text: a pattern without repeats, or with a single plain one, looks at a text at
    /// most once from each place.
    var mayExplode: Bool { hasCalls || loops.count > 1 || loops.contains(where: \.isNested) }

    /// In the order in which they end in the pattern.
    private(set) var loops: [Loop] = []
    /// The shortest text that the pattern may match.
    private(set) var whole = ""
    /// It calls itself or one of its groups, or repeats what a group has found.
    private(set) var hasCalls = false

    private static let depthLimit = 40
    private static let mostLoops = 12
    private static let mostTurns = 6
    private static let longest = 80
    /// Turns from which a counted repeat is a loop.
    private static let manyTurns = 8

    private let scalars: [Unicode.Scalar]
    private var index = 0
    /// `(?x)` is on: blanks and comments do not count.
    private var isExtended = false

    init(of pattern: String) {
        scalars = Array(pattern.unicodeScalars)
        whole = alternatives(before: "", depth: 0).texts.first ?? ""
    }

    /// What a part may match: a few texts, the shortest reading first.
    private struct Part {
        var texts: [String]
        var hasLoop = false
        var hasChoice = false
    }

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    mutating func advance() { index += 1 }

    mutating func seeCall() { hasCalls = true }

    mutating func skip(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard index + wanted.count <= scalars.count, scalars[index..<index + wanted.count].elementsEqual(wanted) else {
            return false
        }
        index += wanted.count
        return true
    }

    mutating func skip(through end: Unicode.Scalar) {
        while let scalar = next {
            index += 1
            if scalar == end { return }
        }
    }

    private mutating func alternatives(before: String, depth: Int) -> Part {
        guard depth < AttackTexts.depthLimit else {
            index = scalars.count
            return Part(texts: [""])
        }
        var all = sequence(before: before, depth: depth)
        while skip("|") {
            let other = sequence(before: before, depth: depth)
            all.texts += other.texts
            all.hasLoop = all.hasLoop || other.hasLoop
            all.hasChoice = true
        }
        guard all.hasChoice else { return all }
        // The first reading stays first: it stands for the part where any text will do.
        let first = all.texts.prefix(1)
        all.texts = Array(first + AttackTexts.ambiguousFirst(all.texts).filter { !first.contains($0) })
        all.texts = Array(all.texts.prefix(AttackTexts.mostTurns * 2))
        return all
    }

    private mutating func sequence(before: String, depth: Int) -> Part {
        var all = Part(texts: [""])
        while let scalar = next, scalar != "|", scalar != ")" {
            if isExtended, scalar.properties.isWhitespace {
                index += 1
                continue
            }
            if isExtended, scalar == "#" {
                skip(through: "\n")
                continue
            }
            let start = String((before + (all.texts.first ?? "")).suffix(AttackTexts.longest))
            let part = repeated(atom(scalar, before: start, depth: depth), before: start)
            let rest = part.texts.first ?? ""
            // The first texts go on with every reading of this part, the others with its first.
            let head = all.texts.first ?? ""
            all.texts =
                part.texts.map { head + $0 } + (all.texts.dropFirst().prefix(AttackTexts.mostTurns).map { $0 + rest })
            all.texts = all.texts.prefix(AttackTexts.mostTurns).map { String($0.prefix(AttackTexts.longest)) }
            all.hasLoop = all.hasLoop || part.hasLoop
            all.hasChoice = all.hasChoice || part.hasChoice
        }
        return all
    }

    private mutating func repeated(_ part: Part, before: String) -> Part {
        while isExtended, let scalar = next, scalar.properties.isWhitespace { index += 1 }
        var (least, most) = (1, 1)
        if skip("*") {
            (least, most) = (0, .max)
        } else if skip("+") {
            most = .max
        } else if skip("?") {
            least = 0
        } else if next == "{", let interval = interval() {
            (least, most) = interval
        } else {
            return part
        }
        if !skip("?") { _ = skip("+") }
        var result = part
        let turns = part.texts.filter { !$0.isEmpty }
        let isNested = part.hasLoop || part.hasChoice
        if most >= AttackTexts.manyTurns || most > 1 && isNested, !turns.isEmpty {
            result.hasLoop = true
            if loops.count < AttackTexts.mostLoops {
                loops.append(
                    Loop(
                        start: before, turns: Array(turns.prefix(AttackTexts.mostTurns)),
                        isNested: isNested))
            }
        } else if most > 1 || least == 0 {
            // `(a?){3}` and `(?:ab?)` can be read in several ways.
            result.hasChoice = true
        }
        if least == 0 {
            result.texts = [""] + part.texts.filter { !$0.isEmpty }
        } else if least > 1 {
            result.texts = part.texts.map { String(repeating: $0, count: min(least, 20)) }
        }
        return result
    }

    /// `{n}`, `{n,}`, `{n,m}`; nil, with nothing read, when it is plain text.
    private mutating func interval() -> (Int, Int)? {
        let start = index
        index += 1
        let least = number()
        if let least, skip("}") { return (least, least) }
        guard let least, skip(",") else {
            index = start
            return nil
        }
        let most = number()
        guard skip("}") else {
            index = start
            return nil
        }
        return (least, most ?? .max)
    }

    private mutating func number() -> Int? {
        var digits = ""
        while let scalar = next, ("0"..."9").contains(scalar), digits.count < 6 {
            digits.unicodeScalars.append(scalar)
            index += 1
        }
        return Int(digits)
    }

    private mutating func atom(_ scalar: Unicode.Scalar, before: String, depth: Int) -> Part {
        index += 1
        switch scalar {
        case "(": return group(before: before, depth: depth)
        case "[": return Part(texts: characterClass())
        case "\\": return Part(texts: escape())
        case ".": return Part(texts: ["a", " ", "1", "\u{430}"])
        case "^", "$": return Part(texts: [""])
        default: return Part(texts: [String(scalar)])
        }
    }

    private mutating func group(before: String, depth: Int) -> Part {
        var extendedBehind = isExtended
        defer { isExtended = extendedBehind }
        var isAside = false
        if next == "*" {
            // `(*atomic:...)` holds a pattern, `(*SKIP)` does not.
            while let scalar = next, scalar != ")", scalar != ":" { index += 1 }
            guard skip(":") else {
                index += 1
                return Part(texts: [""])
            }
        } else if skip("?") {
            if skip("#") {
                skip(through: ")")
                return Part(texts: [""])
            }
            if skip("=") || skip("!") || skip("<=") || skip("<!") || skip("*") {
                isAside = true
            } else if skip("<") || skip("P<") {
                skip(through: ">")
            } else if skip("'") {
                skip(through: "'")
            } else if skip("(") {
                // A condition: a number, a name, or a look around.
                if next == "?" {
                    _ = group(before: before, depth: depth + 1)
                } else {
                    skip(through: ")")
                }
            } else {
                // `?:`, `?>`, `?|`, `?i:`, `?i)`, `?R)`, `?1)`, `?&name)`.
                if let scalar = next, "RP&0123456789+".unicodeScalars.contains(scalar) { hasCalls = true }
                var isOn = true
                while let scalar = next, scalar != ":", scalar != ")", scalar != ">", scalar != "|" {
                    if scalar == "-" { isOn = false }
                    if scalar == "x" { isExtended = isOn }
                    index += 1
                }
                if skip(")") {
                    // Options hold to the end of the group around them.
                    extendedBehind = isExtended
                    return Part(texts: [""])
                }
                index += 1
            }
        }
        var inner = alternatives(before: before, depth: depth + 1)
        _ = skip(")")
        if isAside { inner.texts = [""] }
        return inner
    }
}
