/// An encoding that can be read.
enum TextEncoding: Hashable {
    case utf8
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)
    case single(SingleByteTable)

    var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16(let bigEndian): bigEndian ? "utf-16be" : "utf-16le"
        case .utf32(let bigEndian): bigEndian ? "utf-32be" : "utf-32le"
        case .single(let table): table.rawValue
        }
    }

    /// UTF-8 for these bytes; `repaired` when something was replaced by U+FFFD.
    func utf8(of bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], repaired: Bool) {
        switch self {
        case .utf8: repairedUTF8(bytes)
        case .utf16(let bigEndian): fromUTF16(bytes, bigEndian)
        case .utf32(let bigEndian): fromUTF32(bytes, bigEndian)
        case .single(let table): fromSingleBytes(bytes, table)
        }
    }

    private func repairedUTF8(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], repaired: Bool) {
        bytes.withUnsafeBufferPointer { buffer in
            var output: [UInt8] = []
            output.reserveCapacity(buffer.count)
            var index = 0
            var start = 0
            var repaired = false
            while index < buffer.count {
                if buffer[index] < 0x80 {
                    index += 1
                    continue
                }
                let length = UTF8Sequence.length(in: buffer, at: index)
                if length == 0 {
                    output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<index]))
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                    repaired = true
                    start = index + 1
                }
                index += max(1, length)
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start...]))
            return (output, repaired)
        }
    }

    private func fromUTF16(_ bytes: ArraySlice<UInt8>, _ bigEndian: Bool) -> (bytes: [UInt8], repaired: Bool) {
        let bytes = Array(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var repaired = bytes.count % 2 != 0
        func unit(_ index: Int) -> UInt32 {
            bigEndian
                ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
        }
        var index = 0
        while index + 1 < bytes.count {
            let first = unit(index)
            index += 2
            if first & 0xFC00 == 0xD800, index + 1 < bytes.count, unit(index) & 0xFC00 == 0xDC00 {
                appendUTF8(0x10000 + (first & 0x3FF) << 10 + (unit(index) & 0x3FF), to: &output)
                index += 2
            } else {
                repaired = repaired || first & 0xF800 == 0xD800
                appendUTF8(first, to: &output)
            }
        }
        if bytes.count % 2 != 0 { appendUTF8(0xFFFD, to: &output) }
        return (output, repaired)
    }

    private func fromUTF32(_ bytes: ArraySlice<UInt8>, _ bigEndian: Bool) -> (bytes: [UInt8], repaired: Bool) {
        let bytes = Array(bytes)
        var output: [UInt8] = []
        var repaired = bytes.count % 4 != 0
        var index = 0
        while index + 3 < bytes.count {
            var value: UInt32 = 0
            for offset in 0..<4 { value = value << 8 | UInt32(bytes[index + (bigEndian ? offset : 3 - offset)]) }
            repaired = repaired || Unicode.Scalar(value) == nil
            appendUTF8(value, to: &output)
            index += 4
        }
        return (output, repaired)
    }

    private func fromSingleBytes(
        _ bytes: ArraySlice<UInt8>, _ table: SingleByteTable
    ) -> (bytes: [UInt8], repaired: Bool) {
        let scalars = table.scalars
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 2)
        var repaired = false
        for byte in bytes {
            if byte < 0x80 {
                output.append(byte)
            } else {
                let scalar = scalars[Int(byte & 0x7F)]
                repaired = repaired || scalar == 0xFFFD
                appendUTF8(UInt32(scalar), to: &output)
            }
        }
        return (output, repaired)
    }
}
