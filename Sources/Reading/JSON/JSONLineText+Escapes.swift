/// Strings with escapes: what they stand for, written to the scratch memory.
extension JSONLineText {
    /// Writes a string without its escapes to the scratch memory from `used` on.
    ///
    /// - Parameters:
    ///   - start: its first byte behind the quote.
    ///   - plainEnd: where `plainEnd(start)` stopped.
    /// - Returns: the place behind the closing quote, and how far the scratch memory is used.
    @inline(never)
    func unescape(_ start: Int, plainEnd: Int, to used: Int) throws(JSONFailure) -> (index: Int, used: Int) {
        var at = plainEnd
        var out = copy(start, plainEnd, to: scratch + used)
        while true {
            // Texts that escape all but ASCII: most characters are `\uXXXX`, words are parted by one blank.
            while at &+ 8 <= count {
                let byte = base[at]
                if byte == UInt8(ascii: "\\"), base[at &+ 1] == UInt8(ascii: "u") {
                    guard let unit = unit(at &+ 2) else { throw .badText(at: at) }
                    guard unit &- 0x80 < 0x780 else { break }
                    out[0] = UInt8(truncatingIfNeeded: 0xC0 | unit &>> 6)
                    out[1] = UInt8(truncatingIfNeeded: 0x80 | unit & 0x3F)
                    out += 2
                    at &+= 6
                } else if byte == UInt8(ascii: " ") {
                    out[0] = byte
                    out += 1
                    at &+= 1
                } else {
                    break
                }
            }
            guard at < count else { throw .unexpected(at: at, expected: "a closing quote") }
            switch base[at] {
            case UInt8(ascii: "\\"): at = try escape(at, &out)
            case UInt8(ascii: "\""): return (at &+ 1, out - scratch)
            case 0..<0x20: throw .badText(at: at)
            default:
                let end = try self.plainEnd(at)
                out = copy(at, end, to: out)
                at = end
            }
        }
    }

    /// Copies the line's bytes from `start` to `end`; the place behind them.
    @inline(__always)
    private func copy(_ start: Int, _ end: Int, to out: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        out.update(from: base + start, count: end &- start)
        return out + (end &- start)
    }

    /// One escape; its backslash is at `at`.
    private func escape(_ at: Int, _ out: inout UnsafeMutablePointer<UInt8>) throws(JSONFailure) -> Int {
        guard at &+ 1 < count else { throw .badText(at: at) }
        let byte = base[at &+ 1]
        if byte == UInt8(ascii: "u") {
            guard let unit = unit(at &+ 2) else { throw .badText(at: at) }
            let next = at &+ 6
            if unit & 0xFC00 == 0xD800, next &+ 1 < count, base[next] == UInt8(ascii: "\\"),
                base[next &+ 1] == UInt8(ascii: "u"), let low = self.unit(next &+ 2), low & 0xFC00 == 0xDC00
            {
                append(0x10000 &+ (unit & 0x3FF) &<< 10 &+ (low & 0x3FF), &out)
                return next &+ 6
            }
            append(unit, &out)
            return next
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out[0] = byte
        case UInt8(ascii: "b"): out[0] = 0x08
        case UInt8(ascii: "f"): out[0] = 0x0C
        case UInt8(ascii: "n"): out[0] = 0x0A
        case UInt8(ascii: "r"): out[0] = 0x0D
        case UInt8(ascii: "t"): out[0] = 0x09
        default: throw .badText(at: at)
        }
        out += 1
        return at &+ 2
    }

    /// The four hexadecimal digits at `at`.
    @inline(__always)
    private func unit(_ at: Int) -> UInt32? {
        guard at &+ 4 <= count else { return nil }
        let (a, b) = (hex[Int(base[at])], hex[Int(base[at &+ 1])])
        let (c, d) = (hex[Int(base[at &+ 2])], hex[Int(base[at &+ 3])])
        guard a | b | c | d <= 0x0F else { return nil }
        return UInt32(a) &<< 12 | UInt32(b) &<< 8 | UInt32(c) &<< 4 | UInt32(d)
    }

    /// Appends a character as UTF-8; half of a surrogate pair as U+FFFD.
    private func append(_ value: UInt32, _ out: inout UnsafeMutablePointer<UInt8>) {
        let value = value & 0xFFFF_F800 == 0xD800 ? 0xFFFD : value
        let last = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
        if value < 0x80 {
            out[0] = UInt8(truncatingIfNeeded: value)
            out += 1
        } else if value < 0x800 {
            out[0] = UInt8(truncatingIfNeeded: 0xC0 | value &>> 6)
            out[1] = last
            out += 2
        } else if value < 0x10000 {
            out[0] = UInt8(truncatingIfNeeded: 0xE0 | value &>> 12)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | value &>> 6 & 0x3F)
            out[2] = last
            out += 3
        } else {
            out[0] = UInt8(truncatingIfNeeded: 0xF0 | value &>> 18)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | value &>> 12 & 0x3F)
            out[2] = UInt8(truncatingIfNeeded: 0x80 | value &>> 6 & 0x3F)
            out[3] = last
            out += 4
        }
    }
}
