extension JSONParser {
    /// The string whose opening quote is at `index`.
    mutating func string() throws(JSONFailure) -> String {
        let start = index + 1
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                index = end + 1
                return try text(UnsafeBufferPointer(rebasing: bytes[start..<end]), at: start)
            }
            if byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            end += 1
        }
        var buffer = Array(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        index = end
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try buffer.withUnsafeBufferPointer { buffer throws(JSONFailure) in
                    try text(buffer, at: start)
                }
            case UInt8(ascii: "\\"):
                try escape(into: &buffer)
            case 0..<0x20 where !lenient:
                throw .badText(at: index)
            default:
                buffer.append(byte)
                index += 1
            }
        }
        throw .unexpected(at: index, expected: "a closing quote")
    }

    private func text(_ buffer: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONFailure) -> String {
        if lenient { return String(decoding: buffer, as: UTF8.self) }
        guard let text = String(validating: buffer, as: UTF8.self) else { throw .badText(at: start) }
        return text
    }

    /// The escape whose backslash is at `index`.
    private mutating func escape(into buffer: inout [UInt8]) throws(JSONFailure) {
        let start = index
        index += 1
        let byte = current
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
        case UInt8(ascii: "b"): buffer.append(0x08)
        case UInt8(ascii: "f"): buffer.append(0x0C)
        case UInt8(ascii: "n"): buffer.append(0x0A)
        case UInt8(ascii: "r"): buffer.append(0x0D)
        case UInt8(ascii: "t"): buffer.append(0x09)
        case UInt8(ascii: "u"):
            guard let unit = fourDigits() else { throw .badText(at: start) }
            if unit & 0xFC00 == 0xD800, let low = lowSurrogate() {
                appendUTF8(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), to: &buffer)
            } else if unit & 0xF800 == 0xD800 && !lenient {
                throw .badText(at: start)
            } else {
                appendUTF8(unit, to: &buffer)
            }
        default: throw .badText(at: start)
        }
    }

    /// The four hexadecimal digits at `index`; `index` moves only when they are there.
    private mutating func fourDigits() -> UInt32? {
        guard bytes.count - index >= 4 else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = Byte.hex(bytes[index + offset]) else { return nil }
            value = value << 4 | digit
        }
        index += 4
        return value
    }

    /// The `\uDC00`..`\uDFFF` that completes a pair; `index` moves only when it is there.
    private mutating func lowSurrogate() -> UInt32? {
        let start = index
        guard bytes.count - index >= 6, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        index += 2
        if let unit = fourDigits(), unit & 0xFC00 == 0xDC00 { return unit }
        index = start
        return nil
    }
}
