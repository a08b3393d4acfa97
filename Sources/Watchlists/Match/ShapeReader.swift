/// Reads the shape of a pattern that PCRE2 has compiled. What it does not follow is `unknown`, which costs speed and
/// nothing else: such a pattern is searched with every step counted.
struct ShapeReader {
    let bytes: [UInt8]
    var index = 0
    private var groups = 0
    /// A construct stood somewhere that can make any part cost anything.
    private var isLost = false
    /// Groups are numbered in order.
    private(set) var hasNumbers = true
    private static let depthLimit = 120

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ pattern: String) -> PatternShape {
        var reader = ShapeReader(Array(pattern.utf8))
        let shape = reader.alternatives(depth: 0)
        return reader.isLost || reader.index < reader.bytes.count ? .unknown : shape
    }

    /// Bytes of the longest class of a pattern, never fewer than it has. Where a bracket may stand for itself, as in a
    /// comment, it is the whole pattern.
    static func longestClass(in pattern: [UInt8]) -> Int {
        var reader = ShapeReader(pattern)
        var longest = 0
        while let byte = reader.next {
            if reader.skip("\\Q") || reader.skip("(?#") { return pattern.count }
            let start = reader.index
            switch byte {
            case UInt8(ascii: "\\"): reader.index += 2
            case UInt8(ascii: "["):
                // A class that is not followed leaves the reader at the end, so that it counts as all of the rest.
                _ = reader.characterClass()
                longest = max(longest, reader.index - start)
            default: reader.index += 1
            }
        }
        return longest
    }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skip(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index + count <= bytes.count else { return false }
        for place in 0..<count where bytes[index + place] != text.utf8Start[place] { return false }
        index += count
        return true
    }

    mutating func skip(through end: UInt8) {
        while let byte = next {
            index += 1
            if byte == end { return }
        }
    }

    mutating func lost() -> PatternShape {
        isLost = true
        index = bytes.count
        return .unknown
    }

    private mutating func alternatives(depth: Int) -> PatternShape {
        guard depth < ShapeReader.depthLimit else { return lost() }
        var branches = [sequence(depth: depth)]
        while skip("|") { branches.append(sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence(depth: Int) -> PatternShape {
        var parts: [PatternShape] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            if skip("\\Q") {
                while next != nil, !skip("\\E") { parts.append(letter()) }
                // A repeat belongs to the last letter.
                if let last = parts.popLast() { parts.append(repeated(last)) }
            } else if skip("\\E") {
                continue
            } else {
                parts.append(repeated(atom(depth: depth)))
            }
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// The character at hand, as itself.
    mutating func letter() -> PatternShape {
        let scalar = scalar()
        return .one(.of(scalar), letter: PatternNeeds.folded(scalar), weight: 1)
    }

    mutating func scalar() -> Unicode.Scalar {
        guard let lead = next else { return " " }
        index += 1
        if lead < 0xC0 { return Unicode.Scalar(lead) }
        let more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3
        var value = UInt32(lead) & (more == 1 ? 0x1F : more == 2 ? 0x0F : 0x07)
        for _ in 0..<more {
            value = value << 6 | UInt32((next ?? 0x80) & 0x3F)
            index += 1
        }
        return Unicode.Scalar(value) ?? " "
    }

    private mutating func atom(depth: Int) -> PatternShape {
        switch next {
        case UInt8(ascii: "("): return group(depth: depth)
        case UInt8(ascii: "["): return characterClass()
        case UInt8(ascii: "\\"): return escape()
        case UInt8(ascii: "^"), UInt8(ascii: "$"):
            index += 1
            return .place
        case UInt8(ascii: "."):
            index += 1
            return .one(.any, letter: 0, weight: 1)
        default: return letter()
        }
    }

    // MARK: Repeats

    private mutating func repeated(_ atom: PatternShape) -> PatternShape {
        var shape = atom
        while true {
            let (least, most): (Int, Int)
            if skip("*") {
                (least, most) = (0, PatternShape.endless)
            } else if skip("+") {
                (least, most) = (1, PatternShape.endless)
            } else if skip("?") {
                (least, most) = (0, 1)
            } else if next == UInt8(ascii: "{"), let bounds = interval() {
                (least, most) = bounds
            } else {
                return shape
            }
            let isPossessive = !skip("?") && skip("+")
            shape = .repeated(shape, least: least, most: most, isPossessive: isPossessive)
        }
    }

    /// `{n}`, `{n,}`, `{n,m}` and `{,m}`, with blanks or without; nil, with nothing read, when it is plain text.
    private mutating func interval() -> (Int, Int)? {
        let start = index
        index += 1
        let least = number()
        let hasComma = skip(",")
        let most = hasComma ? number() : least
        guard skip("}"), least != nil || most != nil else {
            index = start
            return nil
        }
        return (least ?? 0, most ?? PatternShape.endless)
    }

    mutating func number() -> Int? {
        while skip(" ") {}
        var value: Int?
        while let byte = next, byte &- 0x30 < 10, value ?? 0 < 100_000 {
            value = (value ?? 0) * 10 + Int(byte &- 0x30)
            index += 1
        }
        while skip(" ") {}
        return value
    }

    // MARK: Groups

    private mutating func group(depth: Int) -> PatternShape {
        index += 1
        if skip("*") { return verb(depth: depth) }
        guard skip("?") else { return capture(depth: depth) }
        // A repeat behind a comment belongs to what stands before it.
        if skip("#") { return lost() }
        if skip(":") { return rest(depth: depth) }
        if skip("|") {
            hasNumbers = false
            return rest(depth: depth)
        }
        if skip(">") { return .atomic(rest(depth: depth)) }
        if skip("=") || skip("!") || skip("<=") || skip("<!") { return .look(rest(depth: depth)) }
        if skip("P<") || skip("<") {
            skip(through: UInt8(ascii: ">"))
            return capture(depth: depth)
        }
        if skip("'") {
            skip(through: UInt8(ascii: "'"))
            return capture(depth: depth)
        }
        if skip("P=") {
            skip(through: UInt8(ascii: ")"))
            return .reference(0)
        }
        if skip("(") { return condition(depth: depth) }
        if skip("C") {
            skip(through: UInt8(ascii: ")"))
            return .place
        }
        // Options; anything else is a call.
        while let byte = next, "^imsnJU-".utf8.contains(byte) {
            if byte == UInt8(ascii: "n") { hasNumbers = false }
            index += 1
        }
        if skip(":") { return rest(depth: depth) }
        return skip(")") ? .place : lost()
    }

    private mutating func capture(depth: Int) -> PatternShape {
        groups += 1
        let number = groups
        return .capture(hasNumbers ? number : -1, rest(depth: depth))
    }

    /// The rest of a group up to its end.
    private mutating func rest(depth: Int) -> PatternShape {
        let inner = alternatives(depth: depth + 1)
        return skip(")") ? inner : lost()
    }

    /// `(?(1)...)`, `(?(<name>)...)`, `(?(?=...)...)`.
    private mutating func condition(depth: Int) -> PatternShape {
        var head = PatternShape.place
        if skip("?=") || skip("?!") || skip("?<=") || skip("?<!") {
            head = .look(rest(depth: depth + 1))
        } else if next == UInt8(ascii: "?") || next == UInt8(ascii: "*") {
            return lost()
        } else {
            skip(through: UInt8(ascii: ")"))
        }
        return .sequence([head, rest(depth: depth)])
    }

    /// `(*atomic:...)`, `(*SKIP)`, `(*UTF)`.
    private mutating func verb(depth: Int) -> PatternShape {
        let start = index
        while let byte = next, byte != UInt8(ascii: ")"), byte != UInt8(ascii: ":") { index += 1 }
        let name = String(decoding: bytes[start..<index], as: UTF8.self)
        guard name.first?.isLowercase == true else {
            skip(through: UInt8(ascii: ")"))
            return .place
        }
        guard skip(":") else { return lost() }
        switch name {
        case "atomic": return .atomic(rest(depth: depth))
        case "pla", "nla", "plb", "nlb", "positive_lookahead", "negative_lookahead", "positive_lookbehind",
            "negative_lookbehind":
            return .look(rest(depth: depth))
        // Script runs are checked anew for each way in which their text can end.
        default: return lost()
        }
    }
}
