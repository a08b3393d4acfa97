extension XMLRepair {
    /// Text outside markup: entities are resolved, everything special is escaped.
    mutating func text(_ range: Range<Int>) { characters(range, resolving: true) }

    /// The inside of a CDATA section: an `&` is an `&`.
    mutating func plainText(_ range: Range<Int>) { characters(range, resolving: false) }

    private mutating func characters(_ range: Range<Int>, resolving: Bool) {
        // Nothing stands before the root; behind it there is only what pages append to feeds.
        guard !open.isEmpty, !(rootClosed && open.count == 1), !range.isEmpty else { return }
        guard textLength < limits.text else { return }
        if textLength == 0 {
            nodes += 1
            guard nodes <= limits.nodes else { return stop("more than \(limits.nodes) nodes") }
        }
        let before = output.count
        let isWhole = escaped(range, resolving: resolving, room: limits.text - textLength)
        textLength = isWhole ? textLength + output.count - before : limits.text
        if !isWhole { note("a text is longer than \(limits.text) bytes") }
    }

    mutating func attributeValue(_ range: Range<Int>) {
        if !escaped(range, resolving: true, room: limits.text) {
            note("an attribute is longer than \(limits.text) bytes")
        }
    }

    /// Writes at most about `room` bytes; false when that was not enough.
    mutating func escaped(_ range: Range<Int>, resolving: Bool, room: Int) -> Bool {
        let last = output.count + room
        var position = range.lowerBound
        var start = position
        func copy(_ output: inout [UInt8]) {
            output.append(contentsOf: UnsafeBufferPointer(rebasing: input[start..<position]))
        }
        while position < range.upperBound {
            let byte = input[position]
            guard XMLCharacter.isSpecial[Int(byte)] else {
                position += 1
                // A long run without anything special is cut at a character, too.
                if output.count + position - start >= last {
                    while position > start, position < range.upperBound, input[position] & 0xC0 == 0x80 {
                        position -= 1
                    }
                    break
                }
                continue
            }
            copy(&output)
            var length = 1
            switch byte {
            case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "&"):
                if resolving, let reference = XMLReference(in: input, at: position, before: range.upperBound) {
                    XMLCharacter.append(reference.scalar, to: &output)
                    length = reference.length
                } else {
                    output.append(contentsOf: "&amp;".utf8)
                }
            case 0xEF:
                // U+FFFE and U+FFFF are no characters.
                let isWhole = position + 2 < range.upperBound
                let isNone = isWhole && input[position + 1] == 0xBF && input[position + 2] >= 0xBE
                if isNone { length = 3 } else { output.append(byte) }
            default: break  // a control character
            }
            position += length
            start = position
            if output.count >= last { break }
        }
        copy(&output)
        return position >= range.upperBound
    }
}

/// Which characters XML allows.
enum XMLCharacter {
    /// Bytes that cannot simply be copied.
    static let isSpecial: [Bool] = (0..<256).map { byte in
        (byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte)) || [0x22, 0x26, 0x3C, 0x3E, 0xEF].contains(byte)
    }

    /// Writes a character that a reference stood for; what XML forbids is left out.
    static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        switch scalar {
        case 0x26: output.append(contentsOf: "&amp;".utf8)
        case 0x3C: output.append(contentsOf: "&lt;".utf8)
        case 0x3E: output.append(contentsOf: "&gt;".utf8)
        case 0x22: output.append(contentsOf: "&quot;".utf8)
        case 0x0D: output.append(contentsOf: "&#13;".utf8)
        case 0x09, 0x0A: output.append(UInt8(truncatingIfNeeded: scalar))
        case 0..<0x20, 0xFFFE, 0xFFFF: break
        default: appendUTF8(scalar, to: &output)
        }
    }
}

/// `&#1171;`, `&#x493;`, `&laquo;`, `&copy` and what feeds make of them.
struct XMLReference {
    var scalar: UInt32
    /// Bytes from the `&` on.
    var length: Int

    /// Nil when the `&` at `start` is only an `&`.
    init?(in input: UnsafeBufferPointer<UInt8>, at start: Int, before end: Int) {
        guard start + 2 < end else { return nil }
        if input[start + 1] == UInt8(ascii: "#") {
            guard let first = Self.number(input, start, end) else { return nil }
            (scalar, length) = first
            // Two references for one character: the halves of a surrogate pair.
            let next = start + length
            if scalar & 0xFFFF_FC00 == 0xD800, next + 2 < end, input[next] == UInt8(ascii: "&"),
                input[next + 1] == UInt8(ascii: "#"), let low = Self.number(input, next, end),
                low.scalar & 0xFFFF_FC00 == 0xDC00
            {
                scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low.scalar & 0x3FF)
                length += low.length
            } else if (0x80...0x9F).contains(scalar) {
                // `&#151;` is meant as windows-1252, as browsers read it.
                scalar = UInt32(SingleByteTable.windows1252.scalars[Int(scalar) - 0x80])
            }
            return
        }
        var position = start + 1
        while position < end, position - start <= 32, Byte.isLetter(input[position]) || Byte.isDigit(input[position]) {
            position += 1
        }
        let name = String(decoding: UnsafeBufferPointer(rebasing: input[(start + 1)..<position]), as: UTF8.self)
        guard let value = HTMLEntities.scalar(name) else { return nil }
        let hasSemicolon = position < end && input[position] == UInt8(ascii: ";")
        if !hasSemicolon {
            // `?a=1&copy=2` is a parameter, not a sign.
            guard HTMLEntities.standsWithoutSemicolon(name), position == end || input[position] != UInt8(ascii: "=")
            else { return nil }
        }
        scalar = value
        length = position - start + (hasSemicolon ? 1 : 0)
    }

    private static func number(
        _ input: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
    ) -> (scalar: UInt32, length: Int)? {
        var position = start + 2
        let isHex = position < end && input[position] | 0x20 == UInt8(ascii: "x")
        if isHex { position += 1 }
        let first = position
        var value: UInt32 = 0
        while position < end, let digit = Byte.hex(input[position]), isHex || digit < 10 {
            // Clamped: a number above U+10FFFF is U+FFFD whatever follows.
            value = min(value * (isHex ? 16 : 10) + digit, 0x110000)
            position += 1
        }
        guard position > first else { return nil }
        if position < end, input[position] == UInt8(ascii: ";") { position += 1 }
        return (value, position - start)
    }
}
