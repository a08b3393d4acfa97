/// Reads the part of PCRE2's pattern language in which required literals can be seen.
///
/// A pattern with anything else (conditions, verbs, extended syntax, forms that differ between versions) is given up
/// as a whole. The pattern is one that PCRE2 has compiled, so syntax errors need no care beyond not trapping.
struct PatternReader {
    let scalars: [Unicode.Scalar]
    var index = 0
    /// Capturing groups opened so far; nil when their numbers are not plain.
    var groups: Int? = 0
    private static let depthLimit = 50

    /// What makes the reader give up the pattern.
    struct NotUnderstood: Error {}

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    /// What every match of the pattern holds; nil when the pattern is not understood.
    mutating func read() -> Fragment? {
        do throws(NotUnderstood) {
            let result = try alternatives(depth: 0)
            return index == scalars.count ? result : nil
        } catch { return nil }
    }

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    func peek(_ offset: Int) -> Unicode.Scalar? {
        index + offset < scalars.count ? scalars[index + offset] : nil
    }

    /// Skips `text`, which is ASCII, when it stands here.
    mutating func skip(_ text: StaticString) -> Bool {
        guard index + text.utf8CodeUnitCount <= scalars.count else { return false }
        for place in 0..<text.utf8CodeUnitCount
        where scalars[index + place].value != UInt32(text.utf8Start[place]) { return false }
        index += text.utf8CodeUnitCount
        return true
    }

    /// Skips to behind the next `end`.
    mutating func skip(through end: Unicode.Scalar) throws(NotUnderstood) {
        while let scalar = next {
            index += 1
            if scalar == end { return }
        }
        throw NotUnderstood()
    }

    private mutating func alternatives(depth: Int) throws(NotUnderstood) -> Fragment {
        guard depth < PatternReader.depthLimit else { throw NotUnderstood() }
        var branches: [Fragment] = []
        repeat { branches.append(try sequence(depth: depth)) } while skip("|")
        return Fragment.alternatives(branches)
    }

    private mutating func sequence(depth: Int) throws(NotUnderstood) -> Fragment {
        var run = FragmentRun()
        while let scalar = next, scalar != "|", scalar != ")" {
            if !PatternReader.isSpecial(scalar), !isQuantifier(peek(1)) {
                let folded = PatternNeeds.folded(scalar)
                if folded == 0 { run.add(.anything) } else { run.add(letter: folded) }
                index += 1
            } else if skip("\\Q") {
                try quoted(&run)
            } else if skip("\\E") {
                try refuseQuantifier()
            } else if skip("(?#") {
                try skip(through: ")")
                try refuseQuantifier()
            } else {
                run.add(try quantified(atom(depth: depth)))
            }
        }
        return run.end()
    }

    /// `\Q...\E`: all letters stand for themselves.
    private mutating func quoted(_ run: inout FragmentRun) throws(NotUnderstood) {
        while let scalar = next {
            if skip("\\E") { return try refuseQuantifier() }
            index += 1
            run.add(literal(scalar))
        }
    }

