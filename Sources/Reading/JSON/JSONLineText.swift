/// The bytes of one line, and where things in it end. Pure functions of a place: the cursor keeps the place.
struct JSONLineText {
    let base: UnsafePointer<UInt8>
    let count: Int
    /// Memory for unescaped strings, with room for the line and 16 bytes more.
    let scratch: UnsafeMutablePointer<UInt8>
    /// Byte to the value of a hexadecimal digit, or 0xFF.
    let hex: UnsafePointer<UInt8>

    // MARK: Outside strings

    /// The first place from `at` on that is no blank.
    func blanksEnd(_ at: Int) -> Int {
        var at = at
        while at < count {
            let byte = base[at]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
            at &+= 1
        }
        return at
    }

    func wordEnd(_ at: Int, _ word: StaticString) throws(JSONFailure) -> Int {
        let length = word.utf8CodeUnitCount
        guard count &- at >= length else { throw .unexpected(at: at, expected: "\(word)") }
        for offset in 0..<length where base[at &+ offset] != word.utf8Start[offset] {
            throw .unexpected(at: at, expected: "\(word)")
        }
        return at &+ length
    }

    /// Where the number that starts at `start` ends.
    @inline(__always)
    func numberEnd(_ start: Int) throws(JSONFailure) -> Int {
        var at = start
        while at < count, Byte.isDigit(base[at]) { at &+= 1 }
        // Digits alone, which do not begin with 0, are nearly every number; the rest is for the parser.
        if at > start, at < count, base[start] != UInt8(ascii: "0") {
            let next = base[at]
            if next == UInt8(ascii: ",") || next == UInt8(ascii: "}") || next == UInt8(ascii: "]") { return at }
        }
        return try unusualNumberEnd(start)
    }

    @inline(never)
    private func unusualNumberEnd(_ start: Int) throws(JSONFailure) -> Int {
        let line = UnsafeBufferPointer(start: base, count: count)
        guard let end = JSONParser.numberEnd(line, from: start) else {
            throw .unexpected(at: start, expected: "a value")
        }
        return end.index
    }

    /// Tells names apart: the same for equal names, and nearly always another one for others.
    @inline(__always)
    static func key(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard let base = name.baseAddress else { return 0 }
        let length = UInt64(truncatingIfNeeded: name.count)
        let raw = UnsafeRawPointer(base)
        if name.count >= 8 {
            let first = raw.loadUnaligned(as: UInt64.self)
            let last = (raw + (name.count &- 8)).loadUnaligned(as: UInt64.self)
            return first &+ (last &<< 7 | last &>> 57) &+ length &<< 56
        }
        if name.count >= 4 {
            let first = UInt64(raw.loadUnaligned(as: UInt32.self))
            let last = UInt64((raw + (name.count &- 4)).loadUnaligned(as: UInt32.self))
            return (first | last &<< 32) ^ length
        }
        var key = length &<< 56
        for place in 0..<name.count { key |= UInt64(base[place]) &<< UInt64(place &* 8) }
        return key
    }

    // MARK: Inside strings

    /// The first quote, backslash or control character from `start` on, or the end. What lies between is valid UTF-8.
    ///
    /// The byte before `start` must be ASCII: an opening quote, or the last one of an escape.
    @inline(__always)
    func plainEnd(_ start: Int) throws(JSONFailure) -> Int {
        // Names and short values end within the first eight bytes.
        if start &+ 8 <= count {
            let word = load(start)
            let marks = BytesInWords.stops(word)
            let before = marks &- 1 & ~marks
            if marks != 0, word & before & BytesInWords.highs == 0 { return start &+ marks.trailingZeroBitCount &>> 3 }
        }
        return try longPlainEnd(start)
    }

    /// The same, eight bytes at a time. Runs of ASCII and of letters of two bytes (Latin, Cyrillic) are checked as a
    /// whole: each first byte must stand before a following byte, and nothing else may. The rest is checked character
    /// by character.
    @inline(never)
    private func longPlainEnd(_ start: Int) throws(JSONFailure) -> Int {
        var at = start
        /// 0x80 when the byte before `at` is the first one of a two-byte character.
        var open: UInt64 = 0
        while at &+ 8 <= count {
            let word = load(at)
            let marks = BytesInWords.stops(word)
            if marks == 0 {
                if word & BytesInWords.highs | open == 0 || BytesInWords.isTwoByteText(word, &open) {
                    at &+= 8
                } else {
                    at = try charactersEnd(open == 0 ? at : at &- 1, atLeast: at &+ 8)
                    open = 0
                }
                continue
            }
            let end = marks.trailingZeroBitCount &>> 3
            let text = word & (marks &- 1 & ~marks)
            if text & BytesInWords.highs | open == 0 || BytesInWords.isTwoByteText(text, &open) { return at &+ end }
            return try charactersEnd(open == 0 ? at : at &- 1, atLeast: at &+ end)
        }
        return try charactersEnd(open == 0 ? at : at &- 1, atLeast: count)
    }

    @inline(__always)
    private func load(_ at: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
    }

    /// Goes on character by character to `limit` or just behind it, or to a quote, backslash or control character.
    @inline(never)
    private func charactersEnd(_ start: Int, atLeast limit: Int) throws(JSONFailure) -> Int {
        var at = start
        while at < limit {
            let byte = base[at]
            if byte < 0x80 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return at }
                at &+= 1
            } else {
                let length = characterLength(at)
                guard length > 0 else { throw .badText(at: at) }
                at &+= length
            }
        }
        return at
    }

    /// Bytes of the character at `at`, which is not ASCII; 0 when there is none (Unicode, table 3-7).
    private func characterLength(_ at: Int) -> Int {
        func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            at &+ offset < count && range.contains(base[at &+ offset])
        }
        switch base[at] {
        case 0xC2...0xDF: return follows(1) ? 2 : 0
        case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : 0
        case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : 0
        case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : 0
        case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : 0
        case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : 0
        case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : 0
        default: return 0
        }
    }
}
