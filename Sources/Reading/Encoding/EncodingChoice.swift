/// Which encoding a document is in, and how many bytes of byte order mark to skip.
struct EncodingChoice {
    var encoding: TextEncoding
    var skip: Int = 0

    static func make(for bytes: [UInt8], httpCharset: String?, declared: String?) -> EncodingChoice {
        let census = UTF8Census(bytes)
        if let mark = byteOrderMark(of: bytes, census) { return mark }
        if let wide = wideWithoutMark(bytes) { return EncodingChoice(encoding: wide) }
        let claims = [httpCharset, declared ?? EncodingLabels.declared(in: bytes)].compactMap {
            $0.flatMap(EncodingLabels.encoding)
        }
        if census.isMostlyUTF8(claimed: claims.contains(.utf8)) { return EncodingChoice(encoding: .utf8) }
        let statistics = LetterStatistics(bytes)
        for case .single(let table) in claims where statistics.accepts(table) {
            return EncodingChoice(encoding: .single(statistics.kazakh(insteadOf: table)))
        }
        return EncodingChoice(encoding: .single(statistics.kazakh(insteadOf: statistics.best)))
    }

    private static func byteOrderMark(of bytes: [UInt8], _ census: UTF8Census) -> EncodingChoice? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            // A mark before bytes that are anything but UTF-8 was put there by an editor.
            return census.isMostlyUTF8(claimed: true) ? EncodingChoice(encoding: .utf8, skip: 3) : nil
        }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return EncodingChoice(encoding: .utf32(bigEndian: false), skip: 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return EncodingChoice(encoding: .utf32(bigEndian: true), skip: 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return EncodingChoice(encoding: .utf16(bigEndian: false), skip: 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return EncodingChoice(encoding: .utf16(bigEndian: true), skip: 2) }
        return nil
    }

    /// UTF-16 without a mark: every second byte of the first markup is 0.
    private static func wideWithoutMark(_ bytes: [UInt8]) -> TextEncoding? {
        let head = bytes.prefix(256)
        guard head.count >= 4 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = head.count / 2
        if zeros[1] * 10 >= half * 6, zeros[0] == 0 { return .utf16(bigEndian: false) }
        if zeros[0] * 10 >= half * 6, zeros[1] == 0 { return .utf16(bigEndian: true) }
        return nil
    }
}

/// How much of a document is UTF-8.
struct UTF8Census {
    /// Well-formed sequences of two and more bytes.
    private(set) var sequences = 0
    /// Bytes that belong to no well-formed sequence.
    private(set) var bad = 0

    init(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                if buffer[index] < 0x80 {
                    index += 1
                    continue
                }
                let length = UTF8Sequence.length(in: buffer, at: index)
                if length > 0 { sequences += 1 } else { bad += 1 }
                index += max(1, length)
            }
        }
    }

    /// Valid UTF-8, or UTF-8 that was damaged here and there.
    func isMostlyUTF8(claimed: Bool) -> Bool {
        bad == 0 || sequences >= 4 * bad || (claimed && sequences > bad) || (claimed && bad == 1)
    }
}

enum UTF8Sequence {
    /// Bytes of the well-formed sequence of two or more bytes that starts at `index`; 0 when there is none.
    @inline(__always)
    static func length(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        let left = bytes.count - index
        @inline(__always) func tail(_ offset: Int) -> Bool { bytes[index + offset] & 0xC0 == 0x80 }
        switch lead {
        case 0xC2...0xDF: return left >= 2 && tail(1) ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, tail(1), tail(2) else { return 0 }
            let second = bytes[index + 1]
            if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F { return 0 }
            return 3
        case 0xF0...0xF4:
            guard left >= 4, tail(1), tail(2), tail(3) else { return 0 }
            let second = bytes[index + 1]
            if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F { return 0 }
            return 4
        default: return 0
        }
    }
}