    private func isQuantifier(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{"
    }

    private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\\", "(", ")", "[", "^", "$", ".", "*", "+", "?", "{", "|": true
        default: false
        }
    }

    /// A quantifier here would belong to what stands further left.
    private func refuseQuantifier() throws(NotUnderstood) {
        if isQuantifier(next) { throw NotUnderstood() }
    }

    func literal(_ scalar: Unicode.Scalar) -> Fragment {
        let folded = PatternNeeds.folded(scalar)
        return folded == 0 ? .anything : Fragment(letter: folded)
    }

    private mutating func atom(depth: Int) throws(NotUnderstood) -> Fragment {
        guard let scalar = next else { throw NotUnderstood() }
        switch scalar {
        case "(": return try group(depth: depth)
        case "[": return try characterClass()
        case "\\": return try escape()
        case "^":
            index += 1
            return .boundary(.noLetterOrDigit)
        case "$":
            index += 1
            return .empty
        case ".":
            index += 1
            return .anything
        case "*", "+", "?", "{": throw NotUnderstood()
        default:
            index += 1
            return literal(scalar)
        }
    }

    // MARK: Quantifiers

    private mutating func quantified(_ atom: Fragment) throws(NotUnderstood) -> Fragment {
        var (least, once) = (1, true)
        if skip("*") {
            (least, once) = (0, false)
        } else if skip("+") {
            once = false
        } else if skip("?") {
            least = 0
        } else if next == "{" {
            (least, once) = try interval()
        } else {
            return atom
        }
        if !skip("?") { _ = skip("+") }
        // `a{2}{3}`: one more quantifier for the whole.
        if isQuantifier(next) { throw NotUnderstood() }
        return atom.repeated(least: least, once: once)
    }

    /// `{n}`, `{n,}`, `{n,m}`; other forms are literal text in some versions and quantifiers in others.
    private mutating func interval() throws(NotUnderstood) -> (least: Int, once: Bool) {
        index += 1
        guard let least = number() else { throw NotUnderstood() }
        if skip("}") { return (least, least <= 1) }
        guard skip(",") else { throw NotUnderstood() }
        if skip("}") { return (least, false) }
        guard let most = number(), skip("}") else { throw NotUnderstood() }
        return (least, most <= 1)
    }

    mutating func number() -> Int? {
        let start = index
        var value = 0
        while let scalar = next, ("0"..."9").contains(scalar), index - start < 5 {
            value = value * 10 + Int(scalar.value - 48)
            index += 1
        }
        return index > start ? value : nil
    }

    // MARK: Groups

    private mutating func group(depth: Int) throws(NotUnderstood) -> Fragment {
        index += 1
        if next == "*" { throw NotUnderstood() }
        guard next == "?" else { return try capture(depth: depth) }
        index += 1
        if skip(":") || skip(">") { return try rest(depth: depth) }
        if skip("|") {
            groups = nil
            return try rest(depth: depth)
        }
        if skip("=") { return try assertion(depth: depth, holds: true, behind: false) }
        if skip("<=") { return try assertion(depth: depth, holds: true, behind: true) }
        if skip("!") { return try assertion(depth: depth, holds: false, behind: false) }
        if skip("<!") { return try assertion(depth: depth, holds: false, behind: true) }
        if skip("P<") || next == "<" && peek(1) != "*" {
            try skip(through: ">")
            return try capture(depth: depth)
        }
        if skip("'") {
            try skip(through: "'")
            return try capture(depth: depth)
        }
        if skip("P=") || skip("P>") || skip("&") || skip("R") || isSubroutineNumber {
            try skip(through: ")")
            return .anything
        }
        return try options(depth: depth)
    }

    /// `(?1)`, `(?-1)`, `(?+1)`: a call of a group.
    private var isSubroutineNumber: Bool {
        guard let first = next else { return false }
        if ("0"..."9").contains(first) { return true }
        guard first == "-" || first == "+", let second = peek(1) else { return false }
        return ("0"..."9").contains(second)
    }

    /// The rest of a group up to its `)`.
    private mutating func rest(depth: Int) throws(NotUnderstood) -> Fragment {
        let inner = try alternatives(depth: depth + 1)
        guard skip(")") else { throw NotUnderstood() }
        return inner
    }

    private mutating func capture(depth: Int) throws(NotUnderstood) -> Fragment {
        groups = groups.map { $0 + 1 }
        let number = groups
        var inner = try rest(depth: depth)
        inner.group = groups == nil ? 0 : number ?? 0
        return inner
    }

    /// A look around takes no text; what a positive one needs is needed all the same.
    private mutating func assertion(depth: Int, holds: Bool, behind: Bool) throws(NotUnderstood) -> Fragment {
        let inner = try rest(depth: depth)
        var look = Fragment.boundary(.unknown)
        if holds {
            look.clauses = inner.allClauses
            for index in look.clauses.indices { look.clauses[index].isPrefix = false }
            look.counts = inner.counts
            if behind { look.edge = inner.lastEdge }
        } else if behind {
            look.edge = inner.covers
        }
        return look
    }

    /// `(?i)`, `(?-s:...)`: options that do not change how a pattern is read.
    private mutating func options(depth: Int) throws(NotUnderstood) -> Fragment {
        while let scalar = next, "imsnJU-".unicodeScalars.contains(scalar) {
            if scalar == "n" { groups = nil }
            index += 1
        }
        if skip(":") { return try rest(depth: depth) }
        guard skip(")") else { throw NotUnderstood() }
        return .empty
    }
}
