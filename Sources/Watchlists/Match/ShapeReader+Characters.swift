/// Escapes and classes of characters.
extension ShapeReader {
    mutating func escape() -> PatternShape {
        index += 1
        guard let byte = next else { return lost() }
        if byte >= 0x80 { return letter() }
        index += 1
        switch byte {
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "Z"), UInt8(ascii: "z"),
            UInt8(ascii: "G"), UInt8(ascii: "K"):
            return .place
        case UInt8(ascii: "k"), UInt8(ascii: "g"):
            // `\g<name>` is a call.
            if byte == UInt8(ascii: "g"), next == UInt8(ascii: "<") || next == UInt8(ascii: "'") { return lost() }
            skipReference()
            return .reference(0)
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            index -= 1
            let number = number() ?? 0
            return .reference(hasNumbers ? number : 0)
        case UInt8(ascii: "X"): return lost()
        case UInt8(ascii: "c"):
            index += 1
            return .one(.any, letter: 0, weight: 1)
        default: return .one(kinds(ofEscape: byte), letter: ShapeReader.plain(byte), weight: 1)
        }
    }

    /// A sign behind a backslash stands for itself.
    private static func plain(_ byte: UInt8) -> UInt16 {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 ? 0 : PatternNeeds.folded(Unicode.Scalar(byte))
    }

    /// The kinds of an escape whose letter was read.
    private mutating func kinds(ofEscape byte: UInt8) -> CharacterKinds {
        switch byte {
        case UInt8(ascii: "w"): return .word
        case UInt8(ascii: "W"): return .notWord
        case UInt8(ascii: "d"): return .number
        case UInt8(ascii: "s"), UInt8(ascii: "h"), UInt8(ascii: "v"), UInt8(ascii: "R"), UInt8(ascii: "n"),
            UInt8(ascii: "t"), UInt8(ascii: "r"), UInt8(ascii: "f"):
            return .blank
        case UInt8(ascii: "S"): return .any.subtracting(.blank)
        case UInt8(ascii: "p"): return property().kinds
        case UInt8(ascii: "P"):
            let property = property()
            return property.isWhole ? .any.subtracting(property.kinds) : .any
        case UInt8(ascii: "N"), UInt8(ascii: "x"), UInt8(ascii: "o"):
            if skip("{") {
                skip(through: UInt8(ascii: "}"))
            } else if byte == UInt8(ascii: "x") {
                let end = index + 2
                while index < end, let digit = next, digit &- 0x30 < 10 || (digit | 0x20) &- 0x61 < 6 { index += 1 }
            }
            return .any
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            while let digit = next, digit &- 0x30 < 8 { index += 1 }
            return .any
        default:
            return (byte | 0x20) &- 0x61 < 26 ? .any : .of(Unicode.Scalar(byte))
        }
    }

    /// What follows `\k` and `\g`: a name in brackets, or a number.
    private mutating func skipReference() {
        if skip("{") { return skip(through: UInt8(ascii: "}")) }
        if skip("<") { return skip(through: UInt8(ascii: ">")) }
        if skip("'") { return skip(through: UInt8(ascii: "'")) }
        if !skip("-") { _ = skip("+") }
        while let byte = next, byte &- 0x30 < 10 { index += 1 }
    }

    /// What follows `\p`; whether it has all characters of its kinds and no others.
    private mutating func property() -> (kinds: CharacterKinds, isWhole: Bool) {
        if skip("L") || skip("{L}") { return (.letter, true) }
        if skip("N") || skip("{N}") { return (.number, true) }
        if skip("{Lu}") || skip("{Ll}") || skip("{Lo}") { return (.letter, false) }
        if skip("{Nd}") { return (.number, false) }
        if skip("M") || skip("{M}") || skip("{Mn}") { return ([.joining, .sign], false) }
        if skip("Z") || skip("{Zs}") { return (.blank, false) }
        if skip("{") { skip(through: UInt8(ascii: "}")) } else { index += 1 }
        return (.any, false)
    }

    mutating func characterClass() -> PatternShape {
        let start = index
        index += 1
        let isNegated = skip("^")
        var kinds = CharacterKinds()
        /// Kinds of which every character is in the class.
        var whole = CharacterKinds()
        var isFirst = true
        while let byte = next, byte != UInt8(ascii: "]") || isFirst {
            isFirst = false
            if byte == UInt8(ascii: "["), index + 1 < bytes.count, ":.=".utf8.contains(bytes[index + 1]) {
                // `[[:<:]]` is a boundary.
                if index + 2 < bytes.count, "<>".utf8.contains(bytes[index + 2]) { return lost() }
                index += 2
                skip(through: UInt8(ascii: "]"))
                kinds = .any
            } else if byte == UInt8(ascii: "-") {
                index += 1
                // A range may hold anything between its ends.
                if index - 1 > start + 1, next != UInt8(ascii: "]") { kinds = .any }
            } else if byte == UInt8(ascii: "\\") {
                index += 1
                guard let escaped = next else { return lost() }
                if escaped >= 0x80 {
                    kinds.formUnion(.of(scalar()))
                    continue
                }
                index += 1
                if "QEc".utf8.contains(escaped) { return lost() }
                if escaped == UInt8(ascii: "p") {
                    let property = property()
                    kinds.formUnion(property.kinds)
                    if property.isWhole { whole.formUnion(property.kinds) }
                    continue
                }
                kinds.formUnion(self.kinds(ofEscape: escaped))
                if escaped == UInt8(ascii: "w") { whole.formUnion([.letter, .number, .underscore]) }
                if escaped == UInt8(ascii: "W") { whole.formUnion(.notWord) }
                if escaped == UInt8(ascii: "s") { whole.formUnion(.blank) }
            } else {
                kinds.formUnion(.of(scalar()))
            }
        }
        guard skip("]") else { return lost() }
        let weight = 1 + (index - start) / 64
        return .one(isNegated ? .any.subtracting(whole) : kinds, letter: 0, weight: weight)
    }
}
