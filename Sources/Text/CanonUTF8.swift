/// Reading and writing single scalars of valid UTF-8 in byte buffers.
///
/// Texts come from `String`, so they are valid; a broken sequence would still
/// be read within bounds, as U+FFFD of one byte.
enum UTF8Text {
    /// The scalar at an offset and its length in bytes.
    @inline(__always)
    static func scalar(_ text: [UInt8], at offset: Int) -> (value: UInt32, length: Int) {
        text.withUnsafeBufferPointer { scalar($0, at: offset) }
    }

    @inline(__always)
    static func scalar(_ text: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
        let lead = text[offset]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let length = length(ofLead: lead)
        guard length > 1, offset + length <= text.count else { return (0xFFFD, 1) }
        let second = UInt32(text[offset + 1] & 0x3F)
        if length == 2 { return (UInt32(lead & 0x1F) << 6 | second, 2) }
        let third = UInt32(text[offset + 2] & 0x3F)
        if length == 3 { return (UInt32(lead & 0x0F) << 12 | second << 6 | third, 3) }
        return (UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | UInt32(text[offset + 3] & 0x3F), 4)
    }

    /// Bytes of the character that starts with `lead`; 1 for a byte that starts none.
    @inline(__always)
    static func length(ofLead lead: UInt8) -> Int {
        if lead < 0xC0 { return 1 }
        if lead < 0xE0 { return 2 }
        if lead < 0xF0 { return 3 }
        return lead < 0xF8 ? 4 : 1
    }

    /// Where the last character before `end` starts.
    static func startOfLast(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
        var start = end - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return max(start, 0)
    }

    /// The length of the character at `at` when it is well-formed UTF-8 (Unicode Standard, table 3-7), else 0.
    @inline(__always)
    static func validLength(_ text: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
        let lead = text[at]
        if lead < 0x80 { return 1 }
        let left = text.count - at
        guard left > 1, lead >= 0xC2 else { return 0 }
        let second = text[at + 1]
        if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
        guard left > 2, text[at + 2] & 0xC0 == 0x80 else { return 0 }
        if lead < 0xF0 {
            // No overlong form, no surrogate.
            let least: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
            let most: UInt8 = lead == 0xED ? 0x9F : 0xBF
            return (least...most).contains(second) ? 3 : 0
        }
        guard left > 3, lead < 0xF5, text[at + 3] & 0xC0 == 0x80 else { return 0 }
        let least: UInt8 = lead == 0xF0 ? 0x90 : 0x80
        let most: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
        return (least...most).contains(second) ? 4 : 0
    }

    /// Writes one scalar where four bytes are free; gives its length.
    @inline(__always)
    static func initialize(_ bytes: UnsafeMutableBufferPointer<UInt8>, at offset: Int, to scalar: UInt32) -> Int {
        func put(_ place: Int, _ value: UInt32) {
            bytes.initializeElement(at: offset + place, to: UInt8(truncatingIfNeeded: value))
        }
        if scalar < 0x80 {
            put(0, scalar)
            return 1
        }
        if scalar < 0x800 {
            put(0, 0xC0 | scalar >> 6)
            put(1, 0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x1_0000 {
            put(0, 0xE0 | scalar >> 12)
            put(1, 0x80 | scalar >> 6 & 0x3F)
            put(2, 0x80 | scalar & 0x3F)
            return 3
        }
        put(0, 0xF0 | scalar >> 18)
        put(1, 0x80 | scalar >> 12 & 0x3F)
        put(2, 0x80 | scalar >> 6 & 0x3F)
        put(3, 0x80 | scalar & 0x3F)
        return 4
    }

    /// The scalars of a range of bytes that lies on character boundaries. The bytes must outlive it.
    struct Scalars: Sequence, IteratorProtocol {
        private let text: UnsafeBufferPointer<UInt8>
        private var at: Int
        private let end: Int

        init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
            self.text = text
            at = range.lowerBound
            end = range.clamped(to: 0..<text.count).upperBound
        }

        mutating func next() -> UInt32? {
            guard at < end else { return nil }
            let (scalar, length) = UTF8Text.scalar(text, at: at)
            at += length
            return scalar
        }
    }
}
